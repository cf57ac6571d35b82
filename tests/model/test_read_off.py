"""The read-off: at the last state it is the prediction itself, for every model that has a residual stream."""

import pytest
import torch

from headlight.model.outcomes import Translation
from headlight.model.read_off import ReadOff
from headlight.model.trace import Prediction, Trace
from headlight.model.zoo import names, untrained

STREAMS = {
    "gpt": "decoder",
    "gpt-learned": "decoder",
    "bert": "encoder",
    "transformer": "decoder",
    "xlnet": "query_stream",
}
TEXT = "The cat is sitting on the mat. 小猫。"


@pytest.mark.parametrize("name", [name for name in names() if name in STREAMS])
def test_the_last_state_gives_exactly_the_predictions_logits(name: str) -> None:
    trace = untrained(name).trace(TEXT)
    assert trace.prediction is not None
    read_off = trace.prediction.read_off
    assert read_off is not None
    assert read_off.stack == STREAMS[name]
    states = [s.stream for s in trace.residual if (s.stack, s.after) == (read_off.stack, "feed_forward")]
    assert torch.equal(read_off(states[-1]), trace.prediction.logits)
    assert not torch.equal(read_off(states[0]), trace.prediction.logits)


@pytest.mark.parametrize("name", [name for name in names() if name.startswith("seq2seq")])
def test_a_recurrent_model_has_no_stream_to_read(name: str) -> None:
    trace = untrained(name).trace("猫。")
    assert isinstance(trace.outcome, Translation)
    assert trace.prediction is not None
    assert trace.prediction.read_off is None


def test_a_trace_does_not_count_the_models_weights() -> None:
    network = torch.nn.Linear(8, 1000)
    logits = torch.zeros(3, 1000)
    plain = Trace("made", "", {}, (), prediction=Prediction(logits, []))
    reading = Trace(
        "made", "", {}, (), prediction=Prediction(logits, [], read_off=ReadOff("decoder", network))
    )
    assert reading.nbytes == plain.nbytes == logits.nbytes


def test_reading_leaves_no_trace_of_gradients() -> None:
    network = torch.nn.Linear(4, 5)
    with torch.inference_mode():
        stream = torch.randn(2, 4)
    assert not ReadOff("decoder", network)(stream).requires_grad
