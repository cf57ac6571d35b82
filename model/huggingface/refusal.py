"""Why a model cannot be had: a reason the page has a sentence for, and its particulars."""

from typing import Literal

Reason = Literal[
    "library",  # an optional library is not installed
    "unknown",  # no source of that name
    "not_allowed",  # the operator allows fewer hub names
    "not_here",  # it would have to be downloaded first
    "network",  # the hub cannot be reached
    "absent",  # the hub has no such model
    "too_large",  # beyond the operator's limit
    "no_safetensors",  # only pickled weights, which are never read
    "remote_code",  # it needs code of its own, which is never run
    "unsupported",  # not a text model that transformers knows
    "cancelled",  # by the visitor
]


class Refused(ValueError):
    """A model that cannot be had.

    Attributes:
        reason: why.
        detail: a name, a size, or what a library said; untrusted text.
    """

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason, self.detail = reason, detail
