"""What a share of answers and the one difference between two networks are called."""

from headlight.learning.choices import Choices, Switch
from headlight.ui.words import t


def percent(share: float) -> str:
    """A share of answers as people write it."""
    return f"{share:.0%}" if share in (0, 1) else f"{share:.1%}"


def changed_to(choices: Choices, switch: Switch) -> str:
    """What the network beside this one has otherwise: `the same without the scale`."""
    match switch:
        case "heads":
            return t("live-four-heads" if choices.n_heads == 1 else "live-one-head")
        case "positions":
            return t("live-with-positions" if choices.positions == "none" else "live-without-positions")
        case _:
            return t(f"live-{'without' if getattr(choices, switch) else 'with'}-{switch}")
