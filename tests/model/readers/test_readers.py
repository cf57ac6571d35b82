"""Every way of reading: what the trace holds, what came out, and that a visitor's settings do what they say."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from headlight.model.architectures.bert import BertConfig
from headlight.model.architectures.gpt import GPTConfig
from headlight.model.architectures.luong import LuongConfig
from headlight.model.architectures.transformer import TransformerConfig
from headlight.model.architectures.xlnet import XLNetConfig
from headlight.model.interventions import CutEdge, Intervention, ZeroAblation
from headlight.model.options import Continue, FillIn, Permute, Translate
from headlight.model.outcomes import Continuation, Filled, Permuted, Translation
from headlight.model.readers.permuted import full_order
from headlight.model.readers.translator import other_language
from headlight.model.recurrent import RecurrentConfig
from headlight.model.zoo import ARCHITECTURES, build, shared_tokenizer

VOCABULARY = 8192
RECURRENT = {"vocab_size": VOCABULARY, "context": 40, "d_model": 16, "d_hidden": 24}
WIDE = {"vocab_size": VOCABULARY, "context": 40, "d_model": 16, "n_layers": 2, "n_heads": 2, "d_ff": 24}
CONFIGS = {
    "seq2seq": RecurrentConfig(**RECURRENT),
    "bahdanau": RecurrentConfig(**RECURRENT),
    "luong": LuongConfig(**RECURRENT),
    "transformer": TransformerConfig(**WIDE),
    "gpt": GPTConfig(**WIDE),
    "bert": BertConfig(**WIDE),
    "xlnet": XLNetConfig(**WIDE),
}
TRANSLATORS = ("seq2seq", "bahdanau", "luong", "transformer")
TEXTS = [
    "The cat.",
    "猫坐在垫子上。",
    "",
    " ",
    "👩‍👩‍👧 ok",
    "שלום",
    "a\x00b\x07",
    "<mask> <script>",
    "word " * 100,
]


@pytest.fixture(scope="module")
def readers():
    """A small reader of every architecture, with random weights."""
    made = {}
    for name, config in CONFIGS.items():
        torch.manual_seed(1)
        network = build(name, config).eval()
        made[name] = ARCHITECTURES[name][2](name, name, network, shared_tokenizer(), torch.device("cpu"))
    return made


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: repr(text[:12]))
@pytest.mark.parametrize("name", CONFIGS)
def test_any_text_is_read_and_its_record_is_the_model_s(readers, name, text):
    trace = readers[name].trace(text)
    assert trace.verify() < 1e-5
    assert trace.prediction is not None
    assert trace.prediction.logits.shape[-1] == VOCABULARY
    assert (trace.left_out > 0) == (len(text) > 100)
    for site in trace.sites():
        rows = trace.step(site).weights().sum(-1)
        assert np.all(np.isclose(rows, 1, atol=1e-5) | (rows == 0))


@pytest.mark.parametrize("name", TRANSLATORS)
def test_a_translator_writes_what_it_foretells(readers, name):
    """Each written token is the likeliest of those it may write, at the place that wrote it."""
    trace = readers[name].trace("The cat is sitting.")
    assert isinstance(trace.outcome, Translation)
    written = trace.tokens["written"]
    assert len(written) == len(trace.tokens["decoder"])
    assert [t.id for t in trace.tokens["decoder"][1:]] == [t.id for t in written[:-1]]
    logits = trace.prediction.logits.clone()
    logits[:, [0, 1, 3, 4, 5, 6, 7]] = -torch.inf
    best = logits.argmax(-1).tolist()[: len(written) - 1 + trace.outcome.hypotheses[0].finished]
    assert best == [t.id for t in written][: len(best)]


@pytest.mark.parametrize("name", TRANSLATORS)
def test_a_forced_translation_is_written_and_weighed(readers, name):
    trace = readers[name].trace("The cat.", Translate(forced="猫。", target="zh"))
    (hypothesis,) = trace.outcome.hypotheses
    assert hypothesis.text == "猫。"
    assert trace.tokens["decoder"][0].label == "<2zh>"
    logs = torch.log_softmax(trace.prediction.logits, -1)
    total = sum(float(logs[i, token.id]) for i, token in enumerate(trace.tokens["written"]))
    assert hypothesis.log_probability == pytest.approx(total, abs=1e-4)


@pytest.mark.parametrize("name", TRANSLATORS)
def test_a_beam_shows_its_hypotheses(readers, name):
    outcome = readers[name].trace("The cat.", Translate(beam=3)).outcome
    assert len(outcome.hypotheses) == 3
    finished = [h for h in outcome.hypotheses if h.finished]
    assert [h.score for h in finished] == sorted((h.score for h in finished), reverse=True)
    assert len(outcome.beams[0]) == 3


@pytest.mark.parametrize("name", TRANSLATORS[1:])
def test_an_intervention_changes_what_is_written_and_stays_the_record_s(readers, name):
    """Cutting one edge at a later row changes nothing before it, and the record still reproduces itself."""
    reader = readers[name]
    plain = reader.trace("The cat is sitting.", Translate(forced="猫坐着。"))
    site = plain.sites("cross")[0]
    cut = Intervention(site, CutEdge(2, int(plain.step(site).weights(0)[2].argmax())), head=0)
    changed = reader.trace("The cat is sitting.", Translate(forced="猫坐着。"), [cut])
    assert changed.verify() < 1e-5
    before, after = plain.prediction.logits, changed.prediction.logits
    torch.testing.assert_close(after[:2], before[:2], atol=1e-5, rtol=0)
    assert (after[2] - before[2]).abs().max() > 1e-6
    silent = reader.trace("The cat is sitting.", Translate(), [Intervention(site, ZeroAblation())])
    assert silent.verify() < 1e-5


def test_the_language_to_write_is_the_other_one():
    assert [other_language(text) for text in ("The cat.", "猫。", "I ♥ 北京", "", "かな")] == [
        "zh",
        "en",
        "en",
        "zh",
        "zh",
    ]


def test_a_context_vector_says_what_leaving_a_token_out_changes(readers):
    reader = readers["seq2seq"]
    vector = reader.trace("The cat is sitting.").outcome.context_vector
    source, _ = reader.read_source("The cat is sitting.")
    ids = [t.id for t in source]
    with torch.inference_mode():
        whole = reader.network.begin(torch.tensor([ids])).context[0]
        torch.testing.assert_close(vector.states[-1], whole)
        for place in range(len(ids)):
            without = reader.network.begin(torch.tensor([ids[:place] + ids[place + 1 :]])).context[0]
            expected = float((without - whole).norm() / whole.norm())
            assert float(vector.change[place]) == pytest.approx(expected, abs=1e-5)


def test_a_text_goes_on(readers):
    trace = readers["gpt"].trace("The cat", Continue(length=5))
    assert isinstance(trace.outcome, Continuation)
    start = trace.outcome.start
    logits = trace.prediction.logits.clone()
    logits[:, [0, 2, 3, 4, 5, 6, 7]] = -torch.inf
    assert logits[start - 1 : -1].argmax(-1).tolist() == [t.id for t in trace.tokens["decoder"][start:]]
    same = Continue(length=5, strategy="sample", seed=3)
    one, two = (readers["gpt"].trace("The cat", same).outcome.text for _ in range(2))
    assert one == two != readers["gpt"].trace("The cat", replace(same, seed=4)).outcome.text


def test_interventions_change_how_a_text_goes_on_as_if_it_were_read_whole(readers):
    """The cache never meets an intervention: writing under one is reading everything again."""
    reader = readers["gpt"]
    changes = [Intervention(site, ZeroAblation()) for site in reader.trace("The cat").sites()]
    trace = reader.trace("The cat", Continue(length=4), changes)
    logits = trace.prediction.logits.clone()
    logits[:, [0, 2, 3, 4, 5, 6, 7]] = -torch.inf
    start = trace.outcome.start
    assert logits[start - 1 : -1].argmax(-1).tolist() == [t.id for t in trace.tokens["decoder"][start:]]


def test_masked_tokens_are_hidden_and_guessed(readers):
    reader = readers["bert"]
    trace = reader.trace("The cat sat.", FillIn(masked=(2, 0, 99, 2)))
    assert trace.outcome.masked == (2,)
    assert [token.text for token in trace.outcome.stood] == [" cat"]
    assert [t.label for t in trace.tokens["encoder"]] == ["<cls>", "The", "<mask>", "·sat", ".", "<sep>"]
    other = reader.trace("The dog sat.", FillIn(masked=(2,)))
    torch.testing.assert_close(trace.prediction.logits, other.prediction.logits)
    assert trace.prediction.ahead == 0


def test_a_second_text_is_the_other_segment(readers):
    reader = readers["bert"]
    trace = reader.trace("The cat sat.", FillIn(second="It was tired."))
    labels = [t.label for t in trace.tokens["encoder"]]
    assert labels == ["<cls>", "The", "·cat", "·sat", ".", "<sep>", "It", "·was", "·tired", ".", "<sep>"]
    ids = torch.tensor([[t.id for t in trace.tokens["encoder"]]])
    segments = torch.tensor([[0] * 6 + [1] * 5])
    with torch.inference_mode():
        _, follows = reader.network(ids, segments)
    assert trace.outcome.next_sentence == pytest.approx(float(follows.softmax(-1)[0, 0]))
    assert reader.trace("The cat sat.", FillIn(second="  ")).outcome == Filled(())


def test_two_long_texts_share_the_context(readers):
    trace = readers["bert"].trace("word " * 100, FillIn(second="other " * 100))
    tokens = trace.tokens["encoder"]
    assert len(tokens) <= 40
    assert sum(t.label == "<sep>" for t in tokens) == 2
    assert trace.left_out > 0


def test_of_two_long_texts_what_meets_is_kept(readers):
    """The first loses its beginning and the second its end; a short one leaves its room to the other."""
    first, second = "one " * 60 + "last.", "First " + "two " * 60
    tokens = readers["bert"].trace(first, FillIn(second=second)).tokens["encoder"]
    border = [t.label for t in tokens].index("<sep>")
    assert (tokens[border - 2].text.strip(), tokens[border + 1].text.strip()) == ("last", "First")
    short = readers["bert"].trace("Hi.", FillIn(second=second)).tokens["encoder"]
    assert len(short) == 40


def test_a_forced_translation_that_does_not_fit_is_cut_and_says_so(readers):
    (hypothesis,) = readers["luong"].trace("The cat.", Translate(forced="猫 " * 80)).outcome.hypotheses
    assert not hypothesis.finished
    assert len(hypothesis.text) < 160
    assert len(hypothesis.tokens) == 39


def test_a_transformer_s_steps_are_called_by_what_they_read_and_write(readers):
    trace = readers["transformer"].trace("The cat.", Translate(forced="猫。"))
    assert [t.label for t in trace.query_tokens(trace.sites("cross")[0])] == [
        "<2zh> → 猫",
        "猫 → 。",
        "。 → <eos>",
    ]
    trace = readers["luong"].trace("The cat.", Translate(forced="猫。"))
    assert [t.label for t in trace.query_tokens(trace.sites("cross")[0])] == ["猫", "。", "<eos>"]


def test_an_order_is_read_as_asked(readers):
    reader = readers["xlnet"]
    trace = reader.trace("The cat sat.", Permute((3, 1, 4, 2)))
    assert trace.outcome == Permuted((0, 3, 1, 4, 2))
    seen = trace.step(trace.sites("query_stream")[0]).visible(0)
    assert np.flatnonzero(seen[4]).tolist() == [0, 1, 3]
    assert reader.trace("The cat sat.").outcome == Permuted((0, 1, 2, 3, 4))


@pytest.mark.parametrize("order", [(1, 2), (1, 1, 2), (0, 1, 2), (1, 2, 4), (-1, 1, 2)])
def test_an_order_that_is_none_is_refused(order):
    with pytest.raises(ValueError, match="positions 1 to 3"):
        full_order(order, 4)


def test_options_of_another_kind_are_as_none(readers):
    plain = readers["gpt"].trace("The cat.").prediction.logits
    torch.testing.assert_close(readers["gpt"].trace("The cat.", Permute()).prediction.logits, plain)
