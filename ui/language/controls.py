"""What the controls beside the text say, in English and Chinese. Braces are filled in by `str.format`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ControlWords:
    """One language's words."""

    # translators
    target: str
    auto: str
    english: str
    chinese: str
    forced: str
    forced_help: str
    forced_empty: str
    decoding_greedy: str
    decoding_beam: str
    beam: str
    beam_help: str
    penalty: str
    penalty_help: str
    # those that write on
    write: str
    write_help: str
    strategy: str
    greedy: str
    sample: str
    chance: str
    temperature: str
    temperature_help: str
    top_k: str
    top_k_help: str
    top_p: str
    top_p_help: str
    seed: str
    again: str
    # those that fill in
    masked: str
    masked_help: str
    second: str
    second_help: str
    second_empty: str
    # those that read in any order
    order: str
    left: str
    right: str
    random: str
    typed: str
    positions: str
    positions_help: str
    not_numbers: str
    not_an_order: str
    missing: str
    twice: str
    not_there: str


ENGLISH = ControlWords(
    target="Translate into",
    auto="Auto ({language})",
    english="English",
    chinese="中文",
    forced="Or give the translation yourself",
    forced_help="The model then has to write exactly this. You see how probable it finds your words, and where it "
    "looks while it writes them.",
    forced_empty="left empty, the model writes its own",
    decoding_greedy="Greedy",
    decoding_beam="Beam of {beam}",
    beam="Hypotheses kept at each step",
    beam_help="1 is greedy: always the likeliest next token. With more, the likeliest beginnings compete until the "
    "best are finished (beam search).",
    penalty="Length penalty α",
    penalty_help="Hypotheses are ranked by ln p / ((5 + length) / 6)^α (Wu et al. 2016). With 0, short ones win.",
    write="Tokens to write on",
    write_help="How many tokens the model adds to your text; 0 only reads. It stops early where it would begin a new "
    "sentence.",
    strategy="Which token",
    greedy="Likeliest",
    sample="Drawn",
    chance="Settings of the draw",
    temperature="Temperature",
    temperature_help="Logits are divided by it: below 1 the likely gets likelier, above 1 chances even out.",
    top_k="Top-k",
    top_k_help="Draw only from the k likeliest tokens; 0 draws from all.",
    top_p="Top-p",
    top_p_help="Draw only from the fewest tokens that together have this probability; 1 draws from all.",
    seed="Seed",
    again="Draw again",
    masked="Masked: {tokens}",
    masked_help="The model does not see these tokens and guesses what stood there.",
    second="Second text",
    second_help="The model reads both and says how probable it is that the second follows the first.",
    second_empty="optional: does it follow?",
    order="Order of prediction",
    left="Left to right",
    right="Right to left",
    random="Random",
    typed="Typed",
    positions="Positions in order",
    positions_help="Every position from 1 to {last} once, with spaces or commas between.",
    not_numbers="Write positions as numbers, with spaces or commas between, such as “{example}”. Until then the text "
    "is read from left to right.",
    not_an_order="An order names every position from 1 to {last} once; {faults}. Until then the text is read from "
    "left to right.",
    missing="missing here: {positions}",
    twice="more than once: {positions}",
    not_there="no such position: {positions}",
)

CHINESE = ControlWords(
    target="译成",
    auto="自动（{language}）",
    english="English",
    chinese="中文",
    forced="或者自己给出译文",
    forced_help="模型必须照此写出。你可以看到它认为这些词有多大可能，以及写每个词时在看哪里。",
    forced_empty="留空则由模型自己翻译",
    decoding_greedy="贪心解码",
    decoding_beam="束搜索，宽度 {beam}",
    beam="每一步保留的候选数",
    beam_help="1 即贪心：总取最可能的下一个词元。大于 1 时，最可能的几个开头相互竞争，直到最好的几个写完（束搜索）。",
    penalty="长度惩罚 α",
    penalty_help="候选按 ln p / ((5 + 长度) / 6)^α 排序（Wu 等，2016）。取 0 时短的占便宜。",
    write="续写的词元数",
    write_help="模型在你的文本后面添加多少个词元；0 表示只读不写。在它要另起一句的地方会提前停止。",
    strategy="取哪个词元",
    greedy="最可能的",
    sample="随机抽取",
    chance="抽取的设置",
    temperature="温度",
    temperature_help="logits 除以温度：小于 1 时，可能的更可能；大于 1 时，机会趋于均等。",
    top_k="Top-k（前 k 个）",
    top_k_help="只从最可能的 k 个词元中抽取；0 表示从全部中抽取。",
    top_p="Top-p（前 p 概率）",
    top_p_help="只从合起来达到这个概率的最少几个词元中抽取；1 表示从全部中抽取。",
    seed="随机种子",
    again="重新抽取",
    masked="遮蔽：{tokens}",
    masked_help="模型看不到这些词元，要猜出那里原来是什么。",
    second="第二段文本",
    second_help="模型同时读两段，并给出第二段接在第一段之后的概率。",
    second_empty="可选：它接得上吗？",
    order="预测的顺序",
    left="从左到右",
    right="从右到左",
    random="随机",
    typed="自己输入",
    positions="按顺序写出位置",
    positions_help="从 1 到 {last} 的每个位置各一次，用空格或逗号隔开。",
    not_numbers="请用数字写出位置，以空格或逗号隔开，例如“{example}”。在此之前按从左到右读。",
    not_an_order="一个顺序要把从 1 到 {last} 的每个位置各写一次；{faults}。在此之前按从左到右读。",
    missing="缺少：{positions}",
    twice="重复：{positions}",
    not_there="没有这个位置：{positions}",
)

CONTROLS: dict[str, ControlWords] = {"en": ENGLISH, "zh": CHINESE}
