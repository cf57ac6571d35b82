"""A report of what is on the Explore page: one HTML file with live figures, in the visitor's language and colours."""

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields

from headlight import __version__
from headlight.analysis.scores import score_table
from headlight.model.archive import digest
from headlight.model.options import Options
from headlight.model.outcomes import Continuation, Filled, Translation
from headlight.model.readers.reader import Reader
from headlight.model.rows import around
from headlight.model.trace import Trace
from headlight.server.engine import Question
from headlight.translations import Translate
from headlight.ui.parts.card_figures import lines_of
from headlight.viz.arithmetic.score_table import score_columns
from headlight.viz.files.document import Facts, Heading, Link, Paragraph, Part, Quotation, Table, document
from headlight.viz.registry import discover
from headlight.viz.second_reading import UNTRAINED, asks_for_untrained
from headlight.viz.selection import Selection
from headlight.viz.style.look import Look

DRAWN_ANYHOW = ("weights", "mosaic", "scores")  # views that every report has
SETTINGS = {"length": "write", "length_penalty": "penalty"}  # options whose words go by another name
NAMED = ("strategy",)  # options whose values have a name


@dataclass(frozen=True)
class Viewed:
    """What is looked at of a trace.

    Attributes:
        selection: the head and the cell; None without attention.
        look: theme and language of the figures.
        view: the view chosen among the details, by its name.
        choices: what is chosen in that view's controls.
        question: what was asked: the options and changes that the trace answers to.
        link: the address that reopens it.
        changes: those in force, in words.
    """

    selection: Selection | None
    look: Look
    view: str
    choices: Mapping[str, str]
    question: Question
    link: str
    changes: tuple[str, ...] = ()


def report(trace: Trace, reader: Reader, viewed: Viewed, untrained: Trace | None = None) -> str:
    """The report's HTML. `untrained`: the untrained model's reading, for an open view that shows it."""
    t = viewed.look.t
    title = t("keep-report-title", model=trace.model_name)
    parts = [
        Heading(title, 1),
        Quotation(trace.text),
        Facts(dict(about(trace, reader, viewed, t))),
        *maps(trace, viewed, t, untrained),
        *measured(reader, t),
        Heading(t("keep-reproduce")),
        Link(viewed.link),
        Paragraph(
            t(
                "keep-made-by",
                version=__version__,
                digest="—" if reader.weights is None else digest(reader.weights),
            )
        ),
    ]
    return document(title, parts, viewed.look.theme, viewed.look.language)


def about(trace: Trace, reader: Reader, viewed: Viewed, t: Translate) -> Iterator[tuple[str, str]]:
    """The model, what it was given, what came out, and the chosen cell."""
    match trace.outcome:
        case Translation(hypotheses=(best, *_)):
            yield t("term-translation"), best.text
        case Continuation(text=text) if text.strip():
            yield t("term-continuation"), text
        case Filled(second=str(second)):
            yield t("term-second-text"), second
    yield t("term-model"), f"{reader.name} ({reader.architecture})"
    yield t("keep-parameters"), f"{sum(p.numel() for p in reader.network.parameters()):,}"
    count = sum(len(some) for name, some in trace.tokens.items() if name in ("encoder", "decoder"))
    read = "keep-left-out" if trace.left_out else "keep-tokens"
    yield t("keep-read"), t(read, tokens=count, left_out=trace.left_out)
    yield (
        t("keep-settings"),
        " · ".join(settings(viewed.question.options, t)) or t("keep-default-settings"),
    )
    if viewed.selection is not None:
        yield from chosen(trace, viewed.selection, viewed.look, t)
    yield t("keep-interventions"), " · ".join(viewed.changes) or t("term-none")


def chosen(trace: Trace, selection: Selection, look: Look, t: Translate) -> Iterator[tuple[str, str]]:
    """The head and its cell, its weight, and how far the recomputation is from the model."""
    step = selection.step(trace)
    yield t("keep-head"), f"{selection.label} · {look.site(selection.site)}"
    if selection.query is not None and selection.key is not None:
        tokens = trace.query_tokens(selection.site), trace.key_tokens(selection.site)
        yield (
            t("keep-cell"),
            t(
                "keep-cell-value",
                query=selection.query,
                query_token=tokens[0][selection.query].label,
                key=selection.key,
                key_token=tokens[1][selection.key].label,
            ),
        )
        near, at = around(step, selection.query)
        yield t("keep-weight"), f"{near.weights(selection.head)[at, selection.key]:.4f}"
    yield t("keep-verified"), t("keep-verified-value", error=f"{step.verify(selection.head):.1e}")


def settings(options: Options | None, t: Translate) -> Iterator[str]:
    """What differs from the model's defaults, in the words of the page's controls."""
    for option in () if options is None else fields(options):
        value = getattr(options, option.name)
        if option.default is not MISSING and value == option.default:
            continue
        said = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
        if option.name == "masked":
            yield t("controls-masked", tokens=said)
        else:
            known = t(f"controls-{said}") if option.name in NAMED else said
            yield f"{t(f'controls-{SETTINGS.get(option.name, option.name)}')}: {known}"


def maps(trace: Trace, viewed: Viewed, t: Translate, untrained: Trace | None) -> Iterator[Part]:
    """The chosen head's weights, all heads, scores, the view that is open, and the numbers of the chosen query."""
    selection, look = viewed.selection, viewed.look
    yield Heading(t("keep-figures"))
    if selection is None:
        yield Paragraph(t("keep-no-attention"))
        return
    for name in dict.fromkeys((*DRAWN_ANYHOW, viewed.view)):
        for view in discover():
            if view.name == name and view.needs(trace) is None:
                yield Heading(look.t(view.title), 3)
                second = {UNTRAINED: untrained} if asks_for_untrained(view) else {}
                choices = viewed.choices if name == viewed.view else {}
                yield view.draw(trace, selection, look, choices, **second)
    if selection.query is not None:
        yield Heading(t("term-score-table"))
        yield from numbers(trace, selection, look, t)


def numbers(trace: Trace, selection: Selection, look: Look, t: Translate) -> Iterator[Part]:
    """The chosen query's scores against every key."""
    query = selection.query or 0
    token = trace.query_tokens(selection.site)[query].label
    yield Paragraph(t("keep-table-of", query=query, token=token, head=selection.label))
    found = score_table(selection.step(trace), selection.head, query, trace.key_tokens(selection.site))
    table = score_columns(found, look.t)
    written = [table.formats.get(column.field, "{}") for column in table.columns]
    rows = [
        [
            "✓" if cell is True else "" if cell is False else form.format(cell)
            for form, cell in zip(written, row, strict=True)
        ]
        for row in table.frame.astype(object).itertuples(index=False)
    ]
    yield Table([column.title for column in table.columns], rows, selection.key, words=2)


def measured(reader: Reader, t: Translate) -> Iterator[Part]:
    """The figures of the model's card, each with its interval and baseline; nothing for a model without any."""
    rows = [
        [line.title, str(line.value), line.interval, str(line.n), line.baseline]
        for line in lines_of(reader.card.get("figures", {}), t)
    ]
    if rows:
        yield Heading(t("keep-figures-measured"))
        columns = ("measure", "value", "interval", "n", "baseline")
        yield Table([t(f"quality-column-{name}") for name in columns], rows)
