"""The guides' code runs as it stands: the blocks of a page in their order, in one namespace, without a display."""

import re
from pathlib import Path

import numpy as np
import pytest

from headlight.model.zoo import load

DOCS = Path(__file__).parents[1] / "docs"


def run(guide: str, namespace: dict[str, object]) -> dict[str, object]:
    """Everything the page's Python blocks define."""
    blocks = re.findall(r"```python\n(.*?)```", (DOCS / guide).read_text(encoding="utf-8"), re.DOTALL)
    for number, block in enumerate(blocks):
        exec(compile(block, f"{guide}, block {number}", "exec"), namespace)
    return namespace


@pytest.fixture(scope="module")
def notebook(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """What is defined after docs/notebook.md and docs/trace-format.md, run in an empty folder."""
    folder = tmp_path_factory.mktemp("notebook")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.delenv("DISPLAY", raising=False)
        found = run("notebook.md", {})
        return {"folder": folder, **found, "after": run("trace-format.md", {})}


def test_the_guide_s_weights_and_figures_are_the_model_s(notebook) -> None:
    weights = load("gpt").trace("The cat is sitting on the mat.").steps[1].weights(2)
    np.testing.assert_allclose(notebook["weights"], weights, atol=1e-6)
    drawn = np.nan_to_num(notebook["heatmap"].figure.data[0].z)
    np.testing.assert_allclose(drawn, weights, atol=1e-6)


def test_the_guide_s_changes_change_what_they_say(notebook) -> None:
    site, head = notebook["step"].site, 2
    assert notebook["cut"].step(site).weights(head)[4, 3] == 0
    assert notebook["trace"].step(site).weights(head)[4, 3] > 0
    assert not np.asarray(notebook["without"].step(site).context[head]).any()


def test_the_guide_s_files_are_there_and_the_trace_s_can_be_computed_with(notebook) -> None:
    files = {path.name: path.stat().st_size for path in notebook["folder"].iterdir()}
    assert set(files) == {"cat.npz", "cat.json", "cat.html", "cat.csv"}
    assert files["cat.html"] > 1_000_000
    after = notebook["after"]
    np.testing.assert_allclose(after["weights"], notebook["trace"].steps[0].weights(), atol=1e-5)
    np.testing.assert_allclose(
        after["weights"] @ after["value"], after["get"](after["site"]["context"]), atol=1e-5
    )
