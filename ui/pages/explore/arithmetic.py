"""Every number between q, k and the residual stream for the chosen cell, step by step."""

import math
from typing import Any, cast

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from headlight.analysis.arithmetic import Arithmetic, ScoreSteps, arithmetic
from headlight.model.positions import Rotary
from headlight.model.trace import Trace
from headlight.ui.engine import shared_engine
from headlight.ui.markdown import as_markdown
from headlight.ui.pages.explore.arithmetic_words import audit_words, decimal
from headlight.ui.pages.explore.changes.description import said
from headlight.ui.parts.choice import one_of_few
from headlight.ui.parts.figure import figure
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
        look: theme and words.
        why_masked: which keys the model hides, in a sentence.
    """
    st.session_state.setdefault(LINKED, st.query_params.get(LINKED) == "open")
    panel = st.expander(audit_words().steps, key=LINKED, icon=":material/calculate:", on_change="rerun")
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
    words = audit_words()
    return cast(Order, one_of_few(words.order, ORDER, {"place": words.place, "size": words.size}))


def notes(cell: Arithmetic, trace: Trace, selection: Selection) -> None:
    """What to know before reading on: interventions, and what q and k are here."""
    words, score = audit_words(), cell.score
    if cell.changed:
        found = trace.step(selection.site).interventions
        changes = [said(i, trace) for i in found if i.concerns(selection.site, selection.head)]
        st.info(words.interventions.format(changes=" · ".join(changes)), icon=":material/tune:")
    if turned(trace, selection):
        st.caption(words.turned)
    if "W_k k" in score.terms.parts and np.array_equal(score.key, score.terms.parts["W_k k"]):
        st.caption(words.projected)
    if score.bias_terms is not None and "q + v" in score.bias_terms.parts:
        st.caption(words.relative)


def turned(trace: Trace, selection: Selection) -> bool:
    """Whether the model turns queries and keys by their positions."""
    positions = getattr(shared_engine().model(trace.model_name).network, "positions", None)
    return isinstance(positions, Rotary) and selection.site.kind == "self"


def heading(number: int, title: str) -> None:
    """The name of a step."""
    st.markdown(f"**{number} · {title}**")


def score(cell: Arithmetic, look: Look, order: Order) -> None:
    """From q and k to the score."""
    words, found = audit_words(), cell.score
    heading(1, words.vectors)
    if len(found.terms.parts) > 0 and not any(part in found.terms.parts for part in PLAIN):
        figure(vector_rows(found, look), "arithmetic_vectors")
    figure(terms_rows(found, look, order), "arithmetic_terms")
    if found.bias_terms is not None and found.bias_terms.parts:
        figure(bias_rows(found.bias_terms, look, order), "arithmetic_bias")
    heading(2, words.score)
    st.markdown("  \n".join(score_lines(found)))
    if cell.changed and differ(found.sum, found.score):
        st.markdown(words.changed_score.format(score=decimal(found.score)))


def score_lines(found: ScoreSteps) -> list[str]:
    """Σ, factor, bias."""
    words, terms = audit_words(), found.terms
    lines = [
        f"{as_markdown(terms.formula)}: "
        + words.total.format(count=len(terms.terms), total=decimal(found.total))
    ]
    if terms.factor != 1:
        root = math.isclose(terms.factor, len(terms.terms) ** -0.5, rel_tol=1e-6)
        why = words.root.format(d=len(terms.terms)) if root else ""
        lines.append(words.factor.format(factor=decimal(terms.factor), why=why, scaled=decimal(found.scaled)))
    if (bias := found.bias_terms) is not None:
        total = float(bias.terms.sum(dtype=float))
        numbers = {"factor": bias.factor, "total": total, "bias": bias.factor * total}
        said = {name: decimal(number) for name, number in numbers.items()}
        lines.append(words.bias_terms.format(formula=as_markdown(bias.formula), **said))
    if found.bias:
        lines.append(words.bias.format(bias=decimal(found.bias), sum=decimal(found.sum)))
    return lines


def mask(found: ScoreSteps, why_masked: str) -> None:
    """Whether the query may see the key, and if not, who says so."""
    words = audit_words()
    heading(3, words.mask)
    said = {
        (True, True): words.visible,
        (False, False): words.masked.format(why=why_masked),
        (True, False): words.cut,
        (False, True): words.uncovered,
    }
    st.markdown(said[found.allowed, found.visible])


def softmax(cell: Arithmetic, trace: Trace, selection: Selection, look: Look) -> None:
    """From the scores of the row to its weights."""
    words, row, key = audit_words(), cell.softmax, cell.cell[2]
    heading(4, words.softmax)
    figure(softmax_rows(row, trace.key_tokens(selection.site), key, look), "arithmetic_softmax")
    numbers = {"peak": row.peak, "score": float(row.scores[key]), "power": float(row.powers[key])}
    numbers |= {"total": row.total, "weight": float(row.softmax[key])}
    said = {name: decimal(number) for name, number in numbers.items()} | {"keys": int(row.visible.sum())}
    form = words.weight if row.visible[key] else words.weight_masked
    st.markdown((form if row.visible.any() else words.weight_nothing).format(**said))
    if cell.changed and differ(float(row.softmax[key]), float(row.weights[key])):
        st.markdown(words.changed_weight.format(weight=decimal(float(row.weights[key]))))


def context(cell: Arithmetic, look: Look) -> None:
    """From the weight to the context vector."""
    words = audit_words()
    heading(5, words.value)
    figure(context_rows(cell, look), "arithmetic_context")
    vectors = {"value": cell.value, "mixed": cell.mixed[cell.cell[2]], "context": cell.context}
    said = {name: decimal(length(vector)) for name, vector in vectors.items()}
    st.markdown(words.context.format(keys=int(cell.softmax.visible.sum()), **said))
    if cell.changed and differ(cell.errors[2], 0):
        st.markdown(words.changed_context.format(used=decimal(length(cell.used))))


def output(cell: Arithmetic, look: Look) -> None:
    """From the context vector to the residual stream."""
    words, found = audit_words(), cell.output
    heading(6, words.output)
    if found is None:
        st.markdown(words.no_projection)
        return
    figure(output_rows(found, look), "arithmetic_output")
    said = [words.added.format(head=decimal(length(found.head)))]
    if found.stream is not None and found.sublayer is not None:
        lengths = {"stream": length(found.stream), "sublayer": length(found.sublayer), "cosine": found.cosine}
        said.append(words.against.format(**{name: decimal(number) for name, number in lengths.items()}))
    said.append(words.share.format(cell=decimal(length(found.cell)), share=f"{100 * found.share:.1f} %"))
    st.markdown(" ".join(said).replace("-", "−"))


def verified(cell: Arithmetic, trace: Trace, selection: Selection) -> None:
    """How far all this is from what the model used."""
    words = audit_words()
    if cell.changed:
        error = trace.step(selection.site).verify(selection.head)
        st.caption(words.off_changed.format(error=f"{error:.1e}"))
    else:
        names = ("score", "weight", "context")
        st.caption(words.off.format(**{n: f"{e:.1e}" for n, e in zip(names, cell.errors, strict=True)}))


def length(vector: NDArray[Any]) -> float:
    """Euclidean."""
    return float(np.linalg.norm(vector))


def differ(ours: float, used: float) -> bool:
    """Whether two numbers are further apart than rounding brings them."""
    return abs(ours - used) > TOLERANCE * max(1.0, abs(used))
