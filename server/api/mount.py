"""Where the API stands in an ASGI application. Importing this is quick: models and their library come later.

The server opens its door before torch is imported, which takes seconds; whoever asks first waits for that.
"""

import asyncio
import re
import threading
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from starlette.routing import Mount
from starlette.types import ASGIApp, Receive, Scope, Send

if TYPE_CHECKING:
    from headlight.server.engine import Engine

APPLICATION = "headlight.server.api.application"


class Api:
    """The API as an ASGI application, made when it is first asked or told to."""

    def __init__(self, engine: "Callable[[], Engine]") -> None:
        """`engine` gives the engine that answers; called once, in a thread of its own."""
        self._engine = engine
        self._made: ASGIApp | None = None
        self._making = threading.Lock()

    def make(self) -> ASGIApp:
        """Import what answers; a few seconds, the first time."""
        with self._making:
            if self._made is None:
                self._made = import_module(APPLICATION).Application(self._engine())
            return self._made

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = await asyncio.to_thread(self.make) if self._made is None else self._made
        await answer(scope, receive, send)


def mounted(api: Api, base: str = "") -> Mount:
    """The routes `/api/…`; `base` is the path that the page stands at, if that is not the root."""
    root = base.strip("/")
    mount = Mount(f"/{root}/api" if root else "/api", app=api, name="api")
    mount.path_regex = re.compile(
        mount.path_regex.pattern, re.DOTALL
    )  # a line break in a path is ours to refuse
    return mount
