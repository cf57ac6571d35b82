"""Downloading a model from the hub: what it would cost is known first, it can be cancelled, and every byte is checked.

Only safetensors, configurations and vocabularies are ever asked for, by names from a fixed list; no token is sent.
Files go to a folder of their own, and a last one says that all of them are there.
"""

import json
import os
import re
import shutil
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen

from headlight.model.huggingface.refusal import Refused
from headlight.model.huggingface.sources import COMPLETE, Source, largest

PATIENCE = 10  # seconds without a byte
CHUNK = 2**18
WEIGHTS = re.compile(r"model(-\d{5}-of-\d{5})?\.safetensors")
BESIDE = frozenset(
    [
        "config.json",
        "generation_config.json",
        "model.safetensors.index.json",
        "tokenizer.json",
        "tokenizer_config.json",
        "special_tokens_map.json",
        "added_tokens.json",
        "vocab.json",
        "vocab.txt",
        "merges.txt",
        "tokenizer.model",
        "spiece.model",
        "sentencepiece.bpe.model",
        "source.spm",
        "target.spm",
    ]
)


@dataclass(frozen=True)
class Wanted:
    """One file of a repository: its name, its size in bytes, and its SHA-256 where the hub gives one."""

    name: str
    size: int
    sha256: str | None


@dataclass(frozen=True)
class Listing:
    """What would be downloaded: a repository at one commit, and the files of it that are wanted."""

    repository: str
    commit: str
    files: tuple[Wanted, ...]

    @property
    def size(self) -> int:
        """Bytes of all of them."""
        return sum(file.size for file in self.files)


@dataclass
class Progress:
    """How far a download is; another thread may look at it and cancel it."""

    total: int = 0
    done: int = 0
    cancelled: threading.Event = field(default_factory=threading.Event)

    def add(self, count: int) -> None:
        """Note bytes that came; Refused("cancelled") where somebody wants no more."""
        self.done += count
        if self.cancelled.is_set():
            raise Refused("cancelled")


def listing(repository: str) -> Listing:
    """What of a repository would be downloaded.

    Raises:
        Refused: "network", "absent", "no_safetensors" or "too_large".
    """
    found = json.loads(fetched(f"api/models/{quote(repository)}?blobs=true"))
    files = wanted(found.get("siblings") or ())
    if not any(WEIGHTS.fullmatch(file.name) for file in files):
        raise Refused("no_safetensors", repository)
    whole = Listing(repository, str(found.get("sha") or "main"), files)
    if whole.size > largest():
        raise Refused("too_large", f"{whole.size / 1e6:.0f} MB > {largest() / 1e6:.0f} MB")
    return whole


def wanted(siblings: Sequence[Mapping[str, Any]]) -> tuple[Wanted, ...]:
    """The files of a repository that a model is opened from; of weights in one file and in several, the one."""
    files = [
        Wanted(s["rfilename"], int(s.get("size") or 0), (s.get("lfs") or {}).get("sha256")) for s in siblings
    ]
    names = {file.name for file in files}
    kept = [f for f in files if f.name in BESIDE or WEIGHTS.fullmatch(f.name)]
    if "model.safetensors" in names:
        kept = [f for f in kept if f.name == "model.safetensors" or ".safetensors" not in f.name]
    return tuple(kept)


def fetch(source: Source, progress: Progress) -> None:
    """Download a source, all of it or nothing.

    Raises:
        Refused: for whatever is in the way, "cancelled" among it.
    """
    found = listing(source.repository)
    progress.total = found.size
    check_room(source.folder, found.size)
    part = source.folder.with_name(source.folder.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    try:
        for file in found.files:
            store(found, file, part / file.name, progress)
        (part / COMPLETE).write_text(json.dumps({"repository": found.repository, "commit": found.commit}))
        shutil.rmtree(source.folder, ignore_errors=True)
        part.rename(source.folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def store(found: Listing, file: Wanted, path: Path, progress: Progress) -> None:
    """Stream one file to its place; Refused("network") if it is not the one that was listed."""
    address = f"{found.repository}/resolve/{quote(found.commit)}/{quote(file.name)}"
    digest, length = sha256(), 0
    try:
        with urlopen(asking(address), timeout=PATIENCE) as answer, path.open("wb") as kept:
            while chunk := answer.read(CHUNK):
                length += len(chunk)
                if length > file.size:
                    raise Refused("network", f"{file.name}: more than {file.size} bytes")
                kept.write(chunk)
                digest.update(chunk)
                progress.add(len(chunk))
    except (OSError, HTTPException) as fault:
        raise Refused("network", f"{file.name}: {fault}") from fault
    if length != file.size or file.sha256 not in (None, digest.hexdigest()):
        raise Refused("network", f"{file.name}: not what the hub said it would be")


def fetched(address: str) -> bytes:
    """A small answer of the hub, at most 5 MB of it."""
    try:
        with urlopen(asking(address), timeout=PATIENCE) as answer:
            data: bytes = answer.read(5 * 10**6)
            return data
    except HTTPError as fault:
        raise Refused("absent" if fault.code in (401, 403, 404) else "network", f"{fault.code}") from fault
    except (OSError, HTTPException) as fault:
        raise Refused("network", str(fault)) from fault


def asking(address: str) -> Request:
    """A request to the hub, or to its mirror in HF_ENDPOINT."""
    hub = os.environ.get("HF_ENDPOINT", "").strip().rstrip("/") or "https://huggingface.co"
    if not hub.startswith(("https://", "http://")):
        raise Refused("network", "HF_ENDPOINT")
    return Request(f"{hub}/{address}", headers={"User-Agent": "headlight"})


def check_room(folder: Path, size: int) -> None:
    """Refused("too_large") where the disk would be full."""
    there = next(parent for parent in folder.absolute().parents if parent.exists())
    if shutil.disk_usage(there).free < size + 10**9:
        raise Refused("too_large", f"{size / 1e6:.0f} MB, disk")
