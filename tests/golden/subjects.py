"""What is pinned: each subject's name, how it is found, and the file that keeps it.

Words are text, a file for each page and language; everything else is JSON, a line for each entry.
"""

import json
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from tests.golden import archives, codecs, figures, files, links, words

KEPT = Path(__file__).with_name("kept")

SUBJECTS: Mapping[str, Callable[[], dict[str, Any]]] = {
    "archives": archives.found,
    "codecs": codecs.found,
    "columns": figures.columns,
    "files": files.offers,
    "links": links.found,
    "reports": files.reports,
    "tables": files.tables,
    **{f"figures-{area}": partial(figures.found, area) for area in figures.AREAS},
}


def kept(name: str) -> dict[str, Any]:
    """What was found when it was last renewed."""
    found: dict[str, Any] = json.loads((KEPT / f"{name}.json").read_text(encoding="utf-8"))
    return found


def as_kept(found: dict[str, Any]) -> dict[str, Any]:
    """The same as a file gives it back."""
    again: dict[str, Any] = json.loads(json.dumps(found))
    return again


def keep(name: str, found: dict[str, Any]) -> None:
    """Write a subject's file."""
    lines = (f"{json.dumps(entry, ensure_ascii=False)}: {short(part)}" for entry, part in found.items())
    KEPT.mkdir(exist_ok=True)
    text = "{\n" + ",\n".join(lines) + "\n}\n"
    (KEPT / f"{name}.json").write_text(
        text, encoding="utf-8", errors="backslashreplace"
    )  # half a pair of surrogates


def short(part: Any) -> str:
    """JSON in one line."""
    return json.dumps(part, ensure_ascii=False, separators=(",", ":"))


def kept_words() -> dict[str, str]:
    """Every page's words when they were last renewed."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(words.FOLDER.glob("*.txt"))}


def keep_words(found: dict[str, str]) -> None:
    """Write a file for each page and language, and no others."""
    words.FOLDER.mkdir(exist_ok=True)
    for path in words.FOLDER.glob("*.txt"):
        path.unlink()
    for name, said in found.items():
        (words.FOLDER / f"{name}.txt").write_text(said, encoding="utf-8")
