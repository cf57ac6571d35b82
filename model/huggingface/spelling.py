"""What the pieces of a vocabulary spell: bytes, whichever of three alphabets a tokenizer writes them in.

byte-level BPE   Ġcat, çľ     each character stands for a byte                   GPT-2, Llama 3, Qwen, ModernBERT
SentencePiece    ▁cat, <0xE7>  ▁ is a space, what is not in the vocabulary a byte  T5, Marian, Gemma, XLM-R
WordPiece        cat, ##s      ## goes on with a word; spaces are not read         BERT, DistilBERT, ELECTRA
"""

import json
from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from typing import Any, Literal

from headlight.model.tokenizer import BYTE, characters, visible

Alphabet = Literal["bytes", "sentencepiece", "wordpiece"]


def alphabet_of(inner: Any) -> Alphabet:
    """How a tokenizer of transformers writes its pieces; one without a fast version is SentencePiece's."""
    backend = getattr(inner, "backend_tokenizer", None)
    if backend is None:
        return "sentencepiece"
    layout = json.loads(backend.to_str())
    kinds = json.dumps([layout.get("pre_tokenizer"), layout.get("decoder")])
    if layout["model"].get("type") == "WordPiece" or '"WordPiece"' in kinds:
        return "wordpiece"
    return "bytes" if '"ByteLevel"' in kinds else "sentencepiece"


def spelt(piece: str, alphabet: Alphabet) -> bytes:
    """The bytes a piece spells; a WordPiece that begins a word begins with a space here."""
    match alphabet:
        case "bytes":
            table = byte_characters()
            return b"".join(bytes([table[c]]) if c in table else c.encode() for c in piece)
        case "wordpiece":
            return piece[2:].encode() if piece.startswith("##") and piece != "##" else f" {piece}".encode()
        case "sentencepiece":
            byte = BYTE.fullmatch(piece)
            return bytes([int(byte[1], 16)]) if byte else piece.replace("▁", " ").encode()


def shown(piece: str, alphabet: Alphabet) -> str:
    """How a piece is shown: as text with visible spaces; a WordPiece as it is, and a byte as `<0xE7>`."""
    if alphabet == "wordpiece":
        return visible(piece)
    data = spelt(piece, alphabet)
    try:
        return visible(data.decode())
    except UnicodeDecodeError:
        return "".join(f"<0x{byte:02X}>" for byte in data)


def spans(parts: Sequence[bytes]) -> tuple[str, list[tuple[int, int]]]:
    """The text of parts of UTF-8, and for each the characters it has a byte of, (start, end).

    A byte that makes up no character is read as U+FFFD.
    """
    found = characters(b"".join(parts))
    owner = [
        index for index, (_, length) in enumerate(found) for _ in range(length)
    ]  # of each byte, its character
    ends = list(accumulate(len(part) for part in parts))
    text = "".join(character for character, _ in found)
    placed = []
    for part, end in zip(parts, ends, strict=True):
        start = end - len(part)
        first = owner[start] if start < len(owner) else len(found)
        placed.append((first, owner[end - 1] + 1 if part else first))
    return text, placed


@cache
def byte_characters() -> dict[str, int]:
    """GPT-2's alphabet: printable Latin-1 characters stand for themselves, the other bytes for U+0100 onwards.

    Source: Radford et al. 2019, `bytes_to_unicode`.
    """
    own = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    others = [byte for byte in range(256) if byte not in own]
    return {chr(byte): byte for byte in own} | {chr(256 + i): byte for i, byte in enumerate(others)}
