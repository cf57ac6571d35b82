"""The tokenizer with borders kept: words apart, everything else as it was."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from headlight.training import borders
from headlight.training.tokenizer import SPECIAL_TOKENS, WEIGHTS

SHARED = Tokenizer.from_file(str(WEIGHTS))
KEPT = borders.tokenizer()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("我买了一本书", "我 买 了 一 本 书"),
        ("他写了一封信", "他 写 了 一 封 信"),
        ("喝咖啡", "喝 咖啡"),
        ("一只猫", "一 只 猫"),
        ("这件事", "这 件 事"),
        ("坐在床上", "坐 在 床 上"),
        ("我会做饭", "我 会 做 饭"),
    ],
)
def test_words_stay_apart(text, words):
    assert KEPT.encode(text).tokens == words.split()


def test_names_nouns_and_pronouns_stay_whole():
    tokens = KEPT.encode("苹果从树上掉下来，小明把它捡起来了。").tokens
    assert {"苹果", "小明", "它", "把", "树", "上", "了"} <= set(tokens)


def test_ids_mean_what_they_meant():
    assert KEPT.get_vocab() == SHARED.get_vocab()


def test_english_is_cut_as_before():
    text = "The cat is sitting on the mat, isn't it? 25 dogs."
    assert KEPT.encode(text).ids == SHARED.encode(text).ids


def test_no_dropped_token_is_ever_used():
    for token in borders.crossing():
        assert token not in KEPT.encode(token).tokens


@settings(max_examples=200, deadline=None)
@given(
    st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("一本书我在喝咖啡的了"), max_size=40)
)
def test_nothing_is_lost_and_nothing_special_appears(text):
    encoding = KEPT.encode(text)
    assert KEPT.decode(encoding.ids) == text
    assert all(index >= len(SPECIAL_TOKENS) for index in encoding.ids)
    assert max((end for _, end in encoding.offsets), default=0) == len(text)


def test_merges_from_a_dropped_token_go_with_it():
    merges = [["a", "b"], ["ab", "c"], ["x", "y"], ["abc", "d"]]
    assert borders.kept(merges, frozenset({"ab"})) == [["x", "y"], ["abc", "d"]]
