"""Every number of a head is enough to make the next one of: in float64, slowly, from what was answered alone."""

from collections.abc import Iterator

import numpy as np
import pytest

from headlight.model import zoo
from headlight.model.options import Continue
from headlight.server.engine import Question
from headlight.server.heads import pack
from tests.model.huggingface.conftest import reader
from tests.server.api.client import Answer, Client, context_of, weights_of

TEXT = "The cat is sitting on the"
CLOSE = 1e-5


def heads(client: Client, reading: Answer) -> Iterator[tuple[dict, int, Answer]]:
    """Every head of a reading, with its site."""
    for site in reading.about["sites"]:
        for number in range(site["n_heads"]):
            yield site, number, client.head(reading, site["site"], number)


def check(client: Client, reading: Answer) -> int:
    """Hold every head to its recorded context and its codes; how many there were."""
    count = 0
    for site, number, head in heads(client, reading):
        count += 1
        weights = weights_of(head)
        assert weights.shape == (site["n_query"], site["n_key"])
        if "context" in head.arrays:
            assert np.abs(context_of(head) - head.arrays["context"]).max(initial=0) <= CLOSE
            assert head.about["verified"] <= CLOSE
        size = site["rows"] * site["columns"]
        codes = reading.arrays["codes"][site["offset"] + number * size :][:size].reshape(weights.shape)
        assert np.abs((codes / 255.0) ** 2 - weights).max(initial=0) <= 1 / 255 + 1e-5
    return count


@pytest.mark.parametrize("model", zoo.names())
@pytest.mark.parametrize("text", [TEXT, "小明把苹果捡起来了。"])
def test_every_number_of_every_shipped_model_is_recomputed(client, model, text):
    reading = client.reading(text, model)
    sites = zoo.described(model)
    assert check(client, reading) == sum(site["n_heads"] for site in reading.about["sites"])
    assert bool(reading.about["sites"]) == (sites["architecture"] != "seq2seq")


@pytest.mark.parametrize(
    "change",
    [
        "decoder.self.1.2:zero",
        "decoder.self.1.*:mean",
        "decoder.self.1.2:temperature=0.5;decoder.self.1.2:temperature=3",
        "decoder.self.1.2:score=dot",
        "decoder.self.1.2:score=cosine;decoder.self.1.2:temperature=0.2",
        "decoder.self.1.2:score=distance",
        "decoder.self.1.2:unmask;decoder.self.1.2:hide=1",
        "decoder.self.1.2:cut=5-2",
        "decoder.self.1.2:row=5:0.5,0,0.5",
        "positions:removed",
        "positions:shuffled=3;decoder.self.0.*:zero",
    ],
)
@pytest.mark.parametrize("model", ["gpt", "gpt-alibi"])
def test_changed_heads_say_what_was_changed_and_are_recomputed(client, engine, change, model):
    reading = client.reading(TEXT, model, change=change)
    assert check(client, reading)
    plain = client.reading(TEXT, model)
    assert {tuple(one.values()) for one in reading.about["changes"]} == {(one,) for one in change.split(";")}
    if "positions" not in change:
        head, was = (client.head(one, "decoder.self.1", 2) for one in (reading, plain))
        assert [one["change"] for one in head.about["interventions"]] == [
            one.partition(":")[2] for one in change.split(";")
        ]
        assert was.about["interventions"] == []
        assert ("allowed" in head.arrays) == any(word in change for word in ("unmask", "cut", "hide"))
        if "allowed" in head.arrays:
            assert np.array_equal(head.arrays["allowed"], was.arrays["mask"])


@pytest.mark.parametrize("family", ["gpt2", "llama", "t5", "bert", "deberta-v2"])
def test_hugging_face_models_are_recomputed_and_say_if_only_weights_are_there(
    client, engine, monkeypatch, family
):
    model, load = reader(family), engine._transport.model
    monkeypatch.setattr(engine._transport, "model", lambda name: model if name == model.name else load(name))
    monkeypatch.setattr("headlight.server.api.questions.known", lambda name: name == model.name)
    reading = client.reading("The cat sat", model.name)
    assert check(client, reading) >= 8
    for site, _, head in heads(client, reading):
        assert site["weights_only"] == (head.about["score"] is None) == ("query" not in head.arrays)
        if family == "llama":
            assert head.about["kv_head"] == head.about["head"] // 2
    assert any(site["weights_only"] for site in reading.about["sites"]) == (family == "deberta-v2")


def test_a_window_is_the_same_numbers(client):
    text = "word " * 60 + "and the cat sat on the mat."
    reading = client.reading(text, "gpt-rotary")
    whole = client.head(reading, "decoder.self.1", 2)
    part = client.head(reading, "decoder.self.1", 2, rows="10:40")
    for name in ("query", "context", "mask"):
        assert np.array_equal(part.arrays[name], whole.arrays[name][10:40])
    assert np.array_equal(part.arrays["key"], whole.arrays["key"])
    assert part.about["rows"] == [10, 40]
    assert np.abs(context_of(part) - part.arrays["context"]).max() <= CLOSE
    corner = client.head(reading, "decoder.self.1", 2, rows="10:40", columns="5:25")
    assert np.abs(corner.arrays["weights"] - weights_of(whole)[10:40, 5:25]).max() <= CLOSE
    assert np.array_equal(corner.arrays["value"], whole.arrays["value"][5:25])
    assert corner.about["columns"] == [5, 25]


def test_a_long_text_comes_pooled_and_its_heads_in_windows(client, monkeypatch):
    monkeypatch.setattr("headlight.server.api.head.UNASKED", 10_000)
    reading = client.reading("The old man gave his friend a letter. " * 60, "gpt-learned")
    assert reading.about["pool"] == 2
    assert reading.about["left_out"] > 0
    site = reading.about["sites"][0]
    assert (site["n_query"], site["rows"]) == (512, 256)
    assert reading.arrays["codes"].shape == reading.arrays["maxima"].shape == (12 * 256 * 256,)
    head = client.head(reading, site["site"], 0)
    assert head.about["rows"] == [0, 10_000 // 512]
    assert np.abs(context_of(head) - head.arrays["context"]).max() <= CLOSE
    rows = weights_of(client.head(reading, site["site"], 0, rows="0:2"))
    tile = np.sqrt(rows.reshape(2, 256, 2).max((0, 2))) * 255
    assert np.abs(reading.arrays["maxima"][:256] - tile).max() <= 1


def test_a_reading_is_the_engines(client, engine):
    reading = client.reading(TEXT, "gpt", write="3")
    question = Question("gpt", TEXT, Continue(3))
    trace = engine.remembered(question)
    assert trace is not None  # the script asks the same question, and finds the answer
    lists = reading.about["tokens"]
    assert [token["id"] for token in lists["decoder"]] == [token.id for token in trace.tokens["decoder"]]
    for token in lists["decoder"][: reading.about["outcome"]["start"]]:
        if not token["special"]:
            assert TEXT[token["start"] : token["end"]] == token["text"]
    assert "".join(token["text"] for token in lists["decoder"][reading.about["outcome"]["start"] :]).strip()
    expected, prediction = reading.about["prediction"], trace.prediction
    top = prediction.top(expected["place"], 10)
    assert [(token["id"], token["p"]) for token in expected["top"]] == top
    packed = pack(trace)
    assert np.array_equal(reading.arrays["codes"], packed.codes.plain)


def test_any_token_may_be_asked_for(client, http, engine):
    reading = client.reading(TEXT)
    name = reading.about["id"]
    found = http.get(f"/api/v1/readings/{name}/predictions/3?token=5&token=77&k=4").json()
    trace = engine.remembered(Question("gpt", TEXT, Continue(0)))
    probabilities = trace.prediction.probabilities(3)
    order = np.argsort(-probabilities, kind="stable")
    assert [token["id"] for token in found["top"]] == order[:4].tolist()
    for asked in found["asked"]:
        assert asked["p"] == probabilities[asked["id"]]
        assert asked["label"] == trace.prediction.vocabulary[asked["id"]]
        assert asked["rank"] == 1 + int((probabilities > probabilities[asked["id"]]).sum())
