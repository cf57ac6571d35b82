"""Stories as tokens, a shard at a time: shard n holds stories n·SIZE … (n + 1)·SIZE − 1 of both languages."""

from functools import lru_cache

import numpy as np
from tokenizers import Tokenizer

from headlight.training.data import Stream
from headlight.training.sentences import Sentence
from headlight.training.stories.generate import LANGUAGES, stories
from headlight.training.tokenizer import BOS

SIZE = 8_000  # stories of each language


@lru_cache(maxsize=2)
def shard(number: int, tokenizer: Tokenizer, split: str = "train", size: int = SIZE) -> list[Sentence]:
    """The stories of a shard as token ids, one language after the other."""
    texts = [s.text for language in LANGUAGES for s in stories(number * size, size, language, split)]
    return [tuple(encoding.ids) for encoding in tokenizer.encode_batch_fast(texts)]


def stream(number: int, tokenizer: Tokenizer, seed: int) -> Stream:
    """A shard's stories in random order, each after <bos>."""
    told = shard(number, tokenizer)
    order = np.random.default_rng([seed, 3, number]).permutation(len(told))
    return np.fromiter((token for i in order for token in (BOS, *told[i])), dtype=np.uint16)
