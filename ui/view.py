"""What the Explore page shows, as the session keeps it and as its link says it.

/?lang=en&model=gpt&text=The+cat…&site=decoder.self.1&head=2&query=5&key=2
/?model=transformer&text=The+cat…&beam=4&to=zh
/?model=gpt&text=The+cat…&change=decoder.self.1.2:zero;positions:shuffled=3
/?model=gpt&text=The+cat…&panel=lines&heads=decoder.self.0.3&sort=induction
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from headlight.model.site import Site
from headlight.server.address.changes import CHANGES, Altered
from headlight.server.address.codec import Values
from headlight.server.address.fields import Fields, natural, site, text
from headlight.server.address.settings import SETTINGS, Settings
from headlight.server.models import MODEL
from headlight.ui.parts.workbench.view import FIELDS as BENCH

OWN: Fields = {
    "text": text(),
    "model": MODEL,
    "site": site,
    "head": natural,
    "query": natural,
    "key": natural,
}
FIELDS: Fields = {**OWN, **BENCH, **SETTINGS, "change": CHANGES}
"""Every parameter a link to the Explore page may have, but its language and what a view of the trace adds."""


@dataclass(frozen=True)
class View:
    """What the Explore page shows. `site`, `head`, `query` and `key` are None until something chooses them.

    `settings` are those of `server.address.settings` that were changed; `changes`, what was changed in the model;
    `bench`, what the workbench shows beside the selection, see `ui.parts.workbench.view`.
    """

    text: str | None = None
    model: str | None = None
    site: Site | None = None
    head: int | None = None
    query: int | None = None
    key: int | None = None
    settings: Settings = field(default_factory=dict)
    changes: tuple[Altered, ...] = ()
    bench: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, values: Values) -> "View":
        """The view that a link with these values says."""
        own, settings, bench = (
            {name: values[name] for name in names if name in values} for names in (OWN, SETTINGS, BENCH)
        )
        return cls(**own, settings=settings, changes=values.get("change", ()), bench=bench)

    def values(self) -> dict[str, Any]:
        """The values of a link to it, as `FIELDS` writes them."""
        return {
            **{name: getattr(self, name) for name in OWN},
            **self.bench,
            **self.settings,
            "change": self.changes,
        }
