"""The example sentences in sample_texts/: first line the title, the rest the text."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "sample_texts"


@dataclass(frozen=True)
class Sample:
    """One example."""

    title: str
    text: str


@cache
def samples() -> tuple[Sample, ...]:
    """Every example, in the order of the file names."""
    return tuple(read(path) for path in sorted(FOLDER.glob("*.txt")))


def first_sample(language: str) -> Sample:
    """What a new visitor sees: the first example in the language of the page."""
    chinese = language == "zh"
    return next(
        (s for s in samples() if any("\u4e00" <= c <= "\u9fff" for c in s.text) == chinese), samples()[0]
    )


def read(path: Path) -> Sample:
    """One file as a sample; ValueError names a file without a title or a text."""
    title, _, text = path.read_text(encoding="utf-8").partition("\n")
    if not (title.strip() and text.strip()):
        raise ValueError(f"expected a title line and a text in {path.name}")
    return Sample(title.strip(), text.strip())
