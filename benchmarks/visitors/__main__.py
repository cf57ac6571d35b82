"""Many visitors at once: how long each waits, and what the server needs for it.

    python -m benchmarks.visitors                        all of it
    python -m benchmarks.visitors class --sessions 40    a class: benchmarks/visitors/classroom.py
    python -m benchmarks.visitors typing                 fifty who never pause: benchmarks/visitors/typing.py
    python -m benchmarks.visitors passing --sessions 500 who come and go: benchmarks/visitors/passing.py

`--checkout FOLDER` measures the server of another checkout, to compare it with this one's.
"""

import argparse
from pathlib import Path

from benchmarks.page import ROOT
from benchmarks.visitors import classroom, passing, typing

SESSIONS = {"class": 40, "passing": 500}


def main() -> None:
    """Measure, and print each table as soon as it is there."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.visitors")
    parser.add_argument("what", nargs="?", choices=("class", "typing", "passing"))
    parser.add_argument("--sessions", type=int)
    parser.add_argument("--checkout", type=Path, default=ROOT)
    asked = parser.parse_args()
    if asked.what in (None, "class"):
        classroom.show(asked.sessions or SESSIONS["class"], asked.checkout)
    if asked.what in (None, "typing"):
        typing.show()
    if asked.what in (None, "passing"):
        passing.show(asked.sessions or SESSIONS["passing"], asked.checkout)


if __name__ == "__main__":
    main()
