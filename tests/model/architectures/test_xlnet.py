"""Two streams: what the order hides leaks nowhere; the arithmetic is that of a slow loop and of transformers."""

import math

import numpy as np
import pytest
import torch
from torch import Tensor
from transformers import XLNetConfig as TheirConfig
from transformers import XLNetLMHeadModel

from headlight.model.architectures.xlnet import XLNet, XLNetConfig
from headlight.model.biases import RelativeBias
from headlight.model.recorder import recording
from headlight.model.site import Site

SIZES = {
    "vocab_size": 50,
    "context": 16,
    "d_model": 32,
    "n_layers": 2,
    "n_heads": 4,
    "d_ff": 48,
    "dropout": 0.0,
}


@pytest.fixture
def xlnet() -> XLNet:
    """A small XLNet with weights large enough to attend unevenly."""
    network = XLNet(XLNetConfig(**SIZES)).eval()
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.copy_(torch.randn_like(parameter) * 0.3)
    return network


def random_rank(n: int) -> Tensor:
    """A random order of n tokens, as ranks [1, n]."""
    return torch.randperm(n)[None]


def with_the_same_weights(xlnet: XLNet) -> XLNetLMHeadModel:
    """Hugging Face's XLNet, whose projections are [d_model, head, d_head]."""
    c = xlnet.config
    heads = (c.d_model, c.n_heads, c.d_model // c.n_heads)
    config = TheirConfig(
        vocab_size=c.vocab_size,
        d_model=c.d_model,
        n_layer=c.n_layers,
        n_head=c.n_heads,
        d_inner=c.d_ff,
        ff_activation="gelu",
        layer_norm_eps=1e-5,
    )
    theirs = XLNetLMHeadModel(config).eval()
    with torch.no_grad():
        theirs.transformer.word_embedding.weight.copy_(xlnet.embedding.weight)
        theirs.lm_loss.weight.copy_(xlnet.embedding.weight)
        theirs.lm_loss.bias.copy_(xlnet.bias)
        theirs.transformer.mask_emb.copy_(xlnet.start)
        for layer, block in zip(theirs.transformer.layer, xlnet.blocks, strict=True):
            mine, other = block.attention, layer.rel_attn
            for name, projection in (
                ("q", mine.query),
                ("k", mine.key),
                ("v", mine.value),
                ("r", mine.distance),
            ):
                getattr(other, name).copy_(projection.weight.T.reshape(heads))
            other.o.copy_(mine.output.weight.reshape(heads))
            other.r_w_bias.copy_(mine.content_bias[:, 0])
            other.r_r_bias.copy_(mine.distance_bias[:, 0])
            other.layer_norm.load_state_dict(block.attention_norm.state_dict())
            layer.ff.layer_norm.load_state_dict(block.feed_forward_norm.state_dict())
            layer.ff.layer_1.load_state_dict(block.feed_forward.widen.state_dict())
            layer.ff.layer_2.load_state_dict(block.feed_forward.narrow.state_dict())
    return theirs


@torch.inference_mode()
def test_its_logits_are_those_of_transformers(xlnet: XLNet) -> None:
    theirs = with_the_same_weights(xlnet)
    tokens = torch.randint(50, (3, 9))
    rank = torch.cat([random_rank(9) for _ in range(3)])
    hidden_from = (rank[:, None, :] >= rank[:, :, None]).float()  # 1 where query i may not see key j
    answer = theirs(tokens, perm_mask=hidden_from, target_mapping=torch.eye(9).expand(3, -1, -1)).logits
    foretold = rank > 0  # the first in the order sees nothing; there transformers takes an even average
    torch.testing.assert_close(xlnet(tokens, rank)[foretold], answer[foretold], atol=1e-4, rtol=0)


def slow_attention(xlnet: XLNet, layer: int, x: Tensor, content: Tensor, sees: Tensor) -> Tensor:
    """One stream's weights [head, n, n] pair by pair, from the equations of 1901.02860, section 3.3."""
    a, c, n = xlnet.blocks[layer].attention, xlnet.config, x.shape[0]
    d = c.d_model // c.n_heads
    frequencies = [10_000 ** (-2 * i / c.d_model) for i in range(c.d_model // 2)]
    weights = torch.zeros(c.n_heads, n, n)
    for head in range(c.n_heads):
        rows = slice(head * d, (head + 1) * d)
        for i in range(n):
            scores = torch.full((n,), -math.inf)
            for j in range(n):
                if not sees[i, j]:
                    continue
                wave = [math.sin((i - j) * f) for f in frequencies] + [
                    math.cos((i - j) * f) for f in frequencies
                ]
                q, k = a.query.weight[rows] @ x[i], a.key.weight[rows] @ content[j]
                r = a.distance.weight[rows] @ torch.tensor(wave)
                u, v = a.content_bias[head, 0], a.distance_bias[head, 0]
                scores[j] = ((q + u) @ k + (q + v) @ r) / math.sqrt(d)
            if sees[i].any():
                weights[head, i] = torch.softmax(scores, -1)
    return weights


@torch.inference_mode()
def test_both_streams_weights_are_those_of_a_slow_loop(xlnet: XLNet) -> None:
    n = 7
    tokens, rank = torch.randint(50, (1, n)), random_rank(n)
    with recording() as record:
        xlnet(tokens, rank)
    order = rank[0]
    content, query = xlnet.embedding(tokens)[0], xlnet.start.expand(n, -1)
    steps = {str(step.site): step for step in record.steps}
    for kind, x, sees in (
        ("content", content, order[None, :] <= order[:, None]),
        ("query_stream", query, order[None, :] < order[:, None]),
    ):
        expected = slow_attention(xlnet, 0, x, content, sees)
        step = steps[f"decoder.{kind}.0"]
        np.testing.assert_allclose(step.weights(), expected.numpy(), atol=1e-5)
        np.testing.assert_array_equal(step.visible(0), sees.numpy())
        assert step.verify() < 1e-5


@torch.inference_mode()
def test_nothing_that_the_order_hides_reaches_a_logit(xlnet: XLNet) -> None:
    """Changing a token changes no logit at its own position, nor at any that comes earlier in the order."""
    tokens = torch.randint(1, 50, (1, 10))
    for rank in (torch.arange(10)[None], torch.arange(9, -1, -1)[None], random_rank(10), random_rank(10)):
        before = xlnet(tokens, rank)
        for place in range(10):
            changed = tokens.clone()
            changed[0, place] = 0
            moved = (xlnet(changed, rank) - before).abs().amax(-1)[0] > 0
            unseen = rank[0] <= rank[0, place]
            assert not moved[unseen].any()
            assert moved[~unseen].all()


@torch.inference_mode()
def test_left_to_right_it_is_a_causal_model(xlnet: XLNet) -> None:
    """What follows may be anything, or nothing: the logits before it stay as they are."""
    tokens = torch.randint(50, (1, 10))
    whole = xlnet(tokens, torch.arange(10)[None])
    for n in range(1, 10):
        torch.testing.assert_close(
            xlnet(tokens[:, :n], torch.arange(n)[None]), whole[:, :n], atol=1e-5, rtol=0
        )


@torch.inference_mode()
def test_the_first_of_the_order_sees_nothing(xlnet: XLNet) -> None:
    with recording() as record:
        logits = xlnet(torch.randint(50, (1, 5)), torch.tensor([[2, 0, 1, 3, 4]]))
    query_stream = next(step for step in record.steps if step.site == Site("decoder", "query_stream", 0))
    assert (query_stream.weights()[:, 1] == 0).all()
    assert logits.isfinite().all()


def test_training_survives_rows_that_see_nothing(xlnet: XLNet) -> None:
    xlnet(torch.randint(50, (2, 6)), torch.stack([torch.randperm(6), torch.randperm(6)])).sum().backward()
    assert all(p.grad is not None and p.grad.isfinite().all() for p in xlnet.parameters())


def test_a_relative_bias_of_another_length_is_refused() -> None:
    bias = RelativeBias(torch.zeros(1, 2, 4, 8), torch.zeros(2, 7, 8), 1.0)
    assert bias.values(4, 4).shape == (1, 2, 4, 4)
    with pytest.raises(ValueError, match="distances of 5 queries"):
        bias.values(5, 5)


def test_a_text_longer_than_the_context_is_refused(xlnet: XLNet) -> None:
    with pytest.raises(ValueError, match="at most 16 tokens, got 17"):
        xlnet(torch.zeros(1, 17, dtype=torch.long), torch.arange(17)[None])
