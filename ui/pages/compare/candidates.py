"""What a model would rather have read: tokens that may replace one, each sure to be read as that one token."""

from dataclasses import dataclass
from sys import maxsize

from headlight.model.tokenizer import Tokenizer
from headlight.model.tokens import Token
from headlight.server.engine import Question
from headlight.ui.engine import shared_engine
from headlight.ui.pages.compare.expected import expected_at
from headlight.ui.readings import Readings

COUNT, SEARCHED = 8, 40
NEAR = 48  # characters before and behind a token that decide how it is read


@dataclass(frozen=True)
class Candidate:
    """A token for a place.

    Attributes:
        label: how it is shown; not escaped.
        text: the whole text with it in its place.
        probability: what the model gives it there.
    """

    label: str
    text: str
    probability: float


def candidates(question: Question, place: int, readings: Readings) -> tuple[Candidate, ...]:
    """The most probable tokens for a place of the text, other than the one that stands there.

    Left out is what would not be read as this token between its neighbours: `ing` behind `sit` may become another one.
    """
    expected = expected_at(question, place, readings)
    if expected is None:
        return ()
    tokenizer = shared_engine().model(question.model).tokenizer
    token = token_at(question, place, readings)
    found: list[Candidate] = []
    for id, share in expected.prediction.top(expected.position, SEARCHED):
        spelt = tokenizer.spell_on([id])[1]
        text = put(question.text, token, spelt.lstrip(" ") if token.start == 0 else spelt)
        if id != token.id and id == read_at(tokenizer, text, token.start):
            found.append(Candidate(expected.prediction.vocabulary[id], text, share))
    return tuple(found[:COUNT])


def read_at(tokenizer: Tokenizer, text: str, start: int) -> int | None:
    """The id of the token that begins at a character, None if none does; only its neighbourhood is read."""
    begin = max(0, start - NEAR)
    read = tokenizer.encode(text[begin : start + NEAR], maxsize).tokens
    return next((t.id for t in read if t.start == start - begin and not t.special), None)


def token_at(question: Question, place: int, readings: Readings) -> Token:
    """The token of the typed text at a place."""
    tokens = readings.of(question).tokens
    return tokens["encoder" if "encoder" in tokens else "decoder"][place]


def put(text: str, token: Token, replacement: str) -> str:
    """The text with these characters in place of the token's."""
    return text[: token.start] + replacement + text[token.end :]
