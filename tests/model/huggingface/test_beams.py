"""Beams of Hugging Face's translators, against a search that reads all again and counts in the model's own ids."""

import pickle
from itertools import pairwise
from typing import Any

import pytest
import torch

from headlight.model.decoding import EOS
from headlight.model.huggingface.writer import FIRST, Drafting
from headlight.model.interventions import Intervention, Temperature, ZeroAblation
from headlight.model.options import Translate
from headlight.model.outcomes import Hypothesis, Translation
from headlight.model.site import Site
from headlight.server.engine.cluster.packing import pack, unpack
from tests.model.huggingface.conftest import reader

FAMILIES = ("t5", "bart")
TEXT = "the"


def translation(family: str, options: Translate, changes: Any = ()) -> Translation:
    outcome = reader(family).trace(TEXT, options, changes).outcome
    assert isinstance(outcome, Translation)
    return outcome


def ids(hypothesis: Hypothesis) -> tuple[int, ...]:
    return tuple(token.id for token in hypothesis.tokens)


def slowly(model: Any, width: int, exponent: float) -> list[tuple[float, tuple[int, ...]]]:
    """The `width` best texts that end, with their scores, by reading all again for every one of them."""
    source = model.ids(model.read_source(TEXT)[0])
    limit = min(model.config.context - 1, 2 * source.shape[1] + 10)
    never = sorted(model.tokenizer.special_ids - {model.end})
    live, ended = [(0.0, ())], list[tuple[float, tuple[int, ...]]]()
    for _ in range(limit):
        longer = []
        for total, written in live:
            read = torch.tensor([[model.start, *written]])
            with torch.no_grad():
                logits = model.network.inner(input_ids=source, decoder_input_ids=read).logits[0, -1]
            logs = logits.log_softmax(-1)
            logs[never] = -torch.inf
            logs[len(model.tokenizer.inner) :] = -torch.inf
            longer += [(total + log, (*written, id)) for id, log in enumerate(logs.double().tolist())]
        kept = sorted(longer, reverse=True)[:width]
        ended += [(t / ((5 + len(w)) / 6) ** exponent, w[:-1]) for t, w in kept if w[-1] == model.end]
        live = [(t, w) for t, w in kept if w[-1] != model.end]
        if not live or (len(ended) >= width and best_hope(live, limit, exponent) <= sorted(ended)[-width][0]):
            break
    unfinished = [(t / ((5 + len(w)) / 6) ** exponent, w) for t, w in live]
    return [*sorted(ended, reverse=True), *sorted(unfinished, reverse=True)][:width]


def best_hope(live: list[tuple[float, tuple[int, ...]]], limit: int, exponent: float) -> float:
    """What the best of these would come to if all that follows were certain."""
    return max(total for total, _ in live) / ((5 + limit) / 6) ** exponent


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("exponent", [0.0, 1.0])
def test_a_beam_finds_what_a_slow_one_does(family: str, exponent: float) -> None:
    found = translation(family, Translate(beam=3, length_penalty=exponent)).hypotheses
    expected = slowly(reader(family), 3, exponent)
    assert [ids(h) for h in found] == [written for _, written in expected]
    assert [h.score for h in found] == pytest.approx([score for score, _ in expected], abs=1e-3)


@pytest.mark.parametrize("family", FAMILIES)
def test_its_numbers_are_the_network_s_and_its_steps_lead_there(family: str) -> None:
    model, found = reader(family), translation(family, Translate(beam=4))
    source = model.ids(model.read_source(TEXT)[0])
    for hypothesis in found.hypotheses:
        written = [*ids(hypothesis), *[model.end] * hypothesis.finished]
        read = torch.tensor([[model.start, *written[:-1]]])
        with torch.no_grad():
            logs = model.network.inner(input_ids=source, decoder_input_ids=read).logits[0].log_softmax(-1)
        total = float(logs[range(len(written)), written].sum())
        assert hypothesis.log_probability == pytest.approx(total, abs=1e-3)
    kept = [[(ids(h), h.finished) for h in step] for step in found.beams]
    for before, after in pairwise(kept):
        assert {text if ended else text[:-1] for text, ended in after} <= {text for text, _ in before}
    assert max(map(len, kept)) == 4


@pytest.mark.parametrize("family", FAMILIES)
def test_a_beam_of_one_is_greedy_and_changes_reach_it(family: str) -> None:
    greedy = translation(family, Translate()).hypotheses[0]
    beam = translation(family, Translate(beam=2, length_penalty=0.0))
    assert beam.hypotheses[0].log_probability >= greedy.log_probability - 1e-4 or not greedy.finished
    site = Site("decoder", "self", 0)
    nothing = (Intervention(site, Temperature(1.0), 0),)
    same = translation(family, Translate(beam=2, length_penalty=0.0), nothing)
    assert [ids(h) for h in same.hypotheses] == [ids(h) for h in beam.hypotheses]
    blind = tuple(Intervention(Site("decoder", "cross", layer), ZeroAblation()) for layer in (0, 1))
    changed = translation(family, Translate(beam=2, length_penalty=0.0), blind)
    assert [ids(h) for h in changed.hypotheses] != [ids(h) for h in beam.hypotheses]


@pytest.mark.parametrize("family", FAMILIES)
def test_counting_otherwise_loses_nothing(family: str) -> None:
    model = reader(family)
    writer = Drafting(model, ())
    source = model.ids(model.read_source(TEXT)[0])
    with torch.inference_mode():
        logits, _ = writer.advance(writer.begin(source), torch.tensor([model.start + FIRST]))
        theirs = model.network.inner(input_ids=source, decoder_input_ids=torch.tensor([[model.start]]))
    expected = theirs.logits[0, -1].log_softmax(-1)
    ours = logits[0].log_softmax(-1)
    word = model.tokenizer.encode("cat", 9).tokens[0].id
    assert float(ours[FIRST + word]) == pytest.approx(float(expected[word]), abs=1e-5)
    assert float(ours[EOS]) == pytest.approx(float(expected[model.end]), abs=1e-5)
    assert float(ours.exp().sum()) == pytest.approx(1, abs=1e-5)


def test_a_trace_travels_between_processes_without_its_model() -> None:
    model = reader("t5")
    trace = model.trace(TEXT, Translate(beam=2))
    packet = pack(trace, model)
    there = unpack(packet, lambda name: model)
    assert len(packet) < len(pickle.dumps(model.network.inner.state_dict())) + trace.nbytes
    assert [h.text for h in there.outcome.beams[-1]] == [h.text for h in trace.outcome.beams[-1]]
    last = [state for state in there.residual if state.stack == "decoder"][-2].stream
    torch.testing.assert_close(there.prediction.read_off(last), trace.prediction.logits, atol=1e-3, rtol=1e-3)
