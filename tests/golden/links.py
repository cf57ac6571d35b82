"""What each address of the app opens: the address bar afterwards, every widget's value, and what was ignored.

These hold whatever reads and writes links, and whichever modules draw the pages.
"""

import re
from typing import Any
from urllib.parse import parse_qsl, urlencode

from tests.golden.pages import address, chosen, opened
from tests.golden.small_zoo import small_zoo

TEXT = "text=The+cat+sat.+The+cat+sat."
CELL = "site=decoder.self.1&head=2&query=5&key=2"
CHANGES = "decoder.self.1.2:zero;decoder.self.0.*:temperature=0.5;decoder.self.1.1:cut=5-2"
COMPARED = "left_model=gpt&left=The+cat+sat.&right_model=gpt&right=The+dog+sat."

LINKS = (
    # Explore
    "/",
    "/?lang=zh",
    "/?lang=xx",
    "/explore?text=A+cat.&model=bert",
    f"/?lang=en&model=gpt&{TEXT}&{CELL}",
    f"/?{TEXT}&head=2&query=2&key=1",
    f"/?{TEXT}&site=decoder.self.1&head=99&query=1&key=50",
    f"/?{TEXT}&model=nobody&site=x&head=-1&query=%EF%BC%91&key=999999",
    "/?text=",
    f"/?{TEXT}&model=gpt-growing%4064",
    f"/?{TEXT}&change={CHANGES}&view=mosaic",
    f"/?{TEXT}&change=positions:shuffled%3D3",
    f"/?{TEXT}&change=positions:removed;zero;decoder.self.0.0:mean",
    f"/?{TEXT}&change=decoder.self.1.2:row%3D5:1,2,1;decoder.self.0.1:score%3Dcosine;decoder.self.0.2:hide%3D2",
    f"/?{TEXT}&panel=lines&heads=decoder.self.0.3,decoder.self.1.1&threshold=0.25&sort=induction",
    f"/?{TEXT}&panel=text&scale=head&pinned=key&window=0,0&pooling=maximum",
    f"/?{TEXT}&panel=x&heads=x&threshold=2&sort=x&scale=x&pinned=x&window=1&pooling=x",
    f"/?{TEXT}&write=3&draw=sample&temperature=0.5&top_k=20&top_p=0.9&seed=7",
    f"/?{TEXT}&write=999&draw=best&temperature=hot&top_k=-1&top_p=2&seed=1e3",
    f"/?{TEXT}&model=bert&masked=2,3&second=It+slept.",
    f"/?{TEXT}&model=bert&masked=1,,2",
    f"/?{TEXT}&model=xlnet&order=random&seed=4",
    f"/?{TEXT}&model=xlnet&order=typed&positions=2,1,3",
    f"/?{TEXT}&model=xlnet&order=up",
    "/?text=The+cat+sat.&model=transformer&beam=2&to=zh&penalty=0.5",
    "/?text=The+cat+sat.&model=transformer&forced=%E7%8C%AB",
    "/?text=The+cat+sat.&model=seq2seq-bahdanau&beam=99&to=fr&penalty=nan",
    f"/?{TEXT}&steps=open&dimensions=size",
    f"/?{TEXT}&view=weights&weights_scale=log&weights_sinks=hidden&weights_units=words",
    f"/?{TEXT}&view=metrics&metrics_metric=induction",
    f"/?{TEXT}&view=difference&difference_other=decoder.self.0.1",
    f"/?{TEXT}&view=nothing&weights_scale=x",
    # Compare
    "/compare",
    f"/compare?{COMPARED}&site=decoder.self.1&head=2&query=3&compare_scale=head",
    f"/compare?{COMPARED}&site=decoder.self.1&head=2&linked=no&right_site=decoder.self.0&right_head=1",
    f"/compare?{COMPARED}&site=x&head=-1&linked=maybe&query=x&compare_scale=x&right_site=y",
    "/compare?left_model=gpt&left=A+cat+sat.&right_model=bert",
    "/compare?left_model=nobody&right_model=nobody&left=",
    # History
    "/history?text=The+cat+sat.&beam=2&masked=2&order=right&second=It+slept.&map_gpt=decoder.self.1.1",
    "/history?text=The+cat+sat.&map_bert=nonsense&beam=0&history_direction=zh-en&history_measure=bleu",
    # Positions
    "/positions",
    "/positions?lang=zh&section=encoding&encoding=learned&rows=128&dimensions_16=3",
    "/positions?section=encoding&encoding=rotary&length=32&d_head=16&base=1000&pair_16=2&hands=4",
    "/positions?encoding=sinusoidal&length=128&d_model=32&shift=4",
    "/positions?encoding=alibi&n_heads=8&length=16",
    "/positions?section=x&encoding=y&length=9999",
    "/positions?section=attention&text=The+cat.&positions_head=L0H2&positions_split=rotary",
    "/positions?section=attention&text=The+cat.&positions_head=L9H9&positions_split=x",
    "/positions?section=changed&text=A+cat.&positions_model=learned&positions_change=as_sinusoidal",
    "/positions?section=changed&text=A+cat.&positions_shift=64&positions_seed=5&positions_change=shifted",
    "/positions?section=changed&text=A+cat.&positions_shift=3&positions_seed=-1",
    "/positions?section=lengths&positions_axis=linear",
    # Learning
    "/learning",
    "/learning?part=recorded&text=The+cat.&step=64&site=decoder.self.1&head=2&query=2&key=1",
    "/learning?part=recorded&text=The+cat.&step=5&site=x&head=99&query=-1&key=77",
    "/learning?part=live&learn=task:reverse,n_heads:1,scale:off&beside=scale",
    "/learning?part=live&learn=task:induction,n_layers:3,d_model:64,seed:7,steps:4000,mask:off",
    "/learning?part=live&run=nobody&learn=n_heads:3&beside=nothing",
    "/learning?part=x",
    # Cost
    "/cost",
    "/cost?lang=zh&model=xlnet&tokens=128",
    "/cost?model=nobody&tokens=99",
)


def found() -> dict[str, Any]:
    """Every link, and what it opens."""
    with small_zoo():
        return {link: opens(link) for link in LINKS}


def opens(link: str) -> dict[str, Any]:
    """What is on the page after one link."""
    path, _, query = link.partition("?")
    asked = {} if not query else dict(parse_qsl(query, keep_blank_values=True))
    app = opened(path.strip("/"), asked)
    ignored = " ".join(warning.value for warning in app.warning if warning.icon == "🔗")
    return {
        "address": urlencode(sorted(address(app).items()), safe=",;:@=*"),
        "chosen": {plain(key): value for key, value in sorted(chosen(app).items())},
        "ignored": [name for name in asked if re.search(rf"(?<!\w){name}(?!\w)", ignored)],
    }


def plain(key: str) -> str:
    """A widget's key without the digest of a text."""
    return re.sub(r"_[0-9a-f]{8}$", "", key)
