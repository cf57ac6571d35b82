"""Keep everything as it is found now: `python -m tests.golden.renew`, or `… renew links words` for some of it.

Read the difference before it is committed: whatever is in it is something that visitors will find changed.
"""

import sys

from tests.golden import words
from tests.golden.subjects import SUBJECTS, keep, keep_words

WORDS = "words"


def renew(*names: str) -> None:
    """Renew these subjects; all without a name."""
    for name in names or (*SUBJECTS, WORDS):
        if name == WORDS:
            keep_words(words.found())
        else:
            keep(name, SUBJECTS[name]())


if __name__ == "__main__":
    renew(*sys.argv[1:])
