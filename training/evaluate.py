"""Measure a shipped model and compare it with its card: `python -m training.evaluate gpt`.

Held-out text decides: sentences that share nothing with the training text. Perplexity per token is exp of the mean
−ln p over the same tokens for the model and for an interpolated Kneser–Ney trigram of the training text; each token,
sentence ends included, is foretold once. Heads are measured as in `analysis.heads`, beside the same architecture
with random weights.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from model.zoo import WEIGHTS, LoadedModel, load, names, untrained
from training.data import Stream, load_stream
from training.heads import head_scores
from training.tokenizer import BOS, VOCABULARY_SIZE
from training.trigram import Trigram

Figures = dict[str, Any]
TOLERANCE = 0.005  # relative; fp16 weights on another machine move the last digits


def evaluate(name: str) -> Figures:
    """Every figure of one model's card."""
    model = load(name)
    trigram = Trigram(load_stream("train"), VOCABULARY_SIZE)
    return {
        "both": compare(model, trigram, load_stream("heldout")),
        "english": compare(model, trigram, load_stream("heldout", languages=("english",))),
        "chinese": compare(model, trigram, load_stream("heldout", languages=("chinese",))),
        "heads": head_scores(model),
        # which random head is the best is chance; how good it is says what training added
        "heads_untrained": {kind: head["value"] for kind, head in head_scores(untrained(name)).items()},
    }


def compare(model: LoadedModel, trigram: Trigram, stream: Stream) -> Figures:
    """Perplexity of the model and of the trigram on the same tokens, and their ratio."""
    ours = surprisals(model, stream)
    theirs = -trigram.log_probabilities(stream)[1:]
    return {
        "tokens": len(ours),
        "model": perplexity(ours, stream),
        "trigram": perplexity(theirs, stream),
        "ratio": round(float(np.exp(ours.mean() - theirs.mean())), 4),
    }


def surprisals(model: LoadedModel, stream: Stream) -> NDArray[np.float64]:
    """−ln p of every token but the first, [len(stream) − 1], each window of sentences read from its own <bos>."""
    parts = []
    for start, end in windows(stream, model.network.config.context):
        tokens = torch.from_numpy(stream[start : end + 1].astype(np.int64)).to(model.device)
        with torch.inference_mode():
            logits = model.network(tokens[None, :-1])[0]
        parts.append(torch.nn.functional.cross_entropy(logits, tokens[1:], reduction="none").cpu().double())
    return torch.cat(parts).numpy()


def windows(stream: Stream, context: int) -> Iterator[tuple[int, int]]:
    """Borders of windows that hold whole sentences, at most `context` tokens; the next <bos> is the last target."""
    begins = [*np.flatnonzero(stream == BOS).tolist(), len(stream) - 1]
    start = 0
    for end, following in zip(begins[1:], [*begins[2:], np.inf], strict=True):
        if following - start > context:
            yield start, end
            start = end


def perplexity(surprisal: NDArray[np.float64], stream: Stream) -> dict[str, Any]:
    """exp of the mean, with a 95 % interval from 1,000 resamplings of whole sentences."""
    sentence = np.cumsum(stream == BOS)[:-1] - 1  # the sentence each foretold token is read in
    totals = np.bincount(sentence, weights=surprisal)
    counts = np.bincount(sentence)
    draws = np.random.default_rng(0).integers(0, len(totals), (1000, len(totals)))
    resampled = np.exp(totals[draws].sum(1) / counts[draws].sum(1))
    low, high = np.percentile(resampled, [2.5, 97.5])
    return {
        "value": round(float(np.exp(surprisal.mean())), 3),
        "interval": [round(float(low), 2), round(float(high), 2)],
        "sentences": len(totals),
    }


def differences(measured: Any, card: Any, path: str = "") -> list[str]:
    """Where measured figures and the card disagree by more than the tolerance, a line each."""
    if isinstance(card, dict) and isinstance(measured, dict):
        keys = sorted(card.keys() | measured.keys())
        return [d for key in keys for d in differences(measured.get(key), card.get(key), f"{path}.{key}")]
    if isinstance(card, list) and isinstance(measured, list) and len(card) == len(measured):
        return [d for i in range(len(card)) for d in differences(measured[i], card[i], f"{path}[{i}]")]
    numbers = isinstance(card, (int, float)) and isinstance(measured, (int, float))
    same = abs(measured - card) <= TOLERANCE * max(1, abs(card)) if numbers else measured == card
    return [] if same else [f"{path.lstrip('.')}: measured {measured}, the card says {card}"]


def main() -> None:
    """Read the command line, measure, compare."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("name", nargs="*", help="models of the zoo; all of them if none is named")
    disagreements = []
    for name in parser.parse_args().name or names():
        figures = evaluate(name)
        print(f"{name}\n{json.dumps(figures, indent=2)}")
        card = json.loads((WEIGHTS / name / "card.json").read_text())
        disagreements += [f"{name}: {line}" for line in differences(figures, card["figures"])]
    print("\n".join(disagreements) or "Every figure agrees with its card.")
    sys.exit(bool(disagreements))


if __name__ == "__main__":
    main()
