"""Headlight: see what a Transformer's attention looks at. Run with `make run` or `streamlit run app.py`."""

import os
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

# Before torch is imported: idle OpenMP threads must sleep, or they starve everything else on a small machine.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import streamlit as st

import headlight.ui.script
from headlight.server.api import Api, mounted

if TYPE_CHECKING:
    from headlight.server.engine import Engine


def engine() -> "Engine":
    """The engine that the page's sessions have. Imported late: the door is open before torch is there."""
    import headlight.ui.shell  # noqa: F401  the page's modules, so that the engine finds them imported
    from headlight.ui.engine import shared_engine

    return shared_engine()


api = Api(engine)


@asynccontextmanager
async def beginning(app: st.App) -> AsyncIterator[None]:
    """While the server runs. What takes seconds to import is imported before the first visitor asks for it."""
    threading.Thread(target=api.make, name="beginning", daemon=True).start()
    yield


app = st.App(
    Path(headlight.ui.script.__file__).with_name("page.py"),
    routes=[mounted(api, st.get_option("server.baseUrlPath"))],
    lifespan=beginning,
)
