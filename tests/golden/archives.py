"""What is in a trace's files: names, types, shapes and numbers of the arrays, and the manifest around them."""

import json
from io import BytesIO
from typing import Any

import numpy as np

from headlight.model.archive import archive
from headlight.model.options import Continue, FillIn, Options, Permute, Translate
from headlight.model.token_positions import Places
from headlight.model.zoo import load
from tests.conftest import TRACES
from tests.golden.numbers import digest
from tests.golden.small_zoo import small_zoo

TEXT = "The cat sat. 猫"
HAND_MADE = ("english", "cross", "blind", "additive", "alibi", "strange")
ASKED: dict[str, Options | None] = {
    "gpt": Continue(length=2, strategy="sample", seed=7),
    "bert": FillIn((2,), "It slept."),
    "xlnet": Permute((3, 2, 1, 4, 6, 5)),
    "transformer": Translate(beam=2),
    "seq2seq": None,
    "seq2seq-luong": None,
}
MEASURED_ELSEWHERE = ("weights_sha256", "card", "device")
"""Of the manifest's model: what is not the trace's."""


def found() -> dict[str, Any]:
    """Every archive, in both forms."""
    hand_made = {name: both(archive(TRACES[name](), extras=("weights", "logits"))) for name in HAND_MADE}
    with small_zoo():
        return hand_made | {model: read_by(model, options) for model, options in ASKED.items()}


def read_by(model: str, options: Options | None) -> dict[str, Any]:
    """One model's reading, kept without what may be added, and as JSON that has not room for all."""
    reader = load(model)
    trace = reader.trace(TEXT) if options is None else reader.trace(TEXT, options)
    made = archive(trace, reader, options, places=Places("shuffled", 3))
    left_out = json.loads(made.to_json(largest=200))["left_out"]
    return both(made) | {"left_out_of_small_json": sorted(left_out)}


def both(made: Any) -> dict[str, Any]:
    """The arrays as NPZ has them and as JSON has them, and the manifest."""
    npz = np.load(BytesIO(made.to_npz()))
    arrays = {name: npz[name] for name in npz.files if name != "manifest"}
    text = json.loads(made.to_json())
    manifest = json.loads(str(npz["manifest"]))
    assert set(text) == {*manifest, "arrays", "left_out"}
    in_json = {name: np.shape(cells) for name, cells in text["arrays"].items()}
    assert in_json == {name: array.shape for name, array in arrays.items()}
    for name in MEASURED_ELSEWHERE:
        assert ("config" in manifest["model"]) == (name in manifest["model"])
        manifest["model"].pop(name, None)
    return {
        "arrays": {name: of_array(array) for name, array in arrays.items()},
        "manifest": without_lists(manifest),
    }


def of_array(array: Any) -> list[Any]:
    """Type, shape, smallest, largest and sums in one row."""
    kept = digest(array)
    return [str(array.dtype), kept]


def without_lists(part: Any) -> Any:
    """A manifest, of long lists the beginning alone."""
    if isinstance(part, dict):
        return {name: without_lists(inner) for name, inner in part.items()}
    if isinstance(part, list):
        return [without_lists(inner) for inner in part[:3]] + ([len(part)] if len(part) > 3 else [])
    return part
