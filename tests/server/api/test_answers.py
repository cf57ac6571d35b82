"""What surrounds the numbers: what is kept, what is deflated, languages, models, problems, who may ask."""

import gzip
import json
import re

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from headlight.model import zoo
from headlight.server.address.settings import SETTINGS
from headlight.server.api import Api, mounted
from headlight.server.api.problems import STATUS
from headlight.server.api.questions import remember
from headlight.server.engine import Engine, Question
from headlight.server.engine.rate_limiter import Allowance
from headlight.server.engine.refusal import Crowded
from headlight.translations import languages, t
from tests.server.api.client import Answer, api
from tests.server.engine_at_work import CPU

READING = {"model": "gpt", "text": "The cat sat on the mat."}


def asked(http, path, **request):
    """The answer to a path below /api/v1."""
    return http.get(f"/api/v1/{path}", **request)


def test_an_answer_is_kept_and_asked_for_by_its_name(http):
    first = asked(http, "readings", params=READING)
    assert first.headers["cache-control"] == "private, max-age=86400, immutable"
    assert first.headers["vary"] == "Accept-Encoding, Accept-Language"
    name = Answer.of(first.content).about["id"]
    for path, query in (
        ("readings", READING),
        (f"readings/{name}", {}),
        (f"readings/{name}/heads/decoder.self.0/1", {}),
        (f"readings/{name}/heads/decoder.self.0/1", {"rows": "1:3"}),
        (f"readings/{name}/predictions/2", {"k": "3", "token": "7"}),
    ):
        whole = asked(http, path, params=query)
        again = asked(
            http, path, params=query, headers={"If-None-Match": f'"other", {whole.headers["etag"]}'}
        )
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", whole.headers["etag"])
        other = asked(http, path, params=query, headers={"If-None-Match": '"other"'})
        assert other.content == whole.content
    chinese = asked(http, "readings", params={**READING, "lang": "zh"})
    assert chinese.headers["etag"] != first.headers["etag"]
    assert Answer.of(chinese.content).about["sites"][0]["group"] == f"解码器 · {t('figure-site-self', 'zh')}"


def test_an_id_means_one_question(http):
    def identity(**query):
        return Answer.of(asked(http, "readings", params=query).content).about["id"]

    names = {
        identity(**READING),
        identity(**READING | {"model": "gpt-rotary"}),
        identity(**READING | {"text": "The cat sat on the mat"}),
        identity(**READING, write="1"),
        identity(**READING, change="decoder.self.0.0:zero"),
        identity(**READING, change="positions:removed"),
    }
    assert len(names) == 6
    assert all(re.fullmatch("[0-9a-f]{32}", name) for name in names)
    assert identity(**READING, seed="5") == identity(**READING, lang="zh", write="0") == identity(**READING)


def test_a_forgotten_reading_is_asked_once_more():
    path = "readings/{}/heads/decoder.self.0/1"
    with api(Engine(CPU)) as here:
        name = Answer.of(asked(here, "readings", params=READING).content).about["id"]
        head = asked(here, path.format(name)).content
    with api(Engine(CPU)) as elsewhere:
        assert asked(elsewhere, path.format(name)).json()["type"] == "urn:headlight:problem:forgotten"
        assert asked(elsewhere, f"readings/{name}", params=READING | {"text": "Another"}).status_code == 404
        assert asked(elsewhere, path.format(name), params=READING).content == head
        assert asked(elsewhere, path.format(name)).content == head  # known from now on


def test_a_page_hands_over_what_no_address_carries(http, engine):
    text = "苹果从树上掉下来，" * 3000
    name = remember(engine, Question("gpt-none", text))
    answer = Answer.of(asked(http, f"readings/{name}").content)
    assert text.startswith(answer.about["text"][:100])
    assert answer.about["left_out"] > 1000
    assert (
        asked(http, f"readings/{name}/heads/decoder.self.0/0", params={"rows": "500:512"}).status_code == 200
    )


def test_what_pays_is_deflated_for_who_takes_it(http):
    plain = asked(http, "readings", params=READING, headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    with http.stream("GET", "/api/v1/readings", params=READING, headers={"Accept-Encoding": "gzip"}) as small:
        body = b"".join(small.iter_raw())
        assert small.headers["content-encoding"] == "gzip"
    assert len(body) < 0.6 * len(plain.content)
    assert gzip.decompress(body) == plain.content


def test_arrays_lie_where_typed_arrays_may_be_made_of_them(http):
    name = Answer.of(asked(http, "readings", params=READING).content).about["id"]
    body = asked(http, f"readings/{name}/heads/decoder.self.0/1").content
    length = int.from_bytes(body[:8], "little")
    header = json.loads(body[8 : 8 + length])
    assert header.pop("__metadata__").keys() == {"headlight"}
    for part in header.values():
        assert (8 + length + part["data_offsets"][0]) % (4 if part["dtype"] == "F32" else 1) == 0


@pytest.mark.parametrize("language", languages())
def test_every_model_says_what_it_is_for_and_what_it_can_be_asked(http, language):
    models = {one["name"]: one for one in asked(http, "models", params={"lang": language}).json()["models"]}
    assert models.keys() >= {*zoo.names()}
    for name in zoo.names():
        model, sizes = models[name], zoo.described(name)
        assert (model["context"], model["heads"]) == (sizes["context"], sizes.get("n_heads"))
        assert model["purpose"]
        for field in model["fields"]:
            assert field["default"] == SETTINGS[field["name"]].default
        query = {"model": name, "text": "The cat sat.", **{f["name"]: written(f) for f in model["fields"]}}
        assert asked(http, "readings", params=query).status_code == 200, query
    assert len({models[name]["purpose"] for name in zoo.names()}) == len(zoo.names())


def written(field) -> str:
    """A value within what a field says of itself."""
    match field["kind"]:
        case "integer":
            return str(min(field["smallest"] + 2, field["largest"]))
        case "decimal":
            return str(field["largest"])
        case "choice":
            return field["choices"][1]
        case "several":
            return "2,3"
    return "" if field["name"] == "positions" else "他坐着"


def test_a_problem_speaks_the_visitors_language(http):
    for header, lang, language in (
        ("zh-CN,zh;q=0.9,en;q=0.8", None, "zh"),
        ("fr, en;q=0.4, zh;q=0.6", None, "zh"),
        ("zh", "en", "en"),
        (";q=x,,", None, "en"),
    ):
        query = {} if lang is None else {"lang": lang}
        found = asked(http, "nothing", params=query, headers={"Accept-Language": header})
        assert (found.status_code, found.headers["content-type"]) == (404, "application/problem+json")
        assert found.headers["content-language"] == language
        assert found.json() == {
            "type": "urn:headlight:problem:nowhere",
            "title": t("api-nowhere", language),
            "status": 404,
            "detail": t("api-nowhere-detail", language),
        }


@pytest.mark.parametrize(
    ("path", "query", "name", "member"),
    [
        ("readings", {"model": "gpt", "text": " \n"}, "parameter", "text"),
        ("readings", {"model": "gpt", "text": "a", "beam": "2"}, "parameter", "beam"),
        ("readings", {"model": "gpt", "text": "a", "write": "65"}, "parameter", "write"),
        ("readings", {"model": "gpt", "text": "a", "site": "decoder.self.0"}, "parameter", "site"),
        ("readings", {"model": "gpt", "text": "a", "visitor": "short"}, "parameter", "visitor"),
        ("readings", {"model": "gpt", "text": "a", "place": "<b>"}, "parameter", "place"),
        ("readings", {"model": "gpt", "text": "a", "change": "decoder.self.0.0:boil"}, "parameter", "change"),
        ("readings", {"model": "seq2seq", "text": "a", "change": "positions:removed"}, "parameter", "change"),
        (
            "readings",
            {"model": "xlnet", "text": "a b", "order": "typed", "positions": "9 9"},
            "parameter",
            "positions",
        ),
        ("readings", {"model": "gpt", "text": "a", "change": "decoder.self.9.0:zero"}, "misfit", None),
        ("readings", {"model": "gpt", "text": "a", "change": "decoder.self.0.9:zero"}, "misfit", None),
        ("readings", {"model": "gpt", "text": "a", "change": "decoder.self.0.0:cut=900-1"}, "misfit", None),
        (
            "readings",
            {"model": "seq2seq-luong", "text": "a", "change": "decoder.cross.0.0:unmask"},
            None,
            None,
        ),
        ("readings", {"model": "hf:not/here", "text": "a"}, "model", None),
        ("readings", {"model": "gpt", "text": "a" * 14_000}, "too_long", None),
        ("readings/{}/heads/decoder.self.6/0", {}, "absent", None),
        ("readings/{}/heads/decoder.self.0/4", {}, "absent", None),
        ("readings/{}/heads/decoder.cross.0/0", {}, "absent", None),
        ("readings/{}/heads/nowhere.self.0/0", {}, "parameter", "site"),
        ("readings/{}/heads/decoder.self.0/0", {"rows": "0:900"}, "absent", None),
        ("readings/{}/heads/decoder.self.0/0", {"columns": "3:3"}, "parameter", "columns"),
        ("readings/{}/heads/decoder.self.0/0", {"rows": "-1:2"}, "parameter", "rows"),
        ("readings/{}/predictions/900", {}, "absent", None),
        ("readings/{}/predictions/0", {"token": "9999"}, "parameter", "token"),
        ("readings/{}/predictions/0", {"k": "0"}, "parameter", "k"),
        ("readings/{}/predictions/x", {}, "nowhere", None),
        ("models", {"x": "1"}, "parameter", "x"),
    ],
)
def test_what_makes_no_sense_is_named(http, path, query, name, member):
    known = Answer.of(asked(http, "readings", params=READING).content).about["id"]
    found = asked(http, path.format(known), params=query)
    if name is None:
        assert found.status_code == 200
        return
    problem = found.json()
    assert (problem["type"], found.status_code) == (f"urn:headlight:problem:{name}", STATUS[name])
    assert problem.get("parameter") == member
    assert problem["detail"]
    assert "no-store" in found.headers["cache-control"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "BREW"])
def test_only_get_is_answered(http, method):
    found = http.request(method, "/api/v1/models")
    assert found.status_code == 405
    assert found.headers["allow"] == "GET"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "none"}, 200),
        ({"Origin": "http://testserver"}, 200),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": "http://testserver.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://["}, 403),
    ],
)
def test_only_this_sites_own_pages_may_ask(http, headers, status):
    found = asked(http, "models", headers=headers)
    assert found.status_code == status
    assert "access-control-allow-origin" not in found.headers
    assert found.headers["cross-origin-resource-policy"] == "same-origin"


def test_who_asks_too_much_is_told_when_to_go_on():
    engine = Engine(CPU)
    engine.allowance = Allowance(burst=2, rate=0.5)
    with api(engine) as http:

        def ask(text, visitor):
            return asked(
                http, "readings", params=READING | {"text": text}, headers={"Headlight-Visitor": visitor}
            )

        assert [ask(text, "visitor-1").status_code for text in ("one", "two", "three", "one")] == [
            200,
            200,
            429,
            200,
        ]
        refused = ask("four", "visitor-1")
        assert refused.headers["retry-after"] == str(refused.json()["seconds"]) == "2"
        assert refused.json()["detail"] == t("waiting-hurried", seconds=2)
        assert ask("three", "visitor-2").status_code == 200  # each has an allowance of their own
        engine.line.ask = crowded
        refused = ask("six", "visitor-3")
        assert (refused.status_code, refused.headers["retry-after"]) == (503, "1")


def test_a_name_drawn_anew_for_every_question_brings_no_more_than_a_class_has(monkeypatch):
    monkeypatch.setattr("headlight.server.api.answers.ADDRESS_BURST", 3)
    monkeypatch.setattr("headlight.server.api.answers.ADDRESS_RATE", 0.1)
    with api(Engine(CPU)) as http:
        found = [
            asked(http, "readings", params=READING | {"text": f"number {i}", "visitor": f"visitor-{i}"})
            for i in range(4)
        ]
        assert [one.status_code for one in found] == [200, 200, 200, 429]
        assert asked(http, "readings", params=READING | {"text": "number 1"}).status_code == 200


def crowded(*_, **__):
    raise Crowded


def test_what_breaks_inside_is_a_problem_and_a_line_in_the_log(http, engine, monkeypatch, caplog):
    monkeypatch.setattr("headlight.server.api.answers.reading_body", broken)
    found = asked(http, "readings", params=READING | {"text": "secret words"})
    assert (found.status_code, found.json()["type"]) == (500, "urn:headlight:problem:failed")
    assert "broken inside" not in found.text
    assert [line.exc_info is not None for line in caplog.records] == [True]


def broken(*_):
    raise RuntimeError("broken inside")


def test_a_forged_message_is_one_line_in_the_log_without_the_text(http, caplog):
    query = {"model": "gpt", "text": "secret words", "write": "9\n9"}
    assert asked(http, "readings", params=query).status_code == 400
    (line,) = caplog.records
    assert "\n" not in line.getMessage()
    assert "secret" not in line.getMessage()


def test_below_another_root():
    with TestClient(Starlette(routes=[mounted(Api(lambda: Engine(CPU)), "/class/five/")])) as http:
        assert http.get("/class/five/api/v1/models").status_code == 200
        assert http.get("/api/v1/models").status_code == 404
