"""What came out of a reading, in a few lines: a translation, the next tokens, what was filled in or foretold."""

import html
from collections.abc import Iterable, Sequence

import streamlit as st

from model.outcomes import Continuation, Filled, Permuted, Translation
from model.trace import Trace
from ui.history.words import history_words
from viz.ticks import shown

GUESSES = 5
FORETOLD = 8  # tokens of a permuted text that are listed

Row = tuple[str, Sequence[tuple[str, float]]]


def output(trace: Trace) -> None:
    """Draw the outcome of a trace."""
    match trace.outcome:
        case Translation() as translation:
            translated(translation)
        case Filled() as filled:
            filled_in(filled, trace)
        case Permuted() as permuted:
            foretold(permuted, trace)
        case _:
            continued(trace)


def translated(translation: Translation) -> None:
    """The best hypothesis."""
    words, text = history_words(), translation.hypotheses[0].text
    said = quoted(text, translation.target) if text.strip() else f"<p>{html.escape(words.wrote_nothing)}</p>"
    heading = words.forced if translation.forced else words.wrote
    st.html(f'<div class="history-out"><h6>{html.escape(heading)}</h6>{said}</div>')


def continued(trace: Trace) -> None:
    """The tokens that most probably come next, and what was written if anything was."""
    words = history_words()
    end = trace.outcome.start if isinstance(trace.outcome, Continuation) else len(trace.tokens["decoder"])
    rows = listing([("", guesses(trace, end - 1))])
    written = trace.outcome.text if isinstance(trace.outcome, Continuation) else ""
    said = f"<h6>{html.escape(words.follows)}</h6>{quoted(written)}" if written.strip() else ""
    st.html(f'<div class="history-out"><h6>{html.escape(words.continues)}</h6>{rows}{said}</div>')


def filled_in(filled: Filled, trace: Trace) -> None:
    """For each masked token what stood there most probably; and whether the second text follows."""
    words = history_words()
    if filled.masked:
        rows = [(str(i), guesses(trace, i)) for i in filled.masked]
        st.html(f'<div class="history-out"><h6>{html.escape(words.fills_in)}</h6>{listing(rows)}</div>')
    else:
        st.caption(words.nothing_masked)
    if filled.next_sentence is not None:
        st.markdown(words.second_follows.format(probability=f"{filled.next_sentence:.0%}"))


def foretold(permuted: Permuted, trace: Trace) -> None:
    """Tokens in their order, each with the probability it had, given those before it."""
    words, tokens, prediction = history_words(), trace.tokens["decoder"], trace.prediction
    order = [i for i in permuted.order if not tokens[i].special]
    rows = [
        (str(place), [(tokens[i].label, float(prediction.probabilities(i)[tokens[i].id]))])
        for place, i in enumerate(order[:FORETOLD], start=1)
        if prediction is not None
    ]
    more = words.more_tokens.format(n=len(order) - FORETOLD) if len(order) > FORETOLD else ""
    st.html(
        f'<div class="history-out"><h6>{html.escape(words.foretells)}</h6>{listing(rows)}'
        f"<p>{html.escape(more)}</p></div>"
    )


def guesses(trace: Trace, position: int) -> list[tuple[str, float]]:
    """The most probable tokens at a position, as they are shown."""
    if trace.prediction is None:
        return []
    vocabulary = trace.prediction.vocabulary
    return [(vocabulary[i], share) for i, share in trace.prediction.top(position, GUESSES)]


def listing(rows: Iterable[Row]) -> str:
    """Tokens with their probabilities as bars; each row may have a number."""
    return "".join(f"<ol>{''.join(entry(number, *guess) for guess in found)}</ol>" for number, found in rows)


def entry(number: str, token: str, share: float) -> str:
    """One token; whatever it holds is escaped and kept from turning its neighbours around."""
    before = f"<small>{number}</small>" if number else ""
    return (
        f'<li style="--share: {share:.3f}">{before}<bdi>{html.escape(shown(token))}</bdi>'
        f"<span>{percent(share)}</span></li>"
    )


def percent(share: float) -> str:
    """`12 %`, with a digit more below one."""
    return f"{share:.0%}" if share >= 0.0995 else f"{share:.1%}"


def quoted(text: str, language: str = "") -> str:
    """A text as a quotation."""
    attribute = f' lang="{language}"' if language else ""
    breaking = shown(text).replace("\u00a0", " ")  # a whole text needs somewhere to break its lines
    return f"<blockquote{attribute}><bdi>{html.escape(breaking)}</bdi></blockquote>"
