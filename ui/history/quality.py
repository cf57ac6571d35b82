"""How good the shipped models are, as their cards say: a table, and the translators by length of the sentence."""

from collections.abc import Iterator, Mapping
from typing import Any, Literal

import pandas as pd
import streamlit as st

from ui import session
from ui.engine import engine
from ui.history.architectures import shipped
from ui.history.words import history_words
from ui.language.history import HistoryWords
from ui.panels.details import pick
from ui.panels.figure import figure
from viz.lengths import Table, quality_by_length

Figures = Mapping[str, Any]
DIRECTIONS = {"en_zh": "en-zh", "zh_en": "zh-en"}  # as translations and as alignments name them
BETTER: Mapping[str, Literal["higher", "lower"]] = {
    "bleu": "higher",
    "chrf": "higher",
    "aer": "lower",
    "perplexity": "lower",
}
NAMES = {"bleu": "BLEU", "chrf": "chrF"}


def quality() -> dict[str, str]:
    """Draw what the cards have, or nothing; what was chosen, as parameters of a link."""
    words = history_words()
    figures = {name: engine().model(name).card.get("figures", {}) for name in shipped().values()}
    table = measured(figures, words)
    if table.empty:
        return {}
    st.markdown(f"#### {words.quality}\n{words.quality_help}")
    chosen = by_length(figures, words)
    st.dataframe(table, hide_index=True, height="content", key="history_quality")
    return chosen


def by_length(figures: Mapping[str, Figures], words: HistoryWords) -> dict[str, str]:
    """Draw the translators by length of the sentence, if their cards have that; direction and measure chosen."""
    directions = {name: getattr(words, name) for name in DIRECTIONS if tables(figures, name)}
    if not directions:
        return {}
    with st.container(horizontal=True):
        direction = pick(words.direction, "history_direction", directions)
        measure = pick(words.measure, "history_measure", {name: NAMES[name] for name in ("chrf", "bleu")})
    figure(quality_by_length(tables(figures, direction), measure, session.look()), "history_lengths")
    return {"history_direction": direction, "history_measure": measure}


def tables(figures: Mapping[str, Figures], direction: str) -> dict[str, Table]:
    """Each translator's table of one direction, for those whose card has one."""
    found = {name: part(ours, "translation", direction, "by_length") for name, ours in figures.items()}
    return {name: table for name, table in found.items() if table}


def measured(figures: Mapping[str, Figures], words: HistoryWords) -> pd.DataFrame:
    """One row for each figure of each model, the models of one measure below each other."""
    found = [(model, *row) for model, ours in figures.items() for row in figures_of(ours, words)]
    titles = list(dict.fromkeys(title for _, _, title, *_ in found))
    rows = [
        {
            words.column_measure: f"{title} ({better(measure, words)})",
            words.column_model: model,
            words.column_value: value,
            words.column_interval: interval,
            words.column_n: n,
        }
        for model, measure, title, value, interval, n in sorted(found, key=lambda row: titles.index(row[2]))
    ]
    return pd.DataFrame(rows)


def better(measure: str, words: HistoryWords) -> str:
    """Which way is better."""
    return words.higher_is_better if BETTER[measure] == "higher" else words.lower_is_better


def figures_of(figures: Figures, words: HistoryWords) -> Iterator[tuple[str, str, float, str, int | None]]:
    """Measure, title, value, interval and n of everything in a card that is measured on text."""
    for direction, other_name in DIRECTIONS.items():
        named, block = getattr(words, direction), part(figures, "translation", direction)
        for measure in NAMES:
            if found := block.get(measure):
                title = words.translation.format(measure=NAMES[measure], direction=named)
                yield measure, title, found["value"], interval(found), count(found, block)
        if found := part(figures, "alignment", other_name, "written"):
            block = part(figures, "alignment", other_name)
            title = words.alignment.format(direction=named)
            yield "aer", title, found["aer"], interval(found), count(found, block)
    texts = {"both": words.held_out, "english": words.english, "chinese": words.chinese}
    for text, named in texts.items():
        if found := part(figures, text, "model"):
            title = words.perplexity.format(text=named)
            yield "perplexity", title, found["value"], interval(found), count(found, found)


def part(figures: Figures, *path: str) -> Any:
    """What lies at the end of a path of names, or an empty record where a card has none."""
    for name in path:
        figures = figures.get(name) or {}
    return figures


def interval(found: Figures) -> str:
    """`29.9 – 32.4`"""
    low, high = found["interval"]
    return f"{low} – {high}"


def count(found: Figures, block: Figures) -> int | None:
    """How many sentences or pairs a figure was measured on."""
    counts = [record.get(name) for record in (found, block) for name in ("n", "sentences", "pairs")]
    return next((n for n in counts if n is not None), None)
