"""Sentences one by one as token ids, for models that read a sentence at a time."""

from collections.abc import Sequence
from functools import lru_cache

from tokenizers import Tokenizer

from headlight.training import corpus
from headlight.training.cut import Cut, cut, joined

Sentence = tuple[int, ...]


@lru_cache(maxsize=4)
def load_sentences(
    split: str, languages: Sequence[str] = ("english", "chinese"), tokenizer: Tokenizer | None = None
) -> list[Sentence]:
    """Every sentence of a split as token ids, without special tokens; one language after the other.

    Args:
        split: "train" or "heldout". The grammar's artificial sentences are in "train" alone.
        languages: named twice, a language is there twice.
        tokenizer: the shared one if None.
    """
    return cut_sentences(split, languages, tokenizer).texts()


def cut_sentences(split: str, languages: Sequence[str], tokenizer: Tokenizer | None = None) -> Cut:
    """The same, cut corpus by corpus: what another choice of languages has too is cut once."""
    corpora = [corpus.lines(f"{language}.{split}") for language in languages]
    if split == "train":
        columns = [("english", "chinese").index(language) for language in dict.fromkeys(languages)]
        corpora.append([pair[column] for pair in corpus.pairs("grammar.train") for column in columns])
    return joined([cut(texts, tokenizer) for texts in corpora])
