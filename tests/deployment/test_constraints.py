"""What was tested is what is installed: every requirement has its exact version, and one that it allows."""

import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from deployment import upgrade

FILES = sorted(upgrade.ROOT.glob("requirements*.txt"))


def requirements(file: Path) -> list[Requirement]:
    lines = [line.partition("#")[0].strip() for line in file.read_text().splitlines()]
    return [Requirement(line) for line in lines if line and not line.startswith("-")]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_requirement_is_constrained_to_a_version_it_allows(file: Path) -> None:
    pinned = upgrade.pinned(upgrade.CONSTRAINTS)
    for requirement in requirements(file):
        assert requirement.specifier.contains(pinned[canonicalize_name(requirement.name)]), requirement


def test_the_library_allows_what_the_app_installs() -> None:
    """pyproject.toml may be wider than the requirements, and names no other packages."""
    project = tomllib.loads((upgrade.ROOT / "pyproject.toml").read_text())["project"]
    groups = {"requirements.txt": project["dependencies"]}
    groups |= {f"requirements-{name}.txt": group for name, group in project["optional-dependencies"].items()}
    pinned = upgrade.pinned(upgrade.CONSTRAINTS)
    for name, group in groups.items():
        allowed = {each.name: each.specifier for each in map(Requirement, group)}
        assert allowed.keys() == {each.name for each in requirements(upgrade.ROOT / name)}
        assert all(
            specifier.contains(pinned[canonicalize_name(package)]) for package, specifier in allowed.items()
        )


def test_the_file_is_as_the_command_writes_it() -> None:
    assert upgrade.written(upgrade.pinned(upgrade.CONSTRAINTS)) == upgrade.CONSTRAINTS.read_text()


def test_a_build_for_one_platform_is_no_version_for_all() -> None:
    listed = "torch==2.13.0+cpu\nnvidia-cublas==13.1\nMarkup_Safe==3.0.4\nheadlight @ file:///here\n"
    found = upgrade.versions(listed)
    assert found == {"torch": "2.13.0", "nvidia-cublas": "13.1", "markup-safe": "3.0.4"}
    assert upgrade.written(found).endswith("markup-safe==3.0.4\ntorch==2.13.0\n")
    assert "nvidia" not in upgrade.written(found)


def test_it_says_which_versions_changed() -> None:
    assert upgrade.changes({"a": "1", "b": "2"}, {"a": "1", "b": "3", "c": "4"}) == ["b: 2 → 3", "c: new → 4"]


@pytest.mark.parametrize(
    "line",
    ["FAILED tests/a.py::test_b - AssertionError", 'model/trace.py:3: error: Name "x"', "Found 2 errors."],
)
def test_it_says_what_broke(line: str) -> None:
    assert upgrade.BROKEN.search(f"some words\n{line}\nmore").group() == line
