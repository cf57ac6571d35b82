"""Clauses with places for their participants: `A *gave B to C`, `A 把 B *给 了 C`, `A *is|are very old`.

A part is one of

    A, B, C, D      a participant
    A-self, A-poss  the subject once more: himself, 自己; his, 他 的
    *word           the verb, or what stands for it in Chinese; `*is|are` shows the number of A
    word            anything else, written as it stands

A is the verb's subject; B its object, fronted if 把 stands before it.
"""

from dataclasses import dataclass

PARTICIPANTS = ("A", "B", "C", "D", "A-self", "A-poss")


@dataclass(frozen=True)
class Part:
    """One part of a clause; `forms` are the word for one and for several, the same where it shows no number."""

    kind: str  # participant, verb, word
    forms: tuple[str, str]

    @property
    def name(self) -> str:
        """The participant, or the word."""
        return self.forms[0]

    @property
    def agrees(self) -> bool:
        """Whether the word shows the number of its subject."""
        return self.forms[0] != self.forms[1]


Template = tuple[Part, ...]


def parse(line: str) -> Template:
    """The parts of a clause, which spaces separate."""
    return tuple(_part(word) for word in line.split())


def _part(word: str) -> Part:
    if word in PARTICIPANTS:
        return Part("participant", (word, word))
    one, _, several = word.removeprefix("*").partition("|")
    return Part("verb" if word.startswith("*") else "word", (one, several or one))
