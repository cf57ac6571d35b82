"""What a row of controls was set to."""

from dataclasses import dataclass

from headlight.model.options import Options
from headlight.server.address.settings import Settings


@dataclass(frozen=True)
class Asked:
    """The same twice: for the model, and for a link.

    Attributes:
        options: what the reader is given.
        settings: what differs from the defaults, by its name in `server.address.settings`.
    """

    options: Options
    settings: Settings
