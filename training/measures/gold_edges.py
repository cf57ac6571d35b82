"""Which heads find gold edges (training/stories/edges.py): of the two words of an edge, the later one's row is read.

As `training.measures.pronouns`, for every relation: how often the strongest key lies in the earlier word, with the head
chosen on one half of the texts and measured on the other, beside chance and the best fixed offset. One edge of each
relation is drawn from a text.
"""

from collections.abc import Iterable, Iterator
from random import Random
from typing import Any

from headlight.model.readers.reader import Reader
from headlight.training.measures.marked_pronouns import Probe
from headlight.training.measures.pronouns import of_probes
from headlight.training.stories.edges import RELATIONS, Annotated
from headlight.training.stories.generate import LANGUAGES, stories

TEXTS = 400  # validation stories of each language


def measure(model: Reader, texts: int = TEXTS) -> dict[str, Any]:
    """Every relation's figures, on stories with words that no training story has in their place."""
    told = [s for language in LANGUAGES for s in stories(0, texts, language, "validation")]
    probes = {relation: list(probes_of(relation, told)) for relation in RELATIONS}
    return {relation: of_probes(model, some) for relation, some in probes.items() if some}


def probes_of(relation: str, texts: Iterable[Annotated]) -> Iterator[Probe]:
    """One edge of a relation from each text that has any, the later word as what is to find the earlier one."""
    for text in texts:
        edges = [edge for edge in text.edges if edge.relation == relation]
        if edges:
            edge = Random(text.text).choice(edges)
            earlier, later = sorted((edge.dependent, edge.head))
            yield Probe(text.language, text.text, later, earlier)
