"""Who was spoken of so far, and where a pronoun is clear.

A pronoun is clear if nobody else of its gender and number was mentioned in this sentence or the two before it; or
else, half of the times, if it stands in the place (subject, object) that its antecedent had, and no rival had later.
"""

from random import Random

from headlight.training.stories.entities import Entity
from headlight.training.stories.text import Index

MEMORY = 2  # sentences
SUBJECT, OBJECT, POSSESSIVE, REFLEXIVE = range(4)


class Discourse:
    """The mentions of one telling."""

    def __init__(self, language: str, random: Random) -> None:
        self.sentence = 0
        self.nouns: dict[Entity, Index] = {}  # word of the last name or noun
        self._language, self._random = language, random
        self._last: dict[Entity, tuple[int, int]] = {}  # sentence and place of the last mention
        self._pronouns: set[str] = set()  # of the clause in hand

    def next_clause(self) -> None:
        """Forget which pronouns the clause has."""
        self._pronouns.clear()

    def mentioned(self, entity: Entity, place: int) -> None:
        """Note a mention."""
        self._last[entity] = self.sentence, place

    def pronoun(self, entity: Entity, place: int, wanted: bool) -> str | None:
        """The pronoun to use for somebody, None to use a noun instead.

        Args:
            entity: whom or what.
            place: SUBJECT, OBJECT or POSSESSIVE.
            wanted: whether a pronoun is to be used wherever its antecedent was mentioned.
        """
        word = entity.pronouns(self._language)[place]
        if entity not in self._last or word in self._pronouns:
            return None
        if not (wanted or self._clear(entity, place)):
            return None
        self._pronouns.add(word)
        return word

    def _clear(self, entity: Entity, place: int) -> bool:
        sentence, place_before = self._last[entity]
        if self.sentence - sentence > MEMORY:
            return False
        rivals = [last for other, last in self._last.items() if self._rivals(other, entity)]
        if not rivals:
            return self._random.random() < 0.8
        later = any(rival[1] == place and rival[0] >= sentence for rival in rivals)
        return place == place_before and not later and self._random.random() < 0.5

    def _rivals(self, other: Entity, entity: Entity) -> bool:
        recent = self.sentence - self._last[other][0] <= MEMORY
        same = other.pronouns(self._language)[SUBJECT] == entity.pronouns(self._language)[SUBJECT]
        return other is not entity and recent and same
