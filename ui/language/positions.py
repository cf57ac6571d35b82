"""What the Positions page says, in English and Chinese. Braces are filled in by `str.format`; mostly Markdown."""

from dataclasses import dataclass

from headlight.ui.language import positions_encodings as encodings
from headlight.ui.language.positions_encodings import EncodingWords


@dataclass(frozen=True)
class PositionWords(EncodingWords):
    """One language's words, those about the encodings themselves among them."""

    # readings
    too_long: str
    no_family: str
    not_there: str
    head: str
    # in attention
    attention_text: str
    verified: str
    split: str
    split_of: str
    split_added: str
    split_added_deeper: str
    split_rotary: str
    split_alibi: str
    split_none: str
    deviation: str
    query: str
    key: str
    one_score: str
    # swap and shuffle
    changed_text: str
    removed: str
    shuffled: str
    shifted: str
    reordered: str
    as_trained: str
    shift_size: str
    draw_again: str
    one_sentence: str
    orders: str
    orders_text: str
    orders_none: str
    orders_found: str
    swap: str
    swap_text: str
    swap_alike: str
    closer: str
    model: str
    change: str
    read_with: str
    same_text: str
    # beyond the training length
    lengths_text: str
    scale: str
    log: str
    linear: str
    not_measured: str
    span_change: str
    rises: str
    falls: str
    level: str
    sinusoidal_far: str
    learned_far: str
    rotary_far: str
    alibi_far: str
    none_far: str


ENGLISH = PositionWords(
    **vars(encodings.ENGLISH),
    too_long="Only the first {n} tokens of the text are read here: every pair of tokens is drawn, for five "
    "models.",
    no_family="None of the five models is here: there are no weights of gpt-sinusoidal to gpt-none.",
    not_there="Not here: {models}.",
    head="Layer and head",
    attention_text="The same sentence under every encoding. Heads of different models are not counterparts: "
    "L0H1 of one need not do what L0H1 of another does.",
    verified="At most {error:.1e} away from what the model used.",
    split="Content and position",
    split_of="The score of",
    split_added="The layer’s LayerNorm reads embedding + position. With its mean and deviation held at those "
    "the model used it is linear, so q·k/√d falls into four parts (query first, key second) and what a "
    "constant has a hand in.",
    split_added_deeper="Only layer 0 reads embedding + position. What deeper layers read has been mixed by "
    "attention and MLPs, and no formula takes position out of it again: choose a head of layer 0.",
    split_rotary="q·k/√d as it would be if nothing were turned, and what turning changes. “Unturned” is not "
    "free of position above layer 0: earlier layers have carried some into the tokens.",
    split_alibi="q·k/√d and the bias, which sum to the score in every layer. The bias knows the distance and "
    "nothing else.",
    split_none="There is nothing to separate: the score is q·k/√d, and what a token knows of its position, "
    "the causal mask has told it.",
    deviation="The parts sum to the model’s score: at most {error:.1e} away.",
    query="Query",
    key="Key",
    one_score="q·k/√d unturned {before:.4f}, turned **{after:.4f}**; the model’s score is {score:.4f}.",
    changed_text="The trained models, with other positions. *Removed*: nothing is added, turned or penalised. "
    "*Shuffled*: tokens stand at each other’s places, within each 16. *Shifted*: every token stands further "
    "on by {k}, and no distance changes. *Reordered*: the same words in another order; the last one "
    "stays.",
    removed="removed",
    shuffled="shuffled",
    shifted="shifted by {k}",
    reordered="reordered",
    as_trained="As trained, mean −ln p in nats: {losses}.",
    shift_size="Shift by",
    draw_again="Another shuffle",
    one_sentence="This is one sentence: what it shows of a model may be an accident of its words.",
    orders="Which models notice the order of the words?",
    orders_text="Each model reads the sentence, and the same words in other orders; the last word stays. A "
    "bag of words would expect the same after it: KL 0.",
    orders_none="Too few words to put them in another order: the last one stays where it is.",
    orders_found="{n} orders, each made of the very same tokens.",
    swap="Every model with every encoding",
    swap_text="The weights of one model, read with another one’s positions. Only the diagonal was trained; "
    "above 0 the swap costs.",
    swap_alike="Only models of the same sizes can lend each other their positions: {models}.",
    closer="One change more closely",
    model="Model",
    change="Change",
    read_with="read with {encoding}",
    same_text="As trained, the model reads with this encoding: nothing changes.",
    lengths_text="Measured on held-out passages: how well each model foretells the next token, by how far "
    "into the text it is. With more to read, the loss should fall.",
    scale="Position axis",
    log="logarithmic",
    linear="linear",
    not_measured="Not measured yet: {models}. `python -m training.evaluate` puts the curves on the cards.",
    span_change="{verdict}: {before:.2f} nats at positions {first}, {after:.2f} at {last} ({change}).",
    rises="Rises",
    falls="Falls",
    level="No clear change (the intervals overlap)",
    sinusoidal_far="The waves go on, but beyond the training length they add combinations that the model "
    "never met.",
    learned_far="Vectors beyond the training length were never trained: what is added there is what they "
    "started as.",
    rotary_far="Distances beyond the training length turn slow pairs to angles that the model never met.",
    alibi_far="The penalty goes on along the same straight line, so that steep heads stay with what is near, "
    "however long the text.",
    none_far="Nothing new is added, but attention is shared among more keys than the model ever met.",
)

CHINESE = PositionWords(
    **vars(encodings.CHINESE),
    too_long="这里只读文本的前 {n} 个词元：五个模型的每一对词元都要画出来。",
    no_family="五个模型都不在：没有 gpt-sinusoidal 到 gpt-none 的权重。",
    not_there="缺少：{models}。",
    head="层与头",
    attention_text="同一句话，各种编码。不同模型的头并不一一对应：一个模型的 L0H1 未必和另一个模型的 L0H1 做同"
    "样的事。",
    verified="与模型实际使用的值最多相差 {error:.1e}。",
    split="内容与位置",
    split_of="拆开谁的得分",
    split_added="这一层的 LayerNorm 读入 词嵌入 + 位置。把它的均值和标准差固定为模型实际使用的值，它就是线性的"
    "，于是 q·k/√d 分成四个部分（前为查询，后为键），外加含常数的项。",
    split_added_deeper="只有第 0 层读入 词嵌入 + 位置。更深的层读到的已被注意力和 MLP 混合，没有公式能再把位置"
    "分出来：请选第 0 层的头。",
    split_rotary="若不旋转时的 q·k/√d，以及旋转带来的改变。在第 0 层以上，“未旋转”也含有位置：前面的层已把它带"
    "进了词元。",
    split_alibi="q·k/√d 与偏置，在每一层相加都等于得分。偏置只知道距离，别的一概不知。",
    split_none="没有什么可拆：得分就是 q·k/√d；词元若知道自己的位置，那是因果掩码告诉它的。",
    deviation="各部分之和与模型的得分最多相差 {error:.1e}。",
    query="查询",
    key="键",
    one_score="q·k/√d 未旋转 {before:.4f}，旋转后 **{after:.4f}**；模型的得分为 {score:.4f}。",
    changed_text="训练好的模型，换上别的位置。*去掉*：不相加、不旋转、也不惩罚。*打乱*：每 16 个词元互换位置。"
    "*平移*：每个词元后移 {k}，距离都不变。*换序*：同样的词，另一种顺序；最后一个词不动。",
    removed="去掉",
    shuffled="打乱",
    shifted="平移 {k}",
    reordered="换序",
    as_trained="原样的平均 −ln p（nats）：{losses}。",
    shift_size="平移",
    draw_again="换一种打乱",
    one_sentence="这只是一句话：它显示的差别可能只是这些词的偶然。",
    orders="哪些模型察觉得到词序？",
    orders_text="每个模型先读原句，再读同样的词的其他顺序；最后一个词不动。只数词的模型在它之后的预测不变：KL "
    "为 0。",
    orders_none="词太少，无法换序：最后一个词保持不动。",
    orders_found="{n} 种顺序，每一种都由完全相同的词元组成。",
    swap="每个模型配每种编码",
    swap_text="用一个模型的权重，配另一个模型的位置编码来读。只有对角线是训练过的；大于 0 表示替换有损。",
    swap_alike="只有大小相同的模型才能互借位置编码：{models}。",
    closer="细看一项改动",
    model="模型",
    change="改动",
    read_with="改用{encoding}编码",
    same_text="模型原本就用这种编码来读：没有变化。",
    lengths_text="在留出的文本上实测：按读到的位置，每个模型预测下一个词元的好坏。读得越多，损失本应越低。",
    scale="位置轴",
    log="对数",
    linear="线性",
    not_measured="尚未测量：{models}。`python -m training.evaluate` 会把曲线写入卡片。",
    span_change="{verdict}：位置 {first} 处 {before:.2f} nats，{last} 处 {after:.2f}（{change}）。",
    rises="上升",
    falls="下降",
    level="没有明显变化（区间重叠）",
    sinusoidal_far="波继续下去，但超出训练长度后，加上的是模型从未见过的组合。",
    learned_far="超出训练长度的向量从未训练过：加上的仍是初始值。",
    rotary_far="超出训练长度的距离，会把慢的维度对转到模型从未见过的角度。",
    alibi_far="惩罚沿同一条直线继续，所以斜率大的头无论文本多长都只看近处。",
    none_far="没有加上任何新东西，但注意力要分给比训练时更多的键。",
)

POSITIONS: dict[str, PositionWords] = {"en": ENGLISH, "zh": CHINESE}
