"""Changes in a few words of the visitor's language, as Markdown unless plain text is asked for."""

from collections.abc import Callable, Sequence

from headlight.model.attention import Cosine, DotProduct, ScaledDotProduct, Score
from headlight.model.interventions import (
    Change,
    CutEdge,
    HideToken,
    MeanAblation,
    ReplaceRow,
    ReplaceScore,
    Temperature,
    Unmask,
    ZeroAblation,
)
from headlight.model.site import Site
from headlight.model.token_positions import Places
from headlight.model.tokens import Token
from headlight.model.trace import Trace
from headlight.server.address.changes import Altered
from headlight.ui import session
from headlight.ui.parts.token_label import numbered
from headlight.ui.words import t

Spell = Callable[[Sequence[Token], int], str]


def said(change: Altered, trace: Trace, spell: Spell = numbered) -> str:
    """`L1H2 · zero`; the kind of attention too where the model has several. `spell` names tokens, escaped or not."""
    if isinstance(change, Places):
        removed = change.kind == "removed"
        return t("changes-said-removed") if removed else t("changes-said-shuffled", seed=change.seed)
    layer, head = change.site.layer, change.head
    where = t("changes-every-head", layer=layer) if head is None else f"L{layer}H{head}"
    kind = f" · {session.look().site(change.site)}" if several_kinds(trace) else ""
    return f"{where}{kind} · {effect_said(change.change, change.site, trace, spell)}"


def effect_said(change: Change, site: Site, trace: Trace, spell: Spell = numbered) -> str:
    """What is done to the head."""
    queries, keys = trace.query_tokens(site), trace.key_tokens(site)
    match change:
        case Temperature(temperature):
            return t("changes-said-temperature", value=f"{temperature:g}")
        case ReplaceScore(replacement):
            return score_said(replacement, trace.step(site).score)
        case CutEdge(query, key):
            return t("changes-said-cut", query=named(queries, query, spell), key=named(keys, key, spell))
        case HideToken(key):
            return t("changes-said-hide", key=named(keys, key, spell))
        case ReplaceRow(query, _):
            return t("changes-said-row", query=named(queries, query, spell))
    return {
        ZeroAblation(): t("changes-zero"),
        MeanAblation(): t("changes-mean"),
        Unmask(): t("changes-unmask"),
    }[change]


def score_said(replacement: Score, own: Score) -> str:
    """A score function; a dot product without the scale it had is called by what is missing."""
    if replacement == DotProduct():
        return t("changes-unscaled") if isinstance(own, ScaledDotProduct) else t("changes-dot")
    if isinstance(replacement, ScaledDotProduct):
        return t("changes-scaled")
    return t("changes-cosine") if isinstance(replacement, Cosine) else t("changes-distance")


def named(tokens: Sequence[Token], index: int, spell: Spell = numbered) -> str:
    """`·cat₃`, or the number alone while there is no such token."""
    return spell(tokens, index) if index < len(tokens) else str(index)


def several_kinds(trace: Trace) -> bool:
    """Whether a layer's number alone does not say which attention is meant."""
    return len({(site.stack, site.kind) for site in trace.sites()}) > 1
