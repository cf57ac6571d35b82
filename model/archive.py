"""A whole trace as a file: NPZ, which NumPy alone reads, or JSON. docs/trace-format.md describes both.

    archive(trace, reader=reader, options=options).save("cat.npz")

An archive is a manifest of plain data, and arrays by name, to which the manifest points. Everything is what the model
used: Q, K and V after any rotation, the context vectors it went on with, masks and biases written out. Weights follow
from these, so they are in it only on request, and where an intervention makes them underivable.
"""

import hashlib
import json
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, is_dataclass, replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, Literal

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from headlight import __version__
from headlight.model.attention import NegativeSquaredDistance, ScaledDotProduct, Score
from headlight.model.options import Options
from headlight.model.outcomes import Hypothesis
from headlight.model.readers.reader import Reader
from headlight.model.site import Site
from headlight.model.step import AttentionStep
from headlight.model.token_positions import Places
from headlight.model.tokenizer import well_formed
from headlight.model.trace import Prediction, Trace

FORMAT = "headlight-trace-1"
TOP = 10  # likeliest tokens kept for each position
LARGEST = 400_000  # numbers in a JSON file: about 5 MB

Extra = Literal["weights", "logits"]
"""What is left out unless it is asked for: n² numbers a head, and vocab_size a token."""

CONVENTIONS = {
    "indices": "layers, heads, queries and keys count from 0",
    "maps": "row = query, column = key: weights[head, i, j] is how much query i attends to key j",
    "scores": "score(query, key) + bias, before the mask; see each site's score",
    "mask": "true = may attend; no mask: every query sees every key",
    "weights": "softmax over the visible scores of a row; a row that sees nothing is all zeros",
    "context": "weights @ value, as the model went on with it, before the output projection",
    "key_heads": "query head h reads key and value head h * kv_heads // heads",
}


@dataclass(frozen=True, eq=False)
class Archive:
    """A trace ready to be written.

    Attributes:
        manifest: plain data, JSON's types only; `{"array": NAME}` stands for the array of that name.
        arrays: float32, int64 or bool, by name, what matters most first.
    """

    manifest: dict[str, Any]
    arrays: dict[str, NDArray[Any]] = field(repr=False)

    def save(self, file: str | Path | BinaryIO) -> None:
        """Write a compressed NPZ: the arrays, and the manifest as JSON in an array of the name `manifest`."""
        np.savez_compressed(file, manifest=np.array(json.dumps(self.manifest)), **self.arrays)  # type: ignore[arg-type]

    def to_npz(self) -> bytes:
        """What `save` writes."""
        file = BytesIO()
        self.save(file)
        return file.getvalue()

    def to_json(self, largest: int = LARGEST) -> str:
        """The manifest with the arrays' numbers in it; what is beyond `largest` numbers in all is named instead."""
        kept: dict[str, Any] = {}
        left_out: dict[str, list[int]] = {}
        room = largest
        for name, array in self.arrays.items():
            if array.size <= room:
                kept[name] = numbers(array)
                room -= array.size
            else:
                left_out[name] = list(array.shape)
        whole = self.manifest | {"arrays": kept, "left_out": left_out}
        return well_formed(json.dumps(whole, ensure_ascii=False, allow_nan=False)) + "\n"


def archive(
    trace: Trace,
    reader: Reader | None = None,
    options: Options | None = None,
    extras: Collection[Extra] = (),
    places: Places | None = None,
) -> Archive:
    """Everything in a trace, as plain data and arrays.

    Args:
        trace: one model's reading of one text.
        reader: the model that read it; its sizes, card and the hash of its weights go along.
        options: what the reader was given beside the text.
        extras: what to add that is large.
        places: where the tokens stood, if not at their own places.
    """
    arrays: dict[str, NDArray[Any]] = {}
    keep = Keeper(arrays)
    manifest = {
        "format": FORMAT,
        "headlight": __version__,
        "conventions": CONVENTIONS,
        "model": {"name": trace.model_name} | ({} if reader is None else provenance(reader)),
        "text": trace.text,
        "left_out_tokens": trace.left_out,
        "options": keep(options, "options"),
        "places": keep(places, "places"),
        "tokens": keep(dict(trace.tokens), "tokens"),
        "sites": [attention_site(step, keep, "weights" in extras) for step in trace.steps],
        "outcome": keep(trace.outcome, "outcome"),
        "prediction": predicted(trace.prediction, keep, "logits" in extras),
        "residual": keep(trace.residual, "residual"),
        "output_projections": {
            str(step.site): keep(step.output_projection, f"{step.site}/output_projection")
            for step in trace.steps
        },
    }
    return Archive(manifest, arrays)


@dataclass(frozen=True, eq=False)
class Keeper:
    """Turns a part of a record into plain data; its tensors go to `arrays`, named after where they were found."""

    arrays: dict[str, NDArray[Any]]

    def __call__(self, part: Any, name: str) -> Any:
        """A dataclass becomes a dict that says its kind, a sequence a list, a tensor a pointer to its array.

        Raises:
            TypeError: for what is none of these, such as a function.
        """
        if isinstance(part, Tensor):
            part = array_of(part)
        if isinstance(part, np.ndarray):
            self.arrays[name] = part
            return {"array": name}
        if part is None or isinstance(part, (str, int, float)):
            return part
        if isinstance(part, Site):
            return str(part)
        if isinstance(part, Hypothesis):
            return vars(part) | {"tokens": [token.id for token in part.tokens]}
        if isinstance(part, Mapping):
            return {key: self(inner, f"{name}/{key}") for key, inner in part.items()}
        if isinstance(part, Sequence):
            return [self(inner, f"{name}/{i}") for i, inner in enumerate(part)]
        if is_dataclass(part):
            inner = {f.name: self(getattr(part, f.name), f"{name}/{f.name}") for f in fields(part)}
            return {"kind": type(part).__name__} | inner
        raise TypeError(f"expected plain data, records or tensors at {name}, got {type(part).__name__}")


def attention_site(step: AttentionStep, keep: Keeper, weights: bool) -> dict[str, Any]:
    """One attention's part of the manifest; its arrays are named after its site."""
    size = step.n_query, step.n_key, step.query.device
    parts = {
        "query": step.query,
        "key": step.key,
        "value": step.value,
        "context": step.context,
        "mask": None if step.mask is None else step.mask.visible(*size)[0],
        "bias": None if step.bias is None else step.bias.values(*size)[0],
        "score": spelled_out(step.score, step.d_head),
        "weights": step.weights() if weights or step.interventions or step.weights_only else None,
        "interventions": step.interventions,
    }
    return {"site": str(step.site)} | {
        name: keep(part, f"{step.site}/{name}") for name, part in parts.items()
    }


def spelled_out(score: Score, d_head: int) -> Score:
    """The score function with its scale as a number, where that was left to follow from d_head."""
    if isinstance(score, (ScaledDotProduct, NegativeSquaredDistance)) and score.scale is None:
        return replace(score, scale=1 / math.sqrt(d_head))
    return score


def predicted(prediction: Prediction | None, keep: Keeper, logits: bool) -> dict[str, Any] | None:
    """The likeliest tokens of each position, [token, `TOP`], and all logits [token, vocab_size] on request."""
    if prediction is None:
        return None
    best = [prediction.top(position, TOP) for position in range(len(prediction.logits))]
    return {
        "ahead": prediction.ahead,
        "top_ids": keep(np.array([[i for i, _ in row] for row in best]), "prediction/top_ids"),
        "top_probabilities": keep(
            np.array([[p for _, p in row] for row in best], np.float32), "prediction/top_probabilities"
        ),
        "top_tokens": [[prediction.vocabulary[i] for i, _ in row] for row in best],
        "logits": keep(prediction.logits if logits else None, "prediction/logits"),
    }


def provenance(reader: Reader) -> dict[str, Any]:
    """What a model is: its architecture, sizes, card, the device it ran on, and the SHA-256 of its weights' file."""
    return {
        "architecture": reader.architecture,
        "config": asdict(reader.config),
        "device": reader.device.type,
        "weights_sha256": None if reader.weights is None else digest(reader.weights),
        "card": reader.card,
    }


@cache
def digest(path: Path) -> str:
    """A file's SHA-256 in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def array_of(tensor: Tensor) -> NDArray[Any]:
    """A tensor's numbers: floats as float32, flags and whole numbers as they are."""
    found = tensor.detach().cpu()
    return (found.float() if found.is_floating_point() else found).numpy()


def numbers(array: NDArray[Any]) -> Any:
    """Nested lists for JSON: of a float32 as few digits as make it again, and null for what is not finite."""
    if array.dtype != np.float32:
        return array.tolist()
    shortest = array.astype(str).astype(np.float64).astype(object)
    shortest[~np.isfinite(array)] = None
    return shortest.tolist()
