"""Every number between q, k and the residual stream for the chosen cell, step by step."""

import math
from typing import Any, cast

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from headlight.analysis.arithmetic import Arithmetic, ScoreSteps, arithmetic
from headlight.model.positions import Rotary
from headlight.model.trace import Trace
from headlight.server.address.fields import spelled
from headlight.ui import address_bar
from headlight.ui.engine import shared_engine
from headlight.ui.markdown import as_markdown
from headlight.ui.pages.explore.decimals import decimal
from headlight.ui.parts.changes.description import said
from headlight.ui.parts.choice import one_of_few
from headlight.ui.parts.figure import figure
from headlight.ui.words import t
from headlight.viz.arithmetic.score import Order, bias_rows, terms_rows, vector_rows
from headlight.viz.arithmetic.softmax import softmax_rows
from headlight.viz.arithmetic.stream import context_rows, output_rows
from headlight.viz.selection import Selection
from headlight.viz.style.look import Look

LINKED, ORDER = "steps", "dimensions"
"""The names in links that say the panel is open, and how dimensions stand in it."""
PLAIN = ("q", "q/|q|")
"""Parts that show the query as it is: q and k then need no figure of their own."""
TOLERANCE = 1e-4
"""How far a number may be from the model's before an intervention is held to be behind it."""


def steps(trace: Trace, selection: Selection, look: Look, why_masked: str) -> None:
    """Draw the panel; what it holds is computed once somebody opens it.

    Args:
        trace: one model's reading of one text.
        selection: a cell of it.
        look: theme and language.
        why_masked: which keys the model hides, in a sentence.
    """
    address_bar.take(LINKED, spelled({"open": True}, default=False))
    panel = st.expander(t("arithmetic-steps"), key=LINKED, icon=":material/calculate:", on_change="rerun")
    if panel.open:
        cell = arithmetic(trace, selection.site, selection.head, selection.query or 0, selection.key or 0)
        with panel:
            order = choose_order()
            notes(cell, trace, selection)
            score(cell, look, order)
            mask(cell.score, why_masked)
            softmax(cell, trace, selection, look)
            context(cell, look)
            output(cell, look)
            verified(cell, trace, selection)


def linked() -> dict[str, str]:
    """What is chosen here, as parameters of a link; nothing while the panel is closed."""
    if not st.session_state.get(LINKED):
        return {}
    order = st.session_state.get(ORDER, "place")
    return {LINKED: "open"} | ({} if order == "place" else {ORDER: order})


def choose_order() -> Order:
    """Dimensions as they are, or those that matter most first."""
    return cast(
        Order,
        one_of_few(
            t("arithmetic-order"), ORDER, {"place": t("arithmetic-place"), "size": t("arithmetic-size")}
        ),
    )


def notes(cell: Arithmetic, trace: Trace, selection: Selection) -> None:
    """What to know before reading on: interventions, and what q and k are here."""
    score = cell.score
    if cell.changed:
        found = trace.step(selection.site).interventions
        changes = [said(i, trace) for i in found if i.concerns(selection.site, selection.head)]
        st.info(t("arithmetic-interventions", changes=" · ".join(changes)), icon=":material/tune:")
    if turned(trace, selection):
        st.caption(t("arithmetic-turned"))
    if "W_k k" in score.terms.parts and np.array_equal(score.key, score.terms.parts["W_k k"]):
        st.caption(t("arithmetic-projected"))
    if score.bias_terms is not None and "q + v" in score.bias_terms.parts:
        st.caption(t("arithmetic-relative"))


def turned(trace: Trace, selection: Selection) -> bool:
    """Whether the model turns queries and keys by their positions."""
    positions = getattr(shared_engine().model(trace.model_name).network, "positions", None)
    return isinstance(positions, Rotary) and selection.site.kind == "self"


def heading(number: int, title: str) -> None:
    """The name of a step."""
    st.markdown(f"**{number} · {title}**")


def score(cell: Arithmetic, look: Look, order: Order) -> None:
    """From q and k to the score."""
    found = cell.score
    heading(1, t("arithmetic-vectors"))
    if len(found.terms.parts) > 0 and not any(part in found.terms.parts for part in PLAIN):
        figure(vector_rows(found, look), "arithmetic_vectors")
    figure(terms_rows(found, look, order), "arithmetic_terms")
    if found.bias_terms is not None and found.bias_terms.parts:
        figure(bias_rows(found.bias_terms, look, order), "arithmetic_bias")
    heading(2, t("arithmetic-score"))
    st.markdown("  \n".join(score_lines(found)))
    if cell.changed and differ(found.sum, found.score):
        st.markdown(t("arithmetic-changed-score", score=decimal(found.score)))


def score_lines(found: ScoreSteps) -> list[str]:
    """Σ, factor, bias."""
    terms = found.terms
    lines = [
        f"{as_markdown(terms.formula)}: "
        + t("arithmetic-total", count=len(terms.terms), total=decimal(found.total))
    ]
    if terms.factor != 1:
        root = math.isclose(terms.factor, len(terms.terms) ** -0.5, rel_tol=1e-6)
        why = t("arithmetic-root", d=len(terms.terms)) if root else ""
        lines.append(
            t("arithmetic-factor", factor=decimal(terms.factor), why=why, scaled=decimal(found.scaled))
        )
    if (bias := found.bias_terms) is not None:
        total = float(bias.terms.sum(dtype=float))
        numbers = {"factor": bias.factor, "total": total, "bias": bias.factor * total}
        said = {name: decimal(number) for name, number in numbers.items()}
        lines.append(t("arithmetic-bias-terms", formula=as_markdown(bias.formula), **said))
    if found.bias:
        lines.append(t("arithmetic-bias", bias=decimal(found.bias), sum=decimal(found.sum)))
    return lines


def mask(found: ScoreSteps, why_masked: str) -> None:
    """Whether the query may see the key, and if not, who says so."""
    heading(3, t("arithmetic-mask"))
    said = {
        (True, True): t("arithmetic-visible"),
        (False, False): t("arithmetic-masked", why=why_masked),
        (True, False): t("arithmetic-cut"),
        (False, True): t("arithmetic-uncovered"),
    }
    st.markdown(said[found.allowed, found.visible])


def softmax(cell: Arithmetic, trace: Trace, selection: Selection, look: Look) -> None:
    """From the scores of the row to its weights."""
    row, key = cell.softmax, cell.cell[2]
    heading(4, t("arithmetic-softmax"))
    figure(softmax_rows(row, trace.key_tokens(selection.site), key, look), "arithmetic_softmax")
    numbers = {"peak": row.peak, "score": float(row.scores[key]), "power": float(row.powers[key])}
    numbers |= {"total": row.total, "weight": float(row.softmax[key])}
    said = {name: decimal(number) for name, number in numbers.items()} | {"keys": int(row.visible.sum())}
    weighed = "arithmetic-weight" if row.visible[key] else "arithmetic-weight-masked"
    st.markdown(t(weighed if row.visible.any() else "arithmetic-weight-nothing", **said))
    if cell.changed and differ(float(row.softmax[key]), float(row.weights[key])):
        st.markdown(t("arithmetic-changed-weight", weight=decimal(float(row.weights[key]))))


def context(cell: Arithmetic, look: Look) -> None:
    """From the weight to the context vector."""
    heading(5, t("arithmetic-value"))
    figure(context_rows(cell, look), "arithmetic_context")
    vectors = {"value": cell.value, "mixed": cell.mixed[cell.cell[2]], "context": cell.context}
    said = {name: decimal(length(vector)) for name, vector in vectors.items()}
    st.markdown(t("arithmetic-context", keys=int(cell.softmax.visible.sum()), **said))
    if cell.changed and differ(cell.errors[2], 0):
        st.markdown(t("arithmetic-changed-context", used=decimal(length(cell.used))))


def output(cell: Arithmetic, look: Look) -> None:
    """From the context vector to the residual stream."""
    found = cell.output
    heading(6, t("term-residual-stream"))
    if found is None:
        st.markdown(t("arithmetic-no-projection"))
        return
    figure(output_rows(found, look), "arithmetic_output")
    said = [t("arithmetic-added", head=decimal(length(found.head)))]
    if found.stream is not None and found.sublayer is not None:
        lengths = {"stream": length(found.stream), "sublayer": length(found.sublayer), "cosine": found.cosine}
        said.append(t("arithmetic-against", **{name: decimal(number) for name, number in lengths.items()}))
    said.append(t("arithmetic-share", cell=decimal(length(found.cell)), share=f"{100 * found.share:.1f} %"))
    st.markdown(" ".join(said).replace("-", "−"))


def verified(cell: Arithmetic, trace: Trace, selection: Selection) -> None:
    """How far all this is from what the model used."""
    if cell.changed:
        error = trace.step(selection.site).verify(selection.head)
        st.caption(t("arithmetic-off-changed", error=f"{error:.1e}"))
    else:
        names = ("score", "weight", "context")
        st.caption(t("arithmetic-off", **{n: f"{e:.1e}" for n, e in zip(names, cell.errors, strict=True)}))


def length(vector: NDArray[Any]) -> float:
    """Euclidean."""
    return float(np.linalg.norm(vector))


def differ(ours: float, used: float) -> bool:
    """Whether two numbers are further apart than rounding brings them."""
    return abs(ours - used) > TOLERANCE * max(1.0, abs(used))
