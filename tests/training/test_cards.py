"""The shipped weights reproduce their cards, and are worth shipping."""

import json

import numpy as np
import pytest

from headlight.model.zoo import WEIGHTS, names
from headlight.training.card import about, as_markdown, how_trained
from headlight.training.data import load_stream
from headlight.training.evaluate import differences, quick
from headlight.training.tokenizer import BOS, VOCABULARY_SIZE

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


def test_a_new_run_s_log_replaces_what_an_earlier_card_said(tmp_path):
    log, earlier = tmp_path / "log.jsonl", tmp_path / "card.json"
    earlier.write_text(json.dumps({"training": {"steps": 3}}))
    assert how_trained(log, earlier) == {"steps": 3}
    lines = [
        {"step": 0, "recipe": {"seed": 1}, "hardware": "2 cores"},
        {"step": 50, "loss": 3.0, "tokens": 6000, "tokens_per_s": 100.0},
        {"step": 50, "loss": 2.5, "tokens": 6000, "tokens_per_s": 100.0},
        {"step": 100, "loss": 2.0, "tokens": 6000, "tokens_per_s": 50.0},
    ]
    log.write_text("\n".join(map(json.dumps, lines)))
    assert how_trained(log, earlier) == {
        "hardware": "2 cores",
        "steps": 100,
        "tokens": 12_000,
        "minutes": 3,
        "last_loss": 2.0,
        "recipe": {"seed": 1},
    }


def test_attention_helps_translators_and_the_transformer_most():
    """Greedy BLEU on all held-out pairs, both directions; alignments beat the diagonal and random weights."""
    for direction in ("en-zh", "zh-en"):
        names_ = ("seq2seq", "seq2seq-luong", "seq2seq-bahdanau", "transformer")
        bleu = [card(name)["figures"]["translation"][direction]["bleu"]["value"] for name in names_]
        assert bleu == sorted(bleu)
        assert card("seq2seq")["figures"]["translation"][direction]["n"] >= 1000
        for name in names_[1:]:
            found = card(name)["figures"]["alignment"][direction]
            assert found[found["reading"]]["aer"] < found["diagonal"]["aer"]


def test_the_model_without_attention_loses_most_on_the_longest_sentences():
    """Of what the Transformer gets there, it keeps a smaller part than it does on the shortest."""
    for direction in ("en-zh", "zh-en"):
        parts = {
            name: card(name)["figures"]["translation"][direction]["by_length"]
            for name in ("seq2seq", "transformer")
        }
        short, long = (
            parts["seq2seq"][place]["bleu"]["value"] / parts["transformer"][place]["bleu"]["value"]
            for place in (0, -1)
        )
        assert long < short


def test_xlnet_reads_in_any_order():
    """Far better than a unigram, and better in random orders, with tokens on both sides, than from left to right."""
    figures = card("xlnet")["figures"]
    for language in ("english", "chinese"):
        found = figures["permutation"][language]
        assert found["random_orders"]["interval"][1] < unigram_perplexity(language) / 3
        assert found["random_orders"]["interval"][1] < found["left_to_right"]["interval"][0]
    trained, untrained = (
        figures[k]["others"]["together"]["value"] for k in ("pronouns", "pronouns_untrained")
    )
    assert trained > max(untrained, figures["pronouns"]["offset"]["together"]["value"])


def unigram_perplexity(language: str) -> float:
    """What knowing no other token comes to on the same tokens: counts of the training text, plus one each."""
    train, held_out = (load_stream(split, languages=(language,)) for split in ("train", "heldout"))
    counts = np.bincount(train[train != BOS], minlength=VOCABULARY_SIZE) + 1
    surprisals = -np.log(counts / counts.sum())[held_out[held_out != BOS]]
    return float(np.exp(surprisals.mean()))


def test_gpt_beats_the_trigram_and_has_the_heads_it_is_shown_for():
    figures = card("gpt")["figures"]
    assert figures["perplexity"]["both"]["ratio"] < 1
    assert figures["heads"]["previous_token"]["value"] >= 0.7
    assert figures["heads"]["induction"]["value"] >= 0.3
    assert figures["heads_untrained"]["induction"] < 0.1


def test_bert_fills_gaps_better_than_a_bigram_and_tells_neighbours_from_strangers():
    figures = card("bert")["figures"]
    model, bigram = (
        figures["masked"][who]["both"]["top_1"]["interval"] for who in ("model", "two_sided_bigram")
    )
    assert model[0] > bigram[1]
    for language in ("english", "chinese"):
        assert figures["next_sentence"][language]["model"]["interval"][0] > 0.65  # one half is chance
