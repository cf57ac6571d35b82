"""One cell's steps beside its head: what is read, projected, added and handed on, against the models' own layers."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from headlight.analysis.steps import head_steps
from headlight.model.architectures.xlnet import XLNet, XLNetConfig
from headlight.model.huggingface.weights_step import weights_alone
from headlight.model.interventions import Intervention, ZeroAblation
from headlight.model.projections import Projection, Projections
from headlight.model.recorder import recording
from headlight.model.site import Site
from headlight.model.trace import Trace
from headlight.model.zoo import load, names
from tests.conftest import make_tokens

CPU = torch.device("cpu")
TEXT = "The cat is sitting on the mat."
CLOSE = {"atol": 1e-5, "rtol": 1e-5}


@pytest.mark.parametrize("name", [name for name in names() if name != "seq2seq"])
def test_every_site_of_every_shipped_model_adds_up(name: str) -> None:
    trace = load(name, CPU).trace(TEXT)
    for step in trace.steps:
        found = head_steps(trace, step.site, step.n_heads - 1, step.n_query - 1, 1)
        off = found.about["verified"]
        if name.startswith("seq2seq"):  # no stream, and what asks is a state, nothing projected
            assert (off, found.about["sublayers"]) == ({"projections": None, "stream": None}, [])
            continue
        assert off["projections"] < 1e-4
        assert off["stream"] < 1e-4
        assert {"query.weight", "key.weight", "value.weight"} <= found.arrays.keys()
        assert {array.dtype for array in found.arrays.values()} == {np.dtype(np.float32)}


@torch.inference_mode()
def test_a_pre_norm_layer_step_by_step() -> None:
    reader = load("gpt-learned", CPU)
    trace, block = reader.trace(TEXT), reader.network.blocks[1]
    found = head_steps(trace, Site("decoder", "self", 1), 2, 4, 3)
    steps = {name: torch.tensor(array) for name, array in found.arrays.items()}
    width = len(steps["query"])
    rows = slice(2 * width, 3 * width)
    x = block.attention_norm(steps["attention.before"])
    torch.testing.assert_close(steps["attention.read"], x, **CLOSE)
    torch.testing.assert_close(steps["query.read"], x, **CLOSE)
    torch.testing.assert_close(steps["query"], block.attention.query(x)[rows], **CLOSE)
    torch.testing.assert_close(steps["key"], block.attention.key(steps["key.read"])[rows], **CLOSE)
    torch.testing.assert_close(
        steps["value"], steps["value.weight"] @ steps["key.read"] + steps["value.bias"], **CLOSE
    )
    after = steps["attention.before"] + steps["attention.output"]
    torch.testing.assert_close(steps["attention.after"], after, **CLOSE)
    torch.testing.assert_close(steps["feed_forward.before"], after, **CLOSE)
    fed = block.feed_forward(block.feed_forward_norm(after))
    torch.testing.assert_close(steps["feed_forward.output"], fed, **CLOSE)
    following = reader.network.blocks[2].attention_norm(after + fed)
    torch.testing.assert_close(steps["next"], following, **CLOSE)
    assert found.about["next"] == "layer"
    assert found.about["norms"] == "before"
    assert not found.about["turned"]
    last = head_steps(trace, Site("decoder", "self", 2), 0, 4, 3)
    torch.testing.assert_close(
        torch.tensor(last.arrays["next"]),
        reader.network.norm(torch.tensor(last.arrays["feed_forward.after"])),
        **CLOSE,
    )
    assert last.about["next"] == "norm"


@torch.inference_mode()
def test_what_is_turned_is_shown_before_it_too() -> None:
    reader = load("gpt", CPU)
    trace = reader.trace(TEXT)
    found = head_steps(trace, Site("decoder", "self", 3), 1, 5, 2)
    assert found.about["turned"]
    turn = reader.network.positions.turn
    for name, place in (("query", 5), ("key", 2)):
        before = torch.tensor(found.arrays[f"{name}.projected"])
        turned = turn(before.expand(1, 1, 8, -1))[0, 0, place]
        torch.testing.assert_close(torch.tensor(found.arrays[name]), turned, **CLOSE)
    first = head_steps(trace, Site("decoder", "self", 3), 1, 5, 0)
    assert "key.projected" not in first.arrays  # the first place is not turned


@torch.inference_mode()
def test_a_post_norm_decoder_reads_the_encoder_in_the_middle() -> None:
    reader = load("transformer", CPU)
    trace, block = reader.trace(TEXT), reader.network.decoder_blocks[1]
    found = head_steps(trace, Site("decoder", "cross", 1), 3, 2, 4)
    steps = {name: torch.tensor(array) for name, array in found.arrays.items()}
    memory = next(
        s.stream for s in reversed(trace.residual) if (s.stack, s.after) == ("encoder", "feed_forward")
    )
    torch.testing.assert_close(steps["key.read"], memory[4].float(), **CLOSE)
    torch.testing.assert_close(steps["query.read"], steps["cross_attention.before"], **CLOSE)
    total = steps["cross_attention.before"] + steps["cross_attention.output"]
    torch.testing.assert_close(steps["cross_attention.sum"], total, **CLOSE)
    torch.testing.assert_close(steps["cross_attention.after"], block.cross_attention_norm(total), **CLOSE)
    assert found.about["sublayers"] == ["cross_attention", "feed_forward"]
    assert found.about["norms"] == "behind"
    assert "next" not in steps
    whole = head_steps(trace, Site("decoder", "self", 1), 0, 2, 1)
    assert whole.about["sublayers"] == ["attention", "cross_attention", "feed_forward"]


@torch.inference_mode()
def test_two_streams_share_their_weights_and_the_keys_are_the_content_s() -> None:
    network = XLNet(XLNetConfig(50, 16, d_model=16, n_layers=2, n_heads=2, d_ff=16)).eval()
    for parameter in network.parameters():
        torch.nn.init.normal_(parameter, std=0.4)
    with recording() as record:
        network(torch.arange(6)[None], torch.tensor([[0, 3, 1, 5, 2, 4]]))
    trace = Trace(
        "random", "", {"decoder": make_tokens("abcdef")}, tuple(record.steps), tuple(record.residual)
    )
    for kind in ("content", "query_stream"):
        found = head_steps(trace, Site("decoder", kind, 1), 1, 4, 3)
        assert found.about["verified"]["projections"] < 1e-4
        u = network.blocks[1].attention.content_bias[1, 0]
        torch.testing.assert_close(torch.tensor(found.arrays["query.bias"]), u)
        step = trace.step(Site("decoder", kind, 1))
        assert found.about["bias"]["formula"] == "(q + v)·r"
        added = found.about["bias"]["factor"] * found.arrays["bias.terms"].sum()
        assert added == pytest.approx(step.added_bias(1)[4, 3], abs=1e-5)
        product = found.arrays["bias.part.0"] * found.arrays["bias.part.1"]
        np.testing.assert_allclose(product, found.arrays["bias.terms"], rtol=1e-6)


def test_projections_that_do_not_make_the_vectors_are_left_out(trace: Trace) -> None:
    step = trace.steps[0]
    assert step.projections is not None
    other = Projection(torch.randn_like(step.projections.query.weight))
    odd = replace(step, projections=Projections(other, step.projections.key, other))
    found = head_steps(replace(trace, steps=(odd, *trace.steps[1:])), step.site, 0, 3, 1)
    assert "key.weight" in found.arrays
    assert not {"query.weight", "value.weight", "query.projected"} & found.arrays.keys()


def test_a_record_without_projections_or_stream_says_less(traces: dict[str, Trace]) -> None:
    found = head_steps(traces["additive"], Site("decoder", "self", 0), 0, 2, 1)
    assert found.arrays.keys() == {"query", "key", "value", "context"}
    assert found.about["verified"] == {"projections": None, "stream": None}
    assert (found.about["bias"], found.about["next"], found.about["norms"]) == (None, None, None)


def test_a_linear_bias_is_a_distance_times_a_slope(traces: dict[str, Trace]) -> None:
    found = head_steps(traces["alibi"], Site("decoder", "self", 0), 1, 5, 2)
    assert found.arrays["bias.terms"].tolist() == [3.0]
    assert found.about["bias"]["parts"] == []


def test_what_was_used_is_said_beside_what_was_changed() -> None:
    site = Site("decoder", "self", 0)
    trace = load("gpt-none", CPU).trace(TEXT, interventions=[Intervention(site, ZeroAblation(), 0)])
    found = head_steps(trace, site, 0, 3, 1)
    assert not found.arrays["context"].any()
    assert found.about["used"]["weight"] == pytest.approx(float(trace.step(site).weights(0)[3, 1]))
    assert found.about["used"]["score"] == pytest.approx(float(trace.step(site).scores(0)[3, 1]))


def test_what_is_not_there_is_refused(trace: Trace) -> None:
    site = trace.steps[0].site
    for place in ((3, 0, 0), (0, 9, 0), (0, 0, 9), (0, -1, 0)):
        with pytest.raises(ValueError, match=r"expected a (head|query|key) from 0"):
            head_steps(trace, site, *place)
    with pytest.raises(KeyError, match=r"no decoder.self.7"):
        head_steps(trace, Site("decoder", "self", 7), 0, 0, 0)
    alone = weights_alone(site, torch.full((1, 9, 9), 1 / 9))
    with pytest.raises(ValueError, match="only weights were recorded"):
        head_steps(replace(trace, steps=(alone,)), site, 0, 1, 1)
