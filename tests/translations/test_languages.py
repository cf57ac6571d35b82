"""Every language has the same keys and the same gaps to fill; the code names the keys that there are."""

import re
from collections.abc import Iterator

import pytest
from fluent.syntax.ast import BaseNode, TextElement, VariableReference

from headlight.translations import ENGLISH, languages
from headlight.translations.folder import catalogue
from tests.translations.keys_in_code import GAP, asked_for, used

NAMES = {"English", "Transformer", "GPT", "BERT", "XLNet", "ALiBi", "arXiv:", "nats"}
"""What has the same name in Chinese; formulas have no word of three letters."""


def nodes(node: BaseNode) -> Iterator[BaseNode]:
    """A node of Fluent's syntax and all below it, but for what plural forms go by: a language may have no forms."""
    yield node
    for name, value in vars(node).items():
        for below in value if isinstance(value, list) else [value]:
            if isinstance(below, BaseNode) and name != "selector":
                yield from nodes(below)


def gaps(language: str) -> dict[str, set[str]]:
    """The placeholders of every message."""
    return {
        key: {part.id.name for part in nodes(pattern) if isinstance(part, VariableReference)}
        for key, pattern in catalogue(language).patterns.items()
    }


@pytest.mark.parametrize("language", languages())
def test_a_language_has_the_keys_and_the_gaps_of_english(language: str) -> None:
    assert gaps(language) == gaps(ENGLISH)


@pytest.mark.parametrize("language", languages())
def test_a_key_is_kebab_case_behind_its_subject_and_written_once(language: str) -> None:
    written = re.findall(r"^(\S+) =", catalogue(language).file.read_text(encoding="utf-8"), re.MULTILINE)
    assert [key for key in written if not re.fullmatch(r"[a-z]+(-[a-z0-9]+)+", key)] == []
    assert sorted(written) == sorted(catalogue(language).patterns)


def test_every_key_is_used() -> None:
    keys = catalogue(ENGLISH).patterns.keys()
    assert sorted(keys - used(keys)) == []


def test_every_key_that_is_used_is_there() -> None:
    keys, asked = catalogue(ENGLISH).patterns.keys(), {key.replace("_", "-") for key in asked_for()}
    assert sorted(key for key in asked if GAP not in key and key not in keys) == []
    forms = [re.compile(".+".join(map(re.escape, key.split(GAP)))) for key in asked if GAP in key]
    assert [form.pattern for form in forms if not any(map(form.fullmatch, keys))] == []


def test_only_names_and_formulas_are_the_same_in_chinese() -> None:
    english, chinese = (dict(texts(language)) for language in (ENGLISH, "zh"))
    same = {chinese[key] for key in chinese if chinese[key] == english[key]} - NAMES
    assert sorted(text for text in same if re.search(r"[a-zA-Z]{3}", text)) == []


def texts(language: str) -> Iterator[tuple[str, str]]:
    """What stands in a message itself, without what it refers to."""
    for key, pattern in catalogue(language).patterns.items():
        yield key, "".join(part.value for part in nodes(pattern) if isinstance(part, TextElement))
