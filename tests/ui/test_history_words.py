"""The History page's words: in the order of the zoo, and true of the shipped models."""

from headlight.model.zoo import ARCHITECTURES, load
from headlight.translations import t
from headlight.ui.pages.history.architectures import ORIGINS, shipped


def test_every_architecture_of_the_zoo_has_an_origin_and_they_are_in_order():
    assert list(ORIGINS) == list(ARCHITECTURES)
    years = [origin.year for origin in ORIGINS.values()]
    assert years == sorted(years)
    for name in ARCHITECTURES:
        assert t(f"history-{name}-story")


def test_the_stories_are_true_of_the_shipped_models():
    models = {architecture: load(name) for architecture, name in shipped().items()}
    assert models["gpt"].config.positions == "rotary"
    assert models["luong"].config.score == "general"
    directions = {
        name: models[name].network.encoder.gru.bidirectional for name in ("seq2seq", "bahdanau", "luong")
    }
    assert directions == {"seq2seq": False, "bahdanau": True, "luong": False}
    assert directions == {name: ORIGINS[name].recurrence.encoder == "both" for name in directions}
