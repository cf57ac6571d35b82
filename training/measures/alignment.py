"""How well cross-attention aligns: alignment error rate against links drawn by hand.

A translator is made to write the reference translation. Each target token then links to the source token its row
attends to most; a row that attends most to a special token (`<eos>`) links to nothing. Two words are linked if a
token of one is linked to a token of the other. With A the predicted, S the sure and P ⊇ S the possible links,
summed over all pairs:

    AER = 1 − (|A ∩ S| + |A ∩ P|) / (|A| + |S|)      precision = |A ∩ P| / |A|      recall = |A ∩ S| / |S|

Which row is a token's? "written" takes the row of the step that writes it. "shifted" takes the next row, at which the
token is the decoder's input: a Transformer often aligns there (Chen et al.). The head is chosen as in
`training.measures.folds`, with even and odd pairs as halves. "diagonal" links target token i of m to source token
⌊(i + 0.5) n / m⌋ and needs no model but its tokenizer.

Sources
    Och & Ney 2003, A Systematic Comparison of Various Statistical Alignment Models (AER)
    Chen et al. 2020, Accurate Word Alignment Induction from Neural Machine Translation, arXiv:2004.14837 (shifted)
"""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headlight.model.options import Language, Translate
from headlight.model.readers.reader import Reader
from headlight.model.readers.translator import TransformerTranslator
from headlight.model.tokens import Token
from headlight.model.trace import Trace
from headlight.training.measures.aligned_pairs import AlignedPair, Links, read, words_of
from headlight.training.measures.folds import Head, chosen_on_other_half, described
from headlight.training.measures.intervals import resampled

Weights = NDArray[np.floating[Any]]
Counts = NDArray[np.int64]  # |A ∩ S|, |A ∩ P|, |A|, |S| along the last axis


def measure(model: Reader) -> dict[str, Any]:
    """A translator's alignments, from English and into English; ValueError if it is none, or has no attention."""
    pairs = read()
    return {
        "en-zh": direction(model, pairs, "zh"),
        "zh-en": direction(model, [p.turned() for p in pairs], "en"),
    }


def direction(model: Reader, pairs: Sequence[AlignedPair], target: Language) -> dict[str, Any]:
    """AER of both ways to read the rows and of the diagonal, over pairs whose target is in this language."""
    traces = [forced(model, pair, target) for pair in pairs]
    heads = heads_of(traces[0])
    written, shifted = [], []
    for pair, trace in zip(pairs, traces, strict=True):
        maps = [trace.step(site).weights(head) for site, head in heads]
        written.append([count(pair, predicted_links(pair, trace, weights)) for weights in maps])
        shifted.append([count(pair, predicted_links(pair, trace, weights[1:])) for weights in maps])
    diagonals = [
        count(pair, predicted_links(pair, trace, diagonal(trace)))
        for pair, trace in zip(pairs, traces, strict=True)
    ]
    return {
        "pairs": len(pairs),
        "reading": "shifted" if isinstance(model, TransformerTranslator) else "written",
        "written": best_head(np.array(written), heads),
        "shifted": best_head(np.array(shifted), heads),
        "diagonal": report(np.array(diagonals)),
    }


def forced(model: Reader, pair: AlignedPair, target: Language) -> Trace:
    """The model writing the reference; ValueError unless the trace holds all of both sentences."""
    trace = model.trace(pair.source.text, Translate(target=target, forced=pair.target.text))
    if "written" not in trace.tokens:
        raise ValueError(f"expected a translator, got {trace.model_name}")
    for tokens, sentence in ((trace.tokens["encoder"], pair.source), (trace.tokens["written"], pair.target)):
        missing = set(range(len(sentence.words))) - {
            w for t in real(tokens) for w in words_of(t, sentence.words)
        }
        if missing:
            raise ValueError(
                f"expected tokens for all of {sentence.text!r}, got none for words {sorted(missing)}"
            )
    return trace


def heads_of(trace: Trace) -> list[Head]:
    """Every head of cross-attention; ValueError if there is none."""
    heads = [(site, head) for site in trace.sites("cross") for head in range(trace.step(site).n_heads)]
    if not heads:
        raise ValueError(f"expected a model with cross-attention, got {trace.model_name}")
    return heads


def predicted_links(pair: AlignedPair, trace: Trace, weights: Weights) -> Links:
    """Links between words, from weights [n_target_tokens, n_source_tokens]; rows beyond the last are no links."""
    source, target = trace.tokens["encoder"], trace.tokens["written"]
    return frozenset(
        (source_word, target_word)
        for source_token, target_token in token_links(weights, source, target)
        for source_word in words_of(source_token, pair.source.words)
        for target_word in words_of(target_token, pair.target.words)
    )


def token_links(
    weights: Weights, source: Sequence[Token], target: Sequence[Token]
) -> Iterable[tuple[Token, Token]]:
    """Each target token with the source token its row is largest at, where neither is special nor the row zero."""
    for token, row in zip(target, weights, strict=False):
        strongest = source[int(row.argmax())]
        if not (token.special or strongest.special) and row.any():
            yield strongest, token


def diagonal(trace: Trace) -> Weights:
    """Weights that are 1 where source and target token lie equally far along, [n_target_tokens, n_source_tokens]."""
    source, target = trace.tokens["encoder"], trace.tokens["written"]
    sources = [i for i, token in enumerate(source) if not token.special]
    targets = [i for i, token in enumerate(target) if not token.special]
    weights = np.zeros((len(target), len(source)))
    for place, row in enumerate(targets):
        weights[row, sources[(2 * place + 1) * len(sources) // (2 * len(targets))]] = 1
    return weights


def real(tokens: Iterable[Token]) -> list[Token]:
    """The tokens that stand for text."""
    return [token for token in tokens if not token.special]


def count(pair: AlignedPair, links: Links) -> list[int]:
    """|A ∩ S|, |A ∩ P|, |A|, |S| of one pair."""
    return [len(links & pair.sure), len(links & pair.possible), len(links), len(pair.sure)]


def error_rate(counts: Counts) -> NDArray[np.float64]:
    """AER of counts [..., 4], summed over pairs before: [...]. Where nothing is sure or predicted, nothing is wrong."""
    in_sure, in_possible, predicted, sure = np.moveaxis(counts, -1, 0)
    rate: NDArray[np.float64] = 1 - (in_sure + in_possible + (predicted + sure == 0)) / np.maximum(
        predicted + sure, 1
    )
    return rate


def best_head(counts: Counts, heads: list[Head]) -> dict[str, Any]:
    """AER of counts [pair, head, 4], each pair with the head that was best on the other half."""
    second = np.arange(len(counts)) % 2 == 1
    chosen = chosen_on_other_half(lambda rows: -error_rate(counts[rows].sum(0)), second)
    return {
        **report(counts[np.arange(len(counts)), chosen]),
        "chosen_on": described(chosen, second, heads),
    }


def report(counts: Counts) -> dict[str, Any]:
    """AER of counts [pair, 4] over all pairs, with a 95 % interval from resampled pairs, precision and recall."""
    in_sure, in_possible, predicted, sure = counts.sum(0).tolist()
    return {
        "aer": round(float(error_rate(counts.sum(0))), 3),
        "interval": resampled(counts, error_rate, digits=3),
        "precision": round(in_possible / predicted, 3) if predicted else None,
        "recall": round(in_sure / sure, 3) if sure else None,
    }
