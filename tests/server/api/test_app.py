"""app.py: the page and the API from one door, with one engine."""

import gzip
import json
from collections.abc import Iterator
from urllib.request import Request, urlopen

import pytest

from tests.browser.conftest import PATIENCE, serve
from tests.server.api.client import Answer


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Of the app, as `streamlit run app.py` serves it."""
    process, address = serve("app.py")
    yield address
    process.terminate()
    process.wait(timeout=PATIENCE)
    process.stdout.close()


def test_the_page_and_the_api_stand_side_by_side(address) -> None:
    assert b"<title>" in urlopen(f"{address}/", timeout=PATIENCE).read()
    assert b"<title>" in urlopen(f"{address}/compare", timeout=PATIENCE).read()
    models = json.load(urlopen(f"{address}/api/v1/models", timeout=PATIENCE))["models"]
    assert {"gpt", "bert"} <= {model["name"] for model in models}


def test_what_is_deflated_is_deflated_once(address) -> None:
    question = Request(
        f"{address}/api/v1/readings?model=gpt&text=The+cat+sat+on+the+mat.",
        headers={"Accept-Encoding": "gzip"},
    )
    found = urlopen(question, timeout=PATIENCE)
    assert found.headers["Content-Encoding"] == "gzip"
    assert found.headers["Set-Cookie"] is None
    answer = Answer.of(gzip.decompress(found.read()))
    assert len(answer.arrays["codes"]) == sum(
        site["n_heads"] * site["rows"] * site["columns"] for site in answer.about["sites"]
    )
