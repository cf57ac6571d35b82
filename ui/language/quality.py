"""What the History page says about how good the models are, in English and Chinese. Braces are for `str.format`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class QualityWords:
    """One language's words: a heading, a chart's choices, a table's columns, its figures and their baselines."""

    quality: str
    quality_help: str
    direction: str
    en_zh: str
    zh_en: str
    measure: str
    column_model: str
    column_measure: str
    column_value: str
    column_interval: str
    column_n: str
    column_baseline: str
    translation: str
    alignment: str
    by_written: str
    by_read: str
    perplexity: str
    masked: str
    next_sentence: str
    any_order: str
    pronouns: str
    diagonal: str
    trigram: str
    two_sided: str
    shared_words: str
    offset: str
    chance: str
    untrained: str
    held_out: str
    english: str
    chinese: str


ENGLISH = QualityWords(
    quality="How good are they?",
    quality_help="Measured on held-out texts and on hand-made probes; each model’s card says how they were chosen. "
    "Intervals are 95 %; ↑ means that higher is better, ↓ that lower is. Alignment and pronouns are figures of one "
    "head, chosen on the other half of the sentences. Our models are small: compare them with each other, not with "
    "published systems.",
    direction="Direction",
    en_zh="English → Chinese",
    zh_en="Chinese → English",
    measure="Measure",
    column_model="model",
    column_measure="measure",
    column_value="value",
    column_interval="95 % interval",
    column_n="n",
    column_baseline="beside it",
    translation="{measure}, {direction}",
    alignment="alignment error rate, {reading}, {direction}",
    by_written="row of the token written",
    by_read="row of the token read",
    perplexity="perplexity per token, {text}",
    masked="masked token guessed first, {text}",
    next_sentence="next sentence judged rightly, {text}",
    any_order="perplexity in random orders, {text}",
    pronouns="pronoun’s strongest key is its antecedent, {text}",
    diagonal="diagonal",
    trigram="trigram",
    two_sided="two-sided bigram",
    shared_words="shared words",
    offset="best fixed offset",
    chance="chance",
    untrained="random weights",
    held_out="both languages",
    english="English",
    chinese="Chinese",
)

CHINESE = QualityWords(
    quality="它们有多好？",
    quality_help="在留出的文本和人工编写的测试句上测得，选取方法见各模型的说明卡。区间为 95%；↑ 表示越高越好，↓ 表示越"
    "低越好。对齐和代词的数值各属于一个注意力头，它由另一半句子选出。我们的模型很小：请拿它们互相比较，不要与已发表的系统比较。",
    direction="方向",
    en_zh="英 → 中",
    zh_en="中 → 英",
    measure="指标",
    column_model="模型",
    column_measure="指标",
    column_value="数值",
    column_interval="95% 区间",
    column_n="样本数 n",
    column_baseline="对照",
    translation="{measure}，{direction}",
    alignment="对齐错误率（{reading}），{direction}",
    by_written="按写出的词元",
    by_read="按读入的词元",
    perplexity="每词元困惑度，{text}",
    masked="首选就是被遮蔽的词元，{text}",
    next_sentence="下一句判断正确率，{text}",
    any_order="随机顺序下的困惑度，{text}",
    pronouns="代词权重最大的键是其先行词，{text}",
    diagonal="对角线",
    trigram="三元语法",
    two_sided="双侧二元语法",
    shared_words="共有词",
    offset="最佳固定偏移",
    chance="随机猜测",
    untrained="随机权重",
    held_out="两种语言",
    english="英文",
    chinese="中文",
)

QUALITY: dict[str, QualityWords] = {"en": ENGLISH, "zh": CHINESE}
