"""Does the second text follow? BERT's other head, in each of the forms in which it is saved."""

import json
from pathlib import Path
from typing import Any

import pytest
import torch
import transformers

from headlight.model.huggingface.encoder import HubMasked, HubPair
from headlight.model.huggingface.loading import names, opened
from headlight.model.huggingface.reader import HubReader
from headlight.model.interventions import Intervention, ZeroAblation
from headlight.model.options import FillIn
from headlight.model.outcomes import Filled
from headlight.model.site import Site
from tests.model.huggingface.conftest import SIZES, word_piece

FIRST, SECOND = "The cat sat", "the dog"
SAVED = {
    "both heads": ("BertForPreTraining", "BertForPreTraining", HubMasked),
    "as published": (
        "BertForPreTraining",
        "BertForMaskedLM",
        HubMasked,
    ),  # both heads, and only one is told of
    "the second alone": ("BertForNextSentencePrediction", "BertForNextSentencePrediction", HubPair),
    "the first alone": ("BertForMaskedLM", "BertForMaskedLM", HubMasked),
    "neither": ("BertModel", "BertModel", None),
}


@pytest.fixture(scope="module", params=SAVED)
def found(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, HubReader]:
    """transformers' model, and the same opened from where it was saved."""
    kind, told, _ = SAVED[request.param]
    folder: Path = tmp_path_factory.mktemp("bert")
    torch.manual_seed(3)
    model = getattr(transformers, kind)(
        transformers.BertConfig(**{**SIZES, "vocab_size": len(word_piece())}, initializer_range=0.5)
    ).eval()
    model.save_pretrained(folder)
    word_piece().save_pretrained(folder)
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps(config | {"architectures": [told]}))
    return model, opened(f"hf:folder:{request.param}", folder, torch.device("cpu"))


def test_it_is_asked_where_the_head_was_saved(found: tuple[Any, HubReader]) -> None:
    theirs, model = found
    name = model.name.removeprefix("hf:folder:")
    trace = model.trace(FIRST, FillIn((), SECOND))
    if SAVED[name][2] is None:
        assert trace.outcome is None
        return
    assert type(model) is SAVED[name][2]
    assert isinstance(trace.outcome, Filled)
    if name == "the first alone":
        assert trace.outcome.next_sentence is None
        return
    with torch.no_grad():
        outputs = theirs(**word_piece()(FIRST, SECOND, return_tensors="pt"))
    logits = outputs.logits if name == "the second alone" else outputs.seq_relationship_logits
    assert trace.outcome.next_sentence == pytest.approx(float(logits.softmax(-1)[0, 0]), abs=1e-5)
    if trace.prediction is None:
        assert name == "the second alone"
    else:
        torch.testing.assert_close(
            trace.prediction.logits, outputs.prediction_logits[0], atol=1e-4, rtol=1e-4
        )
        assert trace.prediction.read_off is not None
    blind = tuple(Intervention(Site("encoder", "self", layer), ZeroAblation()) for layer in (0, 1))
    changed = model.trace(FIRST, FillIn((), SECOND), blind).outcome
    assert isinstance(changed, Filled)
    assert changed.next_sentence != trace.outcome.next_sentence


@pytest.mark.parametrize("second", [None, "", "   "])
def test_without_a_second_text_nobody_is_asked(found: tuple[Any, HubReader], second: str | None) -> None:
    outcome = found[1].trace(FIRST, FillIn((), second)).outcome
    assert outcome is None or (isinstance(outcome, Filled) and outcome.next_sentence is None)


@pytest.mark.parametrize(
    "data", [b"", b"\xff" * 40, (2).to_bytes(8, "little") + b"[]", b"\x02" + b"\0" * 7 + b"[["]
)
def test_a_file_that_names_nothing_has_no_names(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "model.safetensors").write_bytes(data)
    assert names(tmp_path / "model.safetensors") == frozenset()
