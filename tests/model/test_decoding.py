"""Writing step by step is what the whole network says; beams are held against every text there is, one by one."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import product

import pytest
import torch
from torch import Tensor, nn

from model.architectures.bahdanau import Bahdanau
from model.architectures.luong import Luong, LuongConfig
from model.architectures.seq2seq import Seq2Seq
from model.architectures.transformer import Transformer, TransformerConfig
from model.decoding import EOS, NEVER_WRITTEN, Beams, Written, beam, greedy
from model.recurrent import RecurrentConfig
from training.tokenizer import SPECIAL_TOKENS

WORDS = (8, 9, 10)
TAG, VOCABULARY, CONTEXT = 7, 11, 12
SIZES = {"vocab_size": VOCABULARY, "context": CONTEXT, "d_model": 16}
RECURRENT = RecurrentConfig(**SIZES, d_hidden=20)
NETWORKS: dict[str, Callable[[], nn.Module]] = {
    "seq2seq": lambda: Seq2Seq(RECURRENT),
    "bahdanau": lambda: Bahdanau(RECURRENT),
    "luong-dot": lambda: Luong(LuongConfig(**SIZES, d_hidden=20, score="dot")),
    "luong-general": lambda: Luong(LuongConfig(**SIZES, d_hidden=20, score="general")),
    "transformer": lambda: Transformer(TransformerConfig(**SIZES, n_layers=2, n_heads=2, d_ff=24)),
}
SOURCES = ([8, 9, 10, 9, 2], [10, 2], [9, 9, 8, 10, 10, 8, 2], [8, 10, 2])
SOURCE = torch.tensor(SOURCES[:1])
PENALTIES = (0.0, 1.0, 2.5)


@pytest.fixture(params=NETWORKS)
def network(request: pytest.FixtureRequest) -> nn.Module:
    """A small translator whose weights are large enough to prefer some tokens clearly."""
    made = NETWORKS[request.param]().eval().requires_grad_(False)
    for parameter in made.parameters():
        parameter.copy_(torch.randn_like(parameter) * 0.4)
    return made


def padded(sources: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
    """Source ids [batch, n] and where they are no padding."""
    longest = max(map(len, sources))
    ids = torch.tensor([[*source, *[0] * (longest - len(source))] for source in sources])
    return ids, torch.tensor([[place < len(source) for place in range(longest)] for source in sources])


def next_logs(network: nn.Module, source: Tensor, ids: Sequence[int]) -> Tensor:
    """log p of every token after these ids, read at once and without padding: [vocab_size]."""
    return network(source, torch.tensor([[TAG, *ids]]))[0, -1].log_softmax(-1)


def log_probability(network: nn.Module, source: Tensor, written: Written) -> float:
    """Teacher forcing: Σ log p, all tokens read at once."""
    targets = [*written.ids, EOS] if written.finished else [*written.ids]
    logs = network(source, torch.tensor([[TAG, *targets[:-1]]]))[0].log_softmax(-1)
    return sum(float(logs[place, target]) for place, target in enumerate(targets))


def slow_greedy(network: nn.Module, source: Tensor, limit: int) -> list[int]:
    """The likeliest token that may be written, the whole text read anew for each."""
    ids: list[int] = []
    while len(ids) < limit and EOS not in ids:
        logs = next_logs(network, source, ids)
        ids.append(max((EOS, *WORDS), key=lambda token: float(logs[token])))
    return ids


def score(ids: Sequence[int], total: float, penalty: float) -> float:
    """Wu et al. 2016, equation 14."""
    return total / ((5 + len(ids)) ** penalty / (5 + 1) ** penalty)


Text = tuple[tuple[int, ...], float]
"""Ids with <eos>, and their log p."""


def slow_beam(
    network: nn.Module, limit: int, width: int, penalty: float
) -> tuple[list[tuple[int, ...]], int]:
    """Beam search with lists and without a cache, always up to the limit.

    Returns:
        the best texts, and after how many steps they could have been known.
    """
    live, done, known = [((), 0.0)], list[Text](), limit
    for step in range(1, limit + 1):
        longer: list[Text] = []
        for ids, total in live:
            logs = next_logs(network, SOURCE, ids)
            longer += [((*ids, token), total + float(logs[token])) for token in (EOS, *WORDS)]
        longer.sort(key=lambda text: text[1], reverse=True)
        done += [text for text in longer[:width] if text[0][-1] == EOS]
        live = [text for text in longer[:width] if text[0][-1] != EOS]
        scores = sorted((score(*text, penalty) for text in done), reverse=True)
        # A text that goes on can come to no better score than by certain tokens up to the limit.
        could = max((score(range(limit), total, penalty) for _, total in live), default=-math.inf)
        if len(scores) >= width and could <= scores[width - 1]:
            known = min(known, step)
    both = (sorted(part, key=lambda text: -score(*text, penalty)) for part in (done, live))
    return [ids for part in both for ids, _ in part][:width], known


def with_eos(written: Written) -> tuple[int, ...]:
    return (*written.ids, EOS) if written.finished else written.ids


def search(network: nn.Module, limit: int, width: int, penalty: float = 1.0) -> Beams:
    return beam(network, network.begin(SOURCE), TAG, limit, width, penalty)


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
class Place:
    """The rows of the batch that are left, and how many tokens they have read."""

    rows: Tensor
    step: int = 0

    def select(self, rows: Tensor) -> "Place":
        return Place(self.rows[rows], self.step)


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


@pytest.mark.parametrize("penalty", PENALTIES)
@pytest.mark.parametrize("limit", [2, CONTEXT])
def test_a_beam_of_one_writes_what_greedy_writes(network: nn.Module, limit: int, penalty: float) -> None:
    for source in SOURCES:
        state = network.begin(torch.tensor([source]))
        assert beam(network, state, TAG, limit, 1, penalty).hypotheses == tuple(
            greedy(network, state, torch.tensor([TAG]), limit)
        )


@pytest.mark.parametrize("penalty", PENALTIES)
def test_a_beam_wide_enough_finds_every_text_in_order(network: nn.Module, penalty: float) -> None:
    limit = 4
    finished = [(*ids, EOS) for length in range(limit) for ids in product(WORDS, repeat=length)]
    unfinished = list(product(WORDS, repeat=limit))
    everything = [*(Written(ids[:-1], finished=True) for ids in finished), *map(Written, unfinished)]
    totals = {with_eos(text): log_probability(network, SOURCE, text) for text in everything}
    found = search(network, limit, width=len(totals), penalty=penalty).hypotheses
    for part, texts in ((found[: len(finished)], finished), (found[len(finished) :], unfinished)):
        assert sorted(with_eos(text) for text in part) == sorted(texts)
        expected = [score(with_eos(text), totals[with_eos(text)], penalty) for text in part]
        assert expected == pytest.approx(sorted(expected, reverse=True), abs=1e-5)
        assert [text.score(penalty) for text in part] == pytest.approx(expected, abs=1e-5)
        assert [text.log_probability for text in part] == pytest.approx(
            [totals[with_eos(text)] for text in part], abs=1e-5
        )


@pytest.mark.parametrize("penalty", PENALTIES)
@pytest.mark.parametrize("width", [2, 3, 5])
@pytest.mark.parametrize("limit", [3, CONTEXT])
def test_a_beam_finds_what_lists_find_and_ends_as_soon_as_it_is_known(
    network: nn.Module, limit: int, width: int, penalty: float
) -> None:
    found = search(network, limit, width, penalty)
    texts, steps = slow_beam(network, limit, width, penalty)
    assert [with_eos(text) for text in found.hypotheses] == texts
    assert len(found.steps) == steps
    for text in found.hypotheses:
        assert text.log_probability == pytest.approx(log_probability(network, SOURCE, text), abs=1e-5)


def test_the_steps_tell_how_the_beam_went(network: nn.Module) -> None:
    found = search(network, CONTEXT, width=3)
    live, finished = {()}, set[Written]()
    for length, step in enumerate(found.steps, start=1):
        assert [text.length for text in step] == [length] * 3
        assert {with_eos(text)[:-1] for text in step} <= live
        totals = [text.log_probability for text in step]
        assert totals == sorted(totals, reverse=True)
        live = {text.ids for text in step if not text.finished}
        finished |= {text for text in step if text.finished}
    assert set(found.hypotheses) <= finished | set(found.steps[-1])


class Fixed:
    """These tokens have these probabilities, whatever was written; special ones share the rest."""

    embedding = nn.Embedding(1, 1)

    def __init__(self, probabilities: dict[int, float]) -> None:
        self.probabilities = probabilities
        self.logs = torch.full((VOCABULARY,), (1 - sum(probabilities.values())) / len(NEVER_WRITTEN)).log()
        for token, probability in probabilities.items():
            self.logs[token] = math.log(probability)

    def advance(self, state: Place, tokens: Tensor) -> tuple[Tensor, Place]:
        return self.logs.expand(len(tokens), -1) + 3, state


@pytest.mark.parametrize("width", [0, 1, 4])
def test_special_tokens_are_passed_over_and_keep_their_probability(width: int) -> None:
    writer, state = Fixed({9: 0.25, EOS: 0.1, 8: 0.005, 10: 0.005}), Place(torch.arange(1))
    texts = greedy(writer, state, torch.tensor([TAG]), 3)
    assert texts[0].ids == (9, 9, 9)
    if width:
        texts = [text for step in beam(writer, state, TAG, 3, width, 0.0).steps for text in step]
    for text in texts:
        assert set(text.ids) <= set(WORDS)
        each = [math.log(writer.probabilities[token]) for token in with_eos(text)]
        assert text.log_probability == pytest.approx(sum(each), abs=1e-5)


@pytest.mark.parametrize(
    ("penalty", "steps", "lengths"),
    [
        (0.0, 2, [1, 2]),  # ln 0.9, ln 0.05·0.9, and all that goes on has at most ln 0.05²
        (100.0, 20, [20, 19]),  # a text of 20 tokens is forgiven everything
    ],
)
def test_it_ends_when_nothing_better_can_come(penalty: float, steps: int, lengths: list[int]) -> None:
    writer = Fixed({EOS: 0.9, 8: 0.05, 9: 0.01, 10: 0.01})
    found = beam(writer, Place(torch.arange(1)), TAG, 20, 2, penalty)
    assert len(found.steps) == steps
    assert [text.length for text in found.hypotheses] == lengths


UNDECIDED = Fixed(dict.fromkeys((EOS, *WORDS), 1 / VOCABULARY))


def test_of_equal_tokens_the_lowest_id_is_written() -> None:
    (text,) = greedy(UNDECIDED, Place(torch.arange(1)), torch.tensor([TAG]), 5)
    assert text == Written((), pytest.approx(-math.log(VOCABULARY)), finished=True)
    found = beam(UNDECIDED, Place(torch.arange(1)), TAG, 2, 3, 0.0)
    assert [[with_eos(text) for text in step] for step in found.steps] == [
        [(EOS,), (8,), (9,)],
        [(8, EOS), (8, 8), (8, 9)],
    ]


def test_a_score_is_log_p_over_the_length_penalty() -> None:
    text = Written((8, 9, 10, 8, 9, 10), -6.0, finished=True)  # seven tokens with <eos>
    assert [text.score(penalty) for penalty in (0, 1, 2)] == pytest.approx([-6, -3, -1.5])


@pytest.mark.parametrize(("width", "penalty"), [(0, 1.0), (-1, 1.0), (2, -0.5)])
def test_impossible_settings_are_refused(width: int, penalty: float) -> None:
    with pytest.raises(ValueError, match=f"a width from 1 and a penalty from 0, got {width} and {penalty}"):
        beam(UNDECIDED, Place(torch.arange(1)), TAG, 2, width, penalty)
