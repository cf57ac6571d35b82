"""How often the strongest key is the antecedent, on hand-built attention, and the marked sentences."""

import numpy as np
import pytest
import torch

from headlight.model.attention import DotProduct
from headlight.model.masks import Causal
from headlight.model.site import Site
from headlight.model.step import AttentionStep
from headlight.model.tokens import Token
from headlight.model.trace import Trace
from headlight.model.zoo import shared_tokenizer
from headlight.training.measures import pronouns
from headlight.training.measures.marked_pronouns import Probe, parse, read

BOS = Token(1, "<bos>", 0, 0, "<bos>", -1, special=True)
SELF = Site("decoder", "self", 0)


def attending(site: Site, *heads: np.ndarray, mask: Causal | None = None) -> AttentionStep:
    """Self-attention with these weights [head, n, n], up to what the mask takes away: q = ln A, k = 1."""
    query = torch.tensor(np.log(np.maximum(heads, 1e-9)), dtype=torch.float32)
    unit = torch.eye(query.shape[-1]).expand(len(heads), -1, -1)
    return AttentionStep(site, query, unit, unit, torch.softmax(query, -1), DotProduct(), mask=mask)


def trace_of(tokens: tuple[Token, ...], *steps: AttentionStep) -> Trace:
    return Trace("made", "…", {"decoder": tokens}, steps)


def letters(text: str) -> tuple[Token, ...]:
    """`<bos>`, then a token for each character."""
    return (BOS, *(Token(5, c, i, i + 1, c, i) for i, c in enumerate(text)))


def row_of(probe: Probe, weights: list[float], mask: Causal | None = None) -> list[tuple[bool, float]]:
    """What a head makes of the probe, read letter by letter, if these are the weights of every row."""
    tokens = letters(probe.sentence)
    step = attending(SELF, np.tile(weights, (len(tokens), 1)), mask=mask)
    return pronouns.find(trace_of(tokens, step), pronouns.place_of(probe, tokens), (SELF, 0))


class Fake:
    """A causal model of the shared tokenizer, with an even head, a right head and one that looks five tokens back."""

    def __init__(self, probes: list[Probe]) -> None:
        self.probes = {probe.sentence: probe for probe in probes}

    def trace(self, text: str) -> Trace:
        tokens = shared_tokenizer().encode(text, limit=256).tokens
        start, end = self.probes[text].antecedent
        right = np.array([1.0 if t.start < end and t.end > start else 1e-6 for t in tokens])
        even = np.ones((len(tokens), len(tokens)))
        back = np.eye(len(tokens), k=-5) + 1e-6
        return trace_of(tokens, attending(SELF, even, np.tile(right, (len(tokens), 1)), back, mask=Causal()))


@pytest.fixture(scope="module")
def probes() -> list[Probe]:
    return read()


@pytest.fixture(scope="module")
def measured(probes):
    return pronouns.measure(Fake(probes))


def test_a_hit_is_the_strongest_key_in_the_antecedent():
    probe = parse("english", "[ab]c{d}e")  # <bos> a b c d e; row of d
    assert row_of(probe, [0.1, 0.1, 0.5, 0.1, 0.1, 0.1]) == [(True, 2 / 4), (True, 2 / 6)]
    assert row_of(probe, [0.1, 0.1, 0.1, 0.5, 0.1, 0.1]) == [(False, 2 / 4), (False, 2 / 6)]


def test_special_tokens_and_the_pronoun_itself_count_only_raw():
    probe = parse("english", "[ab]c{de}f")
    for taken in (0, 4, 5):
        weights = [0.02, 0.04, 0.02, 0.03, 0.02, 0.02, 0.02]
        weights[taken] = 0.9
        assert [hit for hit, _ in row_of(probe, weights)] == [True, False]


def test_a_causal_head_is_compared_with_what_it_sees():
    probe = parse("english", "[ab]cd{e}fgh")
    weights = [0.01, 0.2, 0.1, 0.1, 0.1, 0.1, 0.9, 0.9, 0.9]
    assert row_of(probe, weights, Causal()) == [(True, 2 / 4), (True, 2 / 6)]
    assert row_of(probe, weights) == [(False, 2 / 7), (False, 2 / 9)]


def test_the_row_is_the_last_token_of_the_pronoun():
    tokens = letters("abcde")
    place = pronouns.place_of(parse("english", "[a]b{cd}e"), tokens)
    assert (place.row, place.pronoun.tolist()) == (4, [False, False, False, True, True, False])
    with pytest.raises(ValueError, match="expected tokens for pronoun"):
        pronouns.place_of(parse("english", "[a]b{cd}e"), tokens[:3])


def test_fixed_keys():
    place = pronouns.place_of(parse("english", "[ab]c{d}e"), letters("abcde"))
    assert np.flatnonzero(pronouns.hits_by_offset(place)).tolist() == [1, 2]  # 2 or 3 before, counted from 1
    assert np.flatnonzero(pronouns.hits_by_place(place)).tolist() == [1, 2]


def test_the_right_head_is_found_and_scores_all(measured, probes):
    right = {"site": "decoder.self.0", "head": 1}
    for keys in ("others", "raw"):
        assert measured[keys]["together"]["value"] == 1
        assert measured[keys]["together"]["n"] == len(probes)
        assert measured[keys]["chosen_on"] == {"first_half": right, "second_half": right}


def test_chance_as_a_slow_loop_counts_it(measured, probes):
    shares = {"others": 0.0, "raw": 0.0}
    for probe in probes:
        tokens = shared_tokenizer().encode(probe.sentence, limit=256).tokens
        wanted = sum(t.start < probe.antecedent[1] and t.end > probe.antecedent[0] for t in tokens)
        before = sum(t.end <= probe.pronoun[0] for t in tokens)
        own = sum(t.start < probe.pronoun[1] and t.end > probe.pronoun[0] for t in tokens)
        shares["others"] += wanted / (before - 1) / len(probes)  # without <bos>
        shares["raw"] += wanted / (before + own) / len(probes)
    assert {keys: measured[keys]["chance"]["together"] for keys in shares} == pytest.approx(
        shares, abs=0.0006
    )


def test_heads_of_the_stack_that_reads_the_text():
    tokens = letters("ab")
    even = np.ones((3, 3))
    steps = [attending(Site(stack, "self", 0), even, even) for stack in ("encoder", "decoder")]
    trace = Trace("translator", "ab", {"encoder": tokens, "decoder": tokens}, tuple(steps))
    assert pronouns.heads_of(trace) == [(Site("encoder", "self", 0), 0), (Site("encoder", "self", 0), 1)]
    two_streams = [
        attending(Site("decoder", kind, layer), even)
        for layer in (0, 1)
        for kind in ("content", "query_stream")
    ]  # nothing reads the last content stream
    assert pronouns.heads_of(trace_of(tokens, *two_streams)) == [(Site("decoder", "content", 0), 0)]
    with pytest.raises(ValueError, match="expected a model with self-attention"):
        pronouns.heads_of(trace_of(tokens))


def test_halves_hold_as_much_of_each_language():
    second = pronouns.second_half(["english"] * 4 + ["chinese"] * 2)
    assert second.tolist() == [False, False, True, True, False, True]


def test_no_fixed_key_finds_many(probes, measured):
    for language in ("english", "chinese"):
        places = [
            pronouns.place_of(probe, shared_tokenizer().encode(probe.sentence, limit=256).tokens)
            for probe in probes
            if probe.language == language
        ]
        for fixed in (pronouns.hits_by_offset, pronouns.hits_by_place):
            assert (
                np.array([fixed(place) for place in places]).mean(0).max() <= 0.25
            )  # the best, after the fact
    for baseline in ("offset", "place"):
        assert measured[baseline]["together"]["value"] <= 0.2
