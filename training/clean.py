"""Bring raw sentences to one form, so that the tokenizer meets each word and mark in one spelling only.

Chinese becomes simplified, with Chinese punctuation. English gets straight quotes. Sentences in some other
script are dropped.
"""

import re
import unicodedata

from opencc import OpenCC  # type: ignore[import-untyped]

MAXIMUM_ENGLISH = 300  # characters; longer entries are speeches, not sentences
MAXIMUM_CHINESE = 120

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\u3007"
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\ufeff]")
_SPACES = re.compile(r"\s+")
_OTHER_SCRIPTS = re.compile("[\u0370-\u1cff\u3040-\u30fa\u30fd-\u30ff\u3131-\u318e\uac00-\ud7af]")
_SPACE_INSIDE_HAN = re.compile(rf"(?<=[{_HAN}，。？！：；、]) +(?=[{_HAN}])")
_ASCII_AFTER_HAN = re.compile(rf"(?<=[{_HAN}])[,?!:;]|(?<=[{_HAN}])\.$")
_FULL_WIDTH = {",": "，", "?": "？", "!": "！", ":": "：", ";": "；", ".": "。"}
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "＂": '"'})
# 著 that is 着: OpenCC's general tables leave it alone. Its Taiwan tables know it, but turn every 么 of a
# sentence that is simplified already into 幺.
_ZHE = re.compile("(?<![名显原土巨专论编])著(?![名作称者有])")
_SIMPLIFY = str.maketrans("妳牠「」『』﹐⋯", "你它“”‘’，…")
_CONVERTER = OpenCC("t2s")


def clean_english(text: str) -> str | None:
    """The sentence in canonical form, or None where it is not a plain English sentence of usual length."""
    text = _tidy(text).translate(_QUOTES)
    if re.search(f"[{_HAN}]", text) or _unusable(text, MAXIMUM_ENGLISH):
        return None
    return text


def clean_chinese(text: str) -> str | None:
    """The sentence in simplified characters, or None where it is not a Chinese sentence of usual length."""
    text = _CONVERTER.convert(_tidy(text)).translate(_SIMPLIFY).replace("甚么", "什么")
    text = _ZHE.sub("着", text)
    text = _SPACE_INSIDE_HAN.sub("", text)
    text = _ASCII_AFTER_HAN.sub(lambda match: _FULL_WIDTH[match.group()], text)
    if not re.search(f"[{_HAN}]", text) or _unusable(text, MAXIMUM_CHINESE):
        return None
    return text


def _tidy(text: str) -> str:
    """Composed characters, nothing invisible, single spaces."""
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    return _SPACES.sub(" ", text).strip()


def _unusable(text: str, maximum: int) -> bool:
    return not any(map(str.isalnum, text)) or len(text) > maximum or bool(_OTHER_SCRIPTS.search(text))
