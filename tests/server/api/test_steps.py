"""One cell step by step: the answer follows from the record, and leads on from the head's own answer."""

import numpy as np
import pytest

from headlight.model import zoo

TEXT = "The cat is sitting on the"
CLOSE = 1e-4


def steps(client, reading, site, head, **cell):
    return client.fetched(f"readings/{reading.about['id']}/heads/{site}/{head}/steps", cell)


@pytest.mark.parametrize("model", [name for name in zoo.names() if name != "seq2seq"])
def test_every_step_leads_to_the_next(client, model):
    reading = client.reading(TEXT, model)
    for site in reading.about["sites"]:
        query, key = site["n_query"] - 1, site["n_key"] // 2
        head = client.head(reading, site["site"], 0)
        found = steps(client, reading, site["site"], 0, query=str(query), key=str(key))
        arrays = found.arrays
        assert found.about["format"] == "headlight-steps-1"
        assert np.array_equal(arrays["query"], head.arrays["query"][query])
        assert np.array_equal(arrays["key"], head.arrays["key"][key])
        assert np.array_equal(arrays["context"], head.arrays["context"][query])
        if model.startswith("seq2seq"):
            assert found.about["sublayers"] == []
            continue
        made = arrays["value.weight"] @ arrays["key.read"] + arrays.get("value.bias", 0)
        assert np.abs(made - head.arrays["value"][key]).max() < CLOSE
        first, *_, last = found.about["sublayers"]
        total = arrays[f"{first}.before"] + arrays[f"{first}.output"]
        after = arrays.get(f"{first}.sum", arrays[f"{first}.after"])
        assert np.abs(total - after).max() < CLOSE
        assert last == "feed_forward"


def test_it_is_kept_and_asked_for_by_its_name(client, http):
    name = client.reading(TEXT).about["id"]
    path = f"/api/v1/readings/{name}/heads/decoder.self.1/2/steps"
    first = http.get(path, params={"query": "3", "key": "1"})
    again = http.get(
        path, params={"query": "3", "key": "1"}, headers={"If-None-Match": first.headers["etag"]}
    )
    assert (again.status_code, again.content) == (304, b"")
    other = http.get(
        path, params={"query": "3", "key": "2"}, headers={"If-None-Match": first.headers["etag"]}
    )
    assert other.status_code == 200
    assert other.headers["etag"] != first.headers["etag"]


@pytest.mark.parametrize(
    ("head", "cell", "problem"),
    [
        ("decoder.self.1/2", {"query": "99", "key": "0"}, "absent"),
        ("decoder.self.1/2", {"query": "0", "key": "99"}, "absent"),
        ("decoder.self.1/99", {"query": "0", "key": "0"}, "absent"),
        ("decoder.self.99/0", {"query": "0", "key": "0"}, "absent"),
        ("decoder.self.1/2", {"query": "-1", "key": "0"}, "parameter"),
        ("decoder.self.1/2", {"query": "x"}, "parameter"),
        ("decoder.self.1/2", {"rows": "0:2"}, "parameter"),
    ],
)
def test_what_is_not_there_is_a_problem(client, http, head, cell, problem):
    name = client.reading(TEXT).about["id"]
    answer = http.get(f"/api/v1/readings/{name}/heads/{head}/steps", params=cell)
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"] == f"urn:headlight:problem:{problem}"
