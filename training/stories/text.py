"""A text under construction: words one after another, and edges between them."""

from headlight.training.stories.edges import Annotated, Edge, Span

Index = int
CLOSING = ".,!?;:\"'”"


class Text:
    """Words of one language, by number; English ones have spaces between them, Chinese ones none."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._words: list[str] = []
        self._glued: list[bool] = []  # no space in front
        self._links: list[tuple[str, Index, Index]] = []
        self._glue_next = True

    def add(self, word: str) -> Index:
        """Write a word or a mark; its number."""
        glued = self._glue_next or self.language == "chinese" or word == "'s"
        self._words.append(word)
        self._glued.append(glued)
        self._glue_next = False
        return len(self._words) - 1

    def mark(self, mark: str) -> Index:
        """Write a punctuation mark that belongs to the word before it."""
        self._glue_next = True
        return self.add(mark)

    def opening(self, mark: str) -> None:
        """Write a mark that belongs to the word after it."""
        self.add(mark)
        self._glue_next = True

    def link(self, relation: str, dependent: Index, head: Index) -> None:
        """Add an edge between two words."""
        self._links.append((relation, dependent, head))

    def capitalise(self, index: Index) -> None:
        """Have a word begin with a capital."""
        if index < len(self._words):
            self._words[index] = self._words[index][:1].upper() + self._words[index][1:]

    def __len__(self) -> int:
        return len(self._words)

    def finished(self) -> Annotated:
        """The text with its edges as spans."""
        parts: list[str] = []
        spans: list[Span] = []
        end = 0
        for word, glued in zip(self._words, self._glued, strict=True):
            start = end + (not glued)
            parts.append(word if glued else f" {word}")
            end = start + len(word)
            spans.append((start, end))
        edges = [Edge(relation, spans[dependent], spans[head]) for relation, dependent, head in self._links]
        return Annotated(
            self.language, "".join(parts), tuple(sorted(edges, key=lambda e: (e.dependent, e.head)))
        )
