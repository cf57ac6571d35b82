"""What to say when a text did not fit into a model's context."""

from collections.abc import Sequence
from itertools import dropwhile, takewhile

from model.outcomes import Continuation, Filled
from model.tokens import Token
from model.trace import Trace
from ui import session
from ui.link import shortened
from ui.panels.scores import as_markdown
from viz.ticks import shown


def cut_notice(trace: Trace) -> str:
    """How much of the text was left out, and after which words."""
    words, (text, tokens) = session.words(), what_was_cut(trace)
    last = text[tokens[-4:][0].start : tokens[-1].end] if tokens else ""
    # The token in front of every text takes a place too.
    said = words.left_out.format(
        read=len(tokens) + 1, left_out=trace.left_out, last=as_markdown(shown(last.strip()))
    )
    return f"{said} {words.link_shortened}" if shortened(trace.text) != trace.text else said


def what_was_cut(trace: Trace) -> tuple[str, Sequence[Token]]:
    """The text that did not fit, the first or the second, with those of its tokens that were read."""
    tokens = trace.tokens.get("encoder", trace.tokens.get("decoder", ()))
    if isinstance(trace.outcome, Continuation):
        tokens = tokens[: trace.outcome.start]
    typed, rest = first_run(tokens)
    if (
        isinstance(trace.outcome, Filled)
        and trace.outcome.second
        and typed[-1].end == len(trace.text.rstrip())
    ):
        return trace.outcome.second, first_run(rest)[0]
    return trace.text, typed


def first_run(tokens: Sequence[Token]) -> tuple[Sequence[Token], Sequence[Token]]:
    """The first tokens that were typed, up to one that was added; and what follows them."""
    behind = list(dropwhile(lambda token: token.special, tokens))
    run = list(takewhile(lambda token: not token.special, behind))
    return run, behind[len(run) :]
