"""Whatever is sent: an answer or a problem in JSON, never a 5xx, never a line of a traceback."""

import json
from urllib.parse import quote

from hypothesis import given, settings
from hypothesis import strategies as some

from headlight.server.address.settings import SETTINGS
from headlight.server.api.problems import STATUS
from tests.server.api.client import Answer

FILE = "application/vnd.headlight+safetensors"
NAMES = ["model", "text", "change", "lang", "place", "visitor", "rows", "columns", "k", "token", *SETTINGS]
MODELS = [
    "gpt-learned",
    "gpt-none",
    "seq2seq-luong",
    "bert",
    "xlnet",
    "hf:gpt2",
    "learned:0",
    "untrained:gpt",
    "gpt@1",
]
CHANGES = [
    "zero",
    "temperature=0",
    "score=cosine",
    "cut=5-2",
    "row=0:1",
    "row=1:0,0",
    "unmask",
    "hide=0",
    "mean",
    "=",
    "",
]
SITES = [
    "decoder.self.0.0",
    "decoder.self.0.*",
    "encoder.self.1.1",
    "decoder.content.0.0",
    "decoder.cross.0.0",
    "positions",
]

change = some.builds(
    "{}:{}".format, some.sampled_from(SITES), some.sampled_from([*CHANGES, "removed", "shuffled=3"])
)
values = {
    "model": some.sampled_from(MODELS),
    "change": some.lists(change, max_size=3).map(";".join),
    "write": some.sampled_from(["0", "2", "٣", "1e1", "-1", "65"]),
    "masked": some.sampled_from(["", "1", "1,1,0", "99", "a"]),
    "order": some.sampled_from(["left", "right", "random", "typed", "x"]),
    "positions": some.sampled_from(["1 2 3", "3,2,1", "0", "９", "x"]),
    "rows": some.sampled_from(["0:1", "1:1", "2:1", "0:999999", ":", "a:b", "0:1:2"]),
    "second": some.text(max_size=12),
    "to": some.sampled_from(["auto", "en", "zh", "fr"]),
}
plausible = some.sampled_from([*values]).flatmap(lambda name: some.tuples(some.just(name), values[name]))
anything = some.tuples(some.sampled_from(NAMES), some.text(max_size=20)) | some.tuples(
    some.text(max_size=5), some.text(max_size=20)
)
text = some.tuples(some.just("text"), some.text(some.characters(codec="utf-8"), max_size=40))
questions = some.lists(plausible | anything, max_size=4).flatmap(
    lambda parts: some.tuples(text, some.tuples(some.just("model"), values["model"])).map(
        lambda first: [*first, *(part for part in parts if part[0] not in ("text", "model"))]
    )
)


def encoded(pairs) -> str:
    """A query string, surrogates and all."""
    return "&".join("=".join(quote(part.encode("utf-8", "surrogatepass")) for part in pair) for pair in pairs)


def checked(found) -> None:
    """An answer in its form, or a problem in its."""
    kind = found.headers["content-type"]
    if found.status_code == 200:
        assert kind in (FILE, "application/json")
        return Answer.of(found.content) if kind == FILE else found.json()
    assert kind == "application/problem+json"
    problem = found.json()
    name = problem["type"].removeprefix("urn:headlight:problem:")
    assert STATUS[name] == problem["status"] == found.status_code < 500
    assert problem["title"]
    assert problem["detail"]
    assert "Traceback" not in found.text
    return None


@settings(max_examples=150)
@given(pairs=questions)
def test_questions_are_answered_or_refused(http, pairs):
    checked(http.get(f"/api/v1/readings?{encoded(pairs)}"))


@settings(max_examples=80)
@given(pairs=some.lists(anything | plausible, max_size=6), path=some.sampled_from(["readings", "models"]))
def test_any_parameters_are_answered_or_refused(http, pairs, path):
    checked(http.get(f"/api/v1/{path}?{encoded(pairs)}"))


@settings(max_examples=80)
@given(raw=some.binary(max_size=60))
def test_bytes_for_a_query_are_answered_or_refused(http, raw):
    query = raw.decode("latin-1").replace("#", "%23")
    checked(http.get("/api/v1/readings?model=gpt-none&text=" + quote(query, safe="%&=+;")))


parts = some.sampled_from(
    ["decoder.self.0", "decoder.self.99", "x.y.0", "..", "0", "1", "999999", "%2e%2e", "["]
)
odd = some.text(some.characters(codec="utf-8"), max_size=8).map(lambda part: quote(part, safe=""))
paths = some.lists(parts | odd, max_size=5)
kinds = some.sampled_from(["heads", "predictions", ""])


@settings(max_examples=120)
@given(
    path=paths,
    kind=kinds,
    pairs=some.lists(plausible | anything, max_size=2),
)
def test_any_path_is_answered_or_refused(http, client, path, kind, pairs):
    name = client.reading("a cat", "gpt-none").about["id"]
    checked(http.get("/api/v1/" + "/".join(["readings", name, kind, *path]) + f"?{encoded(pairs)}"))


READ = [
    "Headlight-Visitor",
    "Origin",
    "Sec-Fetch-Site",
    "Accept-Language",
    "If-None-Match",
    "Accept-Encoding",
]
latin = some.text(some.characters(min_codepoint=32, max_codepoint=255), max_size=30)


@settings(max_examples=60)
@given(headers=some.dictionaries(some.sampled_from(READ), latin))
def test_any_headers_are_answered_or_refused(http, headers):
    sent = {name: value.encode("latin-1") for name, value in headers.items()}
    found = http.get("/api/v1/readings?model=gpt-none&text=a", headers=sent)
    if found.status_code != 304:
        checked(found)


def test_the_answers_json_is_json_whatever_was_typed(http):
    text = "\x00 \u202e </script> ’ \U0001f469 \ufffe é \u2028"
    found = checked(http.get(f"/api/v1/readings?{encoded([('model', 'gpt-none'), ('text', text)])}"))
    assert found.about["text"] == text
    assert json.dumps(found.about, allow_nan=False)
