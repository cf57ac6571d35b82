"""A page that holds nothing but the steps of one cell: the modules as they are, the numbers as the API answers them."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from headlight.model.site import Site
from headlight.model.trace import Trace
from headlight.server.api.head import head_body
from headlight.server.api.steps import steps_body
from headlight.translations.browser import browser_words

ADDRESS = "http://steps.test/"
WEB = Path(__file__).parents[2] / "web"
KINDS = {".js": "text/javascript", ".css": "text/css"}
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Steps</title>
<meta name="color-scheme" content="light dark">
<link rel="stylesheet" href="/workbench/controls.css"><link rel="stylesheet" href="/steps/steps.css">
<body style="background: Canvas; font-family: 'Source Sans 3', 'Noto Sans CJK SC', sans-serif; margin: 12px">
<main style="max-width: 640px"></main><script type="module">
import { parse } from "/attention/safetensors.js";
import { readHead } from "/attention/head.js";
import { mountSteps } from "/steps/steps.js";
const file = async (address, signal) => parse(await (await fetch(address, { signal })).arrayBuffer());
const { reading, words, ...cell } = await (await fetch("/about.json")).json();
const load = (query, key, signal) => file(`/numbers?query=${query}&key=${key}`, signal);
const options = { ...cell, words, reading: { ...reading, load }, head: readHead(await file("/head")) };
const steps = mountSteps(document.querySelector("main"), options);
window.point = (query, key) => steps.update({ ...options, query, key });
window.leave = () => steps.destroy();
</script></body></html>"""


def open_steps(
    page: Any, trace: Trace, site: Site, head: int, cell: tuple[int, int], language: str = "en"
) -> Any:
    """Show one cell's steps, without a server; the region they are in."""
    labels = {"queries": trace.query_tokens(site), "keys": trace.key_tokens(site)}
    reading = {"name": f"L{site.layer}H{head}", "layer": site.layer, "cross": site.kind == "cross"}
    reading |= {side: [token.label for token in some] for side, some in labels.items()}
    about = {"reading": reading, "words": browser_words(language)["steps"], "query": cell[0], "key": cell[1]}

    def answer(route: Any) -> None:
        address = urlsplit(route.request.url)
        file = WEB / address.path.removeprefix("/")
        if address.path == "/":
            route.fulfill(content_type="text/html", body=PAGE)
        elif address.path == "/about.json":
            route.fulfill(content_type="application/json", body=json.dumps(about))
        elif address.path == "/head":
            route.fulfill(body=head_body("reading", trace.step(site), head))
        elif address.path == "/numbers":
            query, key = (int(parse_qs(address.query)[side][0]) for side in ("query", "key"))
            route.fulfill(body=steps_body("reading", trace, site, head, query, key))
        elif file.suffix in KINDS and file.is_file():
            route.fulfill(content_type=KINDS[file.suffix], body=file.read_text(encoding="utf-8"))
        else:
            route.fulfill(status=404)

    page.route(f"{ADDRESS}**", answer)
    page.goto(ADDRESS)
    region = page.get_by_role("region")
    region.and_(page.locator("[data-state=ready]")).wait_for()
    return region
