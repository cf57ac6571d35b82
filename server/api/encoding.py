"""Answers as bytes: arrays in a safetensors file, everything else JSON in it, deflated where the browser takes that."""

import gzip
from collections.abc import Mapping
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray
from safetensors.numpy import save
from starlette.responses import Response

MEDIA_TYPE = "application/vnd.headlight+safetensors"
METADATA = "headlight"
"""Under which the JSON stands in the file's metadata."""
FEW = 1000
"""Bytes up to which nothing is deflated."""
DAY = 24 * 60 * 60
KEPT = f"private, max-age={DAY}, immutable"
"""An address means the same answer for ever, but for another version of this server, which a day brings at most."""


def packed(metadata: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """A safetensors file: 8 bytes with the length of the header, little-endian, the header in JSON, the arrays.

    Every array begins at a multiple of its numbers' size, so that typed arrays can be made of it where it lies.
    """
    whole = {name: np.ascontiguousarray(array) for name, array in arrays.items()}
    return save(whole, {METADATA: orjson.dumps(metadata, option=orjson.OPT_SERIALIZE_NUMPY).decode()})


def deflated(body: bytes) -> bytes:
    """The body as gzip has it: half of a reading's 10 kB in 0.2 ms. Higher levels take longer than they save."""
    return gzip.compress(body, 1, mtime=0) if len(body) > FEW else body


def response(body: bytes, small: bytes, media: str, tag: str, accepts: str) -> Response:
    """An answer that browsers may keep.

    Args:
        body: as it is.
        small: as `deflated` gives it.
        media: the type of the body.
        tag: names the answer.
        accepts: the request's Accept-Encoding.
    """
    headers = answer_headers(tag)
    if "gzip" in accepts.lower() and len(small) < len(body):
        return Response(small, headers=headers | {"Content-Encoding": "gzip"}, media_type=media)
    return Response(body, headers=headers, media_type=media)


def unchanged(tag: str) -> Response:
    """The browser has it already."""
    return Response(status_code=304, headers=answer_headers(tag))


def answer_headers(tag: str) -> dict[str, str]:
    """What every answer that may be kept says of itself."""
    return {"ETag": f'W/"{tag}"', "Cache-Control": KEPT, "Vary": "Accept-Encoding, Accept-Language"}


def same(tag: str, if_none_match: str) -> bool:
    """Whether a browser has this answer, by its If-None-Match."""
    return any(
        part.strip().removeprefix("W/").strip('"') in (tag, "*") for part in if_none_match[:4000].split(",")
    )
