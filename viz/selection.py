"""What is being looked at: one head at one site, and perhaps a query and a key in its map."""

from dataclasses import dataclass, replace

from headlight.model.site import Site
from headlight.model.step import AttentionStep
from headlight.model.trace import Trace


@dataclass(frozen=True)
class Selection:
    """A head, and perhaps a row (query) and a column (key) of its map. All counted from 0."""

    site: Site
    head: int
    query: int | None = None
    key: int | None = None

    @classmethod
    def first(cls, trace: Trace) -> "Selection":
        """The first head of the trace; ValueError if nothing was recorded."""
        if not trace.steps:
            raise ValueError("expected a trace with at least one attention, got none")
        return cls(trace.steps[0].site, 0)

    @property
    def label(self) -> str:
        """Layer and head as on screen: `L2H5`."""
        return f"L{self.site.layer}H{self.head}"

    @property
    def cell(self) -> tuple[int, int]:
        """The chosen query and key; ValueError where no cell is chosen."""
        if self.query is None or self.key is None:
            raise ValueError(f"expected a selection of a cell, got {self}")
        return self.query, self.key

    def step(self, trace: Trace) -> AttentionStep:
        """The record of the selected site, once head, query and key are known to exist.

        Raises:
            ValueError: if the trace has no such site, head, query or key; it says what there is.
        """
        if self.site not in trace.sites():
            there = ", ".join(str(site) for site in trace.sites()) or "none"
            raise ValueError(f"expected a site of this trace ({there}), got {self.site}")
        step = trace.step(self.site)
        limits = {"head": step.n_heads, "query": step.n_query, "key": step.n_key}
        for name, count in limits.items():
            index = getattr(self, name)
            if index is not None and not 0 <= index < count:
                raise ValueError(f"expected a {name} from 0 to {count - 1} at {self.site}, got {index}")
        return step

    def within(self, trace: Trace) -> "Selection":
        """The nearest selection this trace has: what does not exist falls back to the first, or to no cell."""
        if self.site not in trace.sites():
            return Selection.first(trace)
        step = trace.step(self.site)
        kept = replace(self, head=self.head if 0 <= self.head < step.n_heads else 0)
        if kept.query is not None and not 0 <= kept.query < step.n_query:
            kept = replace(kept, query=None)
        if kept.key is not None and not 0 <= kept.key < step.n_key:
            kept = replace(kept, key=None)
        return kept
