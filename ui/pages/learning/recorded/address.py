"""The recorded training in its link: the checkpoint, the head and the pair of words.

    /learning?lang=en&part=recorded&text=The+cat…&step=64&site=decoder.self.1&head=2&query=5&key=2

What makes no sense is left out, and named on the page.
"""

from dataclasses import asdict, dataclass, fields, replace
from typing import Any

import streamlit as st

from headlight.model.trace import Trace
from headlight.server.address.codec import write
from headlight.server.address.fields import Fields, natural, site_name
from headlight.ui import address_bar

KEY = "learning_recorded"
"""Where the session keeps what was chosen."""

TEXT = "learning_recorded_text"
"""Where it keeps the text that was chosen in."""


@dataclass(frozen=True)
class Chosen:
    """What one looks at; None until something chooses it."""

    step: int | None = None
    site: str | None = None
    head: int | None = None
    query: int | None = None
    key: int | None = None


FIELDS: Fields = {**{field.name: natural for field in fields(Chosen)}, "site": site_name}
"""The names are those of Explore's links."""


def start() -> None:
    """Take what was chosen from the link where it leads."""
    if address_bar.leads(KEY):
        st.session_state[KEY] = Chosen(**address_bar.asked(FIELDS))
        st.session_state.pop(TEXT, None)


def chosen(trace: Trace, steps: tuple[int, ...], opening: Chosen) -> Chosen:
    """What was chosen as far as this recording has it, completed by `opening`; what it has not is named.

    Args:
        trace: one checkpoint's reading of the text.
        steps: the checkpoints.
        opening: what one looks at where nothing was chosen.
    """
    wanted: Chosen = st.session_state[KEY]
    step = trace.steps[0]
    there = {
        "step": steps,
        "site": [str(site) for site in trace.sites()],
        "head": range(step.n_heads),
        "query": range(step.n_query),
        "key": range(step.n_key),
    }
    asked = {name: getattr(wanted, name) for name in FIELDS}
    absent = {name for name, value in asked.items() if value is not None and value not in there[name]}
    address_bar.ignore(*absent)
    kept = {name: value for name, value in asked.items() if value is not None and name not in absent}
    st.session_state[KEY] = Chosen(**kept)
    return replace(opening, **kept)


def choose(choice: dict[str, Any]) -> None:
    """Take over what was chosen in the browser; whatever was wrong with the link is history now."""
    st.session_state.ignored = ()
    st.session_state[KEY] = Chosen(**{name: choice[name] for name in FIELDS})


def follow_text(text: str) -> None:
    """If the text is another than before, no pair of its words has been chosen yet."""
    if st.session_state.get(TEXT, text) != text:
        st.session_state[KEY] = replace(st.session_state[KEY], query=None, key=None)
    st.session_state[TEXT] = text


def written(shown: Chosen) -> dict[str, str]:
    """The parameters of a link that reopens it."""
    return write(FIELDS, asdict(shown))
