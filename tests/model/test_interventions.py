"""Each change does what it says, to the head it names and to nothing else."""

import math
from collections.abc import Callable

import pytest
import torch
from torch import Tensor
from torch.nn.functional import normalize

from headlight.model.architectures.gpt import GPT
from headlight.model.attention import Cosine
from headlight.model.biases import LinearBias
from headlight.model.interventions import (
    Change,
    CutEdge,
    HideToken,
    Intervention,
    MeanAblation,
    ReplaceRow,
    ReplaceScore,
    Temperature,
    Unmask,
    ZeroAblation,
)
from headlight.model.masks import Before, Causal, Mask, Padding, UpTo
from headlight.model.recorder import attention, recording
from headlight.model.site import Site
from headlight.model.step import AttentionStep

SITE, HEAD, N, D = Site("decoder", "self", 1), 2, 6, 8
QUERY, KEY, VALUE = (torch.randn(1, 4, N, D, generator=torch.Generator().manual_seed(s)) for s in range(3))
LAST = N - 1


def step_with(*changes: Change, head: int | None = HEAD) -> AttentionStep:
    """The record of one causal attention with these changes."""
    with recording([Intervention(SITE, change, head) for change in changes]) as record:
        context = attention(SITE, QUERY, KEY, VALUE, mask=Causal())
    (step,) = record.steps
    assert torch.equal(context[0], step.context)
    return step


def by_hand(scores: Tensor) -> Tensor:
    """Causal softmax in float64, [N, N]."""
    future = torch.ones(N, N).triu(1).bool()
    return torch.softmax(scores.double().masked_fill(future, -math.inf), -1)


DOTS = QUERY[0, HEAD] @ KEY[0, HEAD].T
COSINES = normalize(QUERY[0, HEAD], dim=-1) @ normalize(KEY[0, HEAD], dim=-1).T
PLAIN = by_hand(DOTS / math.sqrt(D))
CUT, WITHOUT_FIRST, REPLACED = PLAIN.clone(), PLAIN.clone(), PLAIN.clone()
CUT[LAST, 1] = 0
CUT[LAST] /= CUT[LAST].sum()
WITHOUT_FIRST[:, 0] = 0
WITHOUT_FIRST[1:] /= WITHOUT_FIRST[1:].sum(-1, keepdim=True)
ROW = (0.5, 0.0, 0.25, 0.0, 0.25, 0.0)
REPLACED[LAST] = torch.tensor(ROW)

WEIGHTS_AFTER: list[tuple[Change, Tensor]] = [
    (ZeroAblation(), PLAIN),
    (MeanAblation(), PLAIN),
    (Temperature(0.5), by_hand(DOTS / math.sqrt(D) * 2)),
    (Temperature(3.0), by_hand(DOTS / math.sqrt(D) / 3)),
    (ReplaceScore(), by_hand(DOTS)),
    (ReplaceScore(Cosine(2.0)), by_hand(COSINES * 2)),
    (CutEdge(LAST, 1), CUT),
    (HideToken(0), WITHOUT_FIRST),
    (ReplaceRow(LAST, ROW), REPLACED),
    (Unmask(), torch.softmax((DOTS / math.sqrt(D)).double(), -1)),
]
CHANGES = [change for change, _ in WEIGHTS_AFTER]
NAMES = [repr(change) for change in CHANGES]


@pytest.mark.parametrize(("change", "weights"), WEIGHTS_AFTER, ids=NAMES)
def test_weights_are_changed_as_the_change_says(change: Change, weights: Tensor) -> None:
    recomputed = torch.from_numpy(step_with(change).weights(HEAD).copy()).double()
    torch.testing.assert_close(recomputed, weights, atol=1e-6, rtol=0)


@pytest.mark.parametrize(("change", "weights"), WEIGHTS_AFTER, ids=NAMES)
def test_the_context_the_model_goes_on_with_is_changed(change: Change, weights: Tensor) -> None:
    context = weights @ VALUE[0, HEAD].double()
    if isinstance(change, ZeroAblation):
        context = torch.zeros_like(context)
    if isinstance(change, MeanAblation):
        context = context.mean(0).expand_as(context)
    torch.testing.assert_close(step_with(change).context[HEAD].double(), context, atol=1e-5, rtol=0)


@pytest.mark.parametrize("change", CHANGES, ids=NAMES)
def test_the_other_heads_keep_their_context_to_the_bit(change: Change) -> None:
    changed, plain = step_with(change), step_with()
    for head in {0, 1, 2, 3} - {HEAD}:
        assert torch.equal(changed.context[head], plain.context[head])
    assert not torch.equal(changed.context[HEAD], plain.context[HEAD])


@pytest.mark.parametrize("change", CHANGES, ids=NAMES)
def test_without_a_head_every_head_is_changed(change: Change) -> None:
    everywhere = step_with(change, head=None)
    for head in range(4):
        assert torch.equal(everywhere.context[head], step_with(change, head=head).context[head])


@pytest.mark.parametrize("change", CHANGES, ids=NAMES)
@pytest.mark.parametrize("head", [HEAD, None])
def test_the_record_reproduces_the_changed_context(change: Change, head: int | None) -> None:
    assert step_with(change, head=head).verify() < 1e-5


@pytest.mark.parametrize("change", [CutEdge(LAST, 1), HideToken(1)], ids=repr)
def test_what_is_cut_has_no_weight_and_rows_still_sum_to_one(change: Change) -> None:
    step = step_with(change)
    weights = step.weights(HEAD)
    assert weights[LAST, 1] == 0
    assert not step.visible(HEAD)[LAST, 1]
    assert step.visible(HEAD - 1)[LAST, 1]
    assert weights.sum(-1) == pytest.approx(1, abs=1e-6)


def test_a_row_left_without_keys_is_zero() -> None:
    step = step_with(HideToken(0))
    assert not step.weights(HEAD)[0].any()
    assert not step.context[HEAD, 0].any()


def test_changes_to_one_head_add_up_in_their_order() -> None:
    weights = step_with(Temperature(2.0), CutEdge(LAST, 0), CutEdge(LAST, 1), ZeroAblation())
    expected = by_hand(DOTS / math.sqrt(D) / 2)[LAST, 2:]
    row = torch.from_numpy(weights.weights(HEAD)[LAST].copy()).double()
    torch.testing.assert_close(row[2:], expected / expected.sum(), atol=1e-6, rtol=0)
    assert not row[:2].any()
    assert not weights.context[HEAD].any()


def test_a_change_leaves_the_bias_and_grouped_keys_in_force() -> None:
    bias = LinearBias(torch.tensor([2.0, 1.0, 0.5, 0.25]))
    with recording([Intervention(SITE, Temperature(2.0), 3)]) as record:
        attention(SITE, QUERY, KEY[:, :2], VALUE[:, :2], bias=bias, mask=Causal())
    distance = (torch.arange(N)[:, None] - torch.arange(N)).abs()
    scores = QUERY[0, 3] @ KEY[0, 1].T / math.sqrt(D) - 0.25 * distance
    weights = torch.from_numpy(record.steps[0].weights(3).copy()).double()
    torch.testing.assert_close(weights, by_hand(scores / 2), atol=1e-6, rtol=0)
    assert record.steps[0].verify() < 1e-5


@pytest.mark.parametrize("change", [Temperature(1.0), Change()], ids=lambda change: type(change).__name__)
@torch.inference_mode()
def test_a_change_that_changes_nothing_leaves_the_logits(
    make_gpt: Callable[..., GPT], tokens: Tensor, change: Change
) -> None:
    gpt = make_gpt()
    with recording([Intervention(Site("decoder", "self", layer), change) for layer in range(2)]):
        logits = gpt(tokens)
    torch.testing.assert_close(logits, gpt(tokens), atol=1e-5, rtol=0)


@torch.inference_mode()
def test_a_change_acts_at_its_site_and_from_there_on(make_gpt: Callable[..., GPT], tokens: Tensor) -> None:
    gpt = make_gpt(n_layers=3)
    with recording() as plain:
        logits = gpt(tokens)
    with recording([Intervention(SITE, ZeroAblation(), 0)]) as changed:
        other_logits = gpt(tokens)
    same = [torch.equal(a.context, b.context) for a, b in zip(plain.steps, changed.steps, strict=True)]
    assert same == [True, False, False]
    assert torch.equal(plain.steps[1].query, changed.steps[1].query)
    assert not torch.allclose(logits, other_logits)
    assert max(step.verify() for step in changed.steps) < 1e-5
    assert [len(step.interventions) for step in changed.steps] == [0, 1, 0]


@pytest.mark.parametrize("temperature", [0, -1.0, 1e-39, math.inf, math.nan])
def test_a_temperature_must_be_far_enough_above_zero_and_finite(temperature: float) -> None:
    with pytest.raises(ValueError, match=f"expected a temperature from 0.000001 on, got {temperature}"):
        Temperature(temperature)


@pytest.mark.parametrize(
    "mask",
    [
        Causal(),
        Padding(torch.tensor([[True] * 4 + [False] * 2])),
        UpTo(torch.tensor([[0, 3, 1, 2, 5, 4]])),
        Before(torch.tensor([[0, 3, 1, 2, 5, 4]])),
    ],
    ids=type,
)
def test_without_its_mask_every_query_sees_every_key(mask: Mask) -> None:
    with recording([Intervention(SITE, Unmask(), HEAD), Intervention(SITE, CutEdge(2, 5), HEAD)]) as record:
        attention(SITE, QUERY, KEY, VALUE, mask=mask)
    (step,) = record.steps
    expected = (DOTS / math.sqrt(D)).double()
    expected[2, 5] = -math.inf
    weights = torch.from_numpy(step.weights(HEAD).copy()).double()
    torch.testing.assert_close(weights, torch.softmax(expected, -1), atol=1e-6, rtol=0)
    assert step.visible(HEAD).sum() == N * N - 1
    assert step.visible(HEAD - 1).sum() == mask.visible(N, N).expand(1, 1, N, N).sum()


@pytest.mark.parametrize("row", [(0.5, 0.6), (1.5, -0.5), (math.nan, 1.0), (), (0.0, 0.0)])
def test_a_row_that_does_not_sum_to_one_is_refused(row: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="expected weights from 0 that sum to 1"):
        ReplaceRow(0, row)


def test_a_row_is_shared_by_the_keys_there_are() -> None:
    assert step_with(ReplaceRow(1, (0.25, 0.75))).weights(HEAD)[1].tolist() == [0.25, 0.75, 0, 0, 0, 0]
    longer = step_with(ReplaceRow(1, (0.1, 0.3, 0, 0, 0, 0, 0.6))).weights(HEAD)[1]
    assert longer.tolist() == pytest.approx([0.25, 0.75, 0, 0, 0, 0])
    assert not step_with(ReplaceRow(1, (0, 0, 0, 0, 0, 0, 1))).weights(HEAD)[1].any()


@pytest.mark.parametrize(
    "change", [CutEdge(9, 9), CutEdge(1, 9), HideToken(9), ReplaceRow(9, (1.0,))], ids=repr
)
def test_what_a_writing_decoder_has_not_come_to_yet_changes_nothing(change: Change) -> None:
    torch.testing.assert_close(step_with(change).context, step_with().context, atol=1e-6, rtol=0)
