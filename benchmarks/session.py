"""A visitor without a browser: speaks Streamlit's protocol with a running server, types, clicks and reads on."""

import asyncio
import json
import re
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

TOKEN = re.compile(r"<bdi>(.*?)</bdi>", re.DOTALL)


@dataclass
class Session:
    """One connection, and what is on its page.

    Attributes:
        tokens: the labels of the token strip that came last.
        errors: every error and exception that was ever shown.
        waited: every sentence shown while the page waited for others.
        known: what the server may refer to, and `seen`, of it, in the last answer.
        sizes: bytes of the last answer, by kind of element; components by their names.
        workbench: the workbench as it came last.
        turn: held by whoever types, where several want to.
    """

    socket: ClientConnection
    link: dict[str, str]
    tokens: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    waited: list[str] = field(default_factory=list)
    box: str = ""
    page: str = ""
    known: dict[str, ForwardMsg] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    sizes: Counter[str] = field(default_factory=Counter)
    workbench: Any = None
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def type(self, text: str | None = None) -> float:
        """Type a text (or none: open the page), press Enter, and wait for the whole page; seconds it took."""
        start = time.perf_counter()
        await self.send(text)
        await self.read()
        return time.perf_counter() - start

    async def click(self, **cell: Any) -> Counter[str]:
        """Choose another head or cell in the workbench, and wait for its answer; the bytes of it."""
        delta = self.workbench
        asked = self.question()
        asked.rerun_script.fragment_id = delta.fragment_id
        sent = json.loads(delta.new_element.bidi_component.json)
        choice = {"choice": {**sent["selection"], **cell, "turn": sent["turn"] + 1}}
        states = asked.rerun_script.widget_states.widgets
        states.add(id=delta.new_element.bidi_component.id, json_value=json.dumps(choice))
        await self.socket.send(asked.SerializeToString())
        await self.read()
        return self.sizes

    async def send(self, text: str | None) -> None:
        """Ask the server for a run of the script."""
        asked = self.question()
        if text is not None:
            asked.rerun_script.widget_states.widgets.add(id=self.box, string_value=text)
        await self.socket.send(asked.SerializeToString())

    def question(self) -> BackMsg:
        """A run of this page, which need not send what is known here."""
        asked = BackMsg()
        state = asked.rerun_script
        state.query_string, state.page_script_hash = urlencode(self.link), self.page
        state.cached_message_hashes.extend(self.known)
        return asked

    async def read(self) -> None:
        """Take in all that comes until the script has finished."""
        self.sizes, before = Counter(), self.seen
        self.seen = set()
        while True:
            message, sent = ForwardMsg(), await self.socket.recv()
            message.ParseFromString(sent)
            if message.WhichOneof("type") == "ref_hash":
                message = self.known[message.ref_hash]
            if message.metadata.cacheable:
                self.known[message.hash] = message
                self.seen.add(message.hash)
            self.sizes[kind_of(message)] += len(sent)
            self.take(message)
            if message.WhichOneof("type") == "script_finished" and message.script_finished in (
                ForwardMsg.FINISHED_SUCCESSFULLY,
                ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
                ForwardMsg.FINISHED_WITH_COMPILE_ERROR,
            ):
                self.known = {name: self.known[name] for name in before | self.seen}  # as a browser does
                return

    def take(self, message: ForwardMsg) -> None:
        """One message of the server."""
        if message.HasField("new_session"):
            self.page = message.new_session.page_script_hash
        if message.HasField("delta") and message.delta.HasField("new_transient"):
            self.waited += [e.spinner.text for e in message.delta.new_transient.elements]
        if message.HasField("delta") and message.delta.HasField("new_element"):
            self.show(message.delta.new_element)
            if kind_of(message) == "headlight_workbench":
                self.workbench = message.delta

    def show(self, element: Any) -> None:
        """One element of the page."""
        kind = element.WhichOneof("type")
        if kind == "exception":
            self.errors.append(element.exception.message)
        elif kind == "alert" and element.alert.format in (element.alert.ERROR, element.alert.WARNING):
            self.errors.append(element.alert.body)
        elif kind == "text_input" and not self.box:
            self.box = element.text_input.id
        elif kind == "html" and 'class="tokens"' in element.html.body:
            self.tokens = [unescape(label) for label in TOKEN.findall(element.html.body)]


def kind_of(message: ForwardMsg) -> str:
    """What a message brings: the kind of an element, a component by its name."""
    if (brought := message.WhichOneof("type")) != "delta":
        return str(brought)
    element = message.delta.new_element
    if (kind := element.WhichOneof("type")) is None:
        return str(message.delta.WhichOneof("type"))
    return element.bidi_component.component_name.split(".")[-1] if kind == "bidi_component" else str(kind)


@asynccontextmanager
async def visiting(url: str, **link: str) -> AsyncIterator[Session]:
    """A visitor at a server, before anything is asked."""
    address = url.replace("http", "ws", 1) + "/_stcore/stream"
    async with connect(
        address, subprotocols=[Subprotocol("streamlit")], max_size=None, ping_timeout=None
    ) as socket:
        yield Session(socket, link)


async def together(visits: list[Any]) -> list[Any]:
    """What all of them return, done at once."""
    return list(await asyncio.gather(*visits))
