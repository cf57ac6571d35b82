"""Both catalogues say the same things, with the same gaps to fill."""

import string
from dataclasses import fields

import pytest

from headlight.ui import language
from headlight.ui.language import (
    audit,
    changes,
    compare,
    controls,
    cost,
    details,
    huggingface,
    keep,
    learning,
    live,
    outcome,
    positions,
    positions_encodings,
    quality,
    waiting,
)
from headlight.ui.parts.workbench import words as workbench
from headlight.viz.style import words as figures


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


PAGE = {
    "page": language,
    "audit": audit,
    "changes": changes,
    "compare": compare,
    "controls": controls,
    "cost": cost,
    "details": details,
    "huggingface": huggingface,
    "keep": keep,
    "learning": learning,
    "live": live,
    "outcome": outcome,
    "positions": positions,
    "positions_encodings": positions_encodings,
    "quality": quality,
    "waiting": waiting,
}
PAIRS = [
    pytest.param(getattr(said.ENGLISH, f.name), getattr(said.CHINESE, f.name), id=f"{name}.{f.name}")
    for name, said in PAGE.items()
    for f in fields(said.ENGLISH)
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
        f"{page}.{f.name}"
        for page, said in PAGE.items()
        for f in fields(said.ENGLISH)
        if not any("\u4e00" <= c <= "\u9fff" for c in getattr(said.CHINESE, f.name))
    ]
    assert sorted(untranslated) == [
        "audit.factor",
        "audit.root",
        "controls.english",
        "cost.output",
        "cost.projections",
        "huggingface.downloading",
        "live.pair_unit",
        "outcome.log_probability",
        "positions.alibi",
        "positions_encodings.alibi",
        "quality.translation",
    ]


def test_every_catalogue_has_the_same_languages_and_the_workbench_no_extra_words():
    languages = set(language.CATALOGUES)
    for catalogues in (workbench.CATALOGUES, figures.CATALOGUES, controls.CONTROLS, outcome.OUTCOME):
        assert set(catalogues) == languages
    assert set(workbench.CHINESE) == set(workbench.ENGLISH)
