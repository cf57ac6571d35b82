"""What every plot draws from: the story's people, chance, and the tables by what a participant can do."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

from headlight.training.stories.entities import Cast, Entity
from headlight.training.stories.lexicon import Bilingual, Sequel, clauses, clauses_for, places, said
from headlight.training.stories.plan import Clause, Sentence
from headlight.training.stories.templates import Template

T = TypeVar("T")


class Stage:
    """One story's."""

    def __init__(self, random: Random, split: str) -> None:
        self.random, self.cast = random, Cast(random, split)
        self._people: list[Entity] = []
        self._last_person: Entity | None = None

    def often(self, share: float) -> bool:
        """True with this probability."""
        return self.random.random() < share

    def choice(self, every: Sequence[T]) -> T:
        """One of them."""
        return self.random.choice(every)

    def two(self, every: Sequence[T]) -> tuple[T, T]:
        """Two different ones."""
        first, second = self.random.sample(every, 2)
        return first, second

    def person(self) -> Entity:
        """Somebody of the story, or somebody new; never the same twice running."""
        known = [person for person in self._people if person is not self._last_person]
        if known and self.often(0.55):
            person = self.choice(known)
        else:
            person = self.cast.person()
            self._people.append(person)
        self._last_person = person
        return person

    @staticmethod
    def differ(one: Entity, other: Entity) -> bool:
        """Whether different pronouns stand for two."""
        return one.pronouns("english") != other.pronouns("english")

    def touch(self, kind: str) -> Bilingual:
        """Something done to one of a kind that leaves open what comes next."""
        return self.choice(clauses_for("touches", (kind,)))

    def present(self, kind: str) -> Bilingual:
        """Something that is so now of one of a kind."""
        return self.choice(clauses_for("presents", (kind,)))

    def fitting(self, table: str, entity: Entity) -> Bilingual:
        """What such a thing does ("fates"), or what is done with it ("uses"), by one of its properties."""
        special = tuple(p for p in entity.noun.properties if p != "small")
        fits = clauses_for(table, special)
        if "small" in entity.noun.properties and (not fits or self.often(0.25)):
            fits = clauses_for(table, ("small",)) or fits
        return self.choice(fits or clauses_for("touches" if table == "uses" else "presents", (entity.kind,)))

    def saying(self) -> tuple[Template, Template, Bilingual]:
        """What is said, in both languages, and what the speaker then does."""
        sequel: Sequel = self.choice(said())
        return sequel.first.english, sequel.first.chinese, sequel.then

    def sentence(self, *parts: Clause) -> Sentence:
        """A sentence of the story, now and then with a time and a place."""
        time = self.choice(clauses("times")) if self.often(0.16) else None
        begins = parts[0].content.chinese[0].name == "A" and "在" not in [
            p.name for p in parts[0].content.chinese
        ]
        place = self.choice(places()) if begins and len(parts) == 1 and self.often(0.15) else None
        return Sentence(parts, time, place)

    def plain_sentence(self, *parts: Clause, says: Bilingual | None = None) -> Sentence:
        """A sentence without time and place."""
        return Sentence(parts, says=says)
