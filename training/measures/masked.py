"""How well gaps are filled: one token of each held-out sentence is masked. Is it the first guess, or among five?

Beside it, on the same gaps, a two-sided bigram of the same training sentences, which sees both neighbours.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from headlight.model.readers.reader import Reader
from headlight.training.measures.intervals import share
from headlight.training.sentences import Sentence, load_sentences
from headlight.training.tokenizer import BOS, CLS, EOS, MASK, SEP, VOCABULARY_SIZE
from headlight.training.two_sided import TwoSided

Ranks = NDArray[np.int64]
GAPS_SEED = 1810_04805
LANGUAGES = ("english", "chinese")


def measure(model: Reader, sentences: int | None = None) -> dict[str, Any]:
    """The shares of gaps whose token is the first guess, and among the first five, by language and together."""
    tokenizer = model.tokenizer.inner
    training = load_sentences("train", tokenizer=tokenizer)
    baseline = TwoSided(np.array(with_ends(training)), VOCABULARY_SIZE)
    texts = {name: load_sentences("heldout", (name,), tokenizer)[:sentences] for name in LANGUAGES}
    gaps = {language: gaps_in(texts[language]) for language in LANGUAGES}
    ours = {name: model_ranks(model, texts[name], gaps[name]) for name in LANGUAGES}
    theirs = {name: bigram_ranks(baseline, texts[name], gaps[name]) for name in LANGUAGES}
    return {
        who: {
            "both": hits(np.concatenate([ranks[name] for name in LANGUAGES])),
            **{name: hits(ranks[name]) for name in LANGUAGES},
        }
        for who, ranks in (("model", ours), ("two_sided_bigram", theirs))
    }


def gaps_in(sentences: Sequence[Sentence]) -> list[int]:
    """Which token of each sentence is masked, drawn evenly."""
    random = np.random.default_rng(GAPS_SEED)
    return [int(random.integers(len(sentence))) for sentence in sentences]


def model_ranks(model: Reader, sentences: Sequence[Sentence], gaps: Sequence[int]) -> Ranks:
    """How many tokens the model holds likelier than the one that stood there, [sentence]."""
    network: Any = model.network
    ranks = []
    for sentence, gap in zip(sentences, gaps, strict=True):
        ids = [CLS, *sentence, SEP]
        ids[gap + 1] = MASK
        tokens = torch.tensor([ids], device=model.device)
        with torch.inference_mode():
            hidden = network.hidden(tokens, torch.zeros_like(tokens))[0, gap + 1]
            logits = network.logits(network.transform(hidden))
        ranks.append(int((logits > logits[sentence[gap]]).sum()))
    return np.array(ranks)


def bigram_ranks(baseline: TwoSided, sentences: Sequence[Sentence], gaps: Sequence[int]) -> Ranks:
    """The same for the two-sided bigram."""
    ranks = []
    for sentence, gap in zip(sentences, gaps, strict=True):
        left, right = (BOS, *sentence)[gap], (*sentence, EOS)[gap + 1]
        probabilities = baseline.probabilities(left, right)
        ranks.append(int((probabilities > probabilities[sentence[gap]]).sum()))
    return np.array(ranks)


def with_ends(sentences: Sequence[Sentence]) -> list[int]:
    """Sentences one after the other, `<bos>` before and `<eos>` after each."""
    return [token for sentence in sentences for token in (BOS, *sentence, EOS)]


def hits(ranks: Ranks) -> dict[str, Any]:
    """Top 1 and top 5."""
    return {"top_1": share(ranks < 1), "top_5": share(ranks < 5)}
