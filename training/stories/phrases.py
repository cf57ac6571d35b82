"""Noun phrases in both languages, with the edges inside them; each function returns the number of the head noun."""

from headlight.training.stories.entities import Entity
from headlight.training.stories.text import Index, Text

NUMBERS = {
    "english": {2: "two", 3: "three", 4: "four", 5: "five"},
    "chinese": {2: "两", 3: "三", 4: "四", 5: "五"},
}
DIRECT = "大小老旧新白黑红"  # adjectives that stand before their noun without 的


def full(text: Text, entity: Entity, new: bool, indefinite: bool, owner: Index | None) -> Index:
    """The whole phrase: a name, `a red ball`, `the ball`, `Tom's sister`, `一个红色的球`, `那个球`.

    Args:
        text: where it is written.
        entity: whom or what it names.
        new: whether nothing was said of it before.
        indefinite: whether it is then "a", 一个.
        owner: the word that says whose it is, if one has just been written.
    """
    if entity.named:
        return text.add(entity.noun.english if text.language == "english" else entity.noun.chinese)
    indefinite = new and indefinite and owner is None and entity.noun.kind != "kin"
    write = _english if text.language == "english" else _chinese
    return write(text, entity, new, indefinite, owner)


def _english(text: Text, entity: Entity, new: bool, indefinite: bool, owner: Index | None) -> Index:
    noun = entity.noun.plural if entity.several else entity.noun.english
    quality = entity.quality.english if entity.quality and _shows_quality(entity, new) else None
    before: list[tuple[str, Index]] = [] if owner is None else [("poss", owner)]
    if owner is None and entity.noun.kind == "kin":
        before.append(("poss", text.add("my")))
    elif indefinite and entity.several:
        before.append(("det", text.add(NUMBERS["english"][entity.count])))
    elif owner is None:
        before.append(("det", text.add(_article(quality or noun) if indefinite else "the")))
    if quality:
        before.append(("amod", text.add(quality)))
    return _noun(text, noun, before)


def _chinese(text: Text, entity: Entity, new: bool, indefinite: bool, owner: Index | None) -> Index:
    before: list[tuple[str, Index]] = [] if owner is None else [("poss", owner)]
    counted = entity.several and (indefinite or entity.noun.kind == "kin")
    if owner is None and entity.noun.kind == "kin":
        before.append(("poss", text.add("我")))
        text.add("的")
    if counted or indefinite:
        before.append(("det", text.add(NUMBERS["chinese"].get(entity.count, "一"))))
        before.append(("clf", text.add(entity.noun.measure)))
    elif owner is None and entity.noun.kind != "kin" and (new or entity.several):
        before.append(("det", text.add("那")))
        before.append(("clf", text.add("些" if entity.several else entity.noun.measure)))
    if entity.quality and _shows_quality(entity, new):
        before.append(("amod", text.add(entity.quality.chinese)))
        if entity.quality.chinese not in DIRECT:
            text.add("的")
    return _noun(text, entity.noun.chinese, before)


def _noun(text: Text, noun: str, before: list[tuple[str, Index]]) -> Index:
    """The noun's last word is its head: `alarm clock` is two."""
    head = text.add(noun)
    for relation, word in before:
        text.link(relation, word, head)
    return head


def _shows_quality(entity: Entity, new: bool) -> bool:
    """People are described once; a red ball stays the red ball."""
    return new or entity.kind != "people"


def _article(word: str) -> str:
    return "an" if word[0] in "aeiou" else "a"
