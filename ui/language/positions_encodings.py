"""What the Positions page says of the encodings themselves, in English and Chinese; mostly Markdown."""

from dataclasses import dataclass


@dataclass(frozen=True)
class EncodingWords:
    """One language's words."""

    intro: str
    section: str
    section_encoding: str
    section_attention: str
    section_changed: str
    section_lengths: str
    # the five
    encoding: str
    sinusoidal: str
    sinusoidal_text: str
    learned: str
    learned_text: str
    rotary: str
    rotary_text: str
    alibi: str
    alibi_text: str
    none: str
    none_text: str
    # the encoding itself
    length: str
    d_model: str
    d_head: str
    n_heads: str
    base: str
    dimensions: str
    pair: str
    hands: str
    read_from: str
    untrained_rows: str
    missing: str
    shift: str
    shift_by: str
    shift_text: str
    shift_numbers: str
    shift_blocks: str
    shift_learned: str


ENGLISH = EncodingWords(
    intro="Attention by itself does not know in which order tokens come. A Transformer has to be told; these "
    "are the ways to tell it. The five models on this page, gpt-sinusoidal to gpt-none, differ in nothing "
    "else.",
    section="What to look at",
    section_encoding="The encoding",
    section_attention="In attention",
    section_changed="Swap and shuffle",
    section_lengths="Beyond the training length",
    encoding="Encoding",
    sinusoidal="Sinusoidal",
    sinusoidal_text="Waves from fast to slow are added to the embeddings. A shift by k positions is the same "
    "rotation everywhere, so that “k tokens back” can be learned once (Vaswani et al. 2017).",
    learned="Learned",
    learned_text="One trained vector per position, added to the embeddings, as in GPT-2 and BERT. Beyond the "
    "longest training text none was trained.",
    rotary="Rotary",
    rotary_text="Nothing is added: each pair of dimensions of every query and key is turned by an angle that "
    "grows with the position, so that position enters q·k only as the distance of two tokens (Su et al. 2021).",
    alibi="ALiBi",
    alibi_text="Nothing is added to the embeddings: each score is lowered in proportion to the distance, with "
    "a slope of its own for each head (Press et al. 2021).",
    none="None",
    none_text="Nothing is added anywhere. A causal model can still tell positions apart: the first token sees "
    "one key, the tenth sees ten (Haviv et al. 2022).",
    length="Positions",
    d_model="Dimensions (d_model)",
    d_head="Dimensions of a head (d_head)",
    n_heads="Heads",
    base="Base",
    dimensions="Dimensions to draw",
    pair="Pair of dimensions",
    hands="Hands",
    read_from="Read from the shipped model “{model}”.",
    untrained_rows="Read from the shipped model “{model}”. It was trained on rows of {n} tokens: positions "
    "from {n} on are what they started as.",
    missing="There are no weights of “{model}” here, so there is nothing to draw.",
    shift="A shift is a linear map",
    shift_by="Shift by k",
    shift_text="PE(pos + k) = M PE(pos), with one M for every pos: each pair (sin, cos) is turned by k·θ.",
    shift_numbers="Checked at every position: |PE(pos + {k}) − M PE(pos)| is at most **{residual:.1e}**; a "
    "row itself is {length:.2f} long.",
    shift_blocks="Pair by pair: R turns (sin, cos) at position 1 into what stands at position {after}; behind "
    "≈ is the table’s own.",
    shift_learned="Nothing makes a learned table shift like that. The best linear map from row pos to row pos "
    "+ {k}, fitted on every other of the {n} trained rows, leaves **{tested:.0%}** of the variance of the "
    "rows between unexplained (100 % is what their mean alone leaves; {fitted:.0%} of those it was fitted "
    "on). For sinusoidal rows of the same size: {waves:.0e}.",
)

CHINESE = EncodingWords(
    intro="注意力本身不知道词元的先后顺序，必须告诉 Transformer。这里是几种告诉它的办法。本页的五个模型（"
    "gpt-sinusoidal 到 gpt-none）除此之外完全相同。",
    section="看什么",
    section_encoding="编码本身",
    section_attention="在注意力中",
    section_changed="替换与打乱",
    section_lengths="超出训练长度",
    encoding="编码方式",
    sinusoidal="正弦",
    sinusoidal_text="把从快到慢的一组波加到词嵌入上。移动 k 个位置在任何地方都是同一个旋转，所以“往前 k 个词元"
    "”只需学一次（Vaswani 等，2017）。",
    learned="可学习",
    learned_text="每个位置一个训练出来的向量，加到词嵌入上，GPT-2 和 BERT 就是这样。超出训练时的最大长度，就没有"
    "训练过的向量。",
    rotary="旋转（RoPE）",
    rotary_text="什么都不加：每个查询和键的每一对维度按位置旋转一个角度，于是位置只以两个词元的距离进入 q·k（"
    "Su 等，2021）。",
    alibi="ALiBi",
    alibi_text="不往词嵌入上加任何东西：得分按距离成比例降低，每个头有自己的斜率（Press 等，2021）。",
    none="无",
    none_text="哪里都不加。因果模型仍能分辨位置：第一个词元只看到一个键，第十个看到十个（Haviv 等，2022）。",
    length="位置数",
    d_model="维数（d_model）",
    d_head="每个头的维数（d_head）",
    n_heads="头数",
    base="底数",
    dimensions="要画的维度",
    pair="维度对",
    hands="指针数",
    read_from="读自随附的模型“{model}”。",
    untrained_rows="读自随附的模型“{model}”。训练时每行 {n} 个词元：从位置 {n} 起，仍是初始值。",
    missing="这里没有“{model}”的权重，无从画起。",
    shift="平移是线性映射",
    shift_by="移动 k",
    shift_text="PE(pos + k) = M PE(pos)，同一个 M 适用于所有 pos：每一对 (sin, cos) 旋转 k·θ。",
    shift_numbers="在每个位置检验：|PE(pos + {k}) − M PE(pos)| 最大为 **{residual:.1e}**；每一行本身的长度为 "
    "{length:.2f}。",
    shift_blocks="逐对来看：R 把位置 1 处的 (sin, cos) 转成位置 {after} 处的；≈ 之后是表中的数。",
    shift_learned="可学习的表没有这种保证。从第 pos 行到第 pos + {k} 行的最佳线性映射，用 {n} 个训练过的行的一"
    "半拟合，对其间各行的方差有 **{tested:.0%}** 未能解释（只用平均则为 100%；对拟合所用的行为 {fitted:.0%}）"
    "。同样大小的正弦编码：{waves:.0e}。",
)
