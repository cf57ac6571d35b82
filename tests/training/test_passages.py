"""Next-sentence examples follow or come from another book, no sentence is used twice; and the books behind them."""

import pytest

from headlight.training.books import DAMAGED, Chapter, alice, call_to_arms, union_bible, world_english_bible
from headlight.training.contiguous import held_out_chapters, keys, split
from headlight.training.passages import Passage, join, next_sentence_pairs, parse, passages
from headlight.training.split import shares

SEEDS = range(5)


def numbered(document: str, amount: int) -> Passage:
    """Sentences that tell their document and position: "a/x:7."."""
    return Passage(document, tuple(f"{document}:{position}." for position in range(amount)))


@pytest.fixture(scope="module")
def library() -> list[Passage]:
    sizes = {"a/x": 40, "a/y": 25, "a/z": 31, "b/u": 90, "b/v": 12, "lonely/one": 50}
    return [numbered(document, size) for document, size in sizes.items()]


def places(segment: str) -> list[tuple[str, int]]:
    """(document, position) of each sentence of a segment of `numbered` passages."""
    parts = [sentence.rstrip(".").split(":") for sentence in segment.split(" ")]
    return [(document, int(position)) for document, position in parts]


@pytest.mark.parametrize("seed", SEEDS)
def test_what_follows_is_the_next_sentence_and_what_does_not_is_of_another_document(
    library: list[Passage], seed: int
) -> None:
    for pair in next_sentence_pairs(library, seed):
        (document, last), (other, following) = places(pair.first)[-1], places(pair.second)[0]
        if pair.follows:
            assert (other, following) == (document, last + 1)
        else:
            assert other != document
            assert (other, following - 1) == places(pair.before)[-1]
            assert other.split("/")[0] == document.split("/")[0]


@pytest.mark.parametrize("seed", SEEDS)
def test_half_follows_and_no_sentence_is_used_twice(library: list[Passage], seed: int) -> None:
    pairs = next_sentence_pairs(library, seed)
    assert sum(pair.follows for pair in pairs) * 2 == len(pairs) > 20
    used = [place for pair in pairs for segment in (pair.first, pair.second) for place in places(segment)]
    assert len(used) == len(set(used))


def test_a_collection_with_one_document_gives_no_examples(library: list[Passage]) -> None:
    assert not [pair for pair in next_sentence_pairs(library, 0) if "lonely" in pair.first + pair.second]
    assert next_sentence_pairs(library[-1:], 0) == next_sentence_pairs([], 0) == []


def test_the_seed_decides_alone(library: list[Passage]) -> None:
    assert next_sentence_pairs(library, 1) == next_sentence_pairs(library, 1)
    assert set(next_sentence_pairs(library, 1)) != set(next_sentence_pairs(library, 2))


def test_segments_keep_to_the_limits(library: list[Passage]) -> None:
    segments = [
        text for pair in next_sentence_pairs(library, 0, sentences=4) for text in (pair.first, pair.second)
    ]
    assert {len(places(segment)) for segment in segments} == {1, 2, 3, 4}
    # Two of the sentences have 12 to 14 characters.
    short = next_sentence_pairs(library, 0, sentences=4, characters=15)
    assert {len(places(text)) for pair in short for text in (pair.first, pair.second)} == {1, 2}


@pytest.mark.parametrize("name", ["passages.english.heldout", "passages.chinese.heldout"])
def test_examples_of_the_corpora_against_their_text(name: str) -> None:
    """An independent look: positive pairs stand together in a book's text, negative ones nowhere."""
    texts = [join(passage.sentences) for passage in passages(name)]
    pairs = next_sentence_pairs(passages(name), seed=3)
    assert sum(pair.follows for pair in pairs) * 2 == len(pairs) > 900
    for pair in pairs:
        together = join((pair.first, pair.second))
        assert any(together in text for text in texts) == pair.follows


def test_join_puts_spaces_where_the_script_has_them() -> None:
    assert join(("One.", '"Two."', "Three.")) == 'One. "Two." Three.'
    assert join(("一。", "“二。”", "Q三。")) == "一。“二。”Q三。"


def test_parsing_finds_documents_and_refuses_sentences_without_one() -> None:
    lines = ["# c/b/1", "A.", "B.", "", "# c/b/2", "C.", "D."]
    assert list(parse(lines)) == [Passage("c/b", ("A.", "B.")), Passage("c/b", ("C.", "D."))]
    with pytest.raises(ValueError, match=r"begins with 'E\.'"):
        list(parse([*lines, "", "E."]))


def test_a_sentence_that_must_not_be_there_cuts_its_passage() -> None:
    chapters = [
        Chapter("c/b", number, f"A{number}|B{number}|C{number}|D{number}|E{number}") for number in range(10)
    ]
    (apart,) = held_out_chapters(chapters)
    other = (apart.number + 1) % 10

    def cut(text: str) -> list[str | None]:
        return [None if sentence == f"D{other}" else sentence for sentence in text.split("|")]

    train, held_out = split(chapters, cut, trained=[f"b{apart.number}!"], held_out=[f"“C{other}.”"])
    assert held_out == [f"# c/b/{apart.number}", *(f"{letter}{apart.number}" for letter in "CDE"), ""]
    assert [line for line in train if line.endswith(str(other))] == [
        f"# c/b/{other}",
        f"A{other}",
        f"B{other}",
    ]
    assert len([line for line in train if line.startswith("# ")]) == 9


@pytest.mark.parametrize("text", ['"No," he said. "Not I!" Why?', "他说，“好。”然后呢？", "Dr. No"])
def test_keys_are_those_by_which_a_text_is_found(text: str) -> None:
    assert keys(text)
    assert all(shares(text, {key}) for key in keys(text))


def test_verses_lose_numbers_notes_and_speakers() -> None:
    verses = 'field,field,field,field,field\n1,22,1,1,"A [red] rose{or, lily}.  Lover"\n2,22,1,2,"&gt; B; Selah."\n'
    (chapter,) = world_english_bible(verses, "field,field\n22,Song")
    assert chapter.document == "Bible/Song"
    assert chapter.text.split() == ["A", "red", "rose.", "B;"]
    raw = "创世纪\n第一章\n1 神说，（细拉）要有光（光（或作亮）原文作明）。\n2\n3 就有了\n\n创世纪\n第2章\n1 怨？？神。"
    first, second = union_bible(raw)
    assert first == Chapter("圣经/创世纪", 1, f"神说，要有光。就有了{DAMAGED}")
    assert second == Chapter("圣经/创世纪", 2, f"怨{DAMAGED}神。")
    with pytest.raises(ValueError, match="expected a verse number"):
        union_bible("创世纪\n第一章\n起初")


def test_stories_lose_notes_headings_and_poems() -> None:
    sections = "药⑴ \n ------\n 　　一\n 　　阿Ｑ走⑵了。\n 　　他没\n 　　□注释\n 　　⑴注。\n"
    raw = f"_分节阅读_1\n呐喊\n  {sections} 明天 \n ------\n 　　好。\n"
    medicine, tomorrow = call_to_arms(raw)
    assert medicine == Chapter("呐喊/药", 1, f"阿Q走了。\n他没{DAMAGED}")
    assert tomorrow == Chapter("呐喊/明天", 1, "好。")
    (chapter,) = alice(
        "CHAPTER I. Down\n\n'Oh \"dear\"!'\nsaid she.\n\n  A poem\n\n * * *\n\nIt's _I_.\n\n   THE END\nmore"
    )
    assert chapter == Chapter("Alice/Down", 1, f"“Oh 'dear'!” said she.\n{DAMAGED}\nIt's I.")


def test_running_text_is_cut_into_sentences_and_long_ones_into_clauses() -> None:
    clean = pytest.importorskip("headlight.training.clean")
    text = f'He said, "Go! Now." She went.\nDr{DAMAGED} gone. {"A" * 200}; {"b" * 200}; {"c" * 50}.'
    assert clean.english_sentences(text) == [
        *('He said, "Go!', 'Now."', "She went.", None),
        *(f"{'A' * 200};", f"{'b' * 200}; {'c' * 50}."),
    ]
    assert clean.chinese_sentences("他说：“好！”走了。後来呢？") == ["他说：“好！”", "走了。", "后来呢？"]
