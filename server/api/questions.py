"""Questions and their ids: what a query asks, and which question an id was given to.

An id is a digest of the question, of the model's weights and of this version, so that it means the same to every
process, and an answer that is kept under it is never another's.
"""

import hashlib
from threading import Lock
from weakref import WeakKeyDictionary

from headlight import __version__
from headlight.model.archive import digest
from headlight.model.readers.reader import Reader
from headlight.model.token_positions import Places
from headlight.server.address.changes import CHANGES
from headlight.server.address.settings import SETTINGS
from headlight.server.api.parameters import Query
from headlight.server.api.problems import Problem, parameter
from headlight.server.engine import Engine, Question, Refused
from headlight.server.engine.cache import BoundedCache
from headlight.server.models import known
from headlight.server.questions.changes import under
from headlight.server.questions.options import options_of, way_of
from headlight.server.questions.orders import NotAnOrder

ASKING = ("model", "text", "change", *SETTINGS)
"""The parameters that say what is asked: those of a link to the page."""
REMEMBERED = 8 * 2**20  # bytes of questions; a text of a hundred characters takes some 500


Known = BoundedCache[str, Question]
_KNOWN: WeakKeyDictionary[Engine, Known] = WeakKeyDictionary()
_LOCK = Lock()


class Questions:
    """Reads questions out of queries, and remembers them by their ids."""

    def __init__(self, engine: Engine) -> None:
        self._engine, self._known = engine, known_to(engine)

    def remember(self, question: Question) -> str:
        """The id of a question, under which it may be asked for from now on."""
        return remember(self._engine, question)

    def of(self, name: str, query: Query) -> Question:
        """The question that an id was given to: remembered, or the one that the query asks once more.

        Problem("forgotten") if neither is it.
        """
        found = self._known.find(name)
        if found is None and "text" in query.values:
            asked = self.read(query)
            found = asked if self.remember(asked) == name else None
        if found is None:
            raise Problem("forgotten")
        return found

    def read(self, query: Query) -> Question:
        """What a query asks.

        Problem: "parameter" for what is missing, unknown to the model or senseless, "model" for no model there is.
        """
        reader = self.reader(query.values.get("model", ""))
        text = query.values.get("text", "")
        if not text.strip():
            raise Problem("parameter", lambda t: t("page-nothing-typed"), parameter="text")
        names = way_of(type(reader)).settings
        for name in SETTINGS:
            if name in query.values and name not in names:
                raise parameter(
                    name, f"expected what {reader.name} can be asked: {', '.join(names) or 'nothing'}"
                )
        settings = {name: query.get(name, SETTINGS[name]) for name in names}
        try:
            question = Question(reader.name, text, options_of(reader, text, settings))
        except NotAnOrder as fault:
            raise Problem("parameter", fault.said, parameter="positions") from None
        changes = query.get("change", CHANGES)
        if any(isinstance(change, Places) for change in changes) and not reader.encodes_positions:
            raise parameter("change", f"expected no places: {reader.name} knows of none")
        return under(question, changes)

    def reader(self, name: str) -> Reader:
        """A model that there is, loaded at its first use; Problem("model") for another."""
        if not known(name):
            raise Problem("model")
        try:
            return self._engine.model(name)
        except Refused:
            raise
        except ValueError:
            raise Problem("model") from None


def known_to(engine: Engine) -> Known:
    """The questions that this engine's API knows by their ids; the page's script has the same."""
    with _LOCK:
        return _KNOWN.setdefault(engine, BoundedCache(REMEMBERED, lambda asked: len(repr(asked)) + 200))


def remember(engine: Engine, question: Question) -> str:
    """The id of a question, under which anybody may ask for the reading from now on: `/readings/{id}`.

    So a page hands over what is too long for an address. ValueError for a model that there is none of.
    """
    name, known = identify(question, engine.model(question.model)), known_to(engine)
    if known.find(name) is None:
        known.keep(name, question)
    return name


def identify(question: Question, reader: Reader) -> str:
    """A question's id: 32 hexadecimal digits."""
    weights = "" if reader.weights is None else digest(reader.weights)
    said = f"{__version__} {weights} {question!r}"
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:32]
