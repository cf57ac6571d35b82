"""Finds the views: every module in `viz/views/` ends in `VIEW = View(…)`, and being there is enough."""

import importlib
import pkgutil

from headlight.viz import views
from headlight.viz.view import View


def discover() -> tuple[View, ...]:
    """All views, in the order of the page.

    Raises:
        ValueError: if a file has no `VIEW`, or two views share a name; it says which.
    """
    found: dict[str, View] = {}
    for module in pkgutil.iter_modules(views.__path__):
        view = getattr(importlib.import_module(f"{views.__name__}.{module.name}"), "VIEW", None)
        if not isinstance(view, View):
            raise ValueError(f"expected viz/views/{module.name}.py to end in VIEW = View(…), found {view!r}")
        if view.name in found:
            raise ValueError(f"expected one view named {view.name!r}, found another in {module.name}.py")
        found[view.name] = view
    return tuple(sorted(found.values(), key=lambda view: (view.order, view.name)))
