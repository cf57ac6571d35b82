"""Mentions: a pronoun or a noun phrase with its owner and its modifier, written with their edges."""

from random import Random

from headlight.training.stories.discourse import OBJECT, POSSESSIVE, REFLEXIVE, Discourse
from headlight.training.stories.entities import Entity
from headlight.training.stories.phrases import full
from headlight.training.stories.plan import Beside, Reference, Relative
from headlight.training.stories.templates import Template
from headlight.training.stories.text import Index, Text


class References:
    """Writes participants into a text; each method returns the number of the head word."""

    def __init__(self, text: Text, random: Random) -> None:
        self.text, self.discourse = text, Discourse(text.language, random)
        self._english = text.language == "english"

    def mention(self, reference: Reference, place: int) -> Index:
        """A participant at a place of its clause."""
        entity = reference.entity
        may = reference.form != "full" and reference.modifier is None
        pronoun = self.discourse.pronoun(entity, place, reference.form == "pronoun") if may else None
        word = self._noun_phrase(reference) if pronoun is None else self._pronoun(pronoun, entity)
        self.discourse.mentioned(entity, place)
        return word

    def again(self, entity: Entity, name: str) -> Index:
        """The subject once more in its own clause: `A-self` or `A-poss`."""
        place = REFLEXIVE if name == "A-self" else POSSESSIVE
        word = self._pronoun(entity.pronouns(self.text.language)[place], entity)
        if place == POSSESSIVE and not self._english:
            self.text.add("的")
        return word

    def _pronoun(self, pronoun: str, entity: Entity) -> Index:
        word = self.text.add(pronoun)
        if entity in self.discourse.nouns:
            self.text.link("coref", word, self.discourse.nouns[entity])
        return word

    def _noun_phrase(self, reference: Reference) -> Index:
        entity, modifier = reference.entity, reference.modifier
        if modifier and not self._english:
            self._modify(modifier, None)
            self.text.add("的")
        owner = self._owner(entity.owner) if entity.owner else None
        indefinite = reference.article == "a" or not (reference.article or entity.known)
        word = full(self.text, entity, entity not in self.discourse.nouns, indefinite, owner)
        self.discourse.nouns[entity] = word
        if modifier and self._english:
            self._modify(modifier, word)
        return word

    def _owner(self, owner: Entity) -> Index:
        """Whose it is: `Tom's`, or `his` if that is clear."""
        pronoun = self.discourse.pronoun(owner, POSSESSIVE, wanted=False)
        if pronoun is not None:
            word = self._pronoun(pronoun, owner)
        else:
            word = full(self.text, owner, owner not in self.discourse.nouns, False, None)
            self.discourse.nouns[owner] = word
            if self._english:
                self.text.add("'s")
        self.discourse.mentioned(owner, POSSESSIVE)
        if not self._english:
            self.text.add("的")
        return word

    def _modify(self, modifier: Relative | Beside, noun: Index | None) -> None:
        """`near the box`, `that chased the cat`, `that the cat chased`; 盒子旁边, 追猫, 猫追."""
        if isinstance(modifier, Beside):
            self._beside(modifier)
            return
        if self._english:
            self.text.add("that")
        verb = modifier.verb.english if self._english else modifier.verb.chinese
        if modifier.noun_acts:
            acts = self.plain(verb)
            self.text.link("obj", self._other(modifier.other), acts)
            if noun is not None:
                self.text.link("nsubj", noun, acts)
        else:
            other = self._other(modifier.other)
            self.text.link("nsubj", other, self.plain(verb))

    def _beside(self, modifier: Beside) -> None:
        if self._english:
            self.plain(modifier.where.english)
        self._other(modifier.other)
        if not self._english:
            self.plain(modifier.where.chinese)

    def _other(self, entity: Entity) -> Index:
        return self.mention(Reference(entity, "full"), OBJECT)

    def plain(self, words: Template) -> Index:
        """Words as they stand; the first one's number."""
        first = len(self.text)
        for part in words:
            self.text.add(part.name)
        return first
