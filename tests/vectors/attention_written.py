"""The examples of `tests.vectors.attention` as JSON, for the browser's modules."""

from typing import Any

from torch import Tensor, special

from headlight.model.attention import Score
from tests.vectors.attention import Example, examples

CELL = 3, 1
"""The query and the key whose score is written out, dimension by dimension."""


def attention() -> list[dict[str, Any]]:
    """What the browser is given, what it has to find, and one cell of each in its terms."""
    return [{"name": name} | written(example) for name, example in examples().items()]


def written(example: Example) -> dict[str, Any]:
    """One example; a score function's own tensors are arrays under `score.` and their names."""
    score = example.score
    own = {
        f"score.{name}": part
        for name, part in getattr(score, "__dict__", {}).items()
        if isinstance(part, Tensor)
    }
    scale = {"scale": getattr(score, "scale", None), "temperature": example.temperature}
    found = {"scores": example.scores, "weights": example.weights, "context": example.context}
    found |= {"missing": example.missing, "entropy": special.entr(example.weights).sum(-1)}
    return {
        "score": None if score is None else {"kind": type(score).__name__} | scale,
        "arrays": {
            name: {"shape": list(part.shape), "values": part.flatten().tolist()}
            for name, part in ({**example.arrays} | own).items()
        },
        "found": {name: None if part is None else part.tolist() for name, part in found.items()},
        "terms": None if score is None else terms(score, example, *CELL),
    }


def terms(score: Score, example: Example, query: int, key: int) -> dict[str, Any]:
    """One cell dimension by dimension, as `model/score_terms.py` has it."""
    found = score.terms(example.arrays["query"][query], example.arrays["key"][key])
    parts = [[symbol, part.double().tolist()] for symbol, part in found.parts.items()]
    told = {"formula": found.formula, "symbol": found.symbol, "factor": found.factor, "parts": parts}
    return {"query": query, "key": key, "terms": found.terms.double().tolist()} | told
