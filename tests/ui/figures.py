"""The figures and the workbench that a page sends to the browser, as the tester of Streamlit has them."""

import json
from typing import Any

from headlight.ui.parts.figures.plots import NAME


def messages(app: Any) -> list[dict[str, Any]]:
    """What is sent to every component that draws figures."""
    protos = (element.proto for element in app.get("bidi_component"))
    return [json.loads(proto.json) for proto in protos if proto.component_name == NAME]


def figures(app: Any) -> list[dict[str, Any]]:
    """The figures of a page, in its order."""
    return [json.loads(figure) for message in messages(app) for _, _, figure in message["figures"]]


def workbenches(app: Any) -> int:
    """How many workbenches there are."""
    names = [element.proto.component_name for element in app.get("bidi_component")]
    return sum(name.endswith("headlight_workbench") for name in names)
