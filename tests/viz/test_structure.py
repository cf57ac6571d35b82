"""The structure figure: its lines are the masks, and nothing but the masks."""

import json
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
import torch

import headlight.viz.architecture.blueprints
import headlight.viz.architecture.sentence_lengths
import headlight.viz.architecture.structure
from headlight.model.attention import ScaledDotProduct, attend
from headlight.model.masks import Before, Causal, Explicit, Mask, UpTo
from headlight.model.outcomes import Filled, Permuted
from headlight.model.site import Site
from headlight.model.step import AttentionStep
from headlight.model.tokens import Token
from headlight.model.trace import Trace
from headlight.viz.architecture.blueprints import wiring
from headlight.viz.architecture.structure import structure
from headlight.viz.architecture.wiring import MOST, Recurrence, places
from headlight.viz.style.look import Look
from headlight.viz.style.theme import DARK, LIGHT
from headlight.viz.style.words import CHINESE, ENGLISH, Phrase

WORDS = ["The", "cat", "is", "sit", "ting", "on", "the", "mat", "."]
ONE_VECTOR, BEFORE, AFTER = (
    Recurrence("onward"),
    Recurrence("both", "before"),
    Recurrence("onward", "after"),
)


def make_tokens(labels: Sequence[str]) -> tuple[Token, ...]:
    """Hand-made tokens."""
    return tuple(Token(i, x, i, i + len(x), x, i) for i, x in enumerate(labels))


def step(site: Site, n_query: int, n_key: int, mask: Mask | None = None) -> AttentionStep:
    """Two heads of random queries, keys and values under a mask."""
    random = torch.Generator().manual_seed(0)
    query, key, value = (torch.randn(2, n, 4, generator=random) for n in (n_query, n_key, n_key))
    visible = None if mask is None else mask.visible(n_query, n_key)[0]
    context = attend(query, key, value, mask=visible).context
    return AttentionStep(site, query, key, value, context, ScaledDotProduct(), mask=mask)


def translated(n: int, m: int, kinds: str = "self cross") -> Trace:
    """A translator's trace: n source tokens, m written ones; no attention, only "cross", or all three kinds."""
    source, written = make_tokens([f"s{i}" for i in range(n)]), make_tokens([f"w{i}" for i in range(m)])
    decoder = (make_tokens(["<2zh>"])[0], *written[:-1])
    steps = [step(Site("encoder", "self", 0), n, n)] if "self" in kinds else []
    steps += [step(Site("decoder", "self", 0), m, m, mask=Causal())] if "self" in kinds else []
    steps += [step(Site("decoder", "cross", 0), m, n)] if "cross" in kinds else []
    tokens = {"encoder": source, "decoder": decoder, "written": written}
    return Trace("hand-made", "…", tokens, tuple(steps))


def causal(labels: Sequence[str]) -> Trace:
    """A language model's trace."""
    seen = step(Site("decoder", "self", 0), len(labels), len(labels), Causal())
    return Trace("hand-made", "…", {"decoder": make_tokens(labels)}, (seen,))


def encoded(n: int, masked: tuple[int, ...] = ()) -> Trace:
    """An encoder's trace, some tokens masked."""
    seen = step(Site("encoder", "self", 0), n, n)
    return Trace(
        "hand-made", "…", {"encoder": make_tokens("abcdefghijklm"[:n])}, (seen,), outcome=Filled(masked)
    )


def permuted(order: tuple[int, ...]) -> Trace:
    """A two-stream trace with both masks of an order."""
    n = len(order)
    ranks = torch.tensor([[order.index(i) for i in range(n)]])
    masks = {"content": UpTo(ranks), "query_stream": Before(ranks)}
    steps = tuple(step(Site("decoder", kind, 0), n, n, mask) for kind, mask in masks.items())  # type: ignore[arg-type]
    return Trace("hand-made", "…", {"decoder": make_tokens("abcdefgh"[:n])}, steps, outcome=Permuted(order))


def segments(drawn: Any) -> list[tuple[float, float, float, float]]:
    """The lines of a trace, x and y of both ends."""
    x, y = list(drawn.x), list(drawn.y)
    return [(x[i], y[i], x[i + 1], y[i + 1]) for i in range(0, len(x), 3)]


def named(figure: Any, name: str) -> Any:
    """The one trace of this name."""
    (found,) = [trace for trace in figure.data if trace.name == name]
    return found


def test_a_causal_model_s_lines_are_the_triangle() -> None:
    trace, n = causal(WORDS), len(WORDS)
    joined = {(end, start) for start, _, end, _ in segments(named(structure(trace).figure, "decoder.self.0"))}
    place = [(i + 0.5) / n for i in range(n)]
    assert joined == {(place[j], place[i]) for i in range(n) for j in range(i + 1)}


def test_the_strong_lines_are_one_query_s() -> None:
    focus = len(WORDS) // 2
    strong = segments(named(structure(causal(WORDS)).figure, f"decoder.self.0 {focus}"))
    assert len(strong) == focus + 1
    assert len({start for start, *_ in strong}) == 1


def test_an_intervened_mask_is_drawn_as_it_was_and_not_as_it_should_be() -> None:
    allowed = torch.ones(4, 4, dtype=torch.bool)
    allowed[2, 1] = False
    seen = step(Site("encoder", "self", 0), 4, 4, mask=Explicit(allowed))
    odd = Trace("hand-made", "…", {"encoder": make_tokens("abcd")}, (seen,))
    assert len(segments(named(structure(odd).figure, "encoder.self.0"))) == 15


def test_a_translator_has_three_fans_and_never_reads_its_last_word() -> None:
    n, m = 5, 4
    figure = structure(translated(n, m)).figure
    assert len(segments(named(figure, "encoder.self.0"))) == n * n
    assert len(segments(named(figure, "decoder.cross.0"))) == m * n
    looks_back = segments(named(figure, "decoder.self.0"))
    assert len(looks_back) == m * (m + 1) // 2
    assert all(
        key < query for query, _, key, _ in looks_back
    )  # what it looks at stands left of what it writes
    assert max(key for _, _, key, _ in looks_back) == pytest.approx((m - 0.5) / (m + 1))


def test_without_attention_all_goes_through_one_vector() -> None:
    n, m = 5, 4
    trace = translated(n, m, kinds="")
    parts = wiring(trace, ONE_VECTOR)
    assert parts.hub is not None
    assert not parts.bundles
    into = [start for start, end in parts.arrows if end == parts.hub]
    out = [end for start, end in parts.arrows if start == parts.hub]
    assert into == [parts.rows[1].point(n - 1)]  # the encoder's last state alone
    assert out == [parts.rows[2].point(i) for i in range(m)]  # every step of the decoder
    assert "c" in [drawn.name for drawn in structure(trace, ONE_VECTOR).figure.data]


def test_recurrence_runs_as_told() -> None:
    trace = translated(4, 3, kinds="cross")
    encoder = wiring(trace, BEFORE).rows[1]

    def along(recurrence: Recurrence) -> set[int]:
        arrows = wiring(trace, recurrence).arrows
        level = [(s, e) for s, e in arrows if abs(s[1] - encoder.y) < 0.3 and abs(e[1] - encoder.y) < 0.3]
        return {int(np.sign(end[0] - start[0])) for start, end in level}

    assert along(BEFORE) == {1, -1}
    assert along(AFTER) == {1}


def test_bahdanau_asks_before_the_step_and_luong_after_it() -> None:
    trace = translated(4, 3, kinds="cross")
    (before,), (after,) = (wiring(trace, recurrence).bundles for recurrence in (BEFORE, AFTER))
    assert after.asking(1) == after.queries.point(1)
    previous, state = before.queries.x[0], before.queries.x[1]
    assert before.asking(1)[0] == pytest.approx((previous + state) / 2)
    assert before.lines() == after.lines()


def test_a_masked_token_is_marked_and_in_focus() -> None:
    figure = structure(encoded(6, masked=(4,))).figure
    text = figure.data[-2]
    assert [colour == LIGHT.selected for colour in text.marker.color] == [i == 4 for i in range(6)]
    assert len(segments(named(figure, "encoder.self.0 4"))) == 6


def test_two_streams_differ_by_the_token_itself() -> None:
    order = (0, 3, 1, 4, 2)
    figure = structure(permuted(order)).figure
    n = len(order)
    content, query = (named(figure, f"decoder.{kind}.0") for kind in ("content", "query_stream"))
    sees = {name: {(s[0], s[2]) for s in segments(drawn)} for name, drawn in (("c", content), ("q", query))}
    place = [(i + 0.5) / n for i in range(n)]
    assert sees["q"] == {
        (place[i], place[j]) for i in range(n) for j in range(n) if order.index(j) < order.index(i)
    }
    assert sees["c"] - sees["q"] == {(p, p) for p in place}
    assert list(figure.data[-1].text) == [str(order.index(i)) for i in range(n)]


def test_long_texts_are_drawn_in_part_and_say_so() -> None:
    trace = translated(40, 30)
    figure = structure(trace).figure
    parts = wiring(trace)
    assert [len(row.x) for row in (parts.rows[0], parts.rows[3])] == [MOST - 1, MOST - 1]
    assert parts.left_out == 40 + 31 - 2 * (MOST - 1)
    assert str(parts.left_out) in figure.layout.title.subtitle.text
    assert 39 in parts.rows[0].x  # the last one, from which c is made


@pytest.mark.parametrize("n", [1, 2, MOST, MOST + 1, 500])
def test_places_are_apart_and_within_the_figure(n: int) -> None:
    x = list(places(n).values())
    assert len(x) == min(n, MOST if n <= MOST else MOST - 1)
    assert 0 < x[0] < 1
    assert all(a < b < 1 for a, b in pairwise(x))


@pytest.mark.parametrize("recurrence", [ONE_VECTOR, BEFORE, AFTER])
def test_the_shortest_translation_can_be_drawn(recurrence: Recurrence) -> None:
    assert (
        len(structure(translated(1, 1, kinds="cross" if recurrence.asks else ""), recurrence).figure.data)
        >= 5
    )


def test_hover_counts_what_may_be_looked_at() -> None:
    states = structure(causal(WORDS)).figure.data[-1]
    assert "<b>3 · sit</b>" in states.customdata[3]
    assert "may look at 4 of 9" in states.customdata[3]
    assert "The cat is sit" in states.customdata[3]


def test_tokens_are_shown_and_never_obeyed() -> None:
    figure = structure(causal(["<script>", "a\u202eb", "<b>", "%{x}", "\ud800", "שלום"])).figure
    said = [*figure.layout.xaxis.ticktext, *figure.data[-1].customdata]
    assert not any("<script" in text or "\u202e" in text for text in said)


def test_a_trace_with_nothing_to_draw_is_refused() -> None:
    empty = Trace("hand-made", "…", {"decoder": make_tokens("ab")}, ())
    with pytest.raises(ValueError, match="expected a trace with attention"):
        structure(empty)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize("words", [ENGLISH, CHINESE], ids=lambda words: words.language)
def test_every_look(theme: Any, words: Any) -> None:
    look = Look(theme, words)
    drawn = [
        structure(translated(3, 3, ""), ONE_VECTOR, look).figure,
        structure(translated(3, 3, "cross"), BEFORE, look).figure,
        structure(translated(3, 3), None, look).figure,
        structure(encoded(4, (1,)), None, look).figure,
        structure(permuted((0, 2, 1)), None, look).figure,
    ]
    for figure in drawn:
        layout = json.loads(figure.to_json())["layout"]
        assert layout["template"]["layout"]["paper_bgcolor"] == theme.paper
        assert ("看到" in layout["title"]["text"]) == (words is CHINESE)


@pytest.mark.parametrize(
    "module",
    [
        headlight.viz.architecture.structure,
        headlight.viz.architecture.blueprints,
        headlight.viz.architecture.sentence_lengths,
    ],
    ids=lambda module: module.__name__,
)
def test_every_phrase_is_there_in_both_languages(module: Any) -> None:
    phrases = [value for value in vars(module).values() if isinstance(value, Phrase)]
    assert phrases
    for phrase in phrases:
        assert phrase.english.strip()
        assert any("\u4e00" <= character <= "\u9fff" for character in phrase.chinese)
