"""Both catalogues say the same things, with the same gaps to fill."""

import string
from dataclasses import fields

import pytest

from ui import language
from ui.workbench import words as workbench
from viz import words as figures


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


PAIRS = [
    pytest.param(getattr(language.ENGLISH, f.name), getattr(language.CHINESE, f.name), id=f"page.{f.name}")
    for f in fields(language.Words)
] + [
    pytest.param(workbench.ENGLISH[name], workbench.CHINESE.get(name, ""), id=f"workbench.{name}")
    for name in workbench.ENGLISH
]


@pytest.mark.parametrize(("english", "chinese"), PAIRS)
def test_a_string_is_there_in_both_languages_with_the_same_gaps(english, chinese):
    assert english.strip()
    assert chinese.strip()
    assert gaps(english) == gaps(chinese)


def test_chinese_is_chinese():
    untranslated = [
        f.name
        for f in fields(language.Words)
        if not any("\u4e00" <= c <= "\u9fff" for c in getattr(language.CHINESE, f.name))
    ]
    assert untranslated == ["alibi"]  # a name


def test_every_catalogue_has_the_same_languages_and_the_workbench_no_extra_words():
    assert set(language.CATALOGUES) == set(workbench.CATALOGUES) == set(figures.CATALOGUES)
    assert set(workbench.CHINESE) == set(workbench.ENGLISH)
