"""A few hundred English–Chinese pairs from a small grammar, for words that the corpora hardly have.

Tatoeba has no cat on a mat, 捡 (pick up) a dozen times and 小明 eight times, yet visitors type just these.
The pairs are artificial and labelled so: a file of their own, never part of a held-out text. The two
sentences that the page starts with are left out, so that the model has not simply learnt them by heart.
"""

import hashlib
from collections.abc import Iterator
from itertools import product

Pair = tuple[str, str]  # English, Chinese

PER_PATTERN = 48
WITHHELD = ("The cat is sitting on the mat.", "苹果从树上掉下来，小明把它捡起来了。")


def _table(entries: str) -> list[Pair]:
    """Entries such as `cat 猫, at home 在家` as (English, Chinese)."""
    english_chinese = (entry.strip().rpartition(" ") for entry in entries.split(","))
    return [(english, chinese) for english, _, chinese in english_chinese]


# English, Chinese; people also with their pronouns.
ANIMALS = _table("cat 猫, dog 狗, kitten 小猫, rabbit 兔子, bird 鸟, mouse 老鼠")
POSTURES = _table("sitting 坐, lying 躺, sleeping 睡, standing 站")
SURFACES = _table("mat 垫子, rug 地毯, chair 椅子, sofa 沙发, bed 床, table 桌子, roof 屋顶, shelf 架子")
FRUITS = _table("apple 苹果, pear 梨, peach 桃子, orange 橙子, leaf 叶子, nut 果子")
THINGS = _table(
    "book 书, ball 球, pen 钢笔, key 钥匙, hat 帽子, cup 杯子,"
    "letter 信, picture 照片, coin 硬币, toy 玩具, umbrella 雨伞, watch 手表"
)
CONTAINERS = _table("box 盒子, bag 包, suitcase 箱子, drawer 抽屉, basket 篮子")
PLACES = _table(
    "at school 在学校, at home 在家, in the park 在公园里, in the garden 在花园里,"
    "on the street 在街上, under the tree 在树下, by the river 在河边"
)
SIZES = _table("big 大, small 小")
LATER = _table("Later 后来, Then 然后, The next day 第二天, In the evening 晚上")
PEOPLE = [
    ("Xiao Ming", "小明", "he", "他"),
    ("Xiao Hong", "小红", "she", "她"),
    ("Xiao Li", "小丽", "she", "她"),
    ("Tom", "汤姆", "he", "他"),
    ("Mary", "玛丽", "she", "她"),
    ("Xiao Gang", "小刚", "he", "他"),
]


def pairs() -> list[Pair]:
    """The same pairs every time, at most `PER_PATTERN` of each pattern, sorted."""
    patterns = (_on_the_mat, _fell_from_tree, _fell_off, _picked_up, _saw_it, _does_not_fit, _gave, _asked)
    drawn = {pair for pattern in patterns for pair in _sample(pattern())}
    return sorted(pair for pair in drawn if pair[0] not in WITHHELD and pair[1] not in WITHHELD)


def _sample(candidates: Iterator[Pair]) -> list[Pair]:
    """A part of the candidates that looks random and is always the same: the lowest digests."""
    ordered = sorted(candidates, key=lambda pair: hashlib.sha256(pair[0].encode("utf-8")).digest())
    return ordered[:PER_PATTERN]


def _on_the_mat() -> Iterator[Pair]:
    for (animal, animal_zh), (posture, posture_zh), (surface, surface_zh) in product(
        ANIMALS, POSTURES, SURFACES
    ):
        yield f"The {animal} is {posture} on the {surface}.", f"{animal_zh}{posture_zh}在{surface_zh}上。"


def _fell_from_tree() -> Iterator[Pair]:
    for (fruit, fruit_zh), (person, person_zh, _, _) in product(FRUITS, PEOPLE):
        chinese = f"{fruit_zh}从树上掉下来，{person_zh}把它捡起来了。"
        yield f"The {fruit} fell from the tree, and {person} picked it up.", chinese
        yield f"{person} picked up the {fruit} under the tree.", f"{person_zh}在树下捡起了{fruit_zh}。"


def _fell_off() -> Iterator[Pair]:
    for (thing, thing_zh), (surface, surface_zh), person in product(THINGS, SURFACES, PEOPLE):
        chinese = f"{thing_zh}从{surface_zh}上掉下来，{person[1]}把它捡起来。"
        yield f"The {thing} fell off the {surface}, so {person[0]} picked it up.", chinese


def _picked_up() -> Iterator[Pair]:
    for (person, person_zh, he, he_zh), thing, surface in product(PEOPLE, THINGS, SURFACES):
        chinese = f"{person_zh}捡起{thing[1]}，{he_zh}把它放在{surface[1]}上。"
        yield f"{person} picked up the {thing[0]}, and {he} put it on the {surface[0]}.", chinese


def _saw_it() -> Iterator[Pair]:
    for (person, person_zh, he, he_zh), animal, place in product(PEOPLE, ANIMALS, PLACES):
        chinese = f"{person_zh}{place[1]}看见一只{animal[1]}，{he_zh}很喜欢它。"
        yield f"{person} saw a {animal[0]} {place[0]}, and {he} liked it.", chinese


def _does_not_fit() -> Iterator[Pair]:
    for (thing, thing_zh), (container, container_zh), (size, size_zh) in product(THINGS, CONTAINERS, SIZES):
        blamed, blamed_zh = ("it", "它") if size == "big" else (f"the {container}", container_zh)
        english = f"The {thing} does not fit in the {container} because {blamed} is too {size}."
        yield english, f"{thing_zh}放不进{container_zh}，因为{blamed_zh}太{size_zh}了。"


def _gave() -> Iterator[Pair]:
    for giver, (taker, taker_zh, he, he_zh), thing in product(PEOPLE, PEOPLE, THINGS):
        if giver[0] != taker:
            chinese = f"{giver[1]}把{thing[1]}给了{taker_zh}，{he_zh}很高兴。"
            yield f"{giver[0]} gave the {thing[0]} to {taker}, and {he} was happy.", chinese


def _asked() -> Iterator[Pair]:
    for later, (person, person_zh, he, he_zh), thing in product(LATER, PEOPLE, THINGS):
        chinese = f"{later[1]}{person_zh}问{he_zh}把{thing[1]}放在哪里了。"
        yield f"{later[0]} {person} asked where {he} had left the {thing[0]}.", chinese
