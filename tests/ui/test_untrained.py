"""The untrained model at the engine and on Explore: the same random weights for everybody, once they are wanted."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch
from streamlit.testing.v1 import AppTest

from headlight.learning import store as shelf
from headlight.learning.choices import Choices
from headlight.learning.run import Run
from headlight.model import zoo
from headlight.model.interventions import HideToken, Intervention
from headlight.model.options import Continue, FillIn, Permute, Translate
from headlight.model.site import Site
from headlight.model.token_positions import Places
from headlight.model.trace import Trace
from headlight.server.engine import Engine, Question
from headlight.server.engine.cluster.packing import pack, unpack
from headlight.server.engine.loading import SEED, UNTRAINED, load
from headlight.server.engine.refusal import Crowded
from headlight.server.models import known, offered, untrained
from headlight.translations import t
from headlight.ui.engine import shared_engine
from headlight.ui.parts.untrained import told
from tests.ui.figures import figures

CPU = torch.device("cpu")
TEXT = "The cat sat. The cat sat."
NAME = UNTRAINED + "gpt"


def opened(model: str, **link: str) -> AppTest:
    app = AppTest.from_file("../../ui/script/page.py", default_timeout=60)
    app.query_params |= {"model": model, "text": TEXT, "view": "metrics"} | link
    app.run()
    assert not app.exception
    return app


def series(app: AppTest) -> dict[str, Any]:
    """The traces of the page's one figure by their names."""
    (drawn,) = figures(app)
    return {part.get("name"): part for part in drawn["data"]}


def captions(app: AppTest) -> list[str]:
    return [caption.value for caption in app.caption]


def test_its_weights_are_those_of_the_seed_whoever_asks() -> None:
    traces = [Engine(CPU).trace(Question(NAME, TEXT)) for _ in range(2)]
    expected = zoo.untrained("gpt", SEED, CPU).trace(TEXT)
    for trace in traces:
        assert trace.model_name == NAME
        for step, other in zip(trace.steps, expected.steps, strict=True):
            np.testing.assert_array_equal(step.weights(), other.weights())
    trained = zoo.load("gpt", CPU).trace(TEXT).steps[0].weights()
    assert np.abs(traces[0].steps[0].weights() - trained).max() > 0.5


def test_it_is_remembered_like_any_other() -> None:
    shared = Engine(CPU)
    assert shared.trace(Question(NAME, TEXT)) is shared.trace(Question(NAME, TEXT))


def test_it_is_never_offered_and_who_has_none_says_so() -> None:
    assert untrained("gpt") == NAME
    assert untrained("gpt-growing@64") == untrained("gpt-growing") == UNTRAINED + "gpt-growing"
    for other in ("hf:bert", f"{shelf.PREFIX}{'0' * 20}", NAME, "nobody", "gpt@3", ""):
        assert untrained(other) is None
    assert not known(NAME)
    assert NAME not in offered(NAME, "gpt")


@pytest.mark.parametrize("name", ["", "nobody", "../weights/gpt", "gpt-growing@64", NAME, "hf:bert"])
def test_another_name_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="expected one of the models"):
        load(UNTRAINED + name, CPU)


def test_its_answer_travels_between_processes_by_its_own_name() -> None:
    here, there = Engine(CPU), Engine(CPU)
    packet = pack(here.trace(Question(NAME, TEXT)), here.model(NAME))
    asked: list[str] = []
    arrived = unpack(packet, lambda name: asked.append(name) or there.model(name))  # type: ignore[func-returns-value]
    assert set(asked) == {NAME}
    assert torch.equal(
        arrived.steps[0].output_projection, there.model(NAME).trace(TEXT).steps[0].output_projection
    )


@pytest.mark.parametrize(
    "question",
    [
        Question("gpt", TEXT, Continue(length=6)),
        Question("gpt", TEXT, places=Places("shuffled", 3)),
        Question("bert", "猫在垫子上。", FillIn((2,), "The dog.")),
        Question("xlnet", "The cat sat", Permute((2, 3, 1))),
        Question("transformer", "The cat is sleeping."),
        Question("transformer", "The cat is sleeping.", Translate(beam=3)),
        Question("seq2seq-luong", "我爱你。"),
    ],
    ids=lambda question: f"{question.model}-{question.options}",
)
def test_it_reads_what_the_trained_one_read_and_wrote(question: Question) -> None:
    shared = shared_engine()
    trace = shared.trace(question)
    asked = told(replace(question, model=UNTRAINED + question.model), trace)
    other = shared.trace(asked)
    assert asked.places == question.places
    for stack, tokens in trace.tokens.items():
        assert [token.id for token in other.tokens[stack]] == [token.id for token in tokens]


def test_changes_in_force_hold_for_it_too() -> None:
    site = Site("decoder", "self", 0)
    hidden = Question("gpt", TEXT, interventions=(Intervention(site, HideToken(1)),))
    trace = shared_engine().trace(hidden)
    other = shared_engine().trace(told(replace(hidden, model=NAME), trace))
    np.testing.assert_array_equal(trace.step(site).visible(0), other.step(site).visible(0))
    assert not other.step(site).weights()[:, 2:, 1].any()


def test_the_page_asks_for_it_only_where_the_view_is_open() -> None:
    name = UNTRAINED + "gpt-none"
    models = shared_engine()._transport._models  # type: ignore[attr-defined]
    opened("gpt-none", view="weights")
    assert models.find(name) is None
    app = opened("gpt-none", metrics_metric="previous")
    assert models.find(name) is not None
    step = zoo.untrained("gpt-none", SEED, CPU).trace(TEXT).steps
    expected = [np.mean([np.diagonal(head, -1).mean() for head in layer.weights()]) for layer in step]
    np.testing.assert_allclose(series(app)["untrained, mean"]["x"], expected, atol=1e-6)
    said = t("details-untrained", model="gpt-none", seed=SEED)
    assert said in captions(app)


def test_a_checkpoint_stands_beside_its_model_untrained_in_chinese_too() -> None:
    app = opened("gpt-growing@64", lang="zh")
    assert "未训练，平均" in series(app)
    assert t("details-untrained", "zh", model="gpt-growing", seed=SEED) in captions(app)


def test_a_network_that_a_visitor_trained_has_none_and_the_view_serves() -> None:
    run = Run(Choices(steps=300), CPU)
    run.advance()
    app = opened(shelf.keep(run.learned()))
    assert len(series(app)) == 1
    assert t("details-no-untrained") in captions(app)


def test_it_stands_beside_what_a_model_wrote() -> None:
    for model, link in (("gpt", {"write": "5"}), ("transformer", {"site": "decoder.cross.1", "beam": "2"})):
        app = opened(model, **link)
        assert "untrained, mean" in series(app)


def test_what_would_be_split_otherwise_has_nothing_beside_it() -> None:
    app = opened("gpt", text="The cat", write="12", draw="sample", temperature="2.0", seed="1")
    assert len(series(app)) == 1
    assert t("details-other-tokens") in captions(app)


def test_while_the_engine_refuses_it_the_view_serves_without(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Engine.trace

    def refusing(self: Engine, question: Question, place: str = "") -> Trace:
        if question.model.startswith(UNTRAINED):
            raise Crowded
        return asked(self, question, place)

    monkeypatch.setattr(Engine, "trace", refusing)
    app = opened("gpt")
    assert len(series(app)) == 1
    assert t("waiting-crowded") in [notice.value for notice in (*app.info, *app.warning)]
    monkeypatch.undo()
    app.run()
    assert "untrained, mean" in series(app)
