"""The layout shows the pipeline: each package imports only what lies before it.

text ──model──▶ Trace ──analysis──▶ numbers ──viz──▶ figures ──ui──▶ page
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAY_IMPORT = {
    "model": {"model"},
    "analysis": {"analysis", "model"},
    "viz": {"viz", "analysis", "model"},
    "learning": {"learning", "analysis", "model"},
    "server": {"server", "learning", "analysis", "model"},
    "ui": {"ui", "viz", "server", "learning", "analysis", "model"},
    "training": {"training", "analysis", "model"},
    "app": {"ui"},
}
OF_MODEL = {
    "trace",
    "step",
    "rows",
    "row_statistics",
    "row_divergence",
    "site",
    "tokens",
    "positions",
    "outcomes",
}  # what analysis and viz may see of it
LIVES_IN = {
    "torch": ("model/", "learning/", "training/", "server/engine/"),
    "ray": ("server/engine/cluster/",),
    "plotly": ("viz/", "ui/component.py", "ui/parts/workbench/"),
    "streamlit": ("ui/", "app.py"),
}
BELOW_HEADLIGHT = {*MAY_IMPORT} - {"app"}
OURS = {*MAY_IMPORT, *(f"bare {name}" for name in MAY_IMPORT), "tests", "benchmarks"}
FILES = [path for place in MAY_IMPORT for path in (*ROOT.glob(f"{place}.py"), *ROOT.glob(f"{place}/**/*.py"))]
NAMES = [path.relative_to(ROOT).as_posix() for path in FILES]


def packages_imported(source: str) -> Iterator[str]:
    """What is imported anywhere in a file: `model` for headlight.model.trace, else the first part of the name.

    A relative import stays in its package.
    """
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (package(alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from {package(f"{node.module}.{alias.name}") for alias in node.names}


def package(module: str) -> str:
    """`model` of headlight.model.trace, `torch` of torch.nn, `bare model` of model.trace."""
    first, *rest = module.split(".")
    if first == "headlight":
        return rest[0]
    return f"bare {first}" if first in BELOW_HEADLIGHT else first


def test_imports_are_found_wherever_they_stand() -> None:
    source = (
        "import torch.nn as nn, os\nfrom . import near\ndef f():\n    from plotly.graph_objects import Figure\n"
        "from headlight.model.trace import Trace\nfrom headlight import viz\nimport model.trace"
    )
    assert set(packages_imported(source)) == {"torch", "os", "plotly", "model", "viz", "bare model"}


@pytest.mark.parametrize("name", NAMES)
def test_a_file_imports_only_what_lies_before_it(name: str) -> None:
    imported = set(packages_imported((ROOT / name).read_text(encoding="utf-8"))) & OURS
    assert imported <= MAY_IMPORT[name.split("/")[0].removesuffix(".py")]


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith(("analysis/", "viz/"))])
def test_analysis_and_viz_see_the_record_and_no_model(name: str) -> None:
    seen = re.findall(
        r"^\s*(?:from|import) headlight\.model\.(\w+)",
        (ROOT / name).read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    assert set(seen) <= OF_MODEL


@pytest.mark.parametrize("library", LIVES_IN)
def test_a_library_is_imported_only_where_it_lives(library: str) -> None:
    users = [
        name for name in NAMES if library in packages_imported((ROOT / name).read_text(encoding="utf-8"))
    ]
    assert [name for name in users if not name.startswith(LIVES_IN[library])] == []
