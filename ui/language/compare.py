"""What the Compare page says, in English and Chinese. Braces are filled by `str.format`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CompareWords:
    """One language's words."""

    title: str
    intro: str
    # on the way here
    open: str
    open_help: str
    unchanged: str
    # what is compared
    side: str
    right_text: str
    right_help: str
    copy: str
    replace: str
    replacement: str
    replacement_help: str
    likely: str
    likely_hidden: str
    # heads
    head: str
    linked: str
    linked_help: str
    not_shared: str
    # what is seen
    same: str
    query: str
    no_counterpart: str
    scale: str
    scale_unit: str
    scale_head: str
    scale_log: str
    most_changed: str
    # what is predicted
    after: str
    at: str
    hidden: str
    source_token: str
    nothing_before: str
    vocabularies: str


ENGLISH = CompareWords(
    title="Compare",
    intro="Two readings side by side: two sentences in one model, one sentence in two models, or two heads of one "
    "reading. B begins as a copy of A: replace a token in it, and see what changes.",
    open="Compare this reading",
    open_help="Beside another sentence, another model or another head.",
    unchanged="Explore has changes to the model in force. They are not carried over: here both sides are read by the "
    "models as they were trained.",
    side="{name} · model",
    right_text="B · text",
    right_help="Begins as a copy of A and follows it until you change it.",
    copy="Same text as A",
    replace="Click a token of B to replace it",
    replacement="In place of “{token}”",
    replacement_help="Press Enter to replace the token; leave it empty to take the token out.",
    likely="What {model} expects there, from the words before it",
    likely_hidden="What {model} expects there, with the token hidden",
    head="{name} · head",
    linked="Same head in both",
    linked_help="Switch it off to compare two heads, of one model or of two.",
    not_shared="These two models have no head with the same address, so each side has a choice of its own, and no list "
    "says which heads changed.",
    same="Both sides show the same. Click a token of B to replace it, or choose another model or head.",
    query="Look from",
    no_counterpart="“{token}” has no counterpart in B: it was taken out, or more than one token took its place.",
    scale="Colours",
    scale_unit="from 0 to 1",
    scale_head="to the largest weight of both",
    scale_log="logarithmic",
    most_changed="Choose one of those that changed most",
    after="What comes after “{left}” in A and “{right}” in B",
    at="What may stand in the place of “{left}” in A and “{right}” in B",
    hidden="{model} was asked with this token hidden: its maps above are of the whole text.",
    source_token="A translator foretells what it writes. Choose a head of the decoder to compare its predictions.",
    nothing_before="Nothing comes before this token, so nothing foretells it.",
    vocabularies="The two models have different vocabularies: their probabilities cannot be compared.",
)

CHINESE = CompareWords(
    title="对比",
    intro="两次阅读并排看：同一个模型读两句话，两个模型读同一句话，或者同一次阅读的两个注意力头。"
    "B 一开始与 A 相同：替换其中一个词元，看看什么变了。",
    open="对比这次阅读",
    open_help="与另一句话、另一个模型或另一个注意力头并排看。",
    unchanged="探索页上有生效中的改动，它们没有带到这里：两边都由训练好的原模型阅读。",
    side="{name} · 模型",
    right_text="B · 文本",
    right_help="一开始与 A 相同，在你改动之前一直跟随 A。",
    copy="与 A 相同的文本",
    replace="点击 B 中的一个词元来替换它",
    replacement="替换“{token}”",
    replacement_help="按回车替换这个词元；留空则去掉它。",
    likely="{model} 根据前文在此处的预测",
    likely_hidden="{model} 在盖住该词元时对此处的预测",
    head="{name} · 注意力头",
    linked="两边用同一个头",
    linked_help="关闭后可以对比两个头，同一个模型的或两个模型的。",
    not_shared="这两个模型没有地址相同的头，因此两边各自选择，也没有“哪些头变化最大”的列表。",
    same="两边完全相同。点击 B 中的一个词元来替换它，或者选择另一个模型或另一个头。",
    query="从哪个词元看",
    no_counterpart="“{token}”在 B 中没有对应：它被去掉了，或者被不止一个词元取代。",
    scale="颜色",
    scale_unit="从 0 到 1",
    scale_head="到两边的最大权重",
    scale_log="对数",
    most_changed="从变化最大的头中选择",
    after="A 中“{left}”和 B 中“{right}”之后是什么",
    at="A 中“{left}”和 B 中“{right}”的位置上可能是什么",
    hidden="询问 {model} 时盖住了这个词元；上面的图是完整文本的。",
    source_token="翻译模型预测的是它写出的内容。请选择解码器的一个头来对比预测。",
    nothing_before="这个词元之前什么也没有，所以没有对它的预测。",
    vocabularies="两个模型的词表不同，概率无法比较。",
)

COMPARE: dict[str, CompareWords] = {"en": ENGLISH, "zh": CHINESE}
