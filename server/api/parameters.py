"""What a request says, read and bounded at the door: its query, its language, who asks."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request

from headlight import translations
from headlight.server.address.fields import Field, Partly
from headlight.server.api.problems import Problem, parameter

LONGEST_QUERY = 14_000
"""Bytes of a query; uvicorn takes 16 kB for a request's line and headers."""
MOST_PARAMETERS = 64
EVERYWHERE = ("lang", "visitor", "place")
"""Parameters that every route takes."""
VISITOR = re.compile(r"[A-Za-z0-9_-]{8,64}", re.ASCII)
PLACE = re.compile(r"[a-z0-9_-]{1,32}", re.ASCII)


@dataclass(frozen=True)
class Query:
    """The parameters of a request.

    Attributes:
        values: text by name, all of it valid UTF-8.
        repeated: the values of those that may be given more than once.
    """

    values: Mapping[str, str]
    repeated: Mapping[str, Sequence[str]]

    @classmethod
    def of(cls, request: Request, repeatable: Collection[str] = ()) -> "Query":
        """The query of a request.

        Raises:
            Problem: "too_long", or "parameter" for what is no UTF-8, too much, or given twice.
        """
        raw = request.scope.get("query_string", b"")
        if len(raw) > LONGEST_QUERY:
            raise Problem(
                "too_long", lambda t: t("api-too-long-detail", most=LONGEST_QUERY), most=LONGEST_QUERY
            )
        try:
            pairs = parse_qsl(
                raw.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MOST_PARAMETERS
            )
        except ValueError:
            raise parameter("?", "expected percent-encoded UTF-8, and few parameters") from None
        values, repeated = dict[str, str](), {name: list[str]() for name in repeatable}
        for name, value in pairs:
            if name in repeated:
                repeated[name].append(value)
            elif name in values:
                raise parameter(name, "expected it once")
            else:
                values[name] = value
        return cls(values, repeated)

    def only(self, known: Collection[str]) -> None:
        """Problem("parameter") for the first name that is neither known nor everybody's."""
        for name in self.values:
            if name not in known and name not in EVERYWHERE:
                raise parameter(name, f"expected some of {', '.join(sorted(known))}")

    def get(self, name: str, field: Field) -> Any:
        """The value of one parameter, or its default; Problem("parameter") for what makes no sense."""
        return field.default if name not in self.values else value(name, field.read, self.values[name])


def value(name: str, read: Callable[[str], Any], text: str) -> Any:
    """A text as `read` reads it; Problem("parameter") for what makes no sense, in part or in all."""
    try:
        return read(text)
    except Partly:
        raise parameter(name, "expected all of it to make sense") from None
    except ValueError as fault:
        raise parameter(name, str(fault)) from None


def language(request: Request, query: Query | None) -> str:
    """The language that a visitor asks for, else the first of the browser's that there is, else English."""
    known = translations.languages()
    if query is not None and query.values.get("lang") in known:
        return query.values["lang"]
    for preferred in accepted(request.headers.get("accept-language", "")[:200]):
        if preferred in known:
            return preferred
    return translations.ENGLISH


def accepted(header: str) -> list[str]:
    """The languages of an Accept-Language header, the most welcome first: `zh-CN, en;q=0.8` is zh, en."""
    found = []
    for part in header.split(","):
        tag, _, quality = part.strip().partition(";q=")
        try:
            weight = float(quality) if quality else 1.0
        except ValueError:
            continue
        found.append((weight, tag.partition("-")[0].lower()))
    return [tag for _, tag in sorted(found, key=lambda one: -one[0])]


def address(request: Request) -> str:
    """Where a connection comes from; behind a proxy that is not told of, the proxy's."""
    return request.client.host if request.client else ""


def visitor(request: Request, query: Query) -> str:
    """Who asks: the name that a page drew for itself, at its address; the address alone for who gives no name.

    Problem("parameter") for a name that no page draws.
    """
    named = request.headers.get("headlight-visitor", query.values.get("visitor"))
    if named is None:
        return f"api:{address(request)}"
    if not VISITOR.fullmatch(named):
        raise parameter("visitor", "expected 8 to 64 letters, digits, - and _")
    return f"api:{address(request)}:{named}"


def place(query: Query, default: str) -> str:
    """The part of the page that asks; Problem("parameter") for what names none."""
    named = query.values.get("place", default)
    if not PLACE.fullmatch(named):
        raise parameter("place", "expected 1 to 32 small letters, digits, - and _")
    return named
