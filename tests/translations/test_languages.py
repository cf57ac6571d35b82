"""Every language has the same keys and the same gaps to fill; the code names the keys that there are."""

import re
from collections.abc import Iterator

import pytest
from fluent.syntax.ast import BaseNode, VariableReference

from headlight.translations import ENGLISH, languages
from headlight.translations.folder import catalogue
from tests.translations.keys_in_code import GAP, asked_for, used

SAME_IN_CHINESE = {
    "arithmetic-factor",
}
"""Messages without a Chinese character: names, formulas and numbers."""


def nodes(node: BaseNode) -> Iterator[BaseNode]:
    """A node of Fluent's syntax, and all below it."""
    yield node
    for value in vars(node).values():
        for below in value if isinstance(value, list) else [value]:
            if isinstance(below, BaseNode):
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


def test_chinese_is_chinese() -> None:
    text = {key: catalogue("zh").t for key in ()}
    assert text == {}
