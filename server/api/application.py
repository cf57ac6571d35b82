"""The API as an ASGI application: which path is answered by what, and what is checked before anything is answered."""

import logging
import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocketClose

from headlight.server.api.answers import Answer, Answers, Asked
from headlight.server.api.parameters import Query, language
from headlight.server.api.problems import STATUS, Problem
from headlight.server.api.waiting import Left
from headlight.server.engine import Engine

LOG = logging.getLogger(__name__)

ID = "(?P<name>[0-9a-f]{32})"
NUMBER = "[0-9]{1,6}"
SITE = "[a-z]{1,10}[.][a-z_]{1,16}[.][0-9]{1,4}"
FORGED = (400, 403, 405, 414)
"""Problems that no page of ours causes: each is a line in the log, without the text that was sent."""
OWN = {"X-Content-Type-Options": "nosniff", "Cross-Origin-Resource-Policy": "same-origin"}
"""What every answer says, problems among them."""


class Application:
    """Answers `/v1/…`, and is to be mounted at `/api`."""

    def __init__(self, engine: Engine) -> None:
        answers = Answers(engine)
        self._routes: Mapping[re.Pattern[str], Answer] = {
            re.compile(path, re.ASCII): answer
            for path, answer in {
                "/v1/models": answers.models,
                "/v1/readings": answers.reading,
                f"/v1/readings/{ID}": answers.reading_again,
                f"/v1/readings/{ID}/heads/(?P<site>{SITE})/(?P<head>{NUMBER})": answers.head,
                f"/v1/readings/{ID}/heads/(?P<site>{SITE})/(?P<head>{NUMBER})/steps": answers.steps,
                f"/v1/readings/{ID}/predictions/(?P<place>{NUMBER})": answers.prediction,
            }.items()
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await WebSocketClose()(scope, receive, send)
            return
        response = await self._answer(Request(scope, receive))
        response.headers.update(OWN)
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        path, query = below(request.scope), None
        try:
            query = Query.of(request, repeatable=("token",))
            answer, parts = self._route(request, path)
            return await answer(Asked(request, query, parts, language(request, query)))
        except Left:
            return Response(status_code=499)  # nobody is there to have it
        except Problem as refused:
            problem = refused
            if STATUS[problem.name] in FORGED:
                LOG.warning("%s %.80r refused: %s", request.method[:10], path, problem)
        except Exception:
            problem = Problem("failed")
            LOG.exception("answering %.80r", path)
        return problem.response(language(request, query))

    def _route(self, request: Request, path: str) -> tuple[Answer, Mapping[str, str]]:
        """What answers this path, and the path's parts; Problem for what nothing answers."""
        if foreign(request):
            raise Problem("origin")
        for pattern, answer in self._routes.items():
            if found := pattern.fullmatch(path):
                if request.method != "GET":
                    raise Problem("method")
                return answer, found.groupdict()
        raise Problem("nowhere")


def below(scope: Scope) -> str:
    """The path below where the application is mounted."""
    path: str = scope["path"]
    return path.removeprefix(scope.get("root_path", ""))


def foreign(request: Request) -> bool:
    """Whether a browser asks for another site's page; who is no browser says nothing of that."""
    if request.headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
        return True
    origin = request.headers.get("origin")
    try:
        return origin is not None and urlsplit(origin).netloc != request.headers.get("host")
    except ValueError:
        return True
