"""The sentences with a marked pronoun and antecedent, training/probes/pronouns.tsv, as spans in the sentence.

One sentence a line: language TAB sentence, marked `[苹果]从树上掉下来，小明把{它}捡起来了。`: [antecedent], {pronoun}.
"""

import re
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

PATH = Path(__file__).parent.parent / "probes" / "pronouns.tsv"
LANGUAGES = ("english", "chinese")

Span = tuple[int, int]

_MARKED = re.compile(r"([^][{}]*)\[([^][{}]+)]([^][{}]*)\{([^][{}]+)}([^][{}]*)")


@dataclass(frozen=True)
class Probe:
    """A sentence with the character spans of a pronoun and, before it, of what it stands for."""

    language: str
    sentence: str
    pronoun: Span
    antecedent: Span


def read(path: Path = PATH) -> list[Probe]:
    """Every sentence; ValueError names the line that is not well formed."""
    probes = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        language, _, marked = line.partition("\t")
        try:
            probes.append(parse(language, marked))
        except ValueError as error:
            raise ValueError(f"line {number}: {error}") from error
    return probes


def parse(language: str, marked: str) -> Probe:
    """A probe from a marked sentence; ValueError unless it has one antecedent and, after it, one pronoun."""
    if language not in LANGUAGES:
        raise ValueError(f"expected one of {', '.join(LANGUAGES)}, got {language!r}")
    match = _MARKED.fullmatch(marked)
    if match is None:
        raise ValueError(f"expected … [antecedent] … {{pronoun}} …, got {marked!r}")
    before, antecedent, between, pronoun, _ = accumulate(len(part) for part in match.groups())
    return Probe(language, "".join(match.groups()), (between, pronoun), (before, antecedent))
