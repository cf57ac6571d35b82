"""The words printed on figures, in English and in Chinese.

`Words` has no defaults: a catalogue that forgets a word does not start. Braces are filled by `str.format`. A view
that brings words of its own writes them as `Phrase`s in its own file.
"""

from dataclasses import dataclass
from typing import Literal

from headlight.model.site import Site


@dataclass(frozen=True)
class Words:
    """One language's words. All plain text; whoever prints user text beside them escapes that."""

    language: Literal["en", "zh"]
    # maps
    orientation: str
    query: str
    key: str
    query_axis: str
    key_axis: str
    weight: str
    score: str
    masked_legend: str
    sink_badge: str
    site_encoder: str
    site_decoder: str
    site_self: str
    site_cross: str
    site_content: str
    site_query_stream: str
    # colour scales
    scale_unit: str
    scale_head: str
    scale_log: str
    scale_symmetric: str
    scale_signed: str
    # mosaic
    mosaic_title: str
    mosaic_orientation: str
    mosaic_pooled: str
    # score table
    column_key: str
    column_token: str
    column_dot_product: str
    column_bias: str
    column_score: str
    column_masked: str
    column_weight: str
    about_key: str
    about_token: str
    about_dot_product: str
    about_bias: str
    about_score: str
    about_masked: str
    about_weight: str
    # positions
    position: str
    dimension: str
    distance: str
    value: str
    similarity: str
    position_map_title: str
    waves_title: str
    similarity_title: str
    similarity_map_title: str
    similarity_mean: str
    similarity_range: str
    rotary_clocks_title: str
    rotary_clocks_note: str
    rotary_pair: str
    rotary_turn: str
    rotary_kernel_title: str
    rotary_kernel_note: str
    rotary_kernel_axis: str
    alibi_title: str
    alibi_note: str
    alibi_head: str
    added_to_score: str
    no_positions_title: str
    no_positions_note: str

    def site(self, site: Site) -> str:
        """Stack and kind of a site, without its layer: `decoder · self-attention`."""
        stack = self.site_encoder if site.stack == "encoder" else self.site_decoder
        kinds = {
            "self": self.site_self,
            "cross": self.site_cross,
            "content": self.site_content,
            "query_stream": self.site_query_stream,
        }
        return f"{stack} · {kinds[site.kind]}"


@dataclass(frozen=True)
class Phrase:
    """One phrase in every language, for words that belong to one file only."""

    english: str
    chinese: str

    def of(self, words: Words) -> str:
        """The phrase in the language of these words."""
        return self.chinese if words.language == "zh" else self.english


ENGLISH = Words(
    language="en",
    orientation="row = query, attends to column = key",
    query="query",
    key="key",
    query_axis="query",
    key_axis="key",
    weight="weight",
    score="score",
    masked_legend="hatched = masked",
    sink_badge="first token takes {share}",
    site_encoder="encoder",
    site_decoder="decoder",
    site_self="self-attention",
    site_cross="cross-attention",
    site_content="content stream",
    site_query_stream="query stream",
    scale_unit="weight, linear",
    scale_head="weight, linear, to this head’s largest",
    scale_log="weight, logarithmic",
    scale_symmetric="score, centred on 0",
    scale_signed="centred on 0",
    mosaic_title="Every head",
    mosaic_orientation="in each tile: row = query, attends to column = key",
    mosaic_pooled="each cell is the largest of {side} × {side} weights",
    column_key="key",
    column_token="token",
    column_dot_product="q·k",
    column_bias="bias",
    column_score="score",
    column_masked="masked",
    column_weight="weight",
    about_key="Index of the key, counted from 0",
    about_token="The key's token",
    about_dot_product="Dot product of the query and the key, after any rotation by position, before any scale",
    about_bias="What the model adds to the score",
    about_score="What the softmax is applied to: scale and bias included",
    about_masked="The query may not attend to this key",
    about_weight="Softmax of the visible scores: how the query spreads its attention",
    position="position",
    dimension="dimension",
    distance="distance in tokens",
    value="value",
    similarity="dot product",
    position_map_title="Position encoding",
    waves_title="Chosen dimensions over position",
    similarity_title="Similarity of two positions against their distance",
    similarity_map_title="Similarity of every two positions",
    similarity_mean="mean",
    similarity_range="smallest to largest",
    rotary_clocks_title="Rotary: how far each pair of dimensions has turned",
    rotary_clocks_note="one clock per pair of dimensions; 12 o'clock = not turned",
    rotary_pair="pair",
    rotary_turn="turned by",
    rotary_kernel_title="Rotary: similarity of equal vectors against distance",
    rotary_kernel_note="mean of cos(distance · θᵢ) over the pairs",
    rotary_kernel_axis="score, relative to distance 0",
    alibi_title="ALiBi: what each head adds to a score",
    alibi_note="−slope × distance; each head has a slope of its own",
    alibi_head="head",
    added_to_score="added to the score",
    no_positions_title="No positions",
    no_positions_note="Nothing is added, turned or penalised.<br>Only the causal mask tells the order.",
)

CHINESE = Words(
    language="zh",
    orientation="行 = 查询，关注 列 = 键",
    query="查询",
    key="键",
    query_axis="查询（query）",
    key_axis="键（key）",
    weight="权重",
    score="得分",
    masked_legend="斜线 = 被掩码遮挡",
    sink_badge="首词元占 {share}",
    site_encoder="编码器",
    site_decoder="解码器",
    site_self="自注意力",
    site_cross="交叉注意力",
    site_content="内容流",
    site_query_stream="查询流",
    scale_unit="权重，线性",
    scale_head="权重，线性，到本头最大值",
    scale_log="权重，对数",
    scale_symmetric="得分，以 0 为中心",
    scale_signed="以 0 为中心",
    mosaic_title="所有注意力头",
    mosaic_orientation="每一格内：行 = 查询，关注 列 = 键",
    mosaic_pooled="每个单元取 {side} × {side} 个权重中的最大值",
    column_key="键序号",
    column_token="词元",
    column_dot_product="q·k",
    column_bias="偏置",
    column_score="得分",
    column_masked="被掩码遮挡",
    column_weight="权重",
    about_key="键的序号，从 0 开始",
    about_token="键对应的词元",
    about_dot_product="查询与键的点积：已按位置旋转，尚未缩放",
    about_bias="模型加到得分上的数",
    about_score="softmax 的输入：已包含缩放和偏置",
    about_masked="该查询不可关注这个键",
    about_weight="对可见得分做 softmax：查询怎样分配注意力",
    position="位置",
    dimension="维度",
    distance="距离（词元数）",
    value="数值",
    similarity="点积",
    position_map_title="位置编码",
    waves_title="所选维度随位置的变化",
    similarity_title="两个位置的相似度与距离",
    similarity_map_title="任意两个位置的相似度",
    similarity_mean="平均",
    similarity_range="最小到最大",
    rotary_clocks_title="旋转位置编码：每对维度转了多少",
    rotary_clocks_note="每对维度一只钟；12 点方向 = 未旋转",
    rotary_pair="维度对",
    rotary_turn="转角",
    rotary_kernel_title="旋转位置编码：相同向量的相似度与距离",
    rotary_kernel_note="各维度对 cos(距离 · θᵢ) 的平均",
    rotary_kernel_axis="得分（相对于距离 0）",
    alibi_title="ALiBi：每个头给得分加上多少",
    alibi_note="−斜率 × 距离；每个头有自己的斜率",
    alibi_head="头",
    added_to_score="加到得分上的数",
    no_positions_title="没有位置编码",
    no_positions_note="不相加、不旋转、也不惩罚距离。<br>词序只由因果掩码透露。",
)

CATALOGUES: dict[str, Words] = {words.language: words for words in (ENGLISH, CHINESE)}
