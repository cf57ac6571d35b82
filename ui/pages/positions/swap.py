"""One model's weights under another one's position encoding: a network of its own, which shares both their tensors.

The five networks differ in nothing but `positions`, and only the learned encoding has weights of its own, which are
lent along with it. Nobody's model is touched. These networks are small and have no name in the zoo, so they read here
and not in the engine, one text at a time.
"""

import threading
from collections.abc import Mapping
from dataclasses import replace

from headlight.analysis.positions_order import mean_loss
from headlight.model.readers.reader import Reader
from headlight.model.trace import Trace
from headlight.model.zoo import build
from headlight.server.engine import Question
from headlight.ui.cache import shared
from headlight.ui.engine import shared_engine
from headlight.ui.readings import Readings

KEPT = 64  # measurements, a few numbers each
one_at_a_time = threading.Lock()


def alike(models: Mapping[str, str]) -> dict[str, str]:
    """Those of the models that can lend each other their positions: the largest group of equal sizes."""
    sizes = {
        name: replace(shared_engine().model(model).config, positions="none") for name, model in models.items()
    }
    groups = [
        {name: models[name] for name in sizes if sizes[name] == size}
        for size in dict.fromkeys(sizes.values())
    ]
    return max(groups, key=len)


def swapped(model: Reader, lender: Reader) -> Reader:
    """A model that reads with another one's position encoding.

    Raises:
        ValueError: unless they differ in nothing but that.
    """
    config = replace(model.config, positions=lender.config.positions)
    if config != lender.config:
        raise ValueError(f"expected two models of the same sizes, got {model.config} and {lender.config}")
    network, own, lent = (
        build(model.architecture, config),
        model.network.state_dict(),
        lender.network.state_dict(),
    )
    weights = {
        name: lent[name] if name.startswith("positions.") else own[name] for name in network.state_dict()
    }
    network.load_state_dict(weights, assign=True)
    return replace(model, network=network.eval().to(model.device))


def swapped_trace(model: str, lender: str, text: str, readings: Readings) -> Trace:
    """What a model reads with another one's positions; with its own, what it reads anyway."""
    if model == lender:
        return readings.of(Question(model, text))
    with one_at_a_time:
        return swapped(shared_engine().model(model), shared_engine().model(lender)).trace(text)


@shared(KEPT)
def swapped_losses(models: tuple[str, ...], text: str, *, readings: Readings) -> list[list[float]]:
    """Mean loss of the text in nats, [weights, positions], for every model with every other one's positions."""
    return [
        [mean_loss(swapped_trace(model, lender, text, readings)) for lender in models] for model in models
    ]
