"""What a visitor can take away: the numbers in every view's CSV, the report's parts, and every file that is offered.

Of a CSV its columns are kept, and wherever they stand, the numbers that are not whole, and the labels: tables may get
more columns, and what was measured may not be lost.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import numpy as np
import pandas as pd
import pytest
import streamlit as st

from headlight.viz.files.export import csv_of
from headlight.viz.registry import discover
from headlight.viz.selection import Selection
from headlight.viz.style.look import Look
from tests.conftest import make_trace
from tests.golden.figures_of_readings import every_choice
from tests.golden.numbers import members
from tests.golden.pages import opened
from tests.golden.small_zoo import small_zoo

WORDS = ["a", "b", "a", "b"]
LINK = {"lang": "en", "text": "The cat sat.", "site": "decoder.self.1", "head": "2", "query": "3", "key": "2"}
REPORTS = {
    "gpt": {**LINK, "model": "gpt", "view": "metrics", "write": "2"},
    "gpt in Chinese": {**LINK, "model": "gpt", "view": "weights", "weights_scale": "log", "lang": "zh"},
    "changed": {**LINK, "model": "gpt", "change": "decoder.self.1.2:zero"},
    "bert": {"lang": "en", "text": "The cat sat.", "model": "bert", "second": "It slept."},
    "transformer": {"lang": "en", "text": "The cat sat.", "model": "transformer", "beam": "2"},
    "seq2seq": {"lang": "en", "text": "The cat sat.", "model": "seq2seq"},
}
ELSEWHERE = re.compile(r"\d\.\de-\d+")
"""Rounding errors: of another machine they are others."""


@dataclass(frozen=True)
class Offered:
    """A file behind a button."""

    name: str
    media_type: str
    made: Callable[[], str | bytes]


def tables() -> dict[str, Any]:
    """Every view's CSV, with each choice of its controls."""
    trace = make_trace(WORDS)
    at = Selection(trace.steps[-1].site, 1, 3, 1)
    kept = {}
    for view in discover():
        if view.needs(trace) is None:
            for chosen in ({}, *every_choice(view, trace, at)):
                said = " ".join((view.name, *(f"{name}={value}" for name, value in chosen.items())))
                kept[said] = of_csv(csv_of(view.draw(trace, at, Look(), chosen)))
    return kept


def of_csv(file: bytes) -> dict[str, Any]:
    """A file's columns, numbers and labels."""
    assert file.startswith(b"\xef\xbb\xbf")
    table = pd.read_csv(BytesIO(file), keep_default_na=False, na_values=[""])
    labels = {cell for column in table for cell in table[column] if isinstance(cell, str)}
    return {
        "rows": len(table),
        "columns": list(table),
        "numbers": members(table).tolist(),
        "labels": sorted(labels),
    }


def renamed(found: dict[str, Any], kept: dict[str, Any]) -> list[str]:
    """The views whose files have other columns than they had, or other numbers of rows."""
    return [
        f"{name}: {before['rows']} × {before['columns']} became {now['rows']} × {now['columns']}"
        for name, before in kept.items()
        if (now := found.get(name)) and any(now[part] != before[part] for part in ("rows", "columns"))
    ]


def lost(found: dict[str, Any], kept: dict[str, Any]) -> list[str]:
    """The numbers and labels that are no longer in any view's file."""
    said = []
    for name, before in kept.items():
        now = found.get(name, {"numbers": [], "labels": []})
        numbers = np.array(now["numbers"] or [np.inf])
        missing = [n for n in before["numbers"] if np.abs(numbers - n).min() > 2e-5 * max(abs(n), 1e-3)]
        gone = sorted(set(before["labels"]) - set(now["labels"]))
        said += [f"{name}: {missing[:5]} {gone[:5]} are lost"] if missing or gone else []
    return said


def offers() -> dict[str, Any]:
    """The names and media types of all files that the first page offers with each view open."""
    with small_zoo():
        views = ["table", *(view.name for view in discover())]
        return {
            view: [[file.name, file.media_type] for file in files_of({**LINK, "view": view})]
            for view in views
        }


def reports() -> dict[str, Any]:
    """The parts of some reports."""
    with small_zoo():
        return {name: of_report(report_of(link)) for name, link in REPORTS.items()}


def report_of(link: dict[str, str]) -> str:
    """The report that the first page offers."""
    (file,) = (file for file in files_of(link) if file.name.endswith("report.html"))
    made = file.made()
    assert isinstance(made, str)
    return made


def files_of(link: dict[str, str]) -> list[Offered]:
    """Everything behind the first page's buttons, with every control open."""
    with noticed() as found:
        opened("", link, {"keep_map": True, f"keep_view_{link.get('view')}": True})
    return found


@contextmanager
def noticed() -> Iterator[list[Offered]]:
    """Within it, every download button is noted."""
    found: list[Offered] = []

    def button(label: str, made: Callable[[], str | bytes], name: str, mime: str, **settings: Any) -> None:
        found.append(Offered(name, mime, made))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(st, "download_button", button)
        yield found


def of_report(text: str) -> dict[str, Any]:
    """A report's headings, facts, columns and rows of its tables, and how many figures there are."""
    head, _, body = text.partition("<body")
    return {
        "headings": [
            f"{level} {plain(said)}" for level, said in re.findall(r"<h(\d)[^>]*>(.*?)</h\d>", body, re.S)
        ],
        "facts": [
            " = ".join(map(plain, pair)) for pair in re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", body, re.S)
        ],
        "columns": [plain(said) for said in re.findall(r"<th[^>]*>(.*?)</th>", body, re.S)],
        "rows": len(re.findall("<tr", body)),
        "figures": body.count("Plotly.newPlot"),
        "policy": "default-src 'none'" in head,
        "link": re.findall(r'<a href="([^"]*)"', body),
    }


def plain(said: str) -> str:
    """Without tags and rounding errors."""
    return ELSEWHERE.sub("ε", re.sub("<[^>]*>", "", said)).strip()
