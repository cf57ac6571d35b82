"""What visitors have is what they had: links, files, numbers of every figure, words of every page.

After a change that is meant, `python -m tests.golden.renew` keeps what is found then.
"""

import copy
from difflib import unified_diff

import pytest

from tests.golden import words
from tests.golden.files import lost, renamed
from tests.golden.numbers import differences, digest
from tests.golden.subjects import SUBJECTS, as_kept, kept, kept_words


@pytest.mark.parametrize("name", sorted({*SUBJECTS} - {"tables"}))
def test_nothing_has_changed(name):
    found = differences(as_kept(SUBJECTS[name]()), kept(name))
    assert not found, "\n".join(found[:20])


def test_no_number_is_lost_from_a_table():
    found = lost(SUBJECTS["tables"](), kept("tables"))
    assert not found, "\n".join(found)


def test_every_views_table_has_its_columns():
    found, before = SUBJECTS["tables"](), kept("tables")
    assert found.keys() == before.keys()
    assert not renamed(found, before)


def test_every_page_says_what_it_said():
    found, before = words.found(), kept_words()
    assert found.keys() == before.keys()
    changed = [
        line
        for name in before
        for line in unified_diff(before[name].splitlines(), found[name].splitlines(), name, n=0, lineterm="")
    ]
    assert not changed, "\n".join(changed[:60])


@pytest.mark.parametrize(("place", "by"), [(0, 1e-3), (7, -1e-3), (19, 0.5)])
def test_one_number_that_changes_a_little_is_noticed(place, by):
    numbers = [n / 20 for n in range(20)]
    before = digest(numbers)
    numbers[place] += by
    assert differences({"a": digest(numbers)}, {"a": before})


def test_numbers_that_change_places_are_noticed_and_the_last_bits_are_not():
    numbers = [0.1, 0.5, 0.9, 0.3]
    assert differences(digest(numbers[::-1]), digest(numbers))
    assert not differences(digest([n * (1 + 1e-7) for n in numbers]), digest(numbers))


def test_a_number_that_is_missing_from_a_table_is_noticed():
    before = kept("tables")
    now = copy.deepcopy(before)
    now["weights"]["numbers"].pop(3)
    assert lost(now, before)
    assert not lost(before, before)


def test_a_column_that_is_missing_from_a_table_is_noticed():
    before = kept("tables")
    now = copy.deepcopy(before)
    now["metrics"]["columns"].remove("even_attention")
    assert renamed(now, before)
    assert not renamed(before, before)
