"""The prepared corpora: xz-compressed UTF-8 text in `training/corpora/`, one entry per line.

Plain lines keep the files readable with `xzcat`, and xz makes them small enough to live in the repository,
so that anybody can train again without a network. `pairs` and `grammar` hold English TAB Chinese, the others
one sentence.
"""

import lzma
from collections.abc import Iterable
from pathlib import Path

FOLDER = Path(__file__).parent / "corpora"


def path(name: str, folder: Path = FOLDER) -> Path:
    """Where the corpus `name` lies: `english.train` in `english.train.txt.xz`, pairs in a `.tsv.xz`."""
    suffix = ".tsv.xz" if name.startswith(("pairs.", "grammar.")) else ".txt.xz"
    return folder / (name + suffix)


def lines(name: str) -> list[str]:
    """Every sentence of a corpus, in the order of the file; raises FileNotFoundError if it is not there."""
    return lzma.decompress(path(name).read_bytes()).decode("utf-8").splitlines()


def pairs(name: str) -> list[tuple[str, str]]:
    """Every (English, Chinese) pair of a tab-separated corpus."""
    rows = [line.split("\t") for line in lines(name)]
    return [(english, chinese) for english, chinese in rows]


def write(name: str, entries: Iterable[str], folder: Path = FOLDER) -> int:
    """Write a corpus and return its number of lines. The same lines always give the same bytes."""
    kept = list(entries)
    text = "".join(f"{line}\n" for line in kept)
    path(name, folder).write_bytes(lzma.compress(text.encode("utf-8"), preset=9 | lzma.PRESET_EXTREME))
    return len(kept)
