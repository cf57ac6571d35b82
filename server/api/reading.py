"""A reading as it travels: tokens, every head's codes, what was expected, where to begin."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from headlight.analysis.first_head import opening_head, opening_key, opening_query
from headlight.model.site import Site
from headlight.model.trace import Trace
from headlight.server.address.changes import write_change
from headlight.server.api.encoding import packed
from headlight.server.api.outcome import outcome_of
from headlight.server.api.tokens import TOP, likeliest, lists
from headlight.server.engine import Question
from headlight.server.heads import Tiles, pack
from headlight.translations import Translate

FORMAT = "headlight-reading-1"

Cell = dict[str, Any]


def reading_body(name: str, question: Question, trace: Trace, card: Mapping[str, Any], t: Translate) -> bytes:
    """The answer to a question, in the format that docs/api.md describes.

    Args:
        name: the question's id.
        question, trace: what was asked, and the record of it.
        card: of the model.
        t: speaks the visitor's language.
    """
    heads = pack(trace, group=lambda site: titled(site, t))
    first = cell(trace, card) if trace.steps else None
    arrays = {"codes": heads.codes.plain}
    if heads.pool > 1:
        arrays["maxima"] = heads.maxima.plain
    metadata = {
        "format": FORMAT,
        "id": name,
        "model": trace.model_name,
        "text": trace.text,
        "left_out": trace.left_out,
        "pool": heads.pool,
        "options": None if question.options is None else asdict(question.options),
        "changes": [{"change": write_change(change)} for change in changes(question)],
        "tokens": lists(trace, heads.pieces),
        "sites": [site(tiles, trace) for tiles in heads.tiles],
        "prediction": expected(trace, first),
        "outcome": outcome_of(trace),
        "first": first,
    }
    return packed(metadata, arrays)


def titled(site: Site, t: Translate) -> str:
    """The heading over the layers of one kind: `decoder · self-attention`."""
    stack = t("term-encoder" if site.stack == "encoder" else "term-decoder")
    return f"{stack} · {t(f'figure-site-{site.kind}')}"


def changes(question: Question) -> list[Any]:
    """What was changed in the model."""
    places = [] if question.places is None else [question.places]
    return [*question.interventions, *places]


def site(tiles: Tiles, trace: Trace) -> dict[str, Any]:
    """One attention layer: its tiles, and whether anything but weights was recorded."""
    return {**vars(tiles), "weights_only": trace.step(Site.parse(tiles.site)).weights_only}


def cell(trace: Trace, card: Mapping[str, Any]) -> Cell:
    """What is selected while nobody has chosen anything."""
    opening = opening_head(trace, card)
    if opening.site not in trace.sites():  # the card's figures are another version's
        opening = opening_head(trace, {})
    step = trace.step(opening.site)
    query = opening_query(trace, step) if opening.query is None else opening.query
    key = opening.key
    if key is None:
        key = opening_key(step, opening.head, query) if step.n_key else 0
    return {"site": str(opening.site), "head": opening.head, "query": query, "key": key}


def expected(trace: Trace, first: Cell | None) -> dict[str, Any] | None:
    """What the model expects at the place one looks at first; None for a model that expects nothing."""
    prediction = trace.prediction
    if prediction is None or not len(prediction.logits):
        return None
    rows = len(prediction.logits)
    predicts = first is not None and not (len(trace.tokens) > 1 and first["site"].startswith("encoder"))
    place = min(first["query"], rows - 1) if first is not None and predicts else rows - 1
    top = likeliest(prediction, place, TOP)
    return {"ahead": prediction.ahead, "n": rows, "place": place, "top": top}
