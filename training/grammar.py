"""A few hundred English–Chinese pairs from a small grammar, for words that the corpora hardly have.

Tatoeba has no cat on a mat, 捡 (pick up) a dozen times and 小明 eight times, yet visitors type just these. The pairs
are artificial and labelled so: a file of their own, never part of a held-out text. The two sentences that the
page starts with are left out, so that the model has not simply learnt them by heart.
"""

import hashlib
from collections.abc import Iterator
from itertools import islice, product

Pair = tuple[str, str]  # English, Chinese

PER_PATTERN = 48
WITHHELD = ("The cat is sitting on the mat.", "苹果从树上掉下来，小明把它捡起来了。")

ANIMALS = [("cat", "猫"), ("dog", "狗"), ("kitten", "小猫"), ("rabbit", "兔子"), ("bird", "鸟"), ("mouse", "老鼠")]
POSTURES = [("sitting", "坐"), ("lying", "躺"), ("sleeping", "睡"), ("standing", "站")]
SURFACES = [
    *[("mat", "垫子"), ("rug", "地毯"), ("chair", "椅子"), ("sofa", "沙发")],
    *[("bed", "床"), ("table", "桌子"), ("roof", "屋顶"), ("shelf", "架子")],
]
FRUITS = [("apple", "苹果"), ("pear", "梨"), ("peach", "桃子"), ("orange", "橙子"), ("leaf", "叶子"), ("nut", "果子")]
THINGS = [
    *[("book", "书"), ("ball", "球"), ("pen", "钢笔"), ("key", "钥匙"), ("hat", "帽子"), ("cup", "杯子")],
    *[("letter", "信"), ("picture", "照片"), ("coin", "硬币"), ("toy", "玩具"), ("umbrella", "雨伞"), ("watch", "手表")],
]
CONTAINERS = [("box", "盒子"), ("bag", "包"), ("suitcase", "箱子"), ("drawer", "抽屉"), ("basket", "篮子")]
PEOPLE = [
    *[("Xiao Ming", "小明", "he", "他"), ("Xiao Hong", "小红", "she", "她"), ("Xiao Li", "小丽", "she", "她")],
    *[("Tom", "汤姆", "he", "他"), ("Mary", "玛丽", "she", "她"), ("Xiao Gang", "小刚", "he", "他")],
]
PLACES = [
    *[("at school", "在学校"), ("at home", "在家"), ("in the park", "在公园里"), ("in the garden", "在花园里")],
    *[("on the street", "在街上"), ("under the tree", "在树下"), ("by the river", "在河边")],
]
SIZES = [("big", "大"), ("small", "小"), ("heavy", "重"), ("old", "旧")]
LATER = [("Later", "后来"), ("Then", "然后"), ("The next day", "第二天"), ("In the evening", "晚上")]


def pairs() -> list[Pair]:
    """The same pairs every time, at most `PER_PATTERN` of each pattern, sorted."""
    patterns = (_on_the_mat, _fell_from_tree, _fell_off, _picked_up, _saw_it, _does_not_fit, _gave, _asked)
    drawn = {pair for pattern in patterns for pair in _sample(pattern())}
    return sorted(pair for pair in drawn if pair[0] not in WITHHELD and pair[1] not in WITHHELD)


def _sample(candidates: Iterator[Pair]) -> list[Pair]:
    """A part of the candidates that looks random and is always the same: the first in the order of their digest."""
    ordered = sorted(candidates, key=lambda pair: hashlib.sha256(pair[0].encode("utf-8")).digest())
    return list(islice(ordered, PER_PATTERN))


def _on_the_mat() -> Iterator[Pair]:
    for (animal, 动物), (posture, 姿势), (surface, 地方) in product(ANIMALS, POSTURES, SURFACES):
        yield f"The {animal} is {posture} on the {surface}.", f"{动物}{姿势}在{地方}上。"


def _fell_from_tree() -> Iterator[Pair]:
    for (fruit, 果), (person, 人, _, _) in product(FRUITS, PEOPLE):
        yield f"The {fruit} fell from the tree, and {person} picked it up.", f"{果}从树上掉下来，{人}把它捡起来了。"
        yield f"{person} picked up the {fruit} under the tree.", f"{人}在树下捡起了{果}。"


def _fell_off() -> Iterator[Pair]:
    for (thing, 东西), (surface, 地方), (person, 人, _, _) in product(THINGS, SURFACES, PEOPLE):
        yield f"The {thing} fell off the {surface}, so {person} picked it up.", f"{东西}从{地方}上掉下来，{人}把它捡起来。"


def _picked_up() -> Iterator[Pair]:
    for (person, 人, he, 他), (thing, 东西), (surface, 地方) in product(PEOPLE, THINGS, SURFACES):
        english = f"{person} picked up the {thing}, and {he} put it on the {surface}."
        yield english, f"{人}捡起{东西}，{他}把它放在{地方}上。"


def _saw_it() -> Iterator[Pair]:
    for (person, 人, he, 他), (animal, 动物), (place, 地方) in product(PEOPLE, ANIMALS, PLACES):
        yield f"{person} saw a {animal} {place}, and {he} liked it.", f"{人}{地方}看见一只{动物}，{他}很喜欢它。"


def _does_not_fit() -> Iterator[Pair]:
    for (thing, 东西), (container, 容器), (size, 大) in product(THINGS, CONTAINERS, SIZES[:2]):
        blamed = "it" if size == "big" else f"the {container}"
        指 = "它" if size == "big" else 容器
        english = f"The {thing} does not fit in the {container} because {blamed} is too {size}."
        yield english, f"{东西}放不进{容器}，因为{指}太{大}了。"


def _gave() -> Iterator[Pair]:
    for (giver, 人, _, _), (taker, 别人, he, 他), (thing, 东西) in product(PEOPLE, PEOPLE, THINGS):
        if giver != taker:
            yield f"{giver} gave the {thing} to {taker}, and {he} was happy.", f"{人}把{东西}给了{别人}，{他}很高兴。"


def _asked() -> Iterator[Pair]:
    for (later, 后来), (person, 人, he, 他), (thing, 东西) in product(LATER, PEOPLE, THINGS):
        yield f"{later} {person} asked where {he} had left the {thing}.", f"{后来}{人}问{他}把{东西}放在哪里了。"
