"""Traces to test with: a tiny random GPT reads hand-made tokens."""

from collections.abc import Sequence

import pytest
import torch

from model.gpt import GPT, GPTConfig, PositionName
from model.recorder import recording
from model.tokens import Token
from model.trace import Prediction, Trace

ENGLISH = ["The", "cat", "is", "sit", "ting", "on", "the", "mat", "."]
LABELS = {
    "english": ENGLISH,
    "one_token": ["·cat"],
    "repeated": ["a", "b", "c", "a", "b", "c", "a"],
    "chinese": ["苹果", "从", "树", "上", "掉", "下来", "，", "小明", "把", "它", "捡", "起来", "了", "。"],
    "strange": [
        "<b>",
        "</b>",
        "<script>",
        "&lt;",
        "$x$",
        "%{z}",
        "👩‍👩‍👧",
        "שלום",
        "مرحبا",
        "a\x00b",
        "\u202eabc",
        "京 1/3",
    ],
    "long": [f"word{i}" for i in range(128)],
    "wide": ["internationalisation" * 3, "中" * 40, " ", "e\u0301" * 30],
}


def make_tokens(labels: Sequence[str]) -> tuple[Token, ...]:
    """Hand-made tokens; equal labels have equal ids."""
    ids = {label: i for i, label in enumerate(dict.fromkeys(labels))}
    starts = [sum(len(x) for x in labels[:i]) for i in range(len(labels))]
    return tuple(
        Token(ids[x], x, start, start + len(x), x, i)
        for i, (x, start) in enumerate(zip(labels, starts, strict=True))
    )


def make_trace(labels: Sequence[str], positions: PositionName = "rotary") -> Trace:
    """What a random GPT of two layers and three heads records over these tokens."""
    torch.manual_seed(0)
    config = GPTConfig(130, 130, d_model=24, n_layers=2, n_heads=3, d_ff=32, positions=positions)
    model = GPT(config).eval()
    for parameter in model.parameters():
        if parameter.ndim == 2:  # larger weights than a fresh model's, so that attention is not nearly even
            torch.nn.init.normal_(parameter, std=0.35)
    tokens = make_tokens(labels)
    with torch.no_grad(), recording() as record:
        logits = model(torch.tensor([[token.id for token in tokens]]))
    vocabulary = [f"v{i}" for i in range(130)]
    return Trace(
        "random",
        "".join(labels),
        {"decoder": tokens},
        tuple(record.steps),
        tuple(record.residual),
        Prediction(logits[0], vocabulary),
    )


@pytest.fixture(scope="session")
def trace() -> Trace:
    """Nine English tokens."""
    return make_trace(ENGLISH)


TRACES = {name: (labels, "rotary") for name, labels in LABELS.items()} | {
    "alibi": (ENGLISH, "alibi"),
    "learned": (ENGLISH, "learned"),
}


@pytest.fixture(scope="session", params=TRACES)
def any_trace(request: pytest.FixtureRequest) -> Trace:
    """Each kind of trace in turn: one token, repeats, Chinese, hostile labels, long texts, other positions."""
    labels, positions = TRACES[request.param]
    return make_trace(labels, positions)
