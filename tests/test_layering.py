"""The layout shows the pipeline: each package imports only what lies before it, and no module imports in a circle.

text ──model──▶ Trace ──analysis──▶ numbers ──viz──▶ figures ──ui──▶ page
"""

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAY_IMPORT = {
    "translations": {"translations"},
    "model": {"model"},
    "analysis": {"analysis", "model"},
    "viz": {"viz", "translations", "analysis", "model"},
    "learning": {"learning", "analysis", "model"},
    "server": {"server", "translations", "learning", "analysis", "model"},
    "ui": {"ui", "viz", "translations", "server", "learning", "analysis", "model"},
    "training": {"training", "analysis", "model"},
    "app": {"ui", "server"},
}
OF_MODEL = {
    "trace",
    "step",
    "rows",
    "row_statistics",
    "row_divergence",
    "site",
    "projections",
    "tokens",
    "positions",
    "outcomes",
    "samples",
}  # what analysis and viz may see of it
LIVES_IN = {
    "torch": ("model/", "learning/", "training/", "server/engine/"),
    "ray": ("server/engine/cluster/",),
    "plotly": ("viz/", "ui/component.py", "ui/parts/workbench/"),
    "streamlit": ("ui/", "app.py"),
    "fluent": ("translations/",),
    "starlette": ("server/api/",),
}
BELOW_HEADLIGHT = {*MAY_IMPORT} - {"app"}
OURS = {*MAY_IMPORT, *(f"bare {name}" for name in MAY_IMPORT), "tests", "benchmarks"}


@cache
def sources() -> Mapping[str, str]:
    """Every file of the packages, by its name."""
    paths = (
        path for place in MAY_IMPORT for path in (*ROOT.glob(f"{place}.py"), *ROOT.glob(f"{place}/**/*.py"))
    )
    return {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in paths}


@cache
def imports() -> Mapping[str, frozenset[str]]:
    """What each file imports, by its name."""
    return {name: frozenset(imported(source)) for name, source in sources().items()}


def imported(source: str) -> Iterator[str]:
    """Every name that is imported anywhere in a file, `headlight.model.trace.Trace`; no relative ones."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def package(name: str) -> str:
    """`model` of headlight.model.trace, `torch` of torch.nn, `bare model` of model.trace."""
    first, *rest = name.split(".")
    if first == "headlight":
        return rest[0]
    return f"bare {first}" if first in BELOW_HEADLIGHT else first


def modules() -> dict[str, set[str]]:
    """Which module imports which, of ours: `model.step` → {`model.rows`, …}."""
    files = {name.removesuffix(".py").removesuffix("/__init__").replace("/", "."): name for name in sources()}
    within = {name: {part.removeprefix("headlight.") for part in imports()[files[name]]} for name in files}
    return {
        name: {part if part in files else part.rpartition(".")[0] for part in parts} & files.keys() - {name}
        for name, parts in within.items()
    }


def test_imports_are_found_wherever_they_stand() -> None:
    source = (
        "import torch.nn as nn, os\nfrom . import near\ndef f():\n    from plotly.graph_objects import Figure\n"
        "from headlight.model.trace import Trace\nfrom headlight import viz\nimport model.trace"
    )
    found = {package(name) for name in imported(source)}
    assert found == {"torch", "os", "plotly", "model", "viz", "bare model"}


def test_files_and_modules_are_found() -> None:
    assert {name.split("/")[0].removesuffix(".py") for name in sources()} == {*MAY_IMPORT}
    assert modules()["model.step"] >= {"model.rows", "model.site"}
    assert "model.trace" in modules()["viz.views.weights"]


def test_a_package_imports_only_what_lies_before_it() -> None:
    upwards = {
        name: above
        for name, found in imports().items()
        if (above := {*map(package, found)} & OURS - MAY_IMPORT[name.split("/")[0].removesuffix(".py")])
    }
    assert upwards == {}


def test_the_figures_style_knows_of_no_figure() -> None:
    within = {
        (name, other)
        for name, others in modules().items()
        if name.startswith("viz.style.")
        for other in others
    }
    rooms = {(name, other) for name, other in within if other.startswith("viz.") and other != "viz.drawing"}
    assert [pair for pair in sorted(rooms) if not pair[1].startswith("viz.style.")] == []


def test_a_part_of_the_page_knows_of_no_page() -> None:
    pairs = {(name, other) for name, others in modules().items() for other in others}
    assert [
        pair for pair in sorted(pairs) if pair[0].startswith("ui.parts.") and pair[1].startswith("ui.pages.")
    ] == []


def test_no_module_imports_in_a_circle() -> None:
    try:
        TopologicalSorter(modules()).prepare()
    except CycleError as circle:
        pytest.fail(" ← ".join(circle.args[1]))


def test_analysis_and_viz_see_the_record_and_no_model() -> None:
    seen = {
        (name, part.split(".")[2])
        for name, found in imports().items()
        if name.startswith(("analysis/", "viz/"))
        for part in found
        if part.startswith("headlight.model.")
    }
    assert {(name, part) for name, part in seen if part not in OF_MODEL} == set()


@pytest.mark.parametrize("library", LIVES_IN)
def test_a_library_is_imported_only_where_it_lives(library: str) -> None:
    users = [name for name, found in imports().items() if library in {*map(package, found)}]
    assert [name for name in users if not name.startswith(LIVES_IN[library])] == []
