"""Who and what a story is about: a noun, how many of it, its gender, its owner; and the pronouns that stand for it."""

from dataclasses import dataclass
from random import Random

from headlight.training.stories.lexicon import Noun, Quality, nouns, qualities

PRONOUNS = {
    # class: subject, object, possessive, reflexive
    "he": ("he", "him", "his", "himself"),
    "she": ("she", "her", "her", "herself"),
    "it": ("it", "it", "its", "itself"),
    "they": ("they", "them", "their", "themselves"),
}
CHINESE_PRONOUNS = {
    ("m", 1): "他",
    ("f", 1): "她",
    ("n", 1): "它",
    ("m", 2): "他们",
    ("f", 2): "她们",
    ("n", 2): "它们",
}


@dataclass(frozen=True, eq=False)
class Entity:
    """One participant; two of the same noun are two entities."""

    noun: Noun
    gender: str = "n"
    count: int = 1
    owner: "Entity | None" = None
    quality: Quality | None = None
    known: bool = False  # "the", where nothing was said of it before

    @property
    def kind(self) -> str:
        """people, animals or things."""
        return "people" if self.noun.kind in ("names", "kin") else self.noun.kind

    @property
    def several(self) -> bool:
        """Whether it takes a plural verb."""
        return self.count > 1

    @property
    def named(self) -> bool:
        """Whether it has a name of its own."""
        return self.noun.kind == "names"

    def pronouns(self, language: str) -> tuple[str, str, str, str]:
        """Its subject, object, possessive and reflexive pronouns; Chinese owners add 的."""
        if language == "chinese":
            pronoun = CHINESE_PRONOUNS[self.gender, min(self.count, 2)]
            return pronoun, pronoun, pronoun, "自己"
        key = "they" if self.several else {"m": "he", "f": "she", "n": "it"}[self.gender]
        return PRONOUNS[key]


class Cast:
    """Draws participants of whom no two share a noun."""

    def __init__(self, random: Random, split: str) -> None:
        self._random, self._split = random, split
        self._taken: set[str] = set()

    def person(self) -> Entity:
        """Somebody: by name, by trade, or as somebody's relative."""
        draw = self._random.random()
        kind = "names" if draw < 0.45 else "people" if draw < 0.85 else "kin"
        noun = self._noun(kind)
        gender = self._random.choice(noun.genders)
        if kind == "names":
            return Entity(noun, gender)
        count = self._count(0.75 if kind == "people" else 0.9)
        related = self.named() if kind == "kin" and self._random.random() < 0.6 else None
        known = self._random.random() < 0.4
        return Entity(noun, gender, count, related, self._quality(noun, 0.12), known)

    def named(self) -> Entity:
        """Somebody by name."""
        noun = self._noun("names")
        return Entity(noun, self._random.choice(noun.genders))

    def thing(self, asked: str | None = None) -> Entity:
        """A thing, one that has a property if one is asked for."""
        return self._other("things", asked)

    def animal(self, asked: str | None = None) -> Entity:
        """An animal, likewise."""
        return self._other("animals", asked)

    def any(self, kind: str) -> Entity:
        """One of a kind."""
        return self.person() if kind == "people" else self._other(kind, None)

    def _other(self, kind: str, asked: str | None) -> Entity:
        noun = self._noun(kind, asked)
        known = self._random.random() < 0.35
        return Entity(noun, "n", self._count(0.72), None, self._quality(noun, 0.25), known)

    def _noun(self, kind: str, asked: str | None = None) -> Noun:
        every = nouns(kind, self._split)
        fitting = [n for n in every if asked is None or asked in n.properties] or every
        free = [n for n in fitting if n.english not in self._taken] or fitting
        noun = self._random.choice(free)
        self._taken.add(noun.english)
        return noun

    def _count(self, single: float) -> int:
        return 1 if self._random.random() < single else self._random.choice((2, 2, 2, 3, 3, 4, 5))

    def _quality(self, noun: Noun, share: float) -> Quality | None:
        if " " in noun.english or self._random.random() >= share:
            return None  # no young old man
        return self._random.choice(qualities("people" if noun.kind == "kin" else noun.kind))
