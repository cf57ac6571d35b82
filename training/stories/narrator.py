"""Tells a plan in one language, sentence by sentence."""

from collections.abc import Sequence
from random import Random

from headlight.training.stories.discourse import OBJECT, SUBJECT
from headlight.training.stories.edges import Annotated
from headlight.training.stories.lexicon import Bilingual
from headlight.training.stories.plan import CONNECTIVES, Clause, Sentence
from headlight.training.stories.references import References
from headlight.training.stories.templates import Template
from headlight.training.stories.text import Index, Text


class Narrator:
    """One telling of one story."""

    def __init__(self, language: str, random: Random) -> None:
        self.text = Text(language)
        self._references = References(self.text, random)
        self._english = language == "english"

    def tell(self, sentences: Sequence[Sentence]) -> Annotated:
        """The whole story."""
        for sentence in sentences:
            first = len(self.text)
            if self._english and sentence.clauses[0].link:
                raise ValueError(f"expected no link in front of a sentence, got {sentence.clauses[0].link!r}")
            self._sentence(sentence)
            if self._english:
                self.text.capitalise(first)
            self._references.discourse.sentence += 1
        return self.text.finished()

    def _sentence(self, sentence: Sentence) -> None:
        if sentence.time:
            self._references.plain(self._of(sentence.time))
            self._mark(",", "，")
        for number, clause in enumerate(sentence.clauses):
            self._link(clause.link)
            place = sentence.place if number == 0 else None
            self._clause(clause, place.chinese if place and not self._english else ())
            if place and self._english:
                self._references.plain(place.english)
        if sentence.says:
            self._quote(self._of(sentence.says))
        else:
            self._mark(".", "。")

    def _link(self, link: str) -> None:
        """What joins a clause to the one before it, with its comma."""
        mark, words = CONNECTIVES[link][not self._english] if link else ("", "")
        if mark:
            self.text.mark(mark)
        for word in words.split():
            self.text.add(word)

    def _quote(self, words: Template) -> None:
        """Direct speech, which begins with a capital."""
        self._mark(",", "：")
        self.text.opening('"' if self._english else "“")
        first = self._references.plain(words)
        if self._english:
            self.text.capitalise(first)
        self._mark(".", "。")
        self.text.mark('"' if self._english else "”")

    def _clause(self, clause: Clause, place: Template) -> None:
        """Write a clause, with a Chinese place behind its subject, and link its participants to its verb."""
        self._references.discourse.next_clause()
        template = self._of(clause.content)
        several = clause.roles["A"].entity.several
        verb, verb_agrees, owner = None, False, None
        links: list[tuple[str, Index]] = []
        for number, part in enumerate(template):
            if part.kind == "participant":
                fronted = number > 0 and template[number - 1].name == "把"
                word = self._participant(part.name, clause)
                owner = word if part.name == "A-poss" else None
                links.append((self._relation(part.name, fronted, verb is not None), word))
                if number == 0 and place:
                    self.text.add("在")
                    self._references.plain(place)
            elif part.name in (",", "，", "、"):
                self.text.mark(part.name)
            else:
                word = self.text.add(part.forms[several])
                if owner is not None:
                    self.text.link("poss", owner, word)
                    owner = None
                if part.kind == "verb":
                    verb, verb_agrees = word, part.agrees
        if verb is not None:
            self._attach(links, verb, verb_agrees)

    def _attach(self, links: Sequence[tuple[str, Index]], verb: Index, agrees: bool) -> None:
        for relation, word in links:
            if relation:
                self.text.link(relation, word, verb)
            if relation == "nsubj" and agrees and self._english:
                self.text.link("agreement", verb, word)

    def _relation(self, name: str, fronted: bool, after_verb: bool) -> str:
        """A participant's relation to the verb; "" for those that are neither subject nor object."""
        if name == "A":  # 桌子上有 A: what there is is the object of 有
            return "nsubj" if self._english or not after_verb else "obj"
        if name == "B" or name == "A-self":
            return "ba-obj" if fronted else "obj"
        return ""

    def _participant(self, name: str, clause: Clause) -> Index:
        if name in ("A-self", "A-poss"):
            word = self._references.again(clause.roles["A"].entity, name)
            return word
        return self._references.mention(clause.roles[name], SUBJECT if name == "A" else OBJECT)

    def _mark(self, english: str, chinese: str) -> None:
        self.text.mark(english if self._english else chinese)

    def _of(self, words: Bilingual) -> Template:
        return words.english if self._english else words.chinese
