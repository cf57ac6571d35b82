"""From settings to what a reader is given beside the text, for each way of reading.

    options_of(reader, text, {"write": 8, "draw": "sample", "seed": 3})     # Continue(8, "sample", seed=3)

Settings are named as in addresses (`server.address.settings`); what is absent is as at first.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from headlight.model.huggingface.encoder import HubEncoder, HubPair
from headlight.model.huggingface.translator import HubTranslator
from headlight.model.options import Continue, FillIn, Options, Permute, Translate
from headlight.model.readers.causal import CausalReader
from headlight.model.readers.masked import MaskedReader
from headlight.model.readers.permuted import PermutedReader
from headlight.model.readers.reader import Reader
from headlight.model.readers.translator import Translator
from headlight.model.tokens import Token
from headlight.server.address.settings import SETTINGS, Settings
from headlight.server.questions.orders import order_of

Kind = Literal["causal", "masked", "permuted", "translator", "encoder"]
CHANCE = ("temperature", "top_k", "top_p", "seed")


@dataclass(frozen=True)
class Way:
    """One way of reading.

    Attributes:
        kind: what it is called.
        settings: that it knows, in the order of its controls.
        options: of those settings, all of them being there.
    """

    kind: Kind
    settings: tuple[str, ...]
    options: Callable[[Any, str, Settings], Options]


def continuing(reader: CausalReader, text: str, settings: Settings) -> Continue:
    """What is drawn from means nothing to a greedy continuation, and neither to one that only reads."""
    if not settings["write"]:
        return Continue()
    chance = {name: settings[name] for name in CHANCE} if settings["draw"] == "sample" else {}
    return Continue(settings["write"], settings["draw"], **chance)


def translating(reader: Translator, text: str, settings: Settings) -> Translate:
    """A target of "auto" is the other language than the text's; blank is no translation to force."""
    target = None if settings["to"] == "auto" else settings["to"]
    return Translate(target, settings["forced"].strip() or None, settings["beam"], settings["penalty"])


def writing(reader: HubTranslator, text: str, settings: Settings) -> Translate:
    """The language follows from the model."""
    return translating(reader, text, {**settings, "to": "auto"})


def filling_in(reader: MaskedReader, text: str, settings: Settings) -> FillIn:
    """Gaps nobody chose: the last word's."""
    second = settings["second"].strip() or None
    masked = settings["masked"]
    return FillIn(last_word(reader.whole(text, second)) if masked is None else masked, second)


def permuting(reader: PermutedReader, text: str, settings: Settings) -> Permute:
    """NotAnOrder for what is typed and names no order of this text."""
    last = len(reader.tokenizer.encode(text, limit=reader.config.context).tokens) - 1
    return Permute(order_of(last, settings["order"], settings["seed"], settings["positions"]))


def following(reader: HubPair, text: str, settings: Settings) -> FillIn:
    """A text that may follow, and no gaps."""
    return FillIn(second=settings["second"].strip() or None)


def only_reading(reader: HubEncoder, text: str, settings: Settings) -> FillIn:
    """A model without an output head fills no gaps."""
    return FillIn()


WAYS: Mapping[type[Reader], Way] = {
    HubTranslator: Way("translator", ("beam", "penalty", "forced"), writing),
    Translator: Way("translator", ("to", "beam", "penalty", "forced"), translating),
    CausalReader: Way("causal", ("write", "draw", *CHANCE), continuing),
    MaskedReader: Way("masked", ("masked", "second"), filling_in),
    PermutedReader: Way("permuted", ("order", "seed", "positions"), permuting),
    HubPair: Way("encoder", ("second",), following),
    HubEncoder: Way("encoder", (), only_reading),
}
"""By the class of the reader; the first that fits."""


def way_of(reader: type[Reader]) -> Way:
    """How readers of this class read."""
    return next(way for kind, way in WAYS.items() if issubclass(reader, kind))


def options_of(reader: Reader, text: str, settings: Settings) -> Options:
    """What the reader is given beside this text.

    Raises:
        NotAnOrder: a ValueError, for a typed order that this text does not have.
    """
    way = way_of(type(reader))
    whole = {name: settings.get(name, SETTINGS[name].default) for name in way.settings}
    return way.options(reader, text, whole)


def last_word(tokens: Sequence[Token]) -> tuple[int, ...]:
    """The last token of the first text that spells something: where a new visitor finds a gap."""
    end = next((i for i, token in enumerate(tokens) if token.separates), 0)
    words = [i for i in range(1, end) if any(c.isalnum() for c in tokens[i].text)]
    return tuple(words[-1:])
