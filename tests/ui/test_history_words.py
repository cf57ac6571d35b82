"""The History page's words: in both languages, in the order of the zoo, and true of the shipped models."""

import string
from dataclasses import fields

import pytest

from headlight.model.zoo import ARCHITECTURES, load
from headlight.ui.language import history, quality
from headlight.ui.pages.history.architectures import ORIGINS, shipped

CATALOGUES = [
    (catalogue, f.name) for catalogue in (history, quality) for f in fields(type(catalogue.ENGLISH))
]


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize(("catalogue", "field"), CATALOGUES)
def test_a_word_is_there_in_both_languages_with_the_same_gaps(catalogue, field):
    english, chinese = getattr(catalogue.ENGLISH, field), getattr(catalogue.CHINESE, field)
    assert english.strip()
    assert chinese.strip()
    assert gaps(english) == gaps(chinese)


def test_chinese_is_chinese():
    untranslated = [
        field
        for catalogue, field in CATALOGUES
        if not any("\u4e00" <= c <= "\u9fff" for c in getattr(catalogue.CHINESE, field))
    ]
    assert untranslated == ["arxiv", "transformer", "gpt", "bert", "xlnet", "translation"]  # names


def test_every_architecture_of_the_zoo_has_an_origin_and_they_are_in_order():
    assert list(ORIGINS) == list(ARCHITECTURES)
    years = [origin.year for origin in ORIGINS.values()]
    assert years == sorted(years)
    for name in ARCHITECTURES:
        assert getattr(history.ENGLISH, f"{name}_story")


def test_the_stories_are_true_of_the_shipped_models():
    models = {architecture: load(name) for architecture, name in shipped().items()}
    assert models["gpt"].config.positions == "rotary"
    assert models["luong"].config.score == "general"
    directions = {
        name: models[name].network.encoder.gru.bidirectional for name in ("seq2seq", "bahdanau", "luong")
    }
    assert directions == {"seq2seq": False, "bahdanau": True, "luong": False}
    assert directions == {name: ORIGINS[name].recurrence.encoder == "both" for name in directions}
