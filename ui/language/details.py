"""What the page says around the views, in English and Chinese. Braces are filled by `str.format`."""

from dataclasses import dataclass

import streamlit as st


@dataclass(frozen=True)
class DetailWords:
    """One language's words."""

    # families of views, by `viz.view.Family`
    head: str
    heads: str
    stream: str
    # views that cannot serve a trace
    not_here: str
    # the untrained model beside a view
    untrained: str
    no_untrained: str
    other_tokens: str


ENGLISH = DetailWords(
    head="This head",
    heads="Across heads",
    stream="Residual stream",
    not_here="Not here: {titles}. {reason}",
    untrained="Untrained: the architecture of {model} with random weights (seed {seed}), which read the same tokens, "
    "under the same changes if there are any. Its heads share their names with these and nothing else, so their mean "
    "and range, smallest to largest, are shown. One text gives no interval: its rows share their words and are no "
    "independent samples.",
    no_untrained="Nothing untrained stands beside it: only the shipped models can be had with random weights.",
    other_tokens="Nothing untrained stands beside it: typed, what was written here is split into other tokens.",
)

CHINESE = DetailWords(
    head="这个头",
    heads="各头之间",
    stream="残差流",
    not_here="此处不可用：{titles}。{reason}",
    untrained="未训练：与 {model} 架构相同、权重随机（种子 {seed}）的模型，读的是同样的词元，改动若有也相同。"
    "它的头与这里的头只是编号相同，并不对应，因此只给出平均值和范围（最小到最大）。"
    "一段文字给不出置信区间：各行共用同样的词，不是独立样本。",
    no_untrained="没有未训练的对照：只有随附的模型才能换上随机权重。",
    other_tokens="没有未训练的对照：写出的文字若重新输入，会切分成别的词元。",
)

DETAILS: dict[str, DetailWords] = {"en": ENGLISH, "zh": CHINESE}


def detail_words() -> DetailWords:
    """The catalogue of the visitor's language."""
    return DETAILS[st.session_state.get("lang", "en")]
