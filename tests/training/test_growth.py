"""Pairs begin as two short copies and end as two neighbours."""

from dataclasses import replace

import numpy as np
import pytest

from headlight.training import segment_pairs
from headlight.training.data import IGNORED
from headlight.training.growth import Growth
from headlight.training.masked_texts import Pair, paired
from headlight.training.passages import passages
from headlight.training.recipe import find_recipe
from headlight.training.sentences import load_sentences
from headlight.training.tasks import masking
from headlight.training.tokenizer import CLS, SEP

GROWTH = Growth(shortest=12, short=10, longer=20, apart=40, least=0.1, alone=80)
FOLLOWS = Pair([300, 301, 302, 303], [310, 311, 312], before=[300, 301, 302, 303], follows=0)
DOES_NOT = Pair([300, 301, 302, 303], [320, 321, 322], before=[330, 331, 332, 333], follows=1)


def segments(pair: Pair, room: int, overlap: float) -> tuple[list[int], list[int]]:
    """The two texts as they are read."""
    tokens, which, follows = paired(pair, room, overlap)
    border = tokens.index(SEP)
    assert (tokens[0], tokens[-1], follows) == (CLS, SEP, pair.follows)
    assert which == (0,) * (border + 1) + (1,) * (len(tokens) - border - 1)
    return list(tokens[1:border]), list(tokens[border + 1 : -1])


def test_texts_stay_short_then_grow_then_part() -> None:
    rooms = [GROWTH.room(turn, 62) for turn in range(100)]
    overlaps = [GROWTH.overlap(turn) for turn in range(100)]
    assert rooms[:11] == [12] * 11
    assert rooms[20] == 37  # half of the way
    assert rooms[30:] == [62] * 70
    assert overlaps[:31] == [1] * 31
    assert overlaps[50] == pytest.approx(0.5)
    assert overlaps[66:80] == [0.1] * 14
    assert overlaps[80:] == [0] * 20
    assert (np.diff(rooms) >= 0).all()
    assert (np.diff(overlaps) <= 0).all()


def test_at_first_a_text_that_follows_is_a_copy_and_one_that_does_not_is_a_stranger() -> None:
    first, second = segments(FOLLOWS, 3, 1)
    assert first == second == [301, 302, 303]
    assert segments(DOES_NOT, 3, 1) == ([301, 302, 303], [331, 332, 333])


def test_at_last_they_are_neighbours_or_strangers_themselves() -> None:
    assert segments(FOLLOWS, 62, 0) == ([300, 301, 302, 303], [310, 311, 312])
    assert segments(DOES_NOT, 2, 0) == ([302, 303], [320, 321])


def test_in_between_the_second_begins_with_the_end_of_what_stands_before_it() -> None:
    assert segments(FOLLOWS, 4, 0.5)[1] == [302, 303, 310, 311]
    assert segments(DOES_NOT, 4, 0.5)[1] == [332, 333, 320, 321]


@pytest.fixture
def little_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """The held-out text in place of the training text, which takes long to cut into tokens."""
    monkeypatch.setattr(masking, "load_sentences", lambda _, languages: load_sentences("heldout", languages))
    monkeypatch.setattr(segment_pairs, "passages", lambda name: passages(name.replace("train", "heldout")))


@pytest.mark.usefixtures("little_text")
def test_sentences_come_first_then_mostly_pairs_then_fewer() -> None:
    growth = replace(GROWTH, short=0, longer=1, alone=9)
    task = replace(find_recipe("bert").task, rows=8, pairs=12, pairs_from=3, fewer_from=15, growth=growth)
    texts = task.batches(128, 1)
    batches = [texts.batch(step) for step in range(21)]
    kinds = "".join("." if (batch.follows == IGNORED).all() else "P" for batch in batches)
    assert kinds == "...PPP.PPP.PPP...P..P"
    first, *_, last = (batch for batch in batches if (batch.follows != IGNORED).all())
    assert len(first.tokens) == 12 * (62 // 12)  # as many more pairs as they are shorter
    assert len(last.tokens) == 12
    assert first.real.sum(-1).max() <= 2 * 12 + 3
