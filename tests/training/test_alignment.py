"""Alignment error rate on hand-built cases, and the pairs aligned by hand."""

import math
from collections.abc import Callable

import numpy as np
import pytest
import torch

from headlight.model.architectures.transformer import Transformer, TransformerConfig
from headlight.model.attention import DotProduct
from headlight.model.options import Translate
from headlight.model.readers.translator import Translator
from headlight.model.site import Site
from headlight.model.step import AttentionStep
from headlight.model.tokens import Token
from headlight.model.trace import Trace
from headlight.model.zoo import shared_tokenizer
from headlight.training.measures import alignment
from headlight.training.measures.aligned_pairs import AlignedPair, aligned, read
from headlight.training.measures.folds import chosen_on_other_half

EOS = Token(2, "<eos>", 0, 0, "<eos>", -1, special=True)
PAIR = aligned(
    ("I see it.", "我看见它。"), (["I", "see", "it", "."], ["我", "看见", "它", "。"]), "0-0 1-1 2-2? 3-3"
)


@pytest.fixture(scope="module")
def pairs() -> list[AlignedPair]:
    return read()


def tokens(*spans: tuple[int, int]) -> tuple[Token, ...]:
    """Tokens with these spans and `<eos>` behind them."""
    return (*(Token(5, "?", start, end, "?", 0) for start, end in spans), EOS)


def attending(layer: int, *heads: np.ndarray) -> AttentionStep:
    """Cross-attention with exactly these weights, [head, n_target_tokens, n_source_tokens]: q = ln A, k = 1."""
    query = torch.tensor(np.log(np.maximum(heads, 1e-9)), dtype=torch.float32)
    unit = torch.eye(query.shape[-1]).expand(len(heads), -1, -1)
    return AttentionStep(
        Site("decoder", "cross", layer), query, unit, unit, torch.softmax(query, -1), DotProduct()
    )


def trace_of(source: tuple[Token, ...], written: tuple[Token, ...], *heads: np.ndarray) -> Trace:
    """A translator's trace with one layer of cross-attention."""
    return Trace("made", "…", {"encoder": source, "written": written}, (attending(0, *heads),))


SOURCE, WRITTEN = tokens((0, 1), (1, 5), (5, 8), (8, 9)), tokens((0, 1), (1, 2), (2, 3), (3, 4), (4, 5))
GOLD = np.zeros((6, 5))
GOLD[range(6), [0, 1, 1, 2, 3, 4]] = 1  # 看 and 见 both to see; <eos> to <eos>


class Fake:
    """A translator of the shared tokenizer whose two heads attend as they are told, given pair and tokens."""

    name = "fake"

    def __init__(self, pairs: list[AlignedPair], *heads: Callable[..., np.ndarray]) -> None:
        self.pairs = {pair.source.text: pair for pair in [*pairs, *(pair.turned() for pair in pairs)]}
        self.heads = heads

    def trace(self, text: str, options: Translate) -> Trace:
        pair = self.pairs[text]
        assert options.forced == pair.target.text
        source, written = (
            (*shared_tokenizer().encode(s.text, limit=256).tokens[1:], EOS)
            for s in (pair.source, pair.target)
        )
        return trace_of(source, written, *(head(pair, source, written) for head in self.heads))


def to_a_linked_token(pair: AlignedPair, source: tuple[Token, ...], written: tuple[Token, ...]) -> np.ndarray:
    """Each written token attends to a token of a word linked to its own, a surely linked one if there is one."""
    weights = np.full((len(written), len(source)), 0.0)
    for i, token in enumerate(written):
        for links, weight in ((pair.possible, 1.0), (pair.sure, 2.0)):
            for s, t in links:
                start, end = pair.target.words[t]
                if not token.special and token.start < end and token.end > start:
                    hit = [
                        max(a.start, pair.source.words[s][0]) < min(a.end, pair.source.words[s][1])
                        for a in source
                    ]
                    weights[i, hit] += weight
    weights[weights.sum(1) == 0, -1] = 1
    return weights / weights.sum(1, keepdims=True)


def to_the_first_token(
    pair: AlignedPair, source: tuple[Token, ...], written: tuple[Token, ...]
) -> np.ndarray:
    """Each written token attends to the first of the source."""
    return np.eye(len(source))[[0] * len(written)]


def one_row_later(pair: AlignedPair, source: tuple[Token, ...], written: tuple[Token, ...]) -> np.ndarray:
    """The right tokens, at the rows where the written ones are inputs."""
    return np.roll(to_a_linked_token(pair, source, written), 1, axis=0)


def error_rate_of(predicted: frozenset, pair: AlignedPair) -> float:
    return float(alignment.error_rate(np.array(alignment.count(pair, predicted))))


def test_a_perfect_alignment_has_no_error():
    trace = trace_of(SOURCE, WRITTEN, GOLD)
    links = alignment.predicted_links(PAIR, trace, trace.step(Site("decoder", "cross", 0)).weights(0))
    assert links == PAIR.possible
    assert error_rate_of(links, PAIR) == 0
    assert error_rate_of(PAIR.sure, PAIR) == 0


def test_error_rate_by_hand():
    assert error_rate_of(frozenset({(0, 0), (2, 2), (1, 3), (3, 3)}), PAIR) == pytest.approx(
        1 - (2 + 3) / (4 + 3)
    )


def test_without_links_everything_is_missing_and_without_words_nothing_is_wrong():
    assert error_rate_of(frozenset(), PAIR) == 1
    assert alignment.error_rate(np.zeros(4, dtype=int)) == 0
    assert alignment.report(np.array([[0, 0, 0, 3]]))["precision"] is None


def test_error_rate_as_a_slow_loop_counts_it(pairs):
    random = np.random.default_rng(0)
    counts, in_sure, in_possible, predicted, sure = [], 0, 0, 0, 0
    for pair in pairs:
        links = frozenset(
            (int(random.integers(len(pair.source.words))), int(random.integers(len(pair.target.words))))
            for _ in range(12)
        ) | frozenset(sorted(pair.possible)[::2])
        counts.append(alignment.count(pair, links))
        for link in links:
            predicted += 1
            in_possible += link in pair.possible
            in_sure += link in pair.sure
        sure += len(pair.sure)
    measured = alignment.report(np.array(counts))
    assert measured["aer"] == round(1 - (in_sure + in_possible) / (predicted + sure), 3)
    assert measured["precision"] == round(in_possible / predicted, 3)
    assert measured["recall"] == round(in_sure / sure, 3)
    assert measured["interval"][0] < measured["aer"] < measured["interval"][1]


def test_the_interval_of_equal_pairs_is_a_point():
    measured = alignment.report(np.array([[2, 3, 4, 3]] * 10))
    assert measured["interval"] == [measured["aer"]] * 2 == [round(1 - 5 / 7, 3)] * 2


def test_a_row_that_attends_to_a_special_token_links_to_nothing():
    weights = GOLD.copy()
    weights[3] = [0.1, 0.1, 0.2, 0.1, 0.5]
    links = alignment.predicted_links(PAIR, trace_of(SOURCE, WRITTEN, weights), weights)
    assert links == {(0, 0), (1, 1), (3, 3)}


def test_a_row_of_zeros_links_to_nothing():
    assert not alignment.predicted_links(PAIR, trace_of(SOURCE, WRITTEN, GOLD), np.zeros((6, 5)))


def test_a_token_of_several_words_links_all_of_them():
    whole = tokens((0, 5), (5, 8), (8, 9))  # "I see" in one
    weights = np.eye(4)[[0, 1, 2, 3]]
    trace = trace_of(whole, tokens((0, 1), (2, 4), (4, 5)), weights)
    assert alignment.predicted_links(PAIR, trace, weights) == {(0, 0), (1, 0), (2, 1), (2, 2), (3, 3)}


@pytest.mark.parametrize("n", range(1, 9))
@pytest.mark.parametrize("m", range(1, 9))
def test_the_diagonal_is_the_formula(n, m):
    source, written = (tokens(*[(i, i + 1) for i in range(size)]) for size in (n, m))
    weights = alignment.diagonal(trace_of(source, written, np.ones((m + 1, n + 1))))
    assert [int(row.argmax()) for row in weights[:-1]] == [math.floor((i + 0.5) * n / m) for i in range(m)]
    assert weights[:-1].sum() == m
    assert not weights[-1].any()


def test_two_folds_never_measure_where_they_chose():
    """Head 0 is perfect on even sentences and hopeless on odd ones, head 1 the other way round."""
    even = np.arange(8) % 2 == 0
    good = np.stack([even, ~even], 1).astype(float)
    chosen = chosen_on_other_half(lambda rows: good[rows].mean(0), ~even)
    assert not good[np.arange(8), chosen].any()
    with pytest.raises(ValueError, match="both halves"):
        chosen_on_other_half(lambda rows: good[rows].mean(0), np.zeros(8, dtype=bool))


def test_the_right_head_and_the_right_row_are_found(pairs):
    measured = alignment.measure(Fake(pairs, to_the_first_token, to_a_linked_token, one_row_later))
    assert list(measured) == ["en-zh", "zh-en"]
    for direction in measured.values():
        assert direction["pairs"] == len(pairs)
        for reading, head in (("written", 1), ("shifted", 2)):
            chosen = {"site": "decoder.cross.0", "head": head}
            assert direction[reading]["chosen_on"] == {"first_half": chosen, "second_half": chosen}
        # one link for each token is nearly all that the links by hand allow
        assert direction["written"] == {
            **direction["shifted"],
            "chosen_on": direction["written"]["chosen_on"],
        }
        assert direction["written"]["aer"] < 0.1 < 0.5 < direction["diagonal"]["aer"]
        assert direction["written"]["precision"] > 0.95


def test_a_real_translator_is_measured(pairs):
    with torch.random.fork_rng():
        torch.manual_seed(0)
        network = Transformer(TransformerConfig(8192, 64, d_model=16, n_layers=2, n_heads=2, d_ff=16)).eval()
    model = Translator("small", "transformer", network, shared_tokenizer(), torch.device("cpu"))
    measured = alignment.direction(model, pairs[:4], "zh")
    assert all(0 <= measured[name]["aer"] <= 1 for name in ("written", "shifted", "diagonal"))
    assert measured["diagonal"] != measured["written"]


def test_a_cut_sentence_is_an_error(pairs):
    fake = Fake(pairs, to_the_first_token)
    whole = fake.trace
    fake.trace = lambda text, options: Trace(
        "cut", text, {**whole(text, options).tokens, "encoder": SOURCE}, ()
    )
    with pytest.raises(ValueError, match="expected tokens for all of"):
        alignment.forced(fake, pairs[0], "zh")


def test_other_models_are_refused(pairs):
    fake = Fake(pairs, to_the_first_token)
    fake.trace = lambda text, options: Trace("gpt", text, {"decoder": SOURCE}, ())
    with pytest.raises(ValueError, match="expected a translator"):
        alignment.forced(fake, pairs[0], "zh")
    with pytest.raises(ValueError, match="cross-attention"):
        alignment.heads_of(Trace("seq2seq", "…", {"encoder": SOURCE}, ()))
