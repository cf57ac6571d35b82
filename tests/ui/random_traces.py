"""Readings that nobody learned to make: random weights, of whatever size, over tokens of which some are hostile."""

from functools import cache

import torch

from headlight.model.architectures.gpt import GPT, GPTConfig
from headlight.model.attention import ScaledDotProduct
from headlight.model.recorder import recording
from headlight.model.site import Site
from headlight.model.step import AttentionStep
from headlight.model.tokens import Token
from headlight.model.trace import Trace

LABELS = ["The", "·cat", "·sat", "京 1/3", "<b>bold</b>", "<img src=x onerror=alert(1)>", "小明", "把", "它"]


@cache
def random_trace(layers: int, heads: int, n: int) -> Trace:
    """A random model's reading; its queries and keys are enlarged, or every row would be uniform."""
    torch.manual_seed(0)
    model = GPT(
        GPTConfig(vocab_size=97, context=n, d_model=8 * heads, n_layers=layers, n_heads=heads, d_ff=32)
    )
    for name, parameter in model.named_parameters():
        if "query" in name or "key" in name or "embedding" in name:
            parameter.data *= 20
    with torch.no_grad(), recording() as record:
        model(torch.randint(0, 97, (1, n)))
    return Trace("random", "", {"decoder": tokens(n)}, tuple(record.steps))


@cache
def trace_of_kinds(layers: int, heads: int) -> Trace:
    """Random queries and keys of an encoder of 9 tokens and a decoder of 5."""
    generator = torch.Generator().manual_seed(0)
    sizes = {"encoder.self": (9, 9), "decoder.self": (5, 5), "decoder.cross": (5, 9)}
    steps = []
    for kind, (n_query, n_key) in sizes.items():
        for layer in range(layers):
            q, k, v = (2 * torch.randn(heads, n, 8, generator=generator) for n in (n_query, n_key, n_key))
            context = torch.softmax(q @ k.mT / 8**0.5, -1) @ v
            steps.append(AttentionStep(Site.parse(f"{kind}.{layer}"), q, k, v, context, ScaledDotProduct()))
    return Trace(
        "random", "", {"encoder": tokens(9), "decoder": tokens(5), "written": tokens(5)}, tuple(steps)
    )


def tokens(n: int) -> tuple[Token, ...]:
    """n tokens, some of them hostile."""
    labels = [LABELS[i % len(LABELS)] for i in range(n)]
    texts = [label.replace("·", " ").removesuffix(" 1/3") for label in labels]
    return tuple(Token(i, texts[i], i, i + 1, label, i) for i, label in enumerate(labels))
