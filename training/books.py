"""Turn raw books into chapters of running text: verse numbers, notes and headings go, the words stay.

A chapter is contiguous. Where its file is damaged (letters lost, a page break inside a sentence, a poem that has
no sentences), `DAMAGED` marks the place, so that nobody takes what stands before and after it for neighbours.
A paragraph's end is a line feed; verses are joined, since they often end inside a sentence.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

DAMAGED = "\ufffd"  # Unicode's replacement character

_FOOTNOTE = re.compile(r"\{[^}]*\}|&gt;|[\[\]]|\bSelah\.")
_SPEAKER = re.compile(r"\s{2,}(?:Beloved|Lover|Friends)\b| (?:Beloved|Lover)$")
_REFERENCE = re.compile(r"\(\d+:\d+\)")
_TRANSLATORS_NOTE = re.compile(
    "（[^（）]*(?:原文|或作|又作|有作|古卷|就是|细拉|意思|下同|节同|本章同|又名)[^（）]*）"
)
_VERSE_END = tuple("。，？！；：、’”）")
_UNION_MARKS = str.maketrans("()．", "（），")
_PARAGRAPH_END = tuple("。？！；：…—～’”）")
_WIDE = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF5B) if chr(code).isalnum()}  # Ｑ is Q
_PAGE_BREAK = re.compile(r"\s*_分节阅读_\d+\s*")
_STORY = re.compile(r"^ +([\u4e00-\u9fffQ]+)\S* *\n *-{5,}", re.MULTILINE)
_NOTES = re.compile(r"^\s*□?\s*注释", re.MULTILINE)
_SECTION = re.compile(r"^\s*(?:[一二三四五六七八九十]+|第\S+章\s\S+)\s*$", re.MULTILINE)
_DATE = re.compile(r"^\s*一九\S+年\S+月。\S*\s*$", re.MULTILINE)
_NOTE_NUMBER = re.compile("（?[\u2460-\u249b\u3220-\u3229]）?")
_GARBLED = re.compile("[*<>〔〕□┑\u0370-\u03ff\ue000-\uf8ff]")
_CHAPTER = re.compile(r"^CHAPTER [IVX]+\. (.+)$", re.MULTILINE)
_STARS_OR_EDITIONS = re.compile(r"^[ *]+$|\[later editions[^\]]*\]|_", re.MULTILINE)
_OPENING = re.compile(r"(?<!\w)'(?=\S)(?!(?:em|tis)\b)", re.IGNORECASE)
_CLOSING = re.compile(r"""(?<=[\w,.!?;:)"-])'(?!\w)""")


@dataclass(frozen=True)
class Chapter:
    """`document` is "collection/book", within which texts are too alike to tell apart; `number` counts from 1."""

    document: str
    number: int
    text: str


def world_english_bible(raw_verses: str, raw_books: str) -> list[Chapter]:
    """Rows of verse id, book, chapter, verse, text; and of book, its name, and more. Both have a header."""
    names = {row[0]: row[1] for row in csv.reader(raw_books.splitlines())}
    verses: dict[tuple[str, str], list[str]] = defaultdict(list)
    for _, book, chapter, _, text in list(csv.reader(raw_verses.splitlines()))[1:]:
        verses[book, chapter].append(_FOOTNOTE.sub("", _SPEAKER.sub(" ", text)))
    return [
        Chapter(f"Bible/{names[book]}", int(chapter), " ".join(texts))
        for (book, chapter), texts in verses.items()
    ]


def union_bible(raw: str) -> list[Chapter]:
    """Chapters with an empty line between, each a line for its book, one for its number, one per verse."""
    chapters: dict[str, list[str]] = defaultdict(list)
    for block in raw.replace("\r", "").strip().split("\n\n"):
        book, _, *verses = block.split("\n")
        chapters[book.replace("後", "后")].append("".join(map(_union_verse, verses)))
    return [
        Chapter(f"圣经/{book}", number, text)
        for book, texts in chapters.items()
        for number, text in enumerate(texts, 1)
    ]


def call_to_arms(raw: str) -> list[Chapter]:
    """Lu Xun's stories: each has a title that is underlined, sections, and somebody's notes after it."""
    whole = _PAGE_BREAK.sub(DAMAGED, raw.replace("\r", "").translate(_WIDE))
    _, *parts = _STORY.split(whole)
    chapters = []
    for title, body in zip(parts[::2], parts[1::2], strict=True):
        story = _DATE.sub("", _NOTES.split(body)[0])
        texts = [_paragraphs(section.split("\n")) for section in _SECTION.split(story)]
        numbered = enumerate(filter(None, texts), 1)
        chapters += [Chapter(f"呐喊/{title}", number, text) for number, text in numbered]
    return chapters


def alice(raw: str) -> list[Chapter]:
    """Carroll's chapters, each a document of its own, without the poems; quotes become double ones."""
    story = raw.replace("\r", "").partition("THE END\n")[0]
    _, *parts = _CHAPTER.split(story)
    return [
        Chapter(f"Alice/{title}", 1, _prose(body))
        for title, body in zip(parts[::2], parts[1::2], strict=True)
    ]


def _union_verse(line: str) -> str:
    """A verse without its number, spaces and translators' notes; "？？" is a lost character in this file."""
    number_and_text = re.fullmatch(r"(\d+)\s*(.*)", line.strip())
    if number_and_text is None:
        raise ValueError(f"expected a verse number and a verse, not {line!r}")
    text = _REFERENCE.sub("", number_and_text[2])
    text = re.sub(r"\s+", "", text).translate(_UNION_MARKS).replace("？？", DAMAGED).lstrip("）")
    while (shorter := _TRANSLATORS_NOTE.sub("", text)) != text:  # notes stand inside notes
        text = shorter
    text = text.replace("原文作", DAMAGED)  # notes that lost their brackets
    return text if text.endswith(_VERSE_END) or not text else text + DAMAGED


def _paragraphs(lines: Iterable[str]) -> str:
    """Paragraphs that are a line each, without the numbers of notes; one that breaks off is damaged."""
    stripped = (_GARBLED.sub(DAMAGED, _NOTE_NUMBER.sub("", line)).strip() for line in lines)
    whole = (line if line.endswith(_PARAGRAPH_END) else line + DAMAGED for line in stripped if line)
    return "\n".join(whole)


def _prose(body: str) -> str:
    """Paragraphs that an empty line separates; an indented one is a poem, which is marked as damage."""
    paragraphs = re.split(r"\n\s*?\n", _STARS_OR_EDITIONS.sub("", body).strip("\n"))
    prose = [
        DAMAGED if text.startswith("  ") else " ".join(text.split()) for text in paragraphs if text.strip()
    ]
    text = _CLOSING.sub("”", _OPENING.sub("“", "\n".join(prose)))
    return text.replace('"', "'")
