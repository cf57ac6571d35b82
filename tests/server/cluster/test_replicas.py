"""Two replicas behind nginx: sessions stick, nobody is answered for another's text, one replica may go."""

import asyncio
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from email.message import Message

import pytest
from websockets.asyncio.client import connect

from benchmarks.session import Session
from headlight.model.zoo import load
from tests.server.cluster.nginx import behind_nginx


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with behind_nginx(tmp_path_factory.mktemp("nginx")) as site:
        yield site


def opened(url: str, visitor: str = "") -> Message:
    """The headers of an answer; with a visitor's name in the cookie, if there is one."""
    headers = {"Cookie": f"headlight={visitor}"} if visitor else {}
    with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=10) as answer:
        answer.read()
        return answer.headers


def newcomer(url: str) -> str:
    """Who nginx says a new visitor is."""
    (cookie,) = (c for c in opened(url).get_all("Set-Cookie") if c.startswith("headlight="))
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    return cookie.removeprefix("headlight=").partition(";")[0]


def three_at_each(site) -> list[str]:
    """Six visitors, three of whom nginx sends to either replica."""
    at = {replica: [] for replica in site.replicas}
    for _ in range(100):
        visitor = newcomer(site.url)
        (replica,) = site.reached(visitor)
        at[replica].append(visitor)
        if all(len(visitors) >= 3 for visitors in at.values()):
            break
    return [visitor for visitors in at.values() for visitor in visitors[:3]]


async def answered(url: str, texts: dict[str, list[str]]) -> dict[str, list[list[str]]]:
    """The token strips that visitors see, who all type their own texts at once."""
    address = url.replace("http", "ws", 1) + "/_stcore/stream"
    async with AsyncExitStack() as stack:
        sessions = {}
        for visitor in texts:
            headers = {"Cookie": f"headlight={visitor}", "Origin": url}
            socket = connect(address, additional_headers=headers, subprotocols=["streamlit"], max_size=None)
            sessions[visitor] = Session(await stack.enter_async_context(socket), {"lang": "en", "text": "a"})
        seen = dict(await asyncio.gather(*(typing(v, sessions[v], texts[v]) for v in texts)))
    assert [session.errors for session in sessions.values()] == [[]] * len(sessions)
    return seen


async def typing(visitor: str, session: Session, texts: list[str]) -> tuple[str, list[list[str]]]:
    await session.type()
    return visitor, [session.tokens for text in texts if await session.type(text)]


def check(site, visitors: list[str]) -> None:
    """Everybody types two texts of their own and sees their tokens."""
    encode = load("gpt").tokenizer.encode
    texts = {v: [f"Visitor {i} wrote letter {n}." for n in range(2)] for i, v in enumerate(visitors)}
    with ThreadPoolExecutor(1) as other:  # this thread may have the loop of a browser's tests
        seen = other.submit(asyncio.run, answered(site.url, texts)).result()
    for visitor in visitors:
        assert seen[visitor] == [
            [token.label for token in encode(text, 256).tokens] for text in texts[visitor]
        ]


def test_the_page_comes_with_headers(site):
    headers = opened(site.url)
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "'unsafe-eval'" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["Server"] == "nginx"


def test_a_name_that_nginx_did_not_give_is_replaced(site):
    headers = opened(site.url, "x" * 32)
    assert any(cookie.startswith("headlight=") for cookie in headers.get_all("Set-Cookie"))


@pytest.mark.parametrize("path", ["metrics", "script-health-check", "agent/openapi.json"])
def test_what_is_not_for_visitors_is_not_there(site, path):
    with pytest.raises(urllib.error.HTTPError, match="404"):
        opened(f"{site.url}/_stcore/{path}")


def test_sessions_stick_and_everybody_sees_their_own_text(site):
    visitors = three_at_each(site)
    for visitor in visitors:
        for path in ("/", "/_stcore/health"):
            assert "headlight=" not in str(opened(site.url + path, visitor).get_all("Set-Cookie"))
    check(site, visitors)
    reached = [site.reached(visitor) for visitor in visitors]
    assert all(len(replicas) == 1 for replicas in reached)
    assert set.union(*reached) == set(site.replicas)


def test_when_one_replica_goes_the_other_serves_all(site):
    visitors = three_at_each(site)
    gone, left = site.replicas
    site.stop(gone)
    check(site, visitors)
    assert opened(f"{site.url}/_stcore/health").get_content_type() == "text/plain"
    assert all(site.reached(newcomer(site.url)) == {left} for _ in range(8))
