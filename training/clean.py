"""Bring raw sentences to one form, so that the tokenizer meets each word and mark in one spelling only.

Chinese becomes simplified, with Chinese punctuation. English gets straight quotes. Sentences in some other
script are dropped. Running text is first cut into its sentences.
"""

import re
import unicodedata

from opencc import OpenCC

from headlight.training.books import DAMAGED

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
_ENGLISH_END = re.compile(r"""([.?!]["')”’]*)\s+(?=["'(“‘]*[A-Z0-9])""")
_CHINESE_END = re.compile("([。？！]+…*[”’）]*)")
_ENGLISH_CLAUSE = re.compile(r"(?<=[;:]\s)")
_CHINESE_CLAUSE = re.compile("(?<=[，；：])")


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


def english_sentences(text: str) -> list[str | None]:
    """The clean sentences of running text in order; None where one is unusable, so that the gap shows.

    A sentence above `MAXIMUM_ENGLISH` is cut after semicolons and colons, into as few parts as may be.
    """
    sentences = _ENGLISH_END.sub(r"\1\n", text).split("\n")
    parts = (part for sentence in sentences for part in _cut(sentence, MAXIMUM_ENGLISH, _ENGLISH_CLAUSE))
    return [None if DAMAGED in part else clean_english(part) for part in parts]


def chinese_sentences(text: str) -> list[str | None]:
    """The same for Chinese, where a sentence above `MAXIMUM_CHINESE` is cut after commas too."""
    sentences = _CHINESE_END.sub(r"\1\n", text).split("\n")
    parts = (part for sentence in sentences for part in _cut(sentence, MAXIMUM_CHINESE, _CHINESE_CLAUSE))
    return [None if DAMAGED in part else clean_chinese(part) for part in parts]


def _cut(sentence: str, maximum: int, clause_end: re.Pattern[str]) -> list[str]:
    """Parts of at most `maximum` characters, none if the sentence is empty; a single clause may be longer."""
    parts = [""]
    for clause in clause_end.split(sentence):
        if parts[-1] and len(parts[-1]) + len(clause) > maximum:
            parts.append("")
        parts[-1] += clause
    return [part for part in parts if part.strip()]


def _tidy(text: str) -> str:
    """Composed characters, nothing invisible, single spaces."""
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    return _SPACES.sub(" ", text).strip()


def _unusable(text: str, maximum: int) -> bool:
    return not any(map(str.isalnum, text)) or len(text) > maximum or bool(_OTHER_SCRIPTS.search(text))
