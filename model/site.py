"""Where in a model an attention happens: the address every record, intervention and picture uses."""

from dataclasses import dataclass
from typing import Literal, get_args

Stack = Literal["encoder", "decoder"]
Kind = Literal["self", "cross", "content", "query_stream"]


@dataclass(frozen=True, order=True)
class Site:
    """One attention layer, zero-based: `Site("decoder", "cross", 2)` prints as `decoder.cross.2`."""

    stack: Stack
    kind: Kind
    layer: int

    def __str__(self) -> str:
        return f"{self.stack}.{self.kind}.{self.layer}"

    @classmethod
    def parse(cls, text: str) -> "Site":
        """The site that prints as `text`; ValueError if none does."""
        try:
            stack, kind, layer = text.split(".")
            site = cls(stack, kind, int(layer))  # type: ignore[arg-type]
        except ValueError:
            raise ValueError(f"expected a site such as decoder.self.0, got {text!r}") from None
        known = stack in get_args(Stack) and kind in get_args(Kind)
        if not known or site.layer < 0 or str(site) != text:
            raise ValueError(f"expected a site such as decoder.self.0, got {text!r}")
        return site
