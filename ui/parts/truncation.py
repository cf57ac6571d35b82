"""What to say when a text did not fit into a model's context."""

from collections.abc import Sequence

from headlight.model.outcomes import Continuation, Filled
from headlight.model.tokens import Token
from headlight.model.trace import Trace
from headlight.server.address.fields import shortened
from headlight.ui.markdown import as_markdown
from headlight.ui.words import t
from headlight.viz.style.ticks import shown


def cut_notice(trace: Trace) -> str:
    """How much of the text was left out, and after which words; of two texts, how much of both."""
    if isinstance(trace.outcome, Filled) and trace.outcome.second:
        said = t("page-left-out-of-two", left_out=trace.left_out)
    else:
        tokens = typed(trace)
        last = trace.text[tokens[-4:][0].start : tokens[-1].end] if tokens else ""
        # The token in front of every text takes a place too.
        said = t(
            "page-left-out",
            read=len(tokens) + 1,
            left_out=trace.left_out,
            last=as_markdown(shown(last.strip())),
        )
    return f"{said} {t('page-link-shortened')}" if shortened(trace.text) != trace.text else said


def typed(trace: Trace) -> Sequence[Token]:
    """Those of the typed text's tokens that were read."""
    tokens = trace.tokens.get("encoder", trace.tokens.get("decoder", ()))
    if isinstance(trace.outcome, Continuation):
        tokens = tokens[: trace.outcome.start]
    return [token for token in tokens if not token.special]
