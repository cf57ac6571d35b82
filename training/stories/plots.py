"""Plots: a few sentences in which what comes next depends on who did what.

Each is a function of the stage, which has the story's cast and its random generator. What follows a pronoun depends on
what the pronoun stands for: a ball rolls away, ice cream melts, whoever was hungry eats.
"""

from collections.abc import Callable

from headlight.training.stories.entities import Entity
from headlight.training.stories.lexicon import Bilingual, clauses, journeys, relatives, sequels
from headlight.training.stories.plan import Beside, Clause, Reference, Relative, Sentence
from headlight.training.stories.stage import Stage

Plot = Callable[[Stage], list[Sentence]]


def clause(content: Bilingual, link: str = "", **roles: Entity | Reference) -> Clause:
    """A clause of these participants."""
    references = {name: r if isinstance(r, Reference) else Reference(r) for name, r in roles.items()}
    return Clause(content, references, link)


def joined(stage: Stage, first: Clause, second: Clause, links: tuple[str, ...]) -> list[Sentence]:
    """Two clauses as one sentence or as two."""
    if stage.often(0.65):
        link = stage.choice(links)
        return [stage.sentence(first, Clause(second.content, second.roles, link))]
    return [stage.sentence(first), stage.sentence(second)]


def fate(stage: Stage) -> list[Sentence]:
    """Somebody touches a thing, perhaps beside another, and it does what such things do."""
    person, kind = stage.person(), stage.choice(("things", "things", "animals"))
    thing = stage.cast.any(kind)
    happens = stage.fitting("fates", thing)
    first = stage.touch(kind)
    shown = _shown(stage, thing, kind)
    subject = Reference(thing, "pronoun" if stage.often(0.85) else "full")
    return shown + joined(
        stage, clause(first, A=person, B=thing), clause(happens, A=subject), ("and", "but", "then")
    )


def _shown(stage: Stage, thing: Entity, kind: str) -> list[Sentence]:
    """Now and then: there was the thing, beside a rival, which is not touched."""
    if not stage.often(0.4):
        return []
    pair = (thing, stage.cast.any(kind))
    first, second = pair if stage.often(0.5) else pair[::-1]
    there = stage.choice(clauses("there")[:4] if kind == "things" else clauses("there")[4:])
    return [stage.sentence(clause(there, A=Reference(first, article="a"), C=Reference(second, article="a")))]


def use(stage: Stage) -> list[Sentence]:
    """Somebody gets a thing and does with it what one does with such things."""
    person, kind = stage.person(), stage.choice(("things", "things", "things", "animals"))
    thing = stage.cast.any(kind)
    other = stage.person() if stage.often(0.3) else person
    thing_again = Reference(thing, "pronoun" if stage.often(0.8) else "full")
    then = clause(stage.fitting("uses", thing), A=other, B=thing_again)
    shown = _shown(stage, thing, kind)
    return shown + joined(stage, clause(stage.touch(kind), A=person, B=thing), then, ("and", "then", "so"))


def states(stage: Stage) -> list[Sentence]:
    """Two people, each in a state; then what one of them does, or both do, follows from it."""
    one, other = stage.person(), stage.person()
    sequel, other_sequel = stage.two(sequels("states"))
    first = stage.sentence(
        clause(sequel.first, A=one), clause(other_sequel.first, stage.choice(("and", "but")), A=other)
    )
    told = [(one, sequel), (other, other_sequel)]
    stage.random.shuffle(told)
    acting = told if stage.often(0.5) else told[:1]
    between = [stage.sentence(clause(stage.touch("people"), A=one, B=other))] if stage.often(0.4) else []
    return [first, *between, *(stage.sentence(clause(s.then, A=who)) for who, s in acting)]


def reason(stage: Stage) -> list[Sentence]:
    """Somebody does something to somebody, and the state of one of them gives the reason or the consequence."""
    one, other = stage.person(), stage.person()
    sequel, whose = stage.choice(sequels("states")), stage.choice((one, other))
    meets = clause(stage.touch("people"), A=one, B=other)
    how = clause(sequel.first, A=Reference(whose, "pronoun" if stage.differ(one, other) else "auto"))
    told = joined(stage, meets, how, ("because", "but", "and", "so"))
    return [*told, stage.sentence(clause(sequel.then, A=whose))] if stage.often(0.7) else told


def transfer(stage: Stage) -> list[Sentence]:
    """A thing goes from one to another, who then uses it; or it meets its fate."""
    giver, taker, thing = stage.person(), stage.person(), stage.cast.thing()
    gives = clause(stage.choice(clauses("transfers")), A=giver, B=thing, C=taker)
    pronoun = Reference(thing, "pronoun" if stage.often(0.7) else "full")
    if stage.often(0.6):
        then = clause(stage.fitting("uses", thing), A=taker, B=pronoun)
    else:
        then = clause(stage.fitting("fates", thing), A=pronoun)
    return joined(stage, gives, then, ("and", "but", "then"))


def present(stage: Stage) -> list[Sentence]:
    """How somebody or something is now: the verb agrees with it, whatever stands between."""
    kind = stage.choice(("people", "animals", "things"))
    entity = stage.cast.any(kind)
    modifier = _modifier(stage, entity) if stage.often(0.75) and not entity.named else None
    told = [
        stage.plain_sentence(
            clause(stage.present(kind), A=Reference(entity, modifier=modifier, article="the"))
        )
    ]
    if stage.often(0.4):
        told.append(stage.plain_sentence(clause(stage.present(kind), A=Reference(entity, "pronoun"))))
    return told


def _modifier(stage: Stage, entity: Entity) -> Beside | Relative:
    """What stands between a noun and its verb, with a noun of its own, often of another number."""
    other_kind = stage.choice(("people", "animals", "things"))
    if (entity.kind == "things" and other_kind == "animals") or stage.often(0.5):
        return Beside(stage.choice(clauses("beside")), stage.cast.any(stage.choice(("things", entity.kind))))
    acting = relatives(entity.kind, other_kind) if stage.often(0.5) else ()
    if acting:
        return Relative(stage.choice(acting), stage.cast.any(other_kind), noun_acts=True)
    actor = "people" if entity.kind == "things" else stage.choice(("people", "animals"))
    return Relative(stage.choice(relatives(actor, entity.kind)), stage.cast.any(actor), noun_acts=False)


def described(stage: Stage) -> list[Sentence]:
    """Somebody with a relative clause does something that a state follows from."""
    person = stage.person()
    modifier = None if person.named else _modifier(stage, person)
    sequel = stage.choice(sequels("states"))
    first = clause(sequel.first, A=Reference(person, "full", modifier, article="the"))
    then = clause(sequel.then, A=Reference(person, "pronoun" if stage.often(0.7) else "full"))
    return joined(stage, first, then, ("and", "so"))


def selves(stage: Stage) -> list[Sentence]:
    """Somebody does something to himself, to herself; perhaps after somebody else was mentioned."""
    one, other = stage.person(), stage.person()
    table = stage.choice(("selves", "own", "own"))
    before = [stage.sentence(clause(stage.touch("people"), A=one, B=other))] if stage.often(0.6) else []
    return [
        *before,
        stage.sentence(clause(stage.choice(clauses(table)), A=stage.choice((one, other)) if before else one)),
    ]


def said(stage: Stage) -> list[Sentence]:
    """Somebody says something to somebody, and does what follows from it."""
    one, other = stage.person(), stage.person()
    english, chinese, then = stage.saying()
    words = Bilingual("", english, chinese)
    opening = stage.choice(clauses("saying"))
    return [
        stage.plain_sentence(clause(opening, A=one, B=other), says=words),
        stage.plain_sentence(clause(then, A=one)),
    ]


def listed(stage: Stage) -> list[Sentence]:
    """Several things at once; then what happens to the first."""
    person = stage.person()
    first, second, third = (stage.cast.thing() for _ in range(3))
    several = clause(stage.choice(clauses("lists")), A=person, B=first, C=second, D=third)
    then = clause(stage.fitting("uses", first), A=person, B=Reference(first, "full"))
    return [stage.sentence(several), stage.sentence(then)]


def journey(stage: Stage) -> list[Sentence]:
    """Somebody goes somewhere and meets somebody or something there."""
    person, kind = stage.person(), stage.choice(("people", "animals", "things"))
    other = stage.cast.any(kind)
    goes, meets = clause(stage.choice(journeys()), A=person), clause(stage.touch(kind), A=person, B=other)
    told = joined(stage, goes, meets, ("and", "then"))
    if kind == "people":
        sequel = stage.choice(sequels("states"))
        return [
            *told,
            stage.sentence(clause(sequel.first, A=other)),
            stage.sentence(clause(sequel.then, A=other)),
        ]
    return [*told, stage.sentence(clause(stage.fitting("fates", other), A=other))]


PLOTS: tuple[tuple[Plot, int], ...] = (
    (fate, 5), (use, 5), (states, 4), (reason, 4), (transfer, 3), (present, 6), (described, 2), (selves, 3),
    (said, 2), (listed, 1), (journey, 2),
)  # fmt: skip
"""Each plot and how often it comes, in parts."""
