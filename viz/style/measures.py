"""What the measures of a head are called, and what each means."""

from headlight.viz.style.words import Phrase

NAMES = {
    "previous": Phrase("previous token", "前一词元"),
    "next": Phrase("next token", "后一词元"),
    "self": Phrase("itself", "自身"),
    "first": Phrase("first token", "首词元"),
    "separator": Phrase("separators", "分隔符"),
    "duplicate": Phrase("duplicates", "重复词元"),
    "induction": Phrase("induction", "归纳"),
    "entropy": Phrase("entropy", "熵"),
    "distance": Phrase("distance", "距离"),
    "confidence": Phrase("confidence", "置信度"),
}
MEANINGS = {
    "previous": Phrase("weight on the token before", "落在前一个词元上的权重"),
    "next": Phrase("weight on the token after", "落在后一个词元上的权重"),
    "self": Phrase("weight on the token itself", "落在自身上的权重"),
    "first": Phrase("weight on the first token, a common sink", "落在首词元上的权重（常见的汇聚点）"),
    "separator": Phrase("weight of other tokens on <sep> or <eos>", "其他词元落在 <sep> 或 <eos> 上的权重"),
    "duplicate": Phrase("weight on earlier copies of the token", "落在此前相同词元上的权重"),
    "induction": Phrase("after … A B … A: weight on B", "在 … A B … A 之后：落在 B 上的权重"),
    "entropy": Phrase(
        "entropy / ln(visible keys): 0 one key, 1 even", "熵 / ln(可见键数)：0 只看一个键，1 均匀"
    ),
    "distance": Phrase("mean distance to what is looked at, in tokens", "到所看词元的平均距离（词元数）"),
    "confidence": Phrase("mean of each row’s largest weight", "各行最大权重的平均"),
}
