"""Everything that reads and writes parts of links, with vectors: the one place that imports it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from headlight.server.address.changes import CHANGES as CHANGE
from headlight.server.address.changes import normalised
from headlight.server.address.codec import cut_short, read, write
from headlight.server.address.fields import Fields, site
from headlight.server.address.settings import SETTINGS
from headlight.ui.pages.learning.live.address import FIELDS as LIVE
from headlight.ui.parts.workbench import FIELDS as WORKBENCH
from headlight.ui.view import FIELDS, View

SETTING = {
    "to": ("auto", "en", "zh", "fr", ""),
    "forced": ("", "猫 坐"),
    "beam": ("1", "8", "0", "9", "２", "1.0", ""),
    "penalty": ("0", "0.25", "2", "nan", "-1", "1e400", "x"),
    "write": ("0", "64", "65", "100000"),
    "draw": ("greedy", "sample", "best"),
    "temperature": ("0.1", "2", "0.05", "0", "hot"),
    "top_k": ("0", "200", "201", "-1"),
    "top_p": ("0.05", "1", "1.01"),
    "seed": ("0", "999999", "1000000", "1e3"),
    "second": ("It slept.",),
    "masked": ("", "3", "3,5", "1,,2", "-1"),
    "order": ("left", "right", "random", "typed", "up"),
    "positions": ("", "3 1 2"),
}
BENCH = {
    "panel": ("heatmap", "lines", "text", "x"),
    "heads": ("decoder.self.0.3,decoder.cross.2.1", "decoder.self.0", "x", ""),
    "threshold": ("0", "0.25", "1", "1.1", "nan"),
    "sort": ("layer", "previous", "induction", "entropy", "x"),
    "scale": ("shared", "head", "x"),
    "pinned": ("query", "key", "x"),
    "window": ("256,0", "0,0", "1", "-1,0", "1,2,3"),
    "pooling": ("mean", "maximum", "x"),
}
CHANGES = (
    "decoder.self.1.2:zero;decoder.self.0.*:temperature=0.5;encoder.self.0.1:cut=5-2;positions:shuffled=3",
    "decoder.cross.0.0:mean;decoder.self.0.1:unmask;decoder.self.0.0:hide=2;positions:removed",
    "decoder.self.0.0:score=dot;decoder.self.0.1:score=scaled;decoder.self.0.2:score=cosine",
    "decoder.self.0.3:score=distance;decoder.self.1.0:row=5:1,2,1;decoder.self.1.0:row=5:0.333,0,9e5",
    *(f"{bad};decoder.self.0.0:mean" for bad in ("zero", "decoder.self.1:zero", "decoder.self.1.2:")),
    *(f"decoder.self.1.2:{bad}" for bad in ("zero=1", "temperature=0", "temperature=inf", "score=best")),
    *(
        f"decoder.self.1.2:{bad}"
        for bad in ("cut=5", "cut=5--2", "hide=x", "row=5:0,0", "row=5:nan", "row=5")
    ),
    *(f"decoder.self.{bad}:zero" for bad in ("1.-1", "1.²", "01.2")),
    *(f"positions:{bad}" for bad in ("removed=1", "shuffled", "lost")),
    ";".join(f"decoder.self.{i}.0:zero" for i in range(65)),
    ";".join(f"decoder.self.{i}.0:row=0:{','.join(map(str, range(1, 60)))}" for i in range(20)),
)
LEARN = (
    "",
    "task:reverse,n_heads:1,scale:off",
    "task:induction,n_layers:3,n_heads:8,d_model:64,scale:off,mask:off,steps:4000,seed:7",
    *("task:x", "n_heads:3", "scale:maybe", "steps:1e9", "text:x", "__init__:1", "a", "n_heads:٤٤"),
)
BESIDE = ("scale", "residual", "norm", "mask", "positions", "feed_forward", "nothing", "")
SITES = (
    "decoder.self.0",
    "encoder.self.12",
    "decoder.query_stream.1",
    "decoder.self",
    "decoder.self.-1",
    "x",
)
QUERIES: Sequence[Mapping[str, str]] = (
    {},
    {"text": "a", "model": "gpt", "site": "decoder.self.1", "head": "2", "query": "5", "key": "2"},
    {"text": "<b>", "model": "gpt-9", "site": "decoder.self.-1", "head": "-3", "query": "１", "key": "2"},
    {"text": "猫", "beam": "4", "to": "zh", "panel": "lines", "change": "decoder.self.1.2:zero"},
    {"text": "a", "beam": "99", "panel": "x", "change": "x", "unknown": "1"},
    {"text": "猫" * 1000},
    {"text": "a", "second": "x" * 2000},
)


def found() -> dict[str, Any]:
    """Each text: what it is read as, and what that is written as again; None where it is refused."""
    return {
        "settings": each(SETTINGS, SETTING),
        "defaults": {name: repr(setting.default) for name, setting in SETTINGS.items()},
        "workbench": each(WORKBENCH, BENCH),
        "changes": {text[:120]: changes(text) for text in CHANGES},
        "rows": [list(normalised(row)) for row in ([1, 2, 1], [1, 1, 1], [0.1, 0, 3])],
        "learning": each(LIVE, {"learn": LEARN})["learn"],
        "beside": each(LIVE, {"beside": BESIDE})["beside"],
        "sites": each({"site": site}, {"site": SITES})["site"],
        "links": [link(query) for query in QUERIES],
    }


def each(fields: Fields, texts: Mapping[str, Sequence[str]]) -> dict[str, dict[str, Any]]:
    """[what was read, what it is written as], or None, for each text of each field."""
    both: dict[str, dict[str, Any]] = {name: {} for name in texts}
    for name, some in texts.items():
        for text in some:
            values, ignored = read(fields, {name: text})
            both[name][text] = None if ignored else [repr(values[name]), fields[name].write(values[name])]
    return both


def changes(text: str) -> list[Any]:
    """How many changes were read, whether all made sense, and how they are written."""
    values, ignored = read({"change": CHANGE}, {"change": text})
    again = CHANGE.write(values["change"])
    return [len(values["change"]), not ignored, again if len(again) < 400 else [len(again), again[:200]]]


def link(query: Mapping[str, str]) -> dict[str, Any]:
    """A query's view of the first page, what was ignored, what it is written as, and what a link cuts short."""
    values, ignored = read(FIELDS, query)
    view = View.of(values)
    again = {
        name: text if len(text) < 100 else [len(text), text[:20]]
        for name, text in write(FIELDS, view.values()).items()
    }
    cut = [name for name in cut_short(FIELDS, view.values()) if name != "text"]
    return {"ignored": list(ignored), "written": again, "cut": cut, "view": summary(view)}


def summary(view: View) -> dict[str, str]:
    """What of a view is not as at first, in short."""
    parts = asdict(view) | {"site": view.site}
    return {name: str(value)[:60] for name, value in parts.items() if value not in (None, {}, ())}
