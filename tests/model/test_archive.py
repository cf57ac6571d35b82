"""A trace as a file: NumPy alone reads it and comes to the model's own weights and contexts."""

import hashlib
import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from headlight.model.archive import FORMAT, LARGEST, archive
from headlight.model.interventions import Intervention, Temperature
from headlight.model.options import Continue, FillIn, Permute, Translate
from headlight.model.readers.reader import WEIGHTS
from headlight.model.step import AttentionStep
from headlight.model.trace import Trace
from headlight.model.zoo import load

CPU = torch.device("cpu")
TEXT = "The cat is sitting on the mat."
ASKED = {
    "gpt": Continue(length=2),
    "bert": FillIn((3,), "It is tired."),
    "transformer": Translate(beam=2),
    "seq2seq-bahdanau": None,
    "seq2seq-luong": None,
    "xlnet": Permute((5, 3, 1, 2, 4, 6, 7, 8)),
}


class File:
    """An NPZ as somebody without our code would read it, slowly, one cell at a time."""

    def __init__(self, path: Path) -> None:
        with np.load(path, allow_pickle=False) as loaded:
            self.arrays = dict(loaded)
        self.manifest = json.loads(self.arrays["manifest"].item())

    def get(self, part: Any) -> Any:
        return self.arrays[part["array"]] if isinstance(part, dict) and "array" in part else part

    def score(self, site: dict[str, Any], query: np.ndarray, key: np.ndarray) -> float:
        said = {name: self.get(part) for name, part in site["score"].items()}
        match said["kind"]:
            case "ScaledDotProduct":
                return float(query @ key) * said["scale"]
            case "Multiplicative":
                return float(query @ said["weight"] @ key)
            case "Additive":
                projected = key if said["key_projection"] is None else said["key_projection"] @ key
                return float(said["combine"] @ np.tanh(said["query_projection"] @ query + projected))
        raise AssertionError(said["kind"])

    def attention(self, site: dict[str, Any], head: int) -> tuple[np.ndarray, np.ndarray]:
        """Weights and contexts of one head, in float64."""
        query, key, value = (self.get(site[n])[head].astype(np.float64) for n in ("query", "key", "value"))
        bias, mask = self.get(site["bias"]), self.get(site["mask"])
        weights = np.zeros((len(query), len(key)))
        for i in range(len(query)):
            seen = [j for j in range(len(key)) if mask is None or mask[head % len(mask), i, j]]
            scores = [self.score(site, query[i], key[j]) for j in seen]
            if bias is not None:
                scores = [s + bias[head % len(bias), i, j] for s, j in zip(scores, seen, strict=True)]
            powers = [math.exp(s - max(scores)) for s in scores]
            weights[i, seen] = [power / sum(powers) for power in powers]
        return weights, weights @ value


@pytest.fixture(scope="module", params=ASKED)
def kept(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Trace, File]:
    """A model's reading, and the same read back."""
    reader = load(request.param, CPU)
    trace = reader.trace(TEXT, ASKED[request.param])
    path = tmp_path_factory.mktemp("archive") / "trace.npz"
    archive(trace, reader, ASKED[request.param], ("weights", "logits")).save(path)
    return trace, File(path)


def test_weights_and_contexts_follow_from_the_file_alone(kept: tuple[Trace, File]) -> None:
    trace, file = kept
    assert [site["site"] for site in file.manifest["sites"]] == [str(site) for site in trace.sites()]
    for site, step in zip(file.manifest["sites"], trace.steps, strict=True):
        for head in {0, step.n_heads - 1}:
            weights, context = file.attention(site, head)
            np.testing.assert_allclose(weights, step.weights(head), atol=1e-5)
            np.testing.assert_allclose(weights, file.get(site["weights"])[head], atol=1e-5)
            np.testing.assert_allclose(context, step.context[head], atol=1e-5)
            np.testing.assert_allclose(context, file.get(site["context"])[head], atol=1e-5)


def test_everything_else_of_the_trace_is_there(kept: tuple[Trace, File]) -> None:
    trace, file = kept
    said = file.manifest
    assert said["format"] == FORMAT
    assert said["text"] == TEXT
    for name, tokens in trace.tokens.items():
        assert [token["label"] for token in said["tokens"][name]] == [token.label for token in tokens]
    assert len(said["residual"]) == len(trace.residual)
    for state, recorded in zip(said["residual"], trace.residual, strict=True):
        assert (state["stack"], state["layer"], state["after"]) == (
            recorded.stack,
            recorded.layer,
            recorded.after,
        )
        np.testing.assert_array_equal(file.get(state["stream"]), recorded.stream)
    np.testing.assert_array_equal(file.get(said["prediction"]["logits"]), trace.prediction.logits)
    assert (
        said["prediction"]["top_tokens"][0][0]
        == trace.prediction.vocabulary[trace.prediction.top(0, 1)[0][0]]
    )
    weights = (WEIGHTS / trace.model_name / "weights.safetensors").read_bytes()
    assert said["model"]["weights_sha256"] == hashlib.sha256(weights).hexdigest()
    assert said["model"]["card"]["name"] == trace.model_name
    asked = ASKED[trace.model_name]
    assert said["options"] is asked is None or said["options"]["kind"] == type(asked).__name__
    assert (said["outcome"] or {}).get("kind") == (type(trace.outcome).__name__ if trace.outcome else None)


def test_no_matrix_of_weights_and_no_logits_unless_they_are_asked_for(trace: Trace) -> None:
    kept = archive(trace)
    assert all(site["weights"] is None for site in kept.manifest["sites"])
    assert kept.manifest["prediction"]["logits"] is None
    assert kept.manifest["model"] == {"name": "random"}


def test_where_attention_was_changed_the_weights_and_the_change_are_kept(trace: Trace) -> None:
    step = trace.steps[0]
    changed = AttentionStep(
        **{
            name: getattr(step, name)
            for name in ("site", "query", "key", "value", "context", "score", "mask")
        },
        interventions=(Intervention(step.site, Temperature(0.5), head=1),),
    )
    kept = archive(Trace("random", trace.text, trace.tokens, (changed, *trace.steps[1:])))
    first, second = kept.manifest["sites"]
    assert first["interventions"] == [
        {
            "kind": "Intervention",
            "site": "decoder.self.0",
            "change": {"kind": "Temperature", "temperature": 0.5},
            "head": 1,
        }
    ]
    np.testing.assert_array_equal(kept.arrays[first["weights"]["array"]], changed.weights())
    assert second["weights"] is None
    json.dumps(kept.manifest)


def test_json_is_plain_exact_and_complete_for_a_small_text(trace: Trace) -> None:
    kept = archive(trace, extras=("weights",))
    said = json.loads(kept.to_json())
    assert said["left_out"] == {}
    assert set(said["arrays"]) == set(kept.arrays)
    for name, array in kept.arrays.items():
        np.testing.assert_array_equal(np.array(said["arrays"][name], dtype=array.dtype), array)


def test_json_names_what_it_leaves_out(trace: Trace) -> None:
    kept = archive(trace, extras=("logits",))
    said = json.loads(kept.to_json(largest=2_000))
    assert "decoder.self.0/query" in said["arrays"]
    assert said["left_out"]["prediction/logits"] == list(trace.prediction.logits.shape)
    assert set(said["arrays"]) | set(said["left_out"]) == set(kept.arrays)
    assert sum(np.size(array) for array in said["arrays"].values()) <= 2_000 < LARGEST


def test_any_trace_can_be_kept(any_trace: Trace) -> None:
    kept = archive(any_trace, extras=("weights", "logits"))
    assert kept.to_npz()[:2] == b"PK"
    json.loads(kept.to_json().encode("utf-8"))
