"""The recurrent translators are the papers' equations: the same weights give what NumPy and plain loops give.

The gated recurrent unit is torch's, whose reset gate stands behind the matrix it opens or shuts (in Cho et al. 2014,
before it). Every text is read by itself here, in float64.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from headlight.model.architectures.bahdanau import Bahdanau
from headlight.model.architectures.luong import Luong, LuongConfig
from headlight.model.architectures.seq2seq import Seq2Seq
from headlight.model.interventions import CutEdge, HideToken, Intervention, ReplaceRow, ZeroAblation
from headlight.model.recorder import Record, recording
from headlight.model.recurrent import RecurrentConfig
from headlight.model.site import Site

Array = NDArray[np.float64]
Weights = Mapping[str, Array]
Softened = Callable[[int, Array], Array]
"""From a query's number and its scores to its weights."""

SITE = Site("decoder", "cross", 0)
SIZES = {"vocab_size": 15, "context": 12, "d_model": 6, "d_hidden": 8}
SOURCE, TARGET = [9, 4, 14, 4, 11, 2], [7, 12, 8, 8, 13]
N, M = len(SOURCE), len(TARGET)


def sigmoid(x: Array) -> Array:
    return 1 / (1 + np.exp(-x))


def softmax(query: int, scores: Array) -> Array:
    powers = np.exp(scores - scores.max())
    return powers / powers.sum()


def gru(w: Weights, name: str, x: Array, h: Array) -> Array:
    """One step of the unit whose weights are `name.weight_ih…` and so on, gate by gate."""
    rows = len(h)
    gates = []
    for part, suffix in ((x, "ih"), (h, "hh")):
        matrix, bias = (w[name.format(f"{kind}_{suffix}")] for kind in ("weight", "bias"))
        gates.append(
            [matrix[g * rows : (g + 1) * rows] @ part + bias[g * rows : (g + 1) * rows] for g in range(3)]
        )
    (reset_x, update_x, new_x), (reset_h, update_h, new_h) = gates
    reset, update = sigmoid(reset_x + reset_h), sigmoid(update_x + update_h)
    candidate = np.tanh(new_x + reset * new_h)
    return (1 - update) * candidate + update * h


def run_gru(w: Weights, name: str, inputs: Sequence[Array]) -> list[Array]:
    """The states after each input, from a zero state."""
    h, states = np.zeros(w[name.format("weight_hh")].shape[1]), []
    for x in inputs:
        h = gru(w, name, x, h)
        states.append(h)
    return states


def seq2seq(w: Weights, source: Sequence[int], target: Sequence[int]) -> Array:
    """Cho et al. 2014, section 2.2: logits [m, vocab]."""
    E = w["embedding.weight"]
    c = run_gru(w, "encoder.gru.{}_l0", [E[x] for x in source])[-1]
    h = np.tanh(w["start.weight"] @ c + w["start.bias"])
    logits = []
    for y in target:
        h = gru(w, "decoder.{}_l0", np.concatenate([E[y], c]), h)
        read = np.tanh(w["readout.weight"] @ np.concatenate([h, c, E[y]]) + w["readout.bias"])
        logits.append(E @ read)
    return np.array(logits)


def bahdanau(
    w: Weights, source: Sequence[int], target: Sequence[int], soften: Softened = softmax
) -> tuple[Array, Array]:
    """Bahdanau et al. 2014, appendix A: logits [m, vocab] and α [m, n].

    The word is read from s_i, as in section 3.1; the appendix has s_{i−1} there. E reads it off, in place of W_o.
    """
    E, v, W, U = w["embedding.weight"], w["combine"], w["query.weight"], w["key.weight"]
    embedded = [E[x] for x in source]
    forward = run_gru(w, "encoder.gru.{}_l0", embedded)
    backward = run_gru(w, "encoder.gru.{}_l0_reverse", embedded[::-1])[::-1]
    h = [np.concatenate(both) for both in zip(forward, backward, strict=True)]
    s = np.tanh(w["start.weight"] @ backward[0] + w["start.bias"])
    logits, alphas = [], []
    for i, y in enumerate(target):
        e = [sum(v[k] * math.tanh(W[k] @ s + U[k] @ h_j) for k in range(len(v))) for h_j in h]
        alpha = soften(i, np.array(e))
        c = sum(alpha[j] * h[j] for j in range(len(source)))
        s = gru(w, "cell.{}", np.concatenate([E[y], c]), s)
        t = w["readout.weight"] @ np.concatenate([s, E[y], c]) + w["readout.bias"]
        maxout = np.array([max(t[2 * k], t[2 * k + 1]) for k in range(len(t) // 2)])
        logits.append(E @ maxout)
        alphas.append(alpha)
    return np.array(logits), np.array(alphas)


def luong(
    w: Weights, source: Sequence[int], target: Sequence[int], soften: Softened = softmax
) -> tuple[Array, Array]:
    """Luong et al. 2015, section 3 with input feeding: logits [m, vocab] and a [m, n]."""
    E = w["embedding.weight"]
    memory = run_gru(w, "encoder.gru.{}_l0", [E[x] for x in source])
    W = w.get("weight.weight", np.eye(len(memory[0])))
    h, fed = memory[-1], np.zeros(E.shape[1])
    logits, alignments = [], []
    for t, y in enumerate(target):
        h = gru(w, "cell.{}", np.concatenate([E[y], fed]), h)
        a = soften(t, np.array([h @ W @ h_s for h_s in memory]))
        c = sum(a[s] * memory[s] for s in range(len(source)))
        fed = np.tanh(w["combine.weight"] @ np.concatenate([c, h]) + w["combine.bias"])
        logits.append(E @ fed)
        alignments.append(a)
    return np.array(logits), np.array(alignments)


ATTENTIVE: dict[str, tuple[Callable[[], nn.Module], Callable[..., tuple[Array, Array]]]] = {
    "bahdanau": (lambda: Bahdanau(RecurrentConfig(**SIZES)), bahdanau),
    "luong-dot": (lambda: Luong(LuongConfig(**SIZES, score="dot")), luong),
    "luong-general": (lambda: Luong(LuongConfig(**SIZES, score="general")), luong),
}
Both = tuple[nn.Module, Callable[..., tuple[Array, Array]]]


def randomised(network: nn.Module) -> nn.Module:
    """With weights, biases too, large enough to attend unevenly."""
    for parameter in network.eval().requires_grad_(False).parameters():
        parameter.copy_(torch.randn_like(parameter) * 0.7)
    return network


def weights_of(network: nn.Module) -> Weights:
    return {name: tensor.double().numpy() for name, tensor in network.state_dict().items()}


@pytest.fixture(params=ATTENTIVE)
def attentive(request: pytest.FixtureRequest) -> Both:
    """A network that attends, and its reference: `reference(source, target, soften)`."""
    make, reference = ATTENTIVE[request.param]
    network = randomised(make())
    weights = weights_of(network)
    return network, lambda *arguments: reference(weights, *arguments)


def read(network: nn.Module, *changes: Any) -> tuple[Tensor, Record]:
    """Logits [m, vocab] of the two texts, and what was recorded."""
    with recording([Intervention(SITE, change) for change in changes]) as record:
        logits = network(torch.tensor([SOURCE]), torch.tensor([TARGET]))
    return logits[0], record


def close(ours: Tensor, theirs: Array) -> None:
    torch.testing.assert_close(ours.double(), torch.from_numpy(theirs), atol=1e-5, rtol=1e-5)


def test_seq2seq_is_its_equations() -> None:
    network = randomised(Seq2Seq(RecurrentConfig(**SIZES)))
    logits, record = read(network)
    close(logits, seq2seq(weights_of(network), SOURCE, TARGET))
    assert not record.steps  # there is no attention in it


def test_an_attentive_network_is_its_equations(attentive: Both) -> None:
    network, reference = attentive
    logits, _ = read(network)
    close(logits, reference(SOURCE, TARGET)[0])


def test_padding_changes_nothing(attentive: Both) -> None:
    network, reference = attentive
    sources = [SOURCE, [3], SOURCE[2:], SOURCE[::-1]]
    real = torch.arange(N) < torch.tensor([len(source) for source in sources])[:, None]
    ids = torch.tensor([source + [0] * (N - len(source)) for source in sources])
    targets = torch.randint(SIZES["vocab_size"], (len(sources), M))
    logits = network(ids, targets, real)
    for row, source in enumerate(sources):
        close(logits[row], reference(source, targets[row].tolist())[0])


def test_its_attention_is_recorded_as_one_step(attentive: Both) -> None:
    network, reference = attentive
    logits, record = read(network)
    (step,) = record.steps
    assert (step.site, step.n_heads, step.n_query, step.n_key) == (SITE, 1, M, N)
    weights = torch.from_numpy(step.weights(0).copy())
    close(weights, reference(SOURCE, TARGET)[1])
    assert weights.std() > 0.02  # uneven enough for the comparison to mean something
    assert step.verify() < 1e-6
    assert torch.equal(logits, network(torch.tensor([SOURCE]), torch.tensor([TARGET]))[0])


def test_writing_token_by_token_records_the_same_step(attentive: Both) -> None:
    network, _ = attentive
    _, whole = read(network)
    with recording() as record:
        state = network.begin(torch.tensor([SOURCE]))
        for token in TARGET:
            _, state = network.advance(state, torch.tensor([token]))
    (step,), (expected,) = record.steps, whole.steps
    torch.testing.assert_close(step.query, expected.query, atol=1e-6, rtol=0)
    torch.testing.assert_close(step.context, expected.context, atol=1e-6, rtol=0)


def test_a_cut_edge_changes_its_query_and_what_comes_after(attentive: Both) -> None:
    network, reference = attentive
    query, key = 2, 3

    def cut(i: int, scores: Array) -> Array:
        return softmax(i, np.where((i == query) & (np.arange(N) == key), -np.inf, scores))

    (plain, before), (changed, after) = read(network), read(network, CutEdge(query, key))
    logits, weights = reference(SOURCE, TARGET, cut)
    close(changed, logits)
    torch.testing.assert_close(changed[:query], plain[:query], atol=1e-5, rtol=0)
    assert not torch.allclose(changed[query], plain[query], atol=1e-5, rtol=0)
    (step,), (untouched,) = after.steps, before.steps
    close(torch.from_numpy(step.weights(0).copy()), weights)
    assert step.weights(0)[query, key] == 0
    assert not step.visible(0)[query, key]
    assert step.visible(0).sum() == M * N - 1
    torch.testing.assert_close(step.context[:, :query], untouched.context[:, :query], atol=1e-5, rtol=0)
    assert step.verify() < 1e-6


def test_without_its_context_it_goes_on_from_its_own_state_alone(attentive: Both) -> None:
    network, reference = attentive
    changed, record = read(network, ZeroAblation())
    close(changed, reference(SOURCE, TARGET, lambda i, scores: np.zeros(N))[0])
    (step,) = record.steps
    assert not step.context.any()
    assert step.verify() == 0


def test_a_hidden_token_and_a_replaced_row_are_followed_to_the_end(attentive: Both) -> None:
    network, reference = attentive
    row = (0.0, 0.5, 0.25, 0.0, 0.0, 0.25)

    def soften(i: int, scores: Array) -> Array:
        hidden = np.where(np.arange(N) == 1, -np.inf, scores)
        return np.array(row) if i == 3 else softmax(i, hidden)

    changed, record = read(network, HideToken(1), ReplaceRow(3, row))
    logits, weights = reference(SOURCE, TARGET, soften)
    close(changed, logits)
    close(torch.from_numpy(record.steps[0].weights(0).copy()), weights)
    assert record.steps[0].verify() < 1e-6


@pytest.mark.parametrize("name", ["seq2seq", *ATTENTIVE])
def test_more_tokens_than_the_context_holds_are_refused(name: str) -> None:
    network = Seq2Seq(RecurrentConfig(**SIZES)) if name == "seq2seq" else ATTENTIVE[name][0]()
    for lengths in ((13, 2), (2, 13)):
        texts = (torch.zeros(1, length, dtype=torch.int64) for length in lengths)
        with pytest.raises(ValueError, match="expected at most 12 tokens, got 13"):
            network(*texts)
