"""Where models come from and what is refused; downloads from a small hub that runs here."""

import hashlib
import json
import threading
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import torch

from headlight.model.huggingface import download as fetching
from headlight.model.huggingface import library, sources
from headlight.model.huggingface.loading import load, opened, reading
from headlight.model.huggingface.refusal import Refused
from tests.model.huggingface.conftest import byte_level, reader

REPOSITORY = "openai-community/gpt2"


@pytest.fixture(autouse=True)
def operator(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nothing of this machine's settings."""
    for name in ("HEADLIGHT_HUB", "HEADLIGHT_MODELS", "HEADLIGHT_LARGEST", "HEADLIGHT_TOKENS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HEADLIGHT_CACHE", str(tmp_path / "cache"))


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small GPT-2 as transformers saves it."""
    root = tmp_path_factory.mktemp("models")
    reader("gpt2").network.inner.save_pretrained(root / "small")
    byte_level().save_pretrained(root / "small")
    return root / "small"


class Hub(BaseHTTPRequestHandler):
    """Answers as the hub does: a list of files with their sizes, and the files."""

    def __init__(self, folder: Path, spoilt: dict[str, Any], *args: Any) -> None:
        self.folder, self.spoilt = folder, spoilt
        super().__init__(*args)

    def do_GET(self) -> None:
        assert "Authorization" not in self.headers
        if self.path == f"/api/models/{REPOSITORY}?blobs=true":
            self.answer(json.dumps({"sha": "abc", "siblings": [*self.siblings()]}).encode())
        elif self.path.startswith(f"/{REPOSITORY}/resolve/abc/"):
            data = (self.folder / self.path.rpartition("/")[2]).read_bytes()
            self.answer(data[: self.spoilt.get("cut")])
        else:
            self.send_error(404)

    def siblings(self) -> Iterator[dict[str, Any]]:
        for path in self.folder.iterdir():
            data = path.read_bytes()
            digest = "0" * 64 if self.spoilt.get("digest") else hashlib.sha256(data).hexdigest()
            yield {"rfilename": path.name, "size": len(data), "lfs": {"sha256": digest}}
        yield {"rfilename": "pytorch_model.bin", "size": 10**12}
        yield {"rfilename": "../outside.json", "size": 1}

    def answer(self, data: bytes) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *args: Any) -> None:
        """Quiet."""


@pytest.fixture
def spoilt() -> dict[str, Any]:
    """What a test has the hub do wrongly."""
    return {}


@pytest.fixture
def hub(saved: Path, spoilt: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A hub with one model, on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Hub, saved, spoilt))
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    address = f"http://127.0.0.1:{server.server_port}"
    monkeypatch.setenv("HF_ENDPOINT", address)
    yield address
    server.shutdown()
    thread.join()
    server.server_close()


def why(name: str) -> str:
    with pytest.raises(Refused) as refused:
        load(name)
    return refused.value.reason


def test_a_folder_under_the_root_is_offered_and_opened(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert why("hf:folder:small") == "unknown"
    monkeypatch.setenv("HEADLIGHT_MODELS", str(saved.parent))
    assert "hf:folder:small" in sources.ready()
    model = load("hf:folder:small", torch.device("cpu"))
    theirs = reader("gpt2").trace("The cat sat")
    trace = model.trace("The cat sat")
    assert trace.model_name == "hf:folder:small"
    assert trace.prediction is not None
    torch.testing.assert_close(trace.prediction.logits, theirs.prediction.logits)


@pytest.mark.parametrize(
    "name",
    [
        "hf:folder:../small",
        "hf:folder:..",
        "hf:folder:",
        "hf:/etc",
        "gpt2",
        "hf:",
        "hf:a/b/c",
        "hf:../x",
        "hf:a/..\n",
    ],
)
def test_no_name_leads_out_of_the_root(name: str, saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEADLIGHT_MODELS", str(saved))
    monkeypatch.setenv("HEADLIGHT_HUB", "any")
    assert why(name) == "unknown"


def test_a_link_out_of_the_root_is_not_followed(
    saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (root / "linked").symlink_to(saved)
    monkeypatch.setenv("HEADLIGHT_MODELS", str(root))
    assert why("hf:folder:linked") == "unknown"


def test_the_operator_says_what_may_come_from_the_hub(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (why("hf:gpt2"), why("hf:someone/model")) == ("not_here", "not_allowed")
    monkeypatch.setenv("HEADLIGHT_HUB", "any")
    assert why("hf:someone/model") == "not_here"
    monkeypatch.setenv("HEADLIGHT_HUB", "none")
    assert (why("hf:gpt2"), why("hf:someone/model")) == ("not_allowed", "not_allowed")
    assert all(found.kind != "hub" for found in sources.offered())


def test_without_the_library_the_reason_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    library.transformers.cache_clear()
    monkeypatch.setattr(library, "find_spec", lambda name: None)
    assert why("hf:gpt2") == "library"
    library.transformers.cache_clear()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"auto_map": {"AutoModel": "theirs.Model"}, "model_type": "theirs"}, "remote_code"),
        ({"quantization_config": {"bits": 4}}, "unsupported"),
        ({"model_type": "no such thing"}, "unsupported"),
    ],
)
def test_what_needs_more_than_weights_is_refused(
    change: dict[str, Any], reason: str, saved: Path, tmp_path: Path
) -> None:
    copied = tmp_path / "copied"
    copied.mkdir()
    for path in saved.iterdir():
        (copied / path.name).write_bytes(path.read_bytes())
    config = json.loads((saved / "config.json").read_text())
    (copied / "config.json").write_text(json.dumps(config | change))
    with pytest.raises(Refused) as refused:
        opened("hf:folder:copied", copied, torch.device("cpu"))
    assert refused.value.reason == reason


def test_pickled_weights_are_never_read(saved: Path, tmp_path: Path) -> None:
    (tmp_path / "config.json").write_bytes((saved / "config.json").read_bytes())
    (tmp_path / "pytorch_model.bin").write_bytes(b"\x80\x04")
    with pytest.raises(Refused, match="no_safetensors"):
        opened("hf:folder:x", tmp_path, torch.device("cpu"))


def test_a_folder_beyond_the_limit_is_refused(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEADLIGHT_LARGEST", "0")
    with pytest.raises(Refused, match="too_large"):
        opened("hf:folder:x", saved, torch.device("cpu"))


def test_the_operator_says_how_long_texts_may_be_and_the_model_how_long_they_can(
    monkeypatch: pytest.MonkeyPatch, saved: Path
) -> None:
    cpu, cuda = torch.device("cpu"), torch.device("cuda")
    assert (sources.longest(cpu), sources.longest(cuda)) == (512, 32768)
    there = opened("hf:folder:x", saved, cpu)
    places = there.network.inner.config.n_positions
    for tokens in (places - 8, places + 8):
        monkeypatch.setenv("HEADLIGHT_TOKENS", str(tokens))
        trace = opened("hf:folder:x", saved, cpu).trace("a" * (places + 100))
        assert len(trace.tokens["decoder"]) == min(tokens, places)


@pytest.mark.parametrize(
    ("architecture", "kind"),
    [
        ("BertModel", "HubEncoder"),
        ("BertForMaskedLM", "HubMasked"),
        ("GPT2LMHeadModel", "HubCausal"),
        ("Qwen3ForCausalLM", "HubCausal"),
        ("MarianMTModel", "HubTranslator"),
        ("T5ForConditionalGeneration", "HubTranslator"),
        ("XLNetLMHeadModel", "HubEncoder"),
        ("ElectraForPreTraining", "HubEncoder"),
    ],
)
def test_a_model_reads_as_it_was_saved(architecture: str, kind: str) -> None:
    assert reading({"architectures": [architecture]}).__name__ == kind


def test_a_download_is_whole_checked_and_opened(hub: str, saved: Path) -> None:
    progress, found = fetching.Progress(), sources.source("hf:gpt2")
    assert not found.here
    fetching.fetch(found, progress)
    assert found.here
    assert progress.done == progress.total == fetching.listing(REPOSITORY).size
    assert {p.name for p in found.folder.iterdir()} <= {p.name for p in saved.iterdir()} | {sources.COMPLETE}
    assert "hf:gpt2" in sources.ready()
    assert load("hf:gpt2", torch.device("cpu")).trace("The cat").verify() < 1e-5


@pytest.mark.parametrize(("fault", "reason"), [({"cut": 100}, "network"), ({"digest": True}, "network")])
def test_a_download_that_is_not_what_was_listed_leaves_nothing(
    hub: str, spoilt: dict[str, Any], fault: dict[str, Any], reason: str
) -> None:
    spoilt |= fault
    found = sources.source("hf:gpt2")
    with pytest.raises(Refused) as refused:
        fetching.fetch(found, fetching.Progress())
    assert refused.value.reason == reason
    assert not found.here
    assert list(sources.cache().iterdir()) == []


def test_a_download_can_be_cancelled(hub: str) -> None:
    progress = fetching.Progress()
    progress.cancelled.set()
    with pytest.raises(Refused, match="cancelled"):
        fetching.fetch(sources.source("hf:gpt2"), progress)
    assert list(sources.cache().iterdir()) == []


def test_a_model_beyond_the_limit_is_refused_before_any_of_it_comes(
    hub: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEADLIGHT_LARGEST", "0")
    with pytest.raises(Refused, match="too_large"):
        fetching.fetch(sources.source("hf:gpt2"), fetching.Progress())
    assert not sources.cache().exists()


def test_what_the_hub_does_not_have_is_absent(hub: str) -> None:
    with pytest.raises(Refused, match="absent"):
        fetching.listing("someone/else")


def test_without_a_network_the_reason_comes_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")  # nobody listens there
    with pytest.raises(Refused, match="network"):
        fetching.fetch(sources.source("hf:gpt2"), fetching.Progress())


def test_of_weights_in_one_file_and_in_several_the_one_is_wanted() -> None:
    names = [
        "model.safetensors",
        "model-00001-of-00002.safetensors",
        "model.safetensors.index.json",
        "config.json",
    ]
    files = [{"rfilename": name, "size": 1} for name in names]
    assert {f.name for f in fetching.wanted(files)} == {"model.safetensors", "config.json"}
    assert {f.name for f in fetching.wanted(files[1:])} == set(names[1:])
