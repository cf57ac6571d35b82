"""Does the second text follow the first? Segments of held-out chapters; half follow, half come from another book.

Beside the model, what always saying the same would give (one half) and a threshold on shared words: the part of the
second segment's tokens that the first has too, rare ones counting more, thresholded where it does best on the training
text's chapters.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from headlight.model.readers.reader import Reader
from headlight.training.masked_texts import SEGMENTS, Text, encoded, paired, rectangle, room_for
from headlight.training.measures.intervals import share
from headlight.training.passages import next_sentence_pairs, passages
from headlight.training.tokenizer import SEP, VOCABULARY_SIZE

ROWS = 32
SEED = 1810_04805
Floats = NDArray[np.float64]


def measure(model: Reader, pairs: int | None = None) -> dict[str, Any]:
    """The share of right answers by language."""
    return {language: measured(model, language, pairs) for language in SEGMENTS}


def measured(model: Reader, language: str, pairs: int | None) -> dict[str, Any]:
    """The model and the shared words on one language's held-out chapters."""
    held_out = texts(model, language, "heldout")[:pairs]
    truth = np.array([text.follows == 0 for text in held_out])
    training = texts(model, language, "train")
    rarity = inverse_frequency(training)
    threshold = best_threshold(
        np.array([overlap(text, rarity) for text in training]), np.array([t.follows == 0 for t in training])
    )
    shared = np.array([overlap(text, rarity) for text in held_out]) > threshold
    return {"model": share(answers(model, held_out) == truth), "shared_words": share(shared == truth)}


def texts(model: Reader, language: str, split: str) -> list[Text]:
    """One draw of pairs, as the model reads them."""
    sentences, characters = SEGMENTS[language]
    pairs = next_sentence_pairs(passages(f"passages.{language}.{split}"), SEED, sentences, characters)
    return [paired(pair, room_for(model.config.context)) for pair in encoded(pairs, model.tokenizer.inner)]


def answers(model: Reader, texts: Sequence[Text]) -> NDArray[np.bool_]:
    """Whether the model holds it likelier than not that the second follows, [text]."""
    network: Any = model.network
    found = []
    for start in range(0, len(texts), ROWS):
        parts = (torch.from_numpy(part).to(model.device) for part in rectangle(texts[start : start + ROWS]))
        with torch.inference_mode():
            follows, strange = network.next_sentence(network.hidden(*parts)).unbind(-1)
        found.append((follows > strange).cpu().numpy())
    return np.concatenate(found)


def inverse_frequency(texts: Sequence[Text]) -> Floats:
    """ln(segments / segments with the token), of every token, [vocab_size]."""
    segments = [segment for text in texts for segment in halves(text)]
    counts = np.zeros(VOCABULARY_SIZE)
    for segment in segments:
        counts[list(segment)] += 1
    return np.log(len(segments) / np.maximum(counts, 1))


def overlap(text: Text, rarity: Floats) -> float:
    """The weight of the second segment's tokens that are in the first too, over the weight of all of them."""
    first, second = halves(text)
    shared = rarity[list(first & second)].sum()
    return float(shared / max(rarity[list(second)].sum(), 1e-9))


def halves(text: Text) -> tuple[set[int], set[int]]:
    """The distinct tokens of both segments."""
    border = text.tokens.index(SEP)
    return set(text.tokens[1:border]), set(text.tokens[border + 1 : -1])


def best_threshold(scores: Floats, truth: NDArray[np.bool_]) -> float:
    """Above which score "it follows" is right most often."""
    order = np.argsort(scores)
    right = truth.sum() - np.cumsum(truth[order]) + np.cumsum(~truth[order])  # if all above this one follow
    return float(scores[order[int(right.argmax())]])
