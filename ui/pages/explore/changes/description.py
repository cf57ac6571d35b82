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
from headlight.model.places import Places
from headlight.model.site import Site
from headlight.model.tokens import Token
from headlight.model.trace import Trace
from headlight.ui import session
from headlight.ui.pages.explore.changes.notation import Altered
from headlight.ui.parts.token_label import numbered

Spell = Callable[[Sequence[Token], int], str]


def said(change: Altered, trace: Trace, spell: Spell = numbered) -> str:
    """`L1H2 · zero`; the kind of attention too where the model has several. `spell` names tokens, escaped or not."""
    words = session.change_words()
    if isinstance(change, Places):
        removed = change.kind == "removed"
        return words.said_removed if removed else words.said_shuffled.format(seed=change.seed)
    layer, head = change.site.layer, change.head
    where = words.every_head.format(layer=layer) if head is None else f"L{layer}H{head}"
    kind = f" · {session.look().words.site(change.site)}" if several_kinds(trace) else ""
    return f"{where}{kind} · {effect_said(change.change, change.site, trace, spell)}"


def effect_said(change: Change, site: Site, trace: Trace, spell: Spell = numbered) -> str:
    """What is done to the head."""
    words = session.change_words()
    queries, keys = trace.query_tokens(site), trace.key_tokens(site)
    match change:
        case Temperature(temperature):
            return words.said_temperature.format(value=f"{temperature:g}")
        case ReplaceScore(replacement):
            return score_said(replacement, trace.step(site).score)
        case CutEdge(query, key):
            return words.said_cut.format(query=named(queries, query, spell), key=named(keys, key, spell))
        case HideToken(key):
            return words.said_hide.format(key=named(keys, key, spell))
        case ReplaceRow(query, _):
            return words.said_row.format(query=named(queries, query, spell))
    return {ZeroAblation(): words.zero, MeanAblation(): words.mean, Unmask(): words.unmask}[change]


def score_said(replacement: Score, own: Score) -> str:
    """A score function; a dot product without the scale it had is called by what is missing."""
    words = session.change_words()
    if replacement == DotProduct():
        return words.unscaled if isinstance(own, ScaledDotProduct) else words.dot
    if isinstance(replacement, ScaledDotProduct):
        return words.scaled
    return words.cosine if isinstance(replacement, Cosine) else words.distance


def named(tokens: Sequence[Token], index: int, spell: Spell = numbered) -> str:
    """`·cat₃`, or the number alone while there is no such token."""
    return spell(tokens, index) if index < len(tokens) else str(index)


def several_kinds(trace: Trace) -> bool:
    """Whether a layer's number alone does not say which attention is meant."""
    return len({(site.stack, site.kind) for site in trace.sites()}) > 1
