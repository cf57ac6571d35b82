"""What the score table and the arithmetic under it say, in English and Chinese. Braces are filled by `str.format`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class AuditWords:
    """One language's words, in Markdown."""

    # the table
    search: str
    search_help: str
    only_visible: str
    found: str
    download_query: str
    download_head: str
    head_too_long: str
    other_score: str
    other_score_masked: str
    with_bias: str
    # the arithmetic
    steps: str
    order: str
    place: str
    size: str
    interventions: str
    turned: str
    projected: str
    relative: str
    vectors: str
    total: str
    factor: str
    root: str
    bias: str
    bias_terms: str
    score: str
    changed_score: str
    mask: str
    visible: str
    masked: str
    cut: str
    uncovered: str
    softmax: str
    weight: str
    weight_masked: str
    weight_nothing: str
    changed_weight: str
    value: str
    context: str
    changed_context: str
    output: str
    added: str
    against: str
    share: str
    no_projection: str
    off: str
    off_changed: str


ENGLISH = AuditWords(
    search="Find tokens",
    search_help="Shows only the keys whose token contains this, upper or lower case alike, or whose index it is.",
    only_visible="Visible keys only",
    found="{found} of {all} keys.",
    download_query="CSV: this query",
    download_head="CSV: whole head",
    head_too_long="{pairs} pairs of tokens are too many for one file; at most {most}.",
    other_score="{formula} = {score}; the softmax over {keys} visible keys makes it **{weight}**",
    other_score_masked="{formula} = {score}, but the query may not see this key: masked before the softmax, so its "
    "weight is **0**",
    with_bias="q·k = {dot}, scaled and with a bias of {bias} a score of {score}; the softmax over {keys} visible keys "
    "makes it **{weight}**",
    steps="Step by step: from q and k to the residual stream",
    order="Order of the dimensions",
    place="In place",
    size="By size",
    interventions="Interventions are in force at this head: {changes}. All numbers are those of the changed head.",
    turned="q and k are shown after they were turned by their positions, as the scores use them; the vectors before "
    "that are not recorded.",
    projected="k is recorded as W_k k, which is computed once for all queries.",
    relative="q stands for q + u here: u and v are vectors of the head’s own, r is the key of the distance.",
    vectors="q and k",
    total="Σ of {count} terms = **{total}**",
    factor="× {factor}{why} = **{scaled}**",
    root=" (1/√{d})",
    bias="+ bias {bias} = **{sum}**",
    bias_terms="bias = {factor} × {formula} = {factor} × {total} = **{bias}**",
    score="Score",
    changed_score="An intervention makes the score **{score}**.",
    mask="Mask",
    visible="The query may see this key.",
    masked="The query may not see this key: its score becomes −∞. {why}",
    cut="An intervention hides this key from the query: its score becomes −∞.",
    uncovered="The model’s mask hides this key; an intervention lets the query see it.",
    softmax="Softmax",
    weight="largest of {keys} visible scores = {peak}; exp({score} − {peak}) = {power}; Σ = {total}; "
    "{power} / {total} = **{weight}**",
    weight_masked="largest of {keys} visible scores = {peak}; exp(−∞) = 0; weight = **0**",
    weight_nothing="The query may see no key at all: its row of weights is all zeros.",
    changed_weight="An intervention makes the weight **{weight}**.",
    value="Value and context",
    context="|v| = {value}; weight × |v| = **{mixed}**; summed over {keys} visible keys, the context vector has "
    "length **{context}**",
    changed_context="An intervention makes the context vector another, of length **{used}**.",
    output="Residual stream",
    added="Through its columns of W_O, this head adds a vector of length **{head}** at this query.",
    against="The stream it is added to has length {stream}; cosine between the two: {cosine}. All heads together, "
    "with W_O’s bias, add {sublayer}.",
    share="This cell’s part of it has length {cell}: along what the head adds, a share of **{share}** (the shares of "
    "all keys sum to 100 %).",
    no_projection="There is no W_O here: the context vector goes as it is into the decoder’s step.",
    off="This cell computed anew, against what the model used: score off by {score}, weights by {weight}, context "
    "vector by {context}.",
    off_changed="With the interventions, context vectors of this head computed anew are at most {error} away from "
    "those the model used.",
)

CHINESE = AuditWords(
    search="查找词元",
    search_help="只显示词元中含有这段文字（不分大小写）或序号与之相同的键。",
    only_visible="只看可见的键",
    found="{all} 个键中的 {found} 个。",
    download_query="CSV：这个查询",
    download_head="CSV：整个头",
    head_too_long="{pairs} 个词元对，一个文件装不下；至多 {most} 个。",
    other_score="{formula} = {score}；在 {keys} 个可见键上做 softmax，得到 **{weight}**",
    other_score_masked="{formula} = {score}，但查询看不到这个键：在 softmax 之前被掩码遮挡，权重为 **0**",
    with_bias="q·k = {dot}，缩放并加上偏置 {bias} 后得分为 {score}；在 {keys} 个可见键上做 softmax，得到 **{weight}**",
    steps="逐步计算：从 q 和 k 到残差流",
    order="维度的次序",
    place="原有次序",
    size="按大小",
    interventions="这个头上有干预：{changes}。所有数字都是干预之后的。",
    turned="这里的 q 和 k 已按位置旋转，得分用的就是它们；旋转之前的向量没有记录。",
    projected="记录下来的 k 已是 W_k k，它对所有查询只算一次。",
    relative="这里的 q 是 q + u：u 和 v 是这个头自己的向量，r 是距离的键。",
    vectors="q 与 k",
    total="{count} 项之和 Σ = **{total}**",
    factor="× {factor}{why} = **{scaled}**",
    root="（1/√{d}）",
    bias="+ 偏置 {bias} = **{sum}**",
    bias_terms="偏置 = {factor} × {formula} = {factor} × {total} = **{bias}**",
    score="得分",
    changed_score="干预使得分变为 **{score}**。",
    mask="掩码",
    visible="查询可以看到这个键。",
    masked="查询看不到这个键：得分变为 −∞。{why}",
    cut="干预使查询看不到这个键：得分变为 −∞。",
    uncovered="模型的掩码遮挡了这个键；干预使查询能看到它。",
    softmax="Softmax（归一化）",
    weight="{keys} 个可见得分中的最大值 = {peak}；exp({score} − {peak}) = {power}；Σ = {total}；"
    "{power} / {total} = **{weight}**",
    weight_masked="{keys} 个可见得分中的最大值 = {peak}；exp(−∞) = 0；权重 = **0**",
    weight_nothing="这个查询看不到任何键：整行权重都是零。",
    changed_weight="干预使权重变为 **{weight}**。",
    value="值与上下文",
    context="|v| = {value}；权重 × |v| = **{mixed}**；对 {keys} 个可见键求和，上下文向量的长度为 **{context}**",
    changed_context="干预使上下文向量变为另一个，长度为 **{used}**。",
    output="残差流",
    added="经过它在 W_O 中的那几列，这个头在这个查询处加上一个长度为 **{head}** 的向量。",
    against="它加入的残差流长度为 {stream}；两者的余弦：{cosine}。所有的头合起来（含 W_O 的偏置）加上 {sublayer}。",
    share="其中这一格的部分长度为 {cell}：沿着这个头所加的方向，占 **{share}**（所有键的份额之和为 100 %）。",
    no_projection="这里没有 W_O：上下文向量原样进入解码器的这一步。",
    off="把这一格重新算一遍，与模型实际使用的相比：得分相差 {score}，权重相差 {weight}，上下文向量相差 {context}。",
    off_changed="在干预之下重新计算，这个头的上下文向量与模型实际使用的最多相差 {error}。",
)

AUDIT: dict[str, AuditWords] = {"en": ENGLISH, "zh": CHINESE}
