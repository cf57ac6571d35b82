"""A part of the training sentences that runs are steered by, so that held-out text is looked at once, at the end."""

import hashlib

from headlight.training import corpus

PARTS = 64  # one in so many


def is_validation(sentence: str) -> bool:
    """Whether a sentence is kept from training, by its digest."""
    return _digest(sentence)[0] % PARTS == 0


def _digest(sentence: str) -> bytes:
    return hashlib.sha256(sentence.encode()).digest()


def sentences(split: str, language: str) -> list[str]:
    """The natural training sentences of a language that are ("validation") or are not ("train") kept from training.

    Those that are come in an order of their own, so that the first few are like all of them.
    """
    every = corpus.lines(f"{language}.train")
    if split == "train":
        return [text for text in every if not is_validation(text)]
    return sorted(filter(is_validation, every), key=_digest)
