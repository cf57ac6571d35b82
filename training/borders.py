"""The tokenizer without merges across a border of Chinese words: 本|书, 喝|咖啡, 一|只|猫 stay apart.

`python -m training.borders` shows how sentences are cut before and after.

The tokens of `word_borders.txt` lose the merges that lead to them, and so does every token that was merged from one of
them. The vocabulary keeps its 8,192 entries: ids of tokens that no merge leads to any more are never used again, and
all others mean what they meant, so that a model trained with the shared tokenizer goes on from its weights.
"""

import json
from functools import cache
from pathlib import Path

from tokenizers import Tokenizer

from headlight.training.tokenizer import WEIGHTS

BORDERS = Path(__file__).with_name("word_borders.txt")
SHOWN = (
    "我买了一本书。",
    "他给我写了一封信。",
    "她在喝咖啡。",
    "一只猫坐在床上。",
    "苹果从树上掉下来，小明把它捡起来了。",
)


def crossing() -> frozenset[str]:
    """The tokens that cross a border."""
    lines = BORDERS.read_text(encoding="utf-8").splitlines()
    return frozenset(token for line in lines if not line.startswith("#") for token in line.split())


@cache
def tokenizer() -> Tokenizer:
    """The shared tokenizer with borders kept.

    Raises:
        ValueError: if a listed token is not in the vocabulary.
    """
    fields = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    missing = crossing() - fields["model"]["vocab"].keys()
    if missing:
        raise ValueError(f"expected tokens of the vocabulary, got {' '.join(sorted(missing))}")
    fields["model"]["merges"] = kept(fields["model"]["merges"], crossing())
    return Tokenizer.from_str(json.dumps(fields))


def kept(merges: list[list[str]], dropped: frozenset[str]) -> list[list[str]]:
    """The merges that neither lead to a dropped token nor start from one."""
    return [[a, b] for a, b in merges if not {a, b, a + b} & dropped]


def main() -> None:
    """Print how sentences are cut, with the shared tokenizer and with borders kept."""
    shared = Tokenizer.from_file(str(WEIGHTS))
    for sentence in SHOWN:
        print(" ".join(shared.encode(sentence).tokens), " → ", " ".join(tokenizer().encode(sentence).tokens))


if __name__ == "__main__":
    main()
