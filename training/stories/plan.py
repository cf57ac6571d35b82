"""What a story says, in no language yet: sentences of clauses, each a template with references to its participants."""

from collections.abc import Mapping
from dataclasses import dataclass

from headlight.training.stories.entities import Entity
from headlight.training.stories.lexicon import Bilingual

CONNECTIVES = {
    "and": ((",", "and"), ("，", "")),
    "but": ((",", "but"), ("，", "但是")),
    "so": ((",", "so"), ("，", "所以")),
    "then": ((",", "and then"), ("，", "然后")),
    "because": (("", "because"), ("，", "因为")),
}
"""English and Chinese between two clauses, each as a mark and words."""


@dataclass(frozen=True)
class Relative:
    """A relative clause: the noun does something to `other`, or `other` does it to the noun."""

    verb: Bilingual
    other: Entity
    noun_acts: bool


@dataclass(frozen=True)
class Beside:
    """A prepositional phrase: where the noun is in relation to `other`."""

    where: Bilingual
    other: Entity


@dataclass(frozen=True)
class Reference:
    """A participant as it is to be spoken of.

    Attributes:
        entity: who or what.
        form: "auto" where a pronoun may stand if it is clear, "pronoun" where one is wanted, "full" where none is.
        modifier: what stands between the noun and its verb.
        article: "a" or "the" at the first mention; "" for either, as the entity has it.
    """

    entity: Entity
    form: str = "auto"
    modifier: Relative | Beside | None = None
    article: str = ""


@dataclass(frozen=True)
class Clause:
    """A template with its participants by letter; `link` joins it to the clause before it."""

    content: Bilingual
    roles: Mapping[str, Reference]
    link: str = ""


@dataclass(frozen=True)
class Sentence:
    """Clauses in order, perhaps after a time, perhaps at a place; perhaps words that the subject says."""

    clauses: tuple[Clause, ...]
    time: Bilingual | None = None
    place: Bilingual | None = None
    says: Bilingual | None = None
