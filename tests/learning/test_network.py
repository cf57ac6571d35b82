"""The network and what is measured of it, against PyTorch's own parts, autograd by hand and slow loops."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import nn

from headlight.analysis.head_measures import normalised_entropy
from headlight.learning.choices import Choices
from headlight.learning.measurement import cross_entropy, measure, watched
from headlight.learning.network import Learner
from headlight.learning.tasks import TASKS
from headlight.learning.tasks.task import UNSCORED
from headlight.model.masks import Causal
from headlight.model.recorder import recording

SMALL = Choices(n_heads=2, d_model=16)
BATCH = TASKS["copy"]("").batch(0, 0, 3)


def network(choices: Choices) -> Learner:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        return Learner(choices, 26, 18)


def ids(rows: int = 3) -> torch.Tensor:
    return torch.from_numpy(BATCH.tokens[:rows])


@pytest.mark.parametrize("positions", ["sinusoidal", "none", "rotary", "learned"])
def test_every_number_of_heads_has_as_many_parameters(positions):
    choices = replace(SMALL, positions=positions)
    counts = {sum(p.numel() for p in network(replace(choices, n_heads=n)).parameters()) for n in (1, 2, 4, 8)}
    assert len(counts) == 1


@pytest.mark.parametrize("n_heads", [1, 4])
def test_unscaled_scores_are_larger_by_the_root_of_d_head(n_heads):
    with_scale = network(replace(SMALL, n_heads=n_heads))
    without = network(replace(SMALL, n_heads=n_heads, scale=False))
    with torch.no_grad(), recording() as scaled, recording() as unscaled:
        without(ids(1))
    with torch.no_grad(), recording() as scaled:
        with_scale(ids(1))
    np.testing.assert_allclose(
        unscaled.steps[0].scores(), scaled.steps[0].scores() * (16 / n_heads) ** 0.5, rtol=1e-5, atol=1e-5
    )


def test_a_block_is_pytorchs_own_pre_norm_block():
    ours = network(SMALL)
    block, theirs = (
        ours.blocks[0],
        nn.TransformerEncoderLayer(16, 2, 32, 0.0, "gelu", batch_first=True, norm_first=True),
    )
    a = block.attention
    theirs.load_state_dict(
        {
            "self_attn.in_proj_weight": torch.cat([a.query.weight, a.key.weight, a.value.weight]),
            "self_attn.in_proj_bias": torch.cat([a.query.bias, a.key.bias, a.value.bias]),
            "self_attn.out_proj.weight": a.output.weight,
            "self_attn.out_proj.bias": a.output.bias,
            "linear1.weight": block.feed_forward.widen.weight,
            "linear1.bias": block.feed_forward.widen.bias,
            "linear2.weight": block.feed_forward.narrow.weight,
            "linear2.bias": block.feed_forward.narrow.bias,
            "norm1.weight": block.attention_norm.weight,
            "norm1.bias": block.attention_norm.bias,
            "norm2.weight": block.feed_forward_norm.weight,
            "norm2.bias": block.feed_forward_norm.bias,
        }
    )
    x = torch.randn(2, 6, 16, generator=torch.Generator().manual_seed(1))
    hidden = torch.ones(6, 6, dtype=torch.bool).triu(1)
    torch.testing.assert_close(block(x, Causal()), theirs(x, src_mask=hidden), rtol=1e-4, atol=1e-5)


def test_without_residuals_and_norms_sublayers_follow_each_other():
    bare = network(replace(SMALL, residual=False, layer_norm=False, positions="none"))
    x = bare.embedding(ids())
    for block in bare.blocks:
        x = block.feed_forward(block.attention(x, Causal()))
    torch.testing.assert_close(bare(ids()), bare.output(x))
    with torch.no_grad(), recording() as record:
        bare(ids(1))
    assert record.residual == []
    assert len(record.steps) == 2


def test_gradients_are_autograds_over_the_scored_places():
    net = network(SMALL)
    found = measure(net, BATCH)
    logits = net(ids())
    scored = [
        (r, i) for r, row in enumerate(BATCH.targets) for i, target in enumerate(row) if target != UNSCORED
    ]
    loss = torch.stack([-logits[r, i].log_softmax(-1)[BATCH.targets[r, i]] for r, i in scored]).mean()
    for name in ("query", "key", "value"):
        weights = [getattr(a, name).weight for a in net.attentions()]
        expected = [
            g.square().sum().sqrt().item() for g in torch.autograd.grad(loss, weights, retain_graph=True)
        ]
        assert getattr(found, name) == pytest.approx(expected, rel=1e-4)
    assert found.loss == pytest.approx(loss.item(), rel=1e-5)
    right = [logits[r, i].argmax().item() == BATCH.targets[r, i] for r, i in scored]
    assert found.accuracy == found.unaided == pytest.approx(np.mean(right))
    assert all(p.grad is None for p in net.parameters())


def test_the_gradient_of_a_score_is_what_a_small_change_of_it_does_to_the_loss():
    net = network(replace(SMALL, n_layers=1)).double()
    tokens, targets = ids(1), torch.from_numpy(BATCH.targets[:1])

    class Nudged:
        def __init__(self, score, by):
            self.score, self.by = score, by

        def __call__(self, query, key):
            scores = self.score(query, key).clone()
            scores[0, 1, 12, 4] += self.by
            return scores

    with watched(net) as (watch,):
        cross_entropy(net(tokens), targets).backward()
    own = net.attentions()[0].score
    losses = []
    for by in (0.05, -0.05):
        net.attentions()[0].score = Nudged(own, by)
        losses.append(cross_entropy(net(tokens), targets).item())
    assert watch.given.grad[0, 1, 12, 4].item() == pytest.approx((losses[0] - losses[1]) / 0.1, rel=2e-2)


@pytest.mark.parametrize("positions", ["sinusoidal", "alibi"])
@pytest.mark.parametrize("mask", [True, False])
def test_entropy_and_peak_are_those_of_the_recorded_weights(positions, mask):
    net = network(replace(SMALL, positions=positions, mask=mask))
    found = measure(net, replace(BATCH, tokens=BATCH.tokens[:1], targets=BATCH.targets[:1]))
    with torch.no_grad(), recording() as record:
        net(ids(1))
    for layer, step in enumerate(record.steps):
        heads = range(step.n_heads)
        entropy = np.mean([normalised_entropy(step.weights(h), step.visible(h)) for h in heads])
        peak = np.mean([step.weights(h).max(-1)[step.visible(h).sum(-1) > 1] for h in heads])
        assert found.entropy[layer] == pytest.approx(entropy, rel=1e-5)
        assert found.peak[layer] == pytest.approx(peak, rel=1e-5)
        assert step.verify() < 1e-5


def test_unaided_reads_nothing_behind_the_place():
    net = network(replace(SMALL, mask=False))
    found = measure(net, BATCH)
    right = []
    for row, targets in zip(BATCH.tokens, BATCH.targets, strict=True):
        for i, target in enumerate(targets):
            if target != UNSCORED:
                with torch.no_grad():
                    right.append(net(torch.from_numpy(row[None, : i + 1]))[0, i].argmax().item() == target)
    assert found.unaided == pytest.approx(np.mean(right))


@pytest.mark.parametrize(
    "wrong",
    [
        {"n_heads": 3},
        {"steps": 10**9},
        {"task": "x"},
        {"scale": 1},
        {"positions": "x"},
        {"seed": -1},
        {"text": 3},
    ],
)
def test_what_is_not_offered_is_refused(wrong):
    with pytest.raises(ValueError, match="expected"):
        Choices(**wrong)
