"""How well a translator translates: BLEU and chrF of what it writes greedily, against the held-out translations.

sacrebleu's own defaults, its Chinese tokenizer for Chinese (Post 2018, arXiv:1804.08771; chrF: Popović 2015). The same
figures by the source's length say where a model breaks down.

One sentence often stands in several pairs, with several translations, and a model that does well on one of them does
well on the others. Intervals are therefore from resampling whole components of pairs that share a sentence, in either
language, directly or through other pairs (`training.split.components`); pairs by themselves would make them too narrow.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from sacrebleu.metrics.base import Metric
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF

from headlight.model.decoding import greedy
from headlight.model.readers.reader import Reader
from headlight.training.measures.intervals import resampled
from headlight.training.pairs import Directed, as_batch, directed_pairs, text_pairs
from headlight.training.split import Pair, components

ROWS = 64  # sentences translated at once
LENGTHS = ((1, 5), (6, 8), (9, 11), (12, 15), (16, None))  # source tokens
Figures = dict[str, Any]


@dataclass(frozen=True)
class Translated:
    """One held-out pair.

    Attributes:
        source_length: in tokens.
        written: what the model wrote.
        reference: what people wrote.
        component: the number of the component that the pair belongs to.
    """

    source_length: int
    written: str
    reference: str
    component: int


def measure(model: Reader, pairs: int | None = None) -> Figures:
    """Both directions, over the first so many held-out pairs, or all of them."""
    texts = text_pairs("heldout")
    directed = directed_pairs("heldout")
    into_chinese, into_english = directed[: len(texts)][:pairs], directed[len(texts) :][:pairs]
    english, chinese = zip(*texts, strict=True)
    groups = component_numbers(texts)
    return {
        "en-zh": scores(translated(into_chinese, translate(model, into_chinese), chinese, groups), "zh"),
        "zh-en": scores(translated(into_english, translate(model, into_english), english, groups), "13a"),
    }


def component_numbers(pairs: Sequence[Pair]) -> list[int]:
    """The number of the component that each pair belongs to: equal for pairs that share a sentence."""
    numbers = {pair: number for number, group in enumerate(components(pairs)) for pair in group}
    return [numbers[pair] for pair in pairs]


def translated(
    pairs: Sequence[Directed], written: Sequence[str], references: Sequence[str], groups: Sequence[int]
) -> list[Translated]:
    """The pairs with what was written for them; references and groups may go on behind the last of them."""
    rows = zip(pairs, written, references, groups, strict=False)
    return [Translated(len(pair.source), text, reference, group) for pair, text, reference, group in rows]


def translate(model: Reader, pairs: Sequence[Directed]) -> list[str]:
    """Every pair's source as the model translates it, batches of about equal length at a time."""
    written = [""] * len(pairs)
    order = np.argsort([len(pair.source) for pair in pairs], kind="stable")
    for start in range(0, len(order), ROWS):
        rows = order[start : start + ROWS]
        for row, text in zip(rows, translate_batch(model, [pairs[row] for row in rows]), strict=True):
            written[row] = text
    return written


@torch.inference_mode()
def translate_batch(model: Reader, pairs: Sequence[Directed]) -> list[str]:
    """What the model writes, greedily, for sources of about the same length."""
    batch = as_batch(pairs)
    source, real = (torch.from_numpy(part).to(model.device) for part in (batch.source, batch.real))
    network: Any = model.network
    limit = min(model.config.context - 1, 2 * source.shape[1] + 10)
    start = torch.from_numpy(batch.inputs[:, 0]).to(model.device)
    return [
        model.tokenizer.spell(w.ids)[1] for w in greedy(network, network.begin(source, real), start, limit)
    ]


def scores(translated: Sequence[Translated], tokenize: str) -> Figures:
    """BLEU and chrF of all, and of each range of source lengths."""
    return {
        **both_scores(translated, tokenize),
        "by_length": [
            {"from": low, "to": high, **both_scores(within, tokenize)}
            for low, high in LENGTHS
            if (within := [t for t in translated if low <= t.source_length <= (high or t.source_length)])
        ],
    }


def both_scores(translated: Sequence[Translated], tokenize: str) -> Figures:
    """n, BLEU and chrF."""
    return {
        "n": len(translated),
        "bleu": score(BLEU(tokenize=tokenize), translated),
        "chrf": score(CHRF(), translated),
    }


def score(metric: Metric, translated: Sequence[Translated]) -> Figures:
    """One metric over these, with its interval."""
    written, references = [t.written for t in translated], [t.reference for t in translated]
    whole = metric.corpus_score(written, [references])
    statistics = np.array(metric._extract_corpus_statistics(written, [references]))  # [pair, statistic]

    def figure(sums: NDArray[Any]) -> NDArray[Any]:
        return np.array([metric._compute_score_from_stats(row).score for row in sums.tolist()])

    components = np.array([t.component for t in translated])
    return {"value": round(whole.score, 2), "interval": resampled(statistics, figure, 2, components)}
