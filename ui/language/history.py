"""What the History page says, in English and Chinese. Braces are filled in by `str.format`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class HistoryWords:
    """One language's words. The fields named after architectures are their headings and stories, in Markdown."""

    title: str
    intro: str
    arxiv: str
    not_on_arxiv: str
    # a card
    seq2seq: str
    bahdanau: str
    luong: str
    transformer: str
    gpt: str
    bert: str
    xlnet: str
    seq2seq_story: str
    bahdanau_story: str
    luong_story: str
    transformer_story: str
    gpt_story: str
    bert_story: str
    xlnet_story: str
    structure_alt: str
    head: str
    map_alt: str
    unread: str
    vector_help: str
    open_in_explore: str
    # what came out
    wrote: str
    wrote_nothing: str
    forced: str
    continues: str
    fills_in: str
    nothing_masked: str
    second_follows: str
    foretells: str
    more_tokens: str
    left_out: str


ENGLISH = HistoryWords(
    title="History",
    intro="One sentence, read by every architecture in the order they were invented. What changed each time is "
    "what a model may look at.",
    arxiv="arXiv:{number}",
    not_on_arxiv="not on arXiv",
    seq2seq="Sequence to sequence",
    bahdanau="Bahdanau attention",
    luong="Luong attention",
    transformer="Transformer",
    gpt="GPT",
    bert="BERT",
    xlnet="XLNet",
    seq2seq_story="A recurrent encoder reads the sentence token by token, and its last state c is all that the "
    "decoder ever gets of it: the longer the sentence, the more has to fit into the same few numbers. Cho et al. "
    "give c to every step of the decoder, as drawn here; Sutskever et al. to the first step only. There is no "
    "attention yet.",
    bahdanau_story="The bottleneck falls. Before each word the decoder’s previous state s<sub>i−1</sub> asks "
    "every position of the source, and a weighted sum of the answers goes into the step. A small network "
    "compares the two, v·tanh(W s<sub>i−1</sub> + U h<sub>j</sub>): additive attention. The encoder reads in "
    "both directions; alignments are learned along with the translation, nobody draws them.",
    luong_story="Simpler: the decoder first takes its step, and the new state h<sub>t</sub> asks. The score is a "
    "product, dot or “general” h<sub>t</sub>ᵀW h̄<sub>s</sub> (ours); the paper also tries concat, a small network "
    "like Bahdanau’s. Attention may be global, over the "
    "whole source (drawn here), or local, in a window. The result, h̃<sub>t</sub>, is also fed into the next "
    "step (input feeding).",
    transformer_story="No recurrence is left. Tokens look at each other directly, in several heads, by q·k/√d. "
    "The encoder sees the whole source; the decoder sees what is written so far (a causal mask, applied before "
    "the softmax) and, by cross-attention, the encoder’s last layer: queries from the decoder, keys and values "
    "from the encoder. Order has to be added: sine waves tell each position.",
    gpt_story="Only the decoder is kept, without cross-attention: a token sees itself and what stands before it, "
    "and foretells what comes next. That needs no pairs of sentences, only text. The paper learns a vector for "
    "each position; our model rotates queries and keys instead (rotary positions, 2021).",
    bert_story="Only the encoder is kept: every token sees both sides at once, in every layer. Foretelling the "
    "next token would be no task then, so some tokens are hidden behind a mask and guessed from all others; a "
    "second task is to say whether the second text follows the first. It is not made to write.",
    xlnet_story="A language model again, but one that learns from both sides: tokens are foretold in a drawn "
    "order, each from those before it in that order, wherever they stand. The sentence itself is not shuffled, "
    "and there is no [MASK] token: attention masks do it all. The content stream sees its own token, the query "
    "stream only its place. Positions are relative, as in Transformer-XL.",
    structure_alt="{name}: which token may look at which",
    head="Head",
    map_alt="{name}: attention weights of {head}",
    unread="This head’s output goes nowhere: nothing reads the last layer of the content stream, because the "
    "prediction comes from the query stream.",
    vector_help="No attention, so no map: this is how far the one vector c moves when a source token is left out.",
    open_in_explore="Open in Explore",
    wrote="It writes",
    wrote_nothing="nothing: it stops at once",
    forced="Made to write",
    continues="It would go on with",
    fills_in="It fills in at {position}",
    nothing_masked="Nothing is masked: choose a token to hide above.",
    second_follows="The second text follows the first: **{probability}**",
    foretells="It foretells, in this order",
    more_tokens="… and {n} more",
    left_out="The last {n} tokens did not fit and were left out.",
)

CHINESE = HistoryWords(
    title="历史",
    intro="同一句话，由各种架构按发明的先后来读。每一次改变的，都是模型能看到什么。",
    arxiv="arXiv:{number}",
    not_on_arxiv="不在 arXiv 上",
    seq2seq="序列到序列（seq2seq）",
    bahdanau="Bahdanau 注意力",
    luong="Luong 注意力",
    transformer="Transformer",
    gpt="GPT",
    bert="BERT",
    xlnet="XLNet",
    seq2seq_story="循环编码器逐个词元地读完句子，最后的状态 c 就是解码器所能得到的全部原文：句子越长，要挤进这几"
    "个数的内容就越多。Cho 等人把 c 送入解码器的每一步（如图），Sutskever 等人只送入第一步。这时还没有注意力。",
    bahdanau_story="瓶颈消失了。写每个词之前，解码器的上一个状态 s<sub>i−1</sub> 询问原文的每个位置，把得到的回答"
    "加权求和，送入这一步。两者由一个小网络来比较：v·tanh(W s<sub>i−1</sub> + U h<sub>j</sub>)，即加性注意力。"
    "编码器从两个方向读；对齐关系随翻译一起学会，不需要人工标注。",
    luong_story="更简单：解码器先走一步，再由新的状态 h<sub>t</sub> 去询问。得分是乘积：点积、“general” "
    "h<sub>t</sub>ᵀW h̄<sub>s</sub>（本模型所用），或拼接（concat）。注意力可以是全局的，覆盖整个原文（如图），"
    "也可以是局部的，只看一个窗口。结果 h̃<sub>t</sub> 还会送入下一步（input feeding）。",
    transformer_story="循环不见了。词元之间直接互相看，分成多个头，得分为 q·k/√d。编码器看到整个原文；解码器看到"
    "已写出的部分（因果掩码，在 softmax 之前施加），并通过交叉注意力看编码器的最后一层：查询来自解码器，键和值"
    "来自编码器。顺序要另外加入：用正弦波标明每个位置。",
    gpt_story="只留下解码器，没有交叉注意力：每个词元看到自己和它前面的内容，预测下一个。因此不需要成对的句子，只"
    "要文本。论文为每个位置学习一个向量；我们的模型则旋转查询和键（旋转位置编码，2021）。",
    bert_story="只留下编码器：在每一层里，每个词元都同时看到左右两边。这样预测下一个词元就不成其为任务，于是把一"
    "些词元用遮蔽符盖住，由其余所有词元来猜；第二个任务是判断第二段文本是否接在第一段之后。它不是用来写作的。",
    xlnet_story="又是语言模型，却能从左右两边学习：词元按抽取的顺序逐个预测，每一个只依据顺序中排在它之前的词元，"
    "无论它们位于何处。句子本身并不打乱，也没有 [MASK] 词元：全靠注意力掩码。内容流看得到自己的词元，查询流只知"
    "道自己的位置。位置是相对的，与 Transformer-XL 相同。",
    structure_alt="{name}：哪个词元能看到哪个词元",
    head="注意力头",
    map_alt="{name}：{head} 的注意力权重",
    unread="这个头的输出没有去处：预测出自查询流，最后一层的内容流不再被读取。",
    vector_help="没有注意力，也就没有注意力图：这里画的是去掉每个原文词元后，唯一的向量 c 移动了多远。",
    open_in_explore="在“探索”中打开",
    wrote="它写出",
    wrote_nothing="什么也没有：它立刻停下了",
    forced="指定的译文",
    continues="它接下去会写",
    fills_in="它在位置 {position} 填入",
    nothing_masked="没有遮蔽任何词元：请在上面选择一个要盖住的词元。",
    second_follows="第二段文本接在第一段之后：**{probability}**",
    foretells="它按这个顺序预测",
    more_tokens="……还有 {n} 个",
    left_out="末尾的 {n} 个词元放不下，没有读入。",
)

HISTORY: dict[str, HistoryWords] = {"en": ENGLISH, "zh": CHINESE}
