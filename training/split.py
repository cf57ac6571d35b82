"""Hold sentences out so that no held-out sentence, in either language, is ever trained on.

One Chinese sentence often has several English translations and the other way round, so that pairs are the
edges of a graph over sentences. A component of that graph goes to one side of the split as a whole.
Sentences are compared by `key`: two that differ in case, spaces or punctuation only are the same sentence.
"""

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Set

Pair = tuple[str, str]  # English, Chinese

# "I don't know." ties hundreds of pairs together: held out, such a component would be most of the evaluation.
LARGEST_HELD_OUT_COMPONENT = 12

_SENTENCE_END = re.compile('[.!?。！？"“”]+')


def key(sentence: str) -> str:
    """What two sentences are compared by: letters and digits alone, compatibility forms and case folded."""
    folded = unicodedata.normalize("NFKC", sentence).casefold()
    return "".join(filter(str.isalnum, folded))


def shares(text: str, keys: Set[str]) -> bool:
    """Whether the text, or one of the several sentences that it is made of, has its key among `keys`."""
    parts = [part for part in _SENTENCE_END.split(text) if part]
    return key(text) in keys or (len(parts) > 1 and any(key(part) in keys for part in parts))


def hold_out(pairs: Iterable[Pair], amount: int) -> tuple[list[Pair], list[Pair]]:
    """Split pairs into (training, held out), at least `amount` held out; a pure function of the pairs.

    Components are drawn in the order of a SHA-256 of their smallest key, so that the order of the input, the
    machine and Python's per-process hash seed have no say.
    """
    groups = components(pairs)
    order = sorted(groups, key=lambda group: _digest(min(key(english) for english, _ in group)))
    training: list[Pair] = []
    held_out: list[Pair] = []
    for group in order:
        wanted = len(held_out) < amount and len(group) <= LARGEST_HELD_OUT_COMPONENT
        (held_out if wanted else training).extend(group)
    return sorted(training), sorted(held_out)


def components(pairs: Iterable[Pair]) -> list[list[Pair]]:
    """Group pairs that share a sentence, directly or through other pairs (union-find with path halving)."""
    parent: dict[str, str] = {}

    def root(node: str) -> str:
        while parent.setdefault(node, node) != node:
            parent[node] = node = parent[parent[node]]
        return node

    everything = list(pairs)
    for english, chinese in everything:
        parent[root("en " + key(english))] = root("zh " + key(chinese))
    groups: dict[str, list[Pair]] = defaultdict(list)
    for pair in everything:
        groups[root("en " + key(pair[0]))].append(pair)
    return list(groups.values())


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8")).digest()
