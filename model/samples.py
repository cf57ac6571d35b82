"""The example sentences in sample_texts/, and what each promises to show.

A file is a title, a line of text and, below a line `---`, the promises as TOML:

    model = "gpt"                  which model shows them; the page opens with it

    [[attends]]                    a head's query looks at a key; the page opens with the first of them
    head = "decoder.self.4.1"      site and head
    query = "sitting"              a token, by the end of the characters it stands for
    key = "cat"
    least = 0.5                    of the weight

    [[expects]]                    a prediction
    after = "the"                  a token; the last one if left out
    token = " table"
    least = 0.2                    of its probability
    over = " tables"               or at least as many times the probability of this token

    [[writes]]                     a translation
    model = "seq2seq"              another model than the sample's
    contains = ["妹妹"]
    lacks = ["茶"]

Of several equal words, `sitting#2` is the second. `analysis/promises.py` measures what is promised.
"""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from headlight.model.site import Site

FOLDER = Path(__file__).parents[1] / "sample_texts"
RULE = "\n---\n"


@dataclass(frozen=True)
class Attends:
    """One head's query looks at a key with at least this weight."""

    head: str
    query: str
    key: str
    least: float

    @property
    def place(self) -> tuple[Site, int]:
        """The head's site, and its number there."""
        site, _, head = self.head.rpartition(".")
        return Site.parse(site), int(head)


@dataclass(frozen=True)
class Expects:
    """A token has at least this probability; or, with `over`, at least so many times that of another token."""

    token: str
    least: float
    after: str | None = None
    over: str | None = None


@dataclass(frozen=True)
class Writes:
    """A translation has these pieces, and has not those."""

    model: str
    contains: Sequence[str] = ()
    lacks: Sequence[str] = ()


Promise = Attends | Expects | Writes
KINDS: Mapping[str, Callable[..., Promise]] = {
    "attends": Attends,
    "expects": Expects,
    "writes": Writes,
}


@dataclass(frozen=True)
class Sample:
    """One example.

    Attributes:
        title, text: in one language.
        model: the model that shows what is promised; None if any will do.
        promises: what it shows, the head to open with first.
    """

    title: str
    text: str
    model: str | None = None
    promises: tuple[Promise, ...] = ()

    @property
    def opening(self) -> Attends | None:
        """The head and cell to open with."""
        return next((promise for promise in self.promises if isinstance(promise, Attends)), None)


@cache
def samples() -> tuple[Sample, ...]:
    """Every example, in the order of the file names."""
    return tuple(read(path) for path in sorted(FOLDER.glob("*.txt")))


def sample_of(text: str, model: str) -> Sample | None:
    """The example with this text which this model shows."""
    return next((s for s in samples() if (s.text, s.model) == (text, model)), None)


def first_sample(language: str) -> Sample:
    """What a new visitor sees: the first example in the language of the page."""
    chinese = language == "zh"
    return next(
        (s for s in samples() if any("\u4e00" <= c <= "\u9fff" for c in s.text) == chinese), samples()[0]
    )


def read(path: Path) -> Sample:
    """One file as a sample; ValueError names a file without a title or a text, or with promises of another form."""
    shown, _, promised = path.read_text(encoding="utf-8").partition(RULE)
    title, _, text = shown.partition("\n")
    if not (title.strip() and text.strip()):
        raise ValueError(f"expected a title line and a text in {path.name}")
    try:
        table = tomllib.loads(promised)
        model = table.pop("model", None)
        return Sample(title.strip(), text.strip(), model, tuple(promises(table)))
    except (tomllib.TOMLDecodeError, TypeError, KeyError) as error:
        raise ValueError(f"expected promises as in model/samples.py in {path.name}: {error}") from error


def promises(table: Mapping[str, list[dict[str, Any]]]) -> list[Promise]:
    """The promises of one file, kind by kind; KeyError for another kind, TypeError for another field."""
    return [KINDS[kind](**one) for kind, some in table.items() for one in some]
