"""The multiply–adds of a chosen model at a chosen length: where they go, by which formula, and when n² takes over."""

from typing import Any

import streamlit as st

from headlight.analysis.cost_counts import COUNTED, Part, crossing, multiply_adds, without_output
from headlight.model.zoo import DEFAULT, described, grown, names
from headlight.server.address.fields import one_of
from headlight.server.models import MODEL as NAMED
from headlight.ui import address_bar, session
from headlight.ui.parts.figure import figure
from headlight.ui.words import t
from headlight.viz.cost.counts import counts_by_length, parts_at

LENGTHS = tuple(str(n) for n in (1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 768, 1024, 1536, 2048, 3072, 4096))
USUAL = "64"
MODEL, TOKENS = "cost_model", "tokens"
SIZES = ("d_model", "d_ff", "d_hidden", "n_heads", "n_layers", "vocab_size")


def counted() -> dict[str, str]:
    """Draw this part of the page; what of it belongs into the link."""
    look = session.look()
    model, n = choose()
    sizes = described(model)
    parts = multiply_adds(sizes)
    st.caption(said_of(sizes))
    left, right = st.columns(2)
    with left:
        figure(counts_by_length(parts, model, n, sizes["context"], look), "cost_counts")
    with right:
        figure(parts_at(parts, {part.name: t(f"cost-{part.name}") for part in parts}, n, look), "cost_parts")
    all_parts, inner = crossing(parts), crossing(without_output(parts))
    if all_parts is None or inner is None:
        st.markdown(t("cost-no-crossing"))
    else:
        st.markdown(t("cost-crossing", all=all_parts, inner=inner))
    st.markdown(formulas(parts, n))
    st.caption(t("cost-symbols", sizes=written(sizes)))
    return {"model": model, TOKENS: str(n)}


def choose() -> tuple[str, int]:
    """The model and the length: the link's at first, then the visitor's."""
    address_bar.take(TOKENS, one_of(LENGTHS, USUAL))
    models = [name for name in names() if described(name)["architecture"] in COUNTED]
    if address_bar.leads(MODEL) or st.session_state[MODEL] not in models:
        reading = grown(address_bar.asked({"model": NAMED}).get("model", st.session_state.model))[0]
        st.session_state[MODEL] = reading if reading in models else DEFAULT
    left, right = st.columns(2)
    model = left.selectbox(t("term-model"), models, key=MODEL, persist_state="session")
    n = right.select_slider(t("cost-tokens"), LENGTHS, key=TOKENS, persist_state="session")
    return model, int(n)


def said_of(sizes: dict[str, Any]) -> str:
    """What is counted, and what a translator's n is."""
    translates = sizes["architecture"] in ("seq2seq", "bahdanau", "luong", "transformer")
    return f"{t('cost-counted-help')} {t('cost-translator')}" if translates else t("cost-counted-help")


def formulas(parts: tuple[Part, ...], n: int) -> str:
    """A Markdown table: each part, its formula, and what that is at n tokens."""
    total = sum(part.count(n) for part in parts)
    rows = [
        f"| {t(f'cost-{part.name}')} | ${part.formula}$ | {part.count(n):,} | {part.count(n) / total:.1%} |"
        for part in parts
    ]
    head = f"| {t('cost-column-part')} | {t('cost-column-formula')} | {t('cost-column-count', n=n)} | % |"
    return "\n".join([head, "|---|---|---:|---:|", *rows, f"| **Σ** | | **{total:,}** | |"])


def written(sizes: dict[str, Any]) -> str:
    """`d_model = 128, d_ff = 512 …`, those that this model has."""
    return ", ".join(f"{name} = {sizes[name]:,}" for name in SIZES if name in sizes)
