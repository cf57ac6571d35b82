"""Positions: how a Transformer is told where a token stands, and what becomes of that in five trained models.

/positions?lang=en&section=encoding&encoding=learned&rows=128
/positions?section=attention&text=The+cat…&positions_head=L0H2&positions_split=rotary
/positions?section=changed&text=The+cat…&positions_model=learned&positions_change=as_sinusoidal
/positions?section=lengths&positions_axis=linear
"""

from collections.abc import Callable, Mapping

import streamlit as st

from headlight.server.address.fields import shortened
from headlight.ui import address_bar, session
from headlight.ui.pages.positions.attention import attention
from headlight.ui.pages.positions.changed import SEED, SHIFT, changed
from headlight.ui.pages.positions.closer import CHANGE, MODEL
from headlight.ui.pages.positions.encodings import encodings
from headlight.ui.pages.positions.lengths import SCALE, lengths
from headlight.ui.pages.positions.parts import SPLIT
from headlight.ui.pages.positions.question import HEAD
from headlight.ui.pages.positions.sizes import in_address
from headlight.ui.parts.choice import one_of_few
from headlight.ui.words import t

SECTIONS: Mapping[str, Callable[[], dict[str, str]]] = {
    "encoding": encodings,
    "attention": attention,
    "changed": changed,
    "lengths": lengths,
}
READ = ("attention", "changed")
"""Sections that read a text."""
NAMES = ("text", "encoding", HEAD, SPLIT, SHIFT, SEED, MODEL, CHANGE, SCALE)
"""Parameters of a link that belong to some sections only, as each encoding's sizes do."""


def positions() -> None:
    """Draw the page: the chosen section, and no other."""
    st.markdown(t("positions-intro"))
    titles = {name: t(f"positions-section-{name}") for name in SECTIONS}
    section = one_of_few(t("positions-section"), "section", titles, "collapsed")
    notices = st.container()
    chosen = SECTIONS[section]()
    with notices:
        session.show_what_was_ignored()
    if section in READ:
        chosen["text"] = shortened(session.view().text or "")
    address_bar.follow({"section": section} | chosen, among=(*NAMES, *in_address()))
