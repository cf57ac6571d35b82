"""A look says what figures say, in its language."""

from headlight.model.site import Site
from headlight.viz import Look


def test_a_look_is_light_and_english_unless_it_is_told() -> None:
    assert (Look().theme.name, Look().t("term-query")) == ("light", "query")
    assert Look(language="zh").t("term-query") == "查询"


def test_sites_in_words() -> None:
    assert Look().site(Site("decoder", "cross", 2)) == "decoder · cross-attention"
    assert Look(language="zh").site(Site("encoder", "self", 0)) == "编码器 · 自注意力"
    assert Look().site(Site("decoder", "query_stream", 0)) == "decoder · query stream"
