"""Ray Serve on this machine: two replicas answer as this process would, and none of their answers is lost.

Skipped, with the reason, where Ray is not installed (requirements-ray.txt).
"""

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import monotonic, sleep

import pytest
import torch

from headlight.model.cancellation import Cancelled
from headlight.model.interventions import Intervention, ZeroAblation
from headlight.model.options import Continue, Permute, Translate
from headlight.model.site import Site
from headlight.model.zoo import load
from headlight.server.engine import Engine, Question
from headlight.server.engine.backend import chosen

ray = pytest.importorskip("ray", reason="Ray is not installed: pip install -r requirements-ray.txt")

from ray import serve  # noqa: E402

from headlight.server.engine.cluster.replica import readings  # noqa: E402
from headlight.server.engine.cluster.transport import NAME, Remote  # noqa: E402

pytestmark = pytest.mark.filterwarnings("default")  # Ray's own
CPU = torch.device("cpu")
ROOT = Path(__file__).parents[3]
SOON = 60.0  # seconds that nothing here should ever need
CHANGE = Intervention(Site("decoder", "self", 0), ZeroAblation(), 0)
LONG = Question(
    "gpt", "the cat " * 60, Continue(100, "sample", temperature=9.0), (CHANGE,)
)  # reads a hundred times


@pytest.fixture(scope="module")
def transport():
    """Two replicas on a cluster of this machine's own."""
    there = {"PYTHONPATH": str(ROOT), "HEADLIGHT_DEVICE": "cpu"}
    ray.init(
        "local", num_cpus=3, include_dashboard=False, log_to_driver=False, runtime_env={"env_vars": there}
    )
    serve.start(proxy_location="Disabled")
    serve.run(readings.options(num_replicas=2).bind(), name=NAME, route_prefix=None)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("HEADLIGHT_ENGINE", "ray")
        yield chosen(CPU)
    serve.shutdown()
    ray.shutdown()


def replicas() -> set[int]:
    """The processes of the replicas; Ray writes what they are into their command lines."""
    found = set()
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            title = path.read_bytes()
        except OSError:  # it has ended meanwhile
            continue
        if title.startswith(b"ray::ServeReplica:headlight"):
            found.add(int(path.parent.name))
    return found


def busy(process: int) -> float:
    """Seconds of processor time that a process has used."""
    user, system = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def same(one, other) -> bool:
    """Whether two traces read the same text and have the same numbers."""
    pairs = zip(one.steps, other.steps, strict=True)
    return one.text == other.text and all(
        torch.allclose(a.query, b.query, atol=1e-6) and torch.allclose(a.context, b.context, atol=1e-6)
        for a, b in pairs
    )


def test_the_engine_answers_as_it_would_alone(transport):
    assert isinstance(transport, Remote)
    engine, alone = Engine(CPU, transport=transport), Engine(CPU)
    for question in (Question("gpt", "A cat."), Question("transformer", "A cat.", Translate("zh"))):
        assert same(engine.trace(question), alone.trace(question))
    trace = engine.trace(Question("transformer", "A cat.", Translate("zh")))
    beginning = (trace.tokens["written"][0].id,)
    assert engine.completed(trace, beginning) == alone.completed(trace, beginning)


def test_options_that_do_not_fit_are_refused_as_here(transport):
    with pytest.raises(ValueError, match="expected an order"):
        transport.compute(Question("xlnet", "The cat", Permute((9, 1))), lambda: False)


def test_who_waits_no_more_frees_the_replica(transport):
    with pytest.raises(Cancelled):
        transport.compute(LONG, lambda: True)
    assert transport.compute(Question("gpt", "A dog."), lambda: False).text == "A dog."


def test_a_replica_is_killed_while_serving_and_no_answer_is_lost(transport):
    own = load("gpt", CPU)
    texts = [f"Visitor {number} wrote that the dog ran home." for number in range(40)]

    def asked(text):
        return transport.compute(Question("gpt", text, Continue(length=8)), lambda: False)

    with ThreadPoolExecutor(6) as pool:
        answers = [pool.submit(asked, text) for text in texts]
        while sum(answer.done() for answer in answers) < 5:
            sleep(0.005)
        victim = max(replicas(), key=busy)
        os.kill(victim, signal.SIGKILL)
        unanswered = sum(not answer.done() for answer in answers)
        traces = [answer.result(SOON) for answer in answers]
    assert unanswered > 10
    assert victim not in replicas()
    for text, trace in zip(texts, traces, strict=True):
        assert trace.text == text
        assert same(trace, own.trace(text, Continue(length=8)))
    end = monotonic() + SOON
    while len(replicas()) < 2:  # Ray starts another one
        assert monotonic() < end
        sleep(0.1)
