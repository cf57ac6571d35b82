"""What the page says of changes to a model, in English and Chinese. Braces are filled in by `str.format`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ChangeWords:
    """One language's words."""

    # the panel and its badge
    title: str
    intro: str
    changed: str
    remove: str
    undo_all: str
    dropped: str
    link_cut: str
    misfit: str
    details: str
    # making a change
    where: str
    head: str
    layer: str
    layers: str
    what: str
    apply: str
    zero: str
    mean: str
    temperature: str
    unscaled: str
    dot: str
    scaled: str
    cosine: str
    distance: str
    unmask: str
    cut: str
    hide: str
    row: str
    zero_help: str
    mean_help: str
    temperature_help: str
    unscaled_help: str
    dot_help: str
    scaled_help: str
    cosine_help: str
    distance_help: str
    unmask_help: str
    cut_help: str
    hide_help: str
    row_help: str
    row_key: str
    row_token: str
    row_now: str
    row_wanted: str
    row_sum: str
    row_empty: str
    # places
    places: str
    places_help: str
    no_places: str
    trained: str
    removed: str
    shuffled: str
    seed: str
    # a change in few words
    every_head: str
    said_temperature: str
    said_cut: str
    said_hide: str
    said_row: str
    said_removed: str
    said_shuffled: str
    # before and after
    effect: str
    before: str
    after: str
    mean_kl: str
    kl_help: str
    own_tokens: str
    follows: str
    forced: str
    typed_only: str
    nothing_to_compare: str
    at_position: str
    column_token: str
    column_before: str
    column_after: str
    column_delta: str
    # the control
    control: str
    control_help: str
    control_running: str
    control_result: str
    control_none: str
    # every head
    matters: str
    matters_help: str
    matters_running: str
    matters_result: str


ENGLISH = ChangeWords(
    title="Change it",
    intro="Change attention and see what becomes of the maps and of what the model expects. Everything on this page, "
    "and its link, then shows the changed model.",
    changed="Changed",
    remove="Take this change back",
    undo_all="Undo all",
    dropped="Changes that were dropped: {count}. This model, or this text, does not have what they are about.",
    link_cut="The link to this view carries only the beginning of: {names}.",
    misfit="what was set or changed does not fit this text or this model",
    details="Details",
    where="Where",
    head="{head} alone",
    layer="all heads of layer {layer}",
    layers="all heads of all layers",
    what="What",
    apply="Apply",
    zero="ablate: zero",
    mean="ablate: mean",
    temperature="temperature",
    unscaled="no 1/√d scale",
    dot="score: dot product",
    scaled="score: scaled dot product",
    cosine="score: cosine",
    distance="score: squared distance",
    unmask="no mask",
    cut="cut {query} → {key}",
    hide="hide {key}",
    row="rewrite the row of {query}",
    zero_help="The head adds nothing: its context vectors become zero. Its map stays, for it is only not used.",
    mean_help="The head says the same everywhere: each context vector becomes the mean over the text’s queries.",
    temperature_help="Scores are divided by it before the softmax: below 1 sharpens, above 1 flattens.",
    unscaled_help="Dot products go into the softmax as they are, which makes it sharper.",
    dot_help="The score becomes q·k, whatever the model learned to compare with.",
    scaled_help="The score becomes q·k/√d, whatever the model learned to compare with.",
    cosine_help="The score becomes the cosine of query and key, from −1 to 1: rows get flat. A temperature below 1 "
    "sharpens them again.",
    distance_help="The score becomes −|q − k|²/√d, the Euclidean distance squared: keys that are near win.",
    unmask_help="Every query may see every key: a causal model looks ahead, an order hides nothing. While a model "
    "writes, there is nothing ahead yet.",
    cut_help="This query may no longer see this key; the other keys of the row share its weight.",
    hide_help="No query may see this key.",
    row_help="Set how much each key gets, in any unit: all is divided by the sum, so that the row sums to 100 %.",
    row_key="key",
    row_token="token",
    row_now="now, %",
    row_wanted="yours",
    row_sum="Your numbers sum to {total}; divided by that, the row sums to 100 %.",
    row_empty="At least one number has to be above 0.",
    places="Positions",
    places_help="Removed: the model is told no position (nothing is added, turned or taken off; relative distances are "
    "all 0). Shuffled: the places of each 16 consecutive tokens are permuted. Masks stay as they are.",
    no_places="No positions to change: nothing was found that alone tells this model where a token stands.",
    trained="as trained",
    removed="removed",
    shuffled="shuffled",
    seed="Seed of the shuffle",
    every_head="L{layer}, all heads",
    said_temperature="temperature {value}",
    said_cut="{query} → {key} cut",
    said_hide="{key} hidden",
    said_row="row of {query} rewritten",
    said_removed="positions removed",
    said_shuffled="positions shuffled (seed {seed})",
    effect="Before and after",
    before="Before",
    after="After",
    mean_kl="Mean KL(before ‖ after): **{mean} nats** (n = {n} positions), largest {largest} at “{token}” "
    "({position}).",
    kl_help="How much the model’s expectation moves: Σ p ln(p / q), p before and q after the change; 0 is not at all.",
    own_tokens="ln p of the tokens that are there (n = {n}): {before} → {after}, **{delta}**.",
    follows="The second text follows the first: {before} → **{after}**.",
    forced="Numbers compare both models while they write the translation of before, token by token: what the changed "
    "model writes of its own accord may be another one, with other positions.",
    typed_only="Numbers compare both models over the text as it was typed: what each writes on may differ, and its "
    "positions need not exist on both sides.",
    nothing_to_compare="Before the change the model writes nothing, so that there are no positions to compare.",
    at_position="What is expected at “{token}” ({position})",
    column_token="token",
    column_before="before",
    column_after="after",
    column_delta="change",
    control="Compare with random heads",
    control_help="The same changes are applied to as many other heads, drawn by chance (seed 0): is this more than "
    "what any head would do?",
    control_running="Changing other heads: {done} of {count}",
    control_result="Mean KL {real} nats; the same for others (draws: {count}, heads in each: {heads}): mean {mean}, "
    "from {low} to {high}. It ranks **{rank} of {total}**.",
    control_none="There are no other heads of this kind to compare with, or no head was changed.",
    matters="Does {head} matter?",
    matters_help="Each head of the model, as it was trained, is set to zero, one at a time: how far does what the "
    "model expects move?",
    matters_running="Setting heads to zero: {done} of {count}",
    matters_result="Without **{head}** the mean KL is {value} nats (n = {n} positions): **rank {rank} of "
    "{count}** heads.",
)

CHINESE = ChangeWords(
    title="改变它",
    intro="改变注意力，看看注意力图和模型的预测会变成什么样。之后这个页面及其链接显示的都是改动后的模型。",
    changed="已改动",
    remove="撤销这项改动",
    undo_all="全部撤销",
    dropped="有 {count} 项改动已去掉：这个模型或这段文本没有它们所涉及的内容。",
    link_cut="这个页面的链接只包含以下内容的开头部分：{names}。",
    misfit="所作的设置或改动与这段文本或这个模型不符",
    details="详细信息",
    where="位置",
    head="仅 {head}",
    layer="第 {layer} 层的所有头",
    layers="所有层的所有头",
    what="改动",
    apply="应用",
    zero="消融：置零",
    mean="消融：取平均",
    temperature="温度",
    unscaled="去掉 1/√d 缩放",
    dot="得分：点积",
    scaled="得分：缩放点积",
    cosine="得分：余弦",
    distance="得分：平方距离",
    unmask="去掉掩码",
    cut="切断 {query} → {key}",
    hide="隐藏 {key}",
    row="改写 {query} 这一行",
    zero_help="这个头什么也不添加：它的上下文向量变为零。注意力图还在，只是不再使用。",
    mean_help="这个头处处说同样的话：每个上下文向量都变为全文各查询的平均。",
    temperature_help="softmax 之前把得分除以它：小于 1 更尖锐，大于 1 更平缓。",
    unscaled_help="点积不经缩放直接进入 softmax，分布因此更尖锐。",
    dot_help="得分变为 q·k，不管模型学到的是怎样的比较方式。",
    scaled_help="得分变为 q·k/√d，不管模型学到的是怎样的比较方式。",
    cosine_help="得分变为查询与键的余弦，从 −1 到 1：各行变得平缓。小于 1 的温度可以使其重新尖锐。",
    distance_help="得分变为 −|q − k|²/√d，即欧氏距离的平方取负：距离近的键胜出。",
    unmask_help="每个查询都能看到每个键：因果模型可以往后看，预测顺序也不再遮挡。模型写作时，后面还没有内容。",
    cut_help="这个查询不能再看到这个键；它的权重由同一行的其他键分享。",
    hide_help="任何查询都看不到这个键。",
    row_help="设定每个键分到多少，单位不限；各数除以总和，使这一行合计为 100 %。",
    row_key="键",
    row_token="词元",
    row_now="现在，%",
    row_wanted="你的数",
    row_sum="你的数合计为 {total}；除以它之后，这一行合计为 100 %。",
    row_empty="至少要有一个数大于 0。",
    places="位置编码",
    places_help="去掉：不告诉模型任何位置（不相加、不旋转、不惩罚；相对距离全为 0）。打乱：每 16 个相邻词元的位置"
    "重新排列。掩码保持不变。",
    no_places="没有位置可更改：未找到唯一告诉该模型词元位置的部分。",
    trained="与训练时相同",
    removed="去掉",
    shuffled="打乱",
    seed="打乱的随机种子",
    every_head="L{layer}，所有头",
    said_temperature="温度 {value}",
    said_cut="切断 {query} → {key}",
    said_hide="隐藏 {key}",
    said_row="改写 {query} 这一行",
    said_removed="去掉位置编码",
    said_shuffled="打乱位置（种子 {seed}）",
    effect="改动前后",
    before="改动前",
    after="改动后",
    mean_kl="平均 KL(前 ‖ 后)：**{mean} nats**（n = {n} 个位置），最大 {largest}，在“{token}”（{position}）处。",
    kl_help="模型的预测移动了多少：Σ p ln(p / q)，p 为改动前，q 为改动后；0 表示毫无变化。",
    own_tokens="原有词元（n = {n}）的 ln p：{before} → {after}，**{delta}**。",
    follows="第二段文本接在第一段之后：{before} → **{after}**。",
    forced="数值比较的是两个模型逐个词元写出改动前译文时的情况：改动后的模型自己写出的可能是另一个译文，位置也不同。",
    typed_only="数值在所输入的文本上比较两个模型：各自续写的内容可能不同，续写的位置未必两边都有。",
    nothing_to_compare="改动前模型什么也没写，因此没有可以比较的位置。",
    at_position="在“{token}”（{position}）处的预测",
    column_token="词元",
    column_before="改动前",
    column_after="改动后",
    column_delta="变化",
    control="与随机的头比较",
    control_help="把同样的改动用到同样多的、随机抽取的其他头上（种子 0）：效果是否超过任意一个头？",
    control_running="正在改动其他头：{done} / {count}",
    control_result="平均 KL {real} nats；对其他头（每次 {heads} 个）抽取 {count} 次，同样改动的平均为 {mean}，"
    "从 {low} 到 {high}。它排在**第 {rank} 位，共 {total} 个**。",
    control_none="没有可供比较的同类头，或者没有改动任何头。",
    matters="{head} 重要吗？",
    matters_help="对训练好的模型，逐个把每一个头置零：模型的预测会移动多远？",
    matters_running="正在逐个置零：{done} / {count}",
    matters_result="去掉 **{head}** 后，{n} 个位置上的平均 KL 为 {value} nats：在 {count} 个头中**排第 {rank}**。",
)

CHANGES: dict[str, ChangeWords] = {"en": ENGLISH, "zh": CHINESE}
