"""A packed trace is the trace, to the last bit, and takes no model along."""

import pickle
from dataclasses import fields, is_dataclass

import pytest
import torch

from headlight.model.interventions import Intervention, ZeroAblation
from headlight.model.options import Translate
from headlight.model.site import Site
from headlight.model.token_positions import Places
from headlight.model.zoo import architecture_of, load, names
from headlight.server.engine.cluster.packing import pack, unpack
from headlight.server.engine.question import Completion, Question

CPU = torch.device("cpu")
ONE_OF_EACH = {architecture_of(name): name for name in names()}.values()
BESIDE = 32 * 2**10  # bytes beside the trace's own tensors: token labels, sites, names


def same(one, other) -> bool:
    """Whether two values are equal all the way down, tensors to the last bit."""
    if isinstance(one, torch.Tensor):
        return one.dtype == other.dtype and torch.equal(one, other)
    if is_dataclass(one):
        return type(one) is type(other) and all(
            same(getattr(one, part.name), getattr(other, part.name)) for part in fields(one)
        )
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    return one == other


@pytest.mark.parametrize("name", ONE_OF_EACH)
def test_a_trace_comes_back_as_it_was_and_refers_to_the_model_there(name):
    here, there = load(name, CPU), load(name, CPU)
    trace = here.trace("The cat saw 苹果.")
    packet = pack(trace, here)
    found = unpack(packet, lambda _: there)
    assert len(packet) < trace.nbytes + BESIDE
    assert trace.prediction.vocabulary is here.tokenizer.vocabulary
    assert found.prediction.vocabulary is there.tokenizer.vocabulary
    assert found.verify() == trace.verify()
    if (read_off := trace.prediction.read_off) is not None:
        assert found.prediction.read_off.read.__self__ is there.network
        stream = torch.randn(3, here.config.d_model)
        assert torch.equal(found.prediction.read_off(stream), read_off(stream))
    for part in ("model_name", "text", "tokens", "steps", "residual", "left_out", "outcome"):
        assert same(getattr(found, part), getattr(trace, part)), part
    assert torch.equal(found.prediction.logits, trace.prediction.logits)


def test_a_pickle_would_take_the_model_along():
    reader = load("gpt", CPU)
    trace = reader.trace("The cat.")
    assert len(pickle.dumps(trace)) > 20 * len(pack(trace, reader))


def test_a_beam_spells_its_steps_with_the_tokenizer_there():
    reader = load("transformer", CPU)
    trace = reader.trace("The cat.", Translate("zh", beam=3))
    packet = pack(trace, reader)
    assert len(packet) < trace.nbytes + BESIDE
    found = unpack(packet, lambda _: reader)
    assert [h.text for h in found.outcome.beams[-1]] == [h.text for h in trace.outcome.beams[-1]]


def test_requests_come_back_equal():
    reader = load("transformer", CPU)
    change = Intervention(Site("encoder", "self", 0), ZeroAblation(), 1)
    question = Question("transformer", "A cat.", Translate("zh"), (change,), Places("shuffled", 3))
    assert unpack(pack(question, reader), lambda _: reader) == question
    completion = Completion(reader.trace("A cat.", Translate("zh")), (5, 6))
    found = unpack(pack(completion, reader), lambda _: reader)
    assert found.answered_by(reader) == completion.answered_by(reader)
