"""A text of two thousand tokens, read by a real GPT-2, through the whole of Explore and its measures."""

import json
from pathlib import Path

import pytest
import torch
from streamlit.testing.v1 import AppTest

from headlight.analysis.head_measures import first_token, induction, normalised_entropy, previous_token
from headlight.model.huggingface.loading import load
from tests.ui.figures import figures, workbenches

tokenizers = pytest.importorskip("tokenizers")
transformers = pytest.importorskip("transformers")

N, MODEL = 2048, "hf:folder:long"
LETTERS = "abcdefgh"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A root with one GPT-2 of few and large weights that reads long texts, letter by letter."""
    letters = {letter: i for i, letter in enumerate(["<|endoftext|>", *LETTERS])}
    inner = tokenizers.Tokenizer(tokenizers.models.BPE(letters, []))
    inner.pre_tokenizer = tokenizers.pre_tokenizers.ByteLevel(add_prefix_space=False)
    inner.decoder = tokenizers.decoders.ByteLevel()
    fast = transformers.PreTrainedTokenizerFast(tokenizer_object=inner, eos_token="<|endoftext|>")
    fast.save_pretrained(tmp_path / "long")
    sizes = {"n_positions": N, "n_embd": 16, "n_layer": 2, "n_head": 2}
    torch.manual_seed(0)
    model = transformers.GPT2LMHeadModel(
        transformers.GPT2Config(
            vocab_size=len(letters), bos_token_id=0, eos_token_id=0, initializer_range=0.3, **sizes
        )
    )
    model.save_pretrained(tmp_path / "long")
    monkeypatch.setenv("HEADLIGHT_MODELS", str(tmp_path))
    monkeypatch.setenv("HEADLIGHT_TOKENS", str(N))


def measured(app: AppTest) -> dict[str, dict[str, list[float]]]:
    """The measures that were sent to the browser."""
    sent = [
        e.proto for e in app.get("bidi_component") if e.proto.component_name.endswith("headlight_metrics")
    ]
    return json.loads(sent[0].json)["metrics"]


@pytest.mark.usefixtures("folder")
def test_two_thousand_tokens_are_read_measured_and_shown():
    generator = torch.Generator().manual_seed(1)
    text = "".join(LETTERS[i] for i in torch.randint(len(LETTERS), (N,), generator=generator))
    app = AppTest.from_file("../../ui/script/page.py", default_timeout=120)
    app.query_params |= {"model": MODEL, "text": text, "lang": "en", "view": "metrics"}
    app.run()
    assert not app.exception
    assert not app.warning
    assert workbenches(app) == 1
    trace = load(MODEL).trace(text)
    step, ids = trace.steps[1], [token.id for token in trace.tokens["decoder"]]
    assert step.n_key == N
    weights, visible, found = step.weights(1), step.visible(1), measured(app)
    expected = {
        "previous": (previous_token(weights, visible), N - 1),
        "first": (first_token(weights, visible), N - 1),
        "entropy": (normalised_entropy(weights, visible), N - 1),
        "induction": (induction(weights, ids, visible), N - len(LETTERS)),
    }
    for name, (value, n) in expected.items():
        assert (found[name]["values"][3], found[name]["n"][3]) == (pytest.approx(value, rel=1e-3), n)
    (view,) = [f for f in figures(app) if f["layout"]["title"]["text"].startswith("Measures of every head")]
    assert view["data"][0]["type"] == "heatmap"
