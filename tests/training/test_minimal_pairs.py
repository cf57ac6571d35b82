"""Two sentences that differ in a word: read, cut, and judged by models whose answers are known."""

from types import SimpleNamespace

import numpy as np
import pytest
import torch

from headlight.model.zoo import load
from headlight.training import borders
from headlight.training.measures import minimal_pairs
from headlight.training.measures.minimal_pairs import PROBES, Choice, Pair, by_kind, choice, next_score, read
from headlight.training.tokenizer import VOCABULARY_SIZE
from headlight.training.two_sided import TwoSided


@pytest.mark.parametrize(("file", "least"), [("agreement", 120), ("measure_words", 80)])
def test_there_are_enough_pairs_and_each_differs_in_one_token(file, least):
    pairs = read(PROBES / f"{file}.tsv")
    assert len(pairs) == len(set(pairs)) >= least
    for pair in pairs:
        cut = choice(pair, borders.tokenizer())
        assert (len(cut.right), len(cut.wrong)) == (1, 1), pair


def test_agreement_is_balanced_so_that_no_form_is_always_right():
    pairs = read(PROBES / "agreement.tsv")
    for kind in ("simple", "prepositional", "relative"):
        several = [pair.right in ("are", "were", "have") for pair in pairs if pair.kind == kind]
        assert 0.4 <= np.mean(several) <= 0.6


def test_a_line_that_is_not_well_formed_is_named(tmp_path):
    (tmp_path / "pairs.tsv").write_text("simple\tThe cat [is|are] here.\nsimple\tThe cat is here.\n")
    with pytest.raises(ValueError, match=r"pairs.tsv, line 2: expected kind TAB"):
        read(tmp_path / "pairs.tsv")


def test_a_pair_is_cut_where_its_sentences_differ():
    tokenizer = borders.tokenizer()
    cut = choice(Pair("simple", "The dogs ", "are", "is", " here."), tokenizer)
    whole = tokenizer.encode("The dogs are here.").ids
    assert [*cut.before, *cut.right, *cut.after] == whole
    assert tokenizer.decode(list(cut.wrong)) == "is"


def test_the_score_is_the_log_probability_of_the_word():
    model = load("gpt")
    picked = Choice((300, 301), (302,), (303, 304), (305,))
    logits = model.network(torch.tensor([[1, 300, 301, 303, 304]]))[0].log_softmax(-1)
    expected = (logits[2, 303] + logits[3, 304]).detach()
    assert next_score(model, picked, picked.wrong) == pytest.approx(float(expected), abs=1e-4)


def test_the_ngram_scores_what_bigrams_say():
    text = np.array([1, 7, 8, 2, 1, 7, 9, 2] * 5)
    learned = TwoSided(text, VOCABULARY_SIZE)
    alone = learned.probabilities(7, 2)
    chain = np.exp([learned.log_chance([7, 8, 2]), learned.log_chance([7, 300, 2])])
    assert chain[0] / chain[1] == pytest.approx(alone[8] / alone[300])


def test_shares_are_counted_by_kind():
    pairs = [Pair(kind, "", "a", "b", "") for kind in ("one", "one", "two")]
    found = by_kind(np.array([True, False, True]), pairs)
    assert {name: (part["value"], part["n"]) for name, part in found.items()} == {
        "together": (0.667, 3),
        "one": (0.5, 2),
        "two": (1.0, 1),
    }


def test_a_model_that_knows_the_answer_is_right_everywhere(monkeypatch):
    model = SimpleNamespace(architecture="gpt", tokenizer=SimpleNamespace(inner=borders.tokenizer()))
    monkeypatch.setattr(minimal_pairs, "next_score", lambda model, choice, word: float(word == choice.right))
    monkeypatch.setattr(
        minimal_pairs, "behind", lambda model: lambda choice, word: float(word == choice.wrong)
    )
    found = minimal_pairs.measure(model, "agreement")
    assert found["model"]["together"]["value"] == 1
    assert found["ngram"]["together"]["value"] == 0
