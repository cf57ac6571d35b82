"""Writing token by token: in step with what the networks say at once, and greedy writing against a slow loop."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
import torch
from torch import Tensor, nn

from headlight.model.decoding import EOS, NEVER_WRITTEN, Written, greedy
from headlight.training.tokenizer import SPECIAL_TOKENS
from tests.model.writers import (
    CONTEXT,
    NETWORKS,
    SOURCES,
    TAG,
    UNDECIDED,
    VOCABULARY,
    WORDS,
    Place,
    log_probability,
    next_logs,
    small,
    with_eos,
)


@pytest.fixture(params=NETWORKS)
def network(request: pytest.FixtureRequest) -> nn.Module:
    return small(request.param)


def padded(sources: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
    """Source ids [batch, n] and where they are no padding."""
    longest = max(map(len, sources))
    ids = torch.tensor([[*source, *[0] * (longest - len(source))] for source in sources])
    return ids, torch.tensor([[place < len(source) for place in range(longest)] for source in sources])


def slow_greedy(network: nn.Module, source: Tensor, limit: int) -> list[int]:
    """The likeliest token that may be written, the whole text read anew for each."""
    ids: list[int] = []
    while len(ids) < limit and EOS not in ids:
        logs = next_logs(network, source, ids)
        ids.append(max((EOS, *WORDS), key=lambda token: float(logs[token])))
    return ids


def test_the_special_tokens_are_those_of_the_trained_tokenizer() -> None:
    assert [SPECIAL_TOKENS[token] for token in NEVER_WRITTEN] == [t for t in SPECIAL_TOKENS if t != "<eos>"]
    assert SPECIAL_TOKENS[EOS] == "<eos>"


def test_step_by_step_is_what_the_network_says_at_once_however_it_is_padded(network: nn.Module) -> None:
    target = torch.randint(VOCABULARY, (len(SOURCES), CONTEXT))
    ids, real = padded(SOURCES)
    whole, state = network(ids, target, real), network.begin(ids, real)
    for place in range(CONTEXT):
        logits, state = network.advance(state, target[:, place])
        torch.testing.assert_close(logits, whole[:, place], atol=1e-5, rtol=0)
    for row, source in enumerate(SOURCES):
        alone = network(torch.tensor([source]), target[row : row + 1])
        torch.testing.assert_close(whole[row], alone[0], atol=1e-5, rtol=0)


def test_a_state_stays_valid_after_the_steps_that_were_taken_from_it(network: nn.Module) -> None:
    ids, real = padded(SOURCES)
    target = torch.randint(VOCABULARY, (len(SOURCES), 3))
    _, state = network.advance(network.begin(ids, real), target[:, 0])
    first, _ = network.advance(network.advance(state, target[:, 1])[1], target[:, 2])
    network.advance(state, target[:, 0])
    again, _ = network.advance(network.advance(state, target[:, 1])[1], target[:, 2])
    assert torch.equal(first, again)


def test_selected_rows_go_on_as_their_own_texts(network: nn.Module) -> None:
    ids, real = padded(SOURCES)
    target = torch.randint(VOCABULARY, (len(SOURCES), 4))
    _, state = network.advance(network.begin(ids, real), target[:, 0])
    _, state = network.advance(state, target[:, 1])
    rows = torch.tensor([2, 0, 2, 3, 2])
    last = torch.tensor([8, 9, 10, 8, 3])
    logits, _ = network.advance(state.select(rows), last)
    for place, row in enumerate(rows.tolist()):
        texts = torch.tensor([[*target[row, :2].tolist(), int(last[place])]])
        alone = network(torch.tensor([SOURCES[row]]), texts)[0, -1]
        torch.testing.assert_close(logits[place], alone, atol=1e-5, rtol=0)


@pytest.mark.parametrize("limit", [1, 3, CONTEXT])
def test_greedy_takes_the_likeliest_token_each_time(network: nn.Module, limit: int) -> None:
    ids, real = padded(SOURCES)
    texts = greedy(network, network.begin(ids, real), torch.full((len(SOURCES),), TAG), limit)
    for source, written in zip(SOURCES, texts, strict=True):
        alone = torch.tensor([source])
        assert list(with_eos(written)) == slow_greedy(network, alone, limit)
        assert written.length == len(with_eos(written))
        expected = log_probability(network, alone, written)
        assert written.log_probability == pytest.approx(expected, abs=1e-5)


@dataclass
class Script:
    """A writer that says what is written in advance, a text a row, and counts the rows it is asked for."""

    texts: Sequence[Sequence[int]]
    asked: list[list[int]] = field(default_factory=list)
    embedding: nn.Embedding = field(default_factory=lambda: nn.Embedding(1, 1))

    def advance(self, state: Place, tokens: Tensor) -> tuple[Tensor, Place]:
        self.asked.append(state.rows.tolist())
        texts = [(TAG, *self.texts[row]) for row in self.asked[-1]]
        assert tokens.tolist() == [text[state.step] for text in texts]
        wanted = torch.tensor([text[state.step + 1] for text in texts])
        return nn.functional.one_hot(wanted, VOCABULARY).float(), Place(state.rows, state.step + 1)


def test_finished_rows_are_asked_no_more() -> None:
    script = Script([[8, 9, EOS], [EOS], [9, 9, 9, 9], [10, EOS]])
    texts = greedy(script, Place(torch.arange(4)), torch.full((4,), TAG), 4)
    assert script.asked == [[0, 1, 2, 3], [0, 2, 3], [0, 2], [2]]
    assert [(text.ids, text.finished) for text in texts] == [
        ((8, 9), True),
        ((), True),
        ((9, 9, 9, 9), False),
        ((10,), True),
    ]
    own = 1 - math.log(math.e + VOCABULARY - 1)
    assert [text.log_probability for text in texts] == pytest.approx([own * n for n in (3, 1, 4, 2)])


def test_when_all_are_finished_nobody_is_asked() -> None:
    script = Script([[8, EOS], [EOS]])
    greedy(script, Place(torch.arange(2)), torch.full((2,), TAG), 100)
    assert len(script.asked) == 2
    assert greedy(script, Place(torch.arange(0)), torch.full((0,), TAG), 100) == []
    assert greedy(script, Place(torch.arange(1)), torch.full((1,), TAG), 0) == [Written()]


def test_of_equal_tokens_the_lowest_id_is_written() -> None:
    (text,) = greedy(UNDECIDED, Place(torch.arange(1)), torch.tensor([TAG]), 5)
    assert text == Written((), pytest.approx(-math.log(VOCABULARY)), finished=True)


def test_a_score_is_log_p_over_the_length_penalty() -> None:
    text = Written((8, 9, 10, 8, 9, 10), -6.0, finished=True)  # seven tokens with <eos>
    assert [text.score(penalty) for penalty in (0, 1, 2)] == pytest.approx([-6, -3, -1.5])
