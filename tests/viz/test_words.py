"""The figure words are complete in both languages."""

from dataclasses import fields
from string import Formatter

import pytest

from headlight.model.site import Site
from headlight.viz.style.words import CATALOGUES, CHINESE, ENGLISH, Phrase, Words


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("field", [field.name for field in fields(Words)])
def test_every_word_is_there_with_the_same_blanks(field: str) -> None:
    english, chinese = getattr(ENGLISH, field), getattr(CHINESE, field)
    assert english
    assert chinese
    assert blanks(english) == blanks(chinese)


def test_no_word_can_be_forgotten() -> None:
    with pytest.raises(TypeError, match="missing"):
        Words(language="en")  # type: ignore[call-arg]


def test_catalogues_go_by_language() -> None:
    assert CATALOGUES == {"en": ENGLISH, "zh": CHINESE}


def test_a_phrase_knows_both_languages() -> None:
    phrase = Phrase("heads", "头")
    assert (phrase.of(ENGLISH), phrase.of(CHINESE)) == ("heads", "头")


def test_sites_in_words() -> None:
    assert ENGLISH.site(Site("decoder", "cross", 2)) == "decoder · cross-attention"
    assert CHINESE.site(Site("encoder", "self", 0)) == "编码器 · 自注意力"
    assert ENGLISH.site(Site("decoder", "query_stream", 0)) == "decoder · query stream"
