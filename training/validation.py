"""A part of the training sentences that runs are steered by, so that held-out text is looked at once, at the end."""

import hashlib

from headlight.training import corpus

PARTS = 64  # one in so many


def is_validation(sentence: str) -> bool:
    """Whether a sentence is kept from training, by its digest."""
    return hashlib.sha256(sentence.encode()).digest()[0] % PARTS == 0


def sentences(split: str, language: str) -> list[str]:
    """The natural training sentences of a language that are ("validation") or are not ("train") kept from training."""
    wanted = {"train": False, "validation": True}[split]
    return [text for text in corpus.lines(f"{language}.train") if is_validation(text) is wanted]
