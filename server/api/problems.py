"""What stands in place of an answer: `application/problem+json` (RFC 9457) in the visitor's language."""

from collections.abc import Callable, Mapping
from typing import Any

import orjson
from starlette.responses import Response

from headlight.server.engine.refusal import Refused
from headlight.translations import Translate, translate_to

MEDIA_TYPE = "application/problem+json"
STATUS: Mapping[str, int] = {
    "parameter": 400,
    "misfit": 400,
    "origin": 403,
    "nowhere": 404,
    "model": 404,
    "forgotten": 404,
    "absent": 404,
    "method": 405,
    "superseded": 409,
    "too_long": 414,
    "hurried": 429,
    "failed": 500,
    "crowded": 503,
}
"""Every problem there is, by the name at the end of its type."""


class Problem(Exception):
    """Why there is no answer.

    Attributes:
        name: one of `STATUS`.
        members: what a program may want to know, beside the sentence: JSON.
        said: the sentence, where it is another than the name's own.
    """

    def __init__(
        self, name: str, said: Callable[[Translate], str] | None = None, **members: str | int
    ) -> None:
        super().__init__(f"{name} {members}" if members else name)
        self.name, self.members = name, members
        self.said = said or self._own

    @classmethod
    def of(cls, refused: Refused) -> "Problem":
        """What the engine did not take, with the page's own sentence for it."""
        key = f"waiting-{refused.name}"
        return cls(refused.name, lambda t: t(key, **refused.figures), **refused.figures)

    def response(self, language: str) -> Response:
        """The problem in a language."""
        status, t = STATUS[self.name], translate_to(language)
        body = {
            "type": f"urn:headlight:problem:{self.name}",
            "title": t(f"api-{self.name}"),
            "status": status,
            "detail": self.said(t),
            **self.members,
        }
        headers = {"Cache-Control": "no-store", "Content-Language": language, **self._more()}
        return Response(orjson.dumps(body), status, headers, MEDIA_TYPE)

    def _own(self, t: Translate) -> str:
        return t(f"api-{self.name}-detail", **self.members)

    def _more(self) -> dict[str, str]:
        match self.name:
            case "hurried":
                return {"Retry-After": str(self.members.get("seconds", 1))}
            case "crowded":
                return {"Retry-After": "1"}
            case "method":
                return {"Allow": "GET"}
        return {}


def parameter(name: str, reason: str = "") -> Problem:
    """A parameter that is not known here, or whose value makes no sense. `reason`: what was expected, in English."""
    more: dict[str, Any] = {"reason": reason[:300]} if reason else {}
    return Problem(
        "parameter", lambda t: t("api-parameter-detail", parameter=name[:40]), parameter=name[:40], **more
    )


def absent(what: str) -> Problem:
    """A head, a place or a window that the reading does not have."""
    return Problem("absent", lambda t: t("api-absent-detail", what=what[:60]), what=what[:60])
