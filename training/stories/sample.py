"""Print sampled stories with their gold edges, for a reader of either language: `python -m training.stories.sample`.

Each story is told in both languages, the one beside the other a translation of the same plan, so that who reads only
one of them can check both; every edge shows its two words, and a Chinese noun, name or quality its English one.
"""

import argparse
from pathlib import Path

from headlight.training.stories.edges import Annotated, Span, write
from headlight.training.stories.generate import LANGUAGES, story
from headlight.training.stories.lexicon import SPLITS, rows

TABLES = ("names", "people", "kin", "animals", "things", "qualities")


def glosses() -> dict[str, str]:
    """English for the Chinese nouns, names and qualities."""
    chinese_column = {"names": 1, "qualities": 1}
    return {row[chinese_column.get(table, 2)]: row[0] for table in TABLES for row in rows(table)}


def shown(text: Annotated, meanings: dict[str, str]) -> str:
    """The text, then a line for each relation with its edges, dependent → head."""

    def word(span: Span) -> str:
        written = text.text[slice(*span)]
        return f"{written} ({meanings[written]})" if written in meanings else written

    lines = [text.text]
    for relation in dict.fromkeys(edge.relation for edge in text.edges):
        edges = [f"{word(e.dependent)} → {word(e.head)}" for e in text.edges if e.relation == relation]
        lines.append(f"    {relation:10} {'; '.join(edges)}")
    return "\n".join(lines)


def main() -> None:
    """Read the command line, print, and write a file if one is asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--first", type=int, default=0, help="number of the first story")
    parser.add_argument("--amount", type=int, default=25, help="stories, each in both languages")
    parser.add_argument("--split", choices=SPLITS, default="train")
    parser.add_argument("--out", type=Path, help="a file of JSON lines to write the texts to as well")
    options = parser.parse_args()
    meanings, told = glosses(), []
    for number in range(options.first, options.first + options.amount):
        print(f"— {number} —")
        for language in LANGUAGES:
            told.append(story(number, language, options.split))
            print(shown(told[-1], meanings if language == "chinese" else {}))
        print()
    if options.out:
        write(options.out, told)


if __name__ == "__main__":
    main()
