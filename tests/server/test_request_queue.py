"""The line of readings: in order, bounded, the same question once, the latest of a session, and errors kept apart."""

from functools import partial

import pytest

from headlight.model.cancellation import Cancelled
from headlight.model.options import Continue, Permute
from headlight.server.engine import Engine, Question
from headlight.server.engine.refusal import Crowded, TooLong
from headlight.server.engine.request_queue import Asker
from headlight.server.engine.transport import Here
from tests.server.engine_at_work import CPU, SOON, Noting, held, one_after_another, until

MODEL = "gpt-learned"
TEXTS = [f"number {i}" for i in range(6)]
LONG = Question(MODEL, "the cat", Continue(length=100))


@pytest.fixture
def noting() -> Noting:
    return Noting()


@pytest.fixture
def engine(noting: Noting) -> Engine:
    return Engine(CPU, transport=noting)


def test_readings_are_answered_in_the_order_they_came(engine, noting):
    with held(engine):
        asks = [partial(engine.trace, Question(MODEL, text)) for text in TEXTS]
        answers = one_after_another(engine, asks)
        assert noting.begun == []
    assert [answer.result(SOON).text for answer in answers] == TEXTS
    assert noting.begun == TEXTS


def test_a_ticket_knows_how_many_come_first(engine):
    with held(engine):
        tickets = [engine.line.ask(Question(MODEL, text)) for text in TEXTS]
        assert [ticket.ahead for ticket in tickets] == [0, 1, 2, 3, 4, 5]
        tickets[2].leave()
        assert [ticket.ahead for ticket in tickets[3:]] == [2, 3, 4]
    assert tickets[-1].result().text == TEXTS[-1]


def test_a_full_line_refuses_and_those_in_it_lose_nothing(engine):
    engine.line.most = 3
    with held(engine):
        tickets = [engine.line.ask(Question(MODEL, text)) for text in TEXTS[:3]]
        with pytest.raises(Crowded):
            engine.trace(Question(MODEL, TEXTS[3]))
        assert len(engine.line) == 3
        tickets.append(engine.line.ask(Question(MODEL, TEXTS[0])))  # joins, and needs no room
    assert [ticket.result().text for ticket in tickets] == [*TEXTS[:3], TEXTS[0]]
    assert engine.trace(Question(MODEL, TEXTS[3])).text == TEXTS[3]


def test_the_same_question_of_several_visitors_is_computed_once(engine, noting):
    with held(engine):
        answers = one_after_another(engine, [partial(engine.trace, Question(MODEL, "a cat"))])
        tickets = [engine.line.ask(Question(MODEL, "a cat"), Asker(str(i))) for i in range(7)]
        assert len(engine.line) == 1
    traces = [answers[0].result(SOON), *(ticket.result() for ticket in tickets)]
    assert noting.begun == ["a cat"]
    assert all(trace is traces[0] for trace in traces)
    assert engine.trace(Question(MODEL, "a cat")) is traces[0]


def test_the_latest_question_of_a_session_replaces_one_that_waits(engine, noting):
    with held(engine):
        first, other, elsewhere, latest = (
            engine.line.ask(Question(MODEL, text), asker)
            for text, asker in zip(
                TEXTS, [Asker("one"), Asker("two"), Asker("one", "aside"), Asker("one")], strict=False
            )
        )
        with pytest.raises(Cancelled):
            first.result()
    assert [ticket.result().text for ticket in (other, elsewhere, latest)] == TEXTS[1:4]
    assert noting.begun == TEXTS[1:4]


def test_the_latest_question_of_a_session_stops_one_that_is_read(engine, noting):
    older = engine.line.ask(LONG, Asker("one"))
    until(lambda: noting.begun == [LONG.text])
    newer = engine.line.ask(Question(MODEL, "a dog"), Asker("one"))
    with pytest.raises(Cancelled):
        older.result()
    assert newer.result().text == "a dog"
    assert noting.stopped == [LONG.text]


def test_a_reading_goes_on_while_somebody_wants_it(engine, noting):
    mine, yours = (engine.line.ask(LONG, Asker(name)) for name in ("me", "you"))
    until(lambda: noting.begun == [LONG.text])
    mine.leave()
    assert yours.result().text == LONG.text
    assert noting.stopped == []


def test_one_that_was_given_up_is_computed_anew_for_the_next(engine, noting):
    given_up = engine.line.ask(LONG)
    until(lambda: noting.begun == [LONG.text])
    given_up.leave()
    again = engine.line.ask(LONG)
    assert again.result().text == LONG.text
    assert noting.begun == [LONG.text] * 2
    assert noting.stopped == [LONG.text]


def test_an_error_reaches_those_who_asked_and_nobody_else(engine):
    wrong = Question("xlnet", "The cat", Permute((9, 1)))
    with held(engine):
        good, bad, too, unknown, last = (
            engine.line.ask(question)
            for question in (
                Question(MODEL, "a cat"),
                wrong,
                wrong,
                Question("nobody", "a cat"),
                Question(MODEL, "a dog"),
            )
        )
    for ticket in (bad, too):
        with pytest.raises(ValueError, match="expected an order"):
            ticket.result()
    with pytest.raises(ValueError, match="expected one of the models"):
        unknown.result()
    assert [ticket.result().text for ticket in (good, last)] == ["a cat", "a dog"]


def test_nothing_that_a_reading_raises_ends_the_thread():
    class Exiting(Here):
        def compute(self, request, unwanted):
            if request.text == "leave":
                raise SystemExit
            return super().compute(request, unwanted)

    engine = Engine(CPU, transport=Exiting(CPU))
    with pytest.raises(SystemExit):
        engine.trace(Question(MODEL, "leave"))
    assert engine.trace(Question(MODEL, "a cat")).text == "a cat"


def test_a_text_beyond_all_measure_is_refused_and_a_long_one_is_cut(engine):
    with pytest.raises(TooLong) as refused:
        engine.trace(Question(MODEL, "cat " * 50_001))
    assert refused.value.figures == {"characters": 200_004, "most": 200_000}
    assert engine.trace(Question(MODEL, "cat " * 5_000)).left_out > 4_000
