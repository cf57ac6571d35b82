"""The shipped weights reproduce their cards, and are worth shipping."""

import json

import pytest

from model.zoo import WEIGHTS, names
from training.card import about, as_markdown
from training.evaluate import differences, quick

MEGABYTE = 10**6


def card(name: str) -> dict:
    return json.loads((WEIGHTS / name / "card.json").read_text())


@pytest.mark.parametrize("name", names())
def test_the_weights_reproduce_their_card(name):
    assert differences(quick(name), card(name)["quick"]) == []


@pytest.mark.parametrize("name", names())
def test_the_readable_card_is_the_measured_one(name):
    assert card(name)["about"] == about(name)
    assert (WEIGHTS / name / "README.md").read_text() == as_markdown(card(name))


@pytest.mark.parametrize("name", names())
def test_weights_are_small_enough_to_ship(name):
    assert (WEIGHTS / name / "weights.safetensors").stat().st_size <= 12 * MEGABYTE


def test_gpt_beats_the_trigram_and_has_the_heads_it_is_shown_for():
    figures = card("gpt")["figures"]
    assert figures["perplexity"]["both"]["ratio"] < 1
    assert figures["heads"]["previous_token"]["value"] >= 0.7
    assert figures["heads"]["induction"]["value"] >= 0.3
    assert figures["heads_untrained"]["induction"] < 0.1
