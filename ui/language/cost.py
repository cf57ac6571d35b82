"""What the Cost page says, in English and Chinese. Braces are filled in by `str.format`."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class CostWords:
    """One language's words. Markdown, but for names of ways, parts and columns."""

    title: str
    intro: str
    # measured
    measured: str
    conditions: str
    threads: str
    progress: str
    again: str
    full: str
    failed: str
    fitted: str
    doubled: str
    naive: str
    recorded: str
    fast: str
    stopped: str
    unsteady: str
    memory: str
    memory_fast: str
    memory_naive: str
    memory_record: str
    bytes_counted: str
    bytes_measured: str
    numbers: str
    column_way: str
    column_n: str
    column_median: str
    column_quartiles: str
    column_rounds: str
    column_peak: str
    column_kept: str
    # counted
    counted: str
    counted_help: str
    translator: str
    model: str
    tokens: str
    column_part: str
    column_formula: str
    column_count: str
    symbols: str
    crossing: str
    no_crossing: str
    embedding: str
    projections: str
    scores: str
    contexts: str
    output: str
    feed_forward: str
    unembedding: str
    transform: str
    next_sentence: str
    distances: str
    relative_scores: str
    encoder: str
    decoder: str
    start: str
    readout: str
    queries: str
    queries_keys: str


ENGLISH = CostWords(
    title="Cost",
    intro="What attention costs as a text grows: measured on the machine this page runs on, and counted for each "
    "model. Every token meets every other, so n tokens make n² scores. That is **O(n²): quadratic, not exponential.**",
    measured="Measured here",
    conditions="{device}, torch {torch}. One head of {d_head} dimensions, no mask; the ways take turns, round after "
    "round. Everybody who visits shares this measurement.",
    threads="{device} with {threads} threads",
    progress="Measuring, {done:.0%}. Readings go first.",
    again="Measure again",
    full="So much is going on that measuring has to wait. Try again in a moment.",
    failed="The measurement failed. The server’s log says why.",
    fitted="{way}: time ∝ $n^{{{exponent:.2f}}}$ (95 % interval {low:.2f} – {high:.2f}), fitted from {first:,} to "
    "{last:,} tokens",
    doubled="Where all weights are formed, {n:,} tokens took **{times:.1f} times** as long as {half:,}: quadratic "
    "growth makes that 4, and more once the matrices no longer fit into the processor’s cache. Exponential growth "
    "would square the time whenever the text doubles.",
    naive="naive, n × n formed",
    recorded="recorded",
    fast="fast kernel",
    stopped="{way}: not measured at {n:,} tokens, where a call was expected to take about {seconds:.1f} s and {size}.",
    unsteady="The machine is busy with other things too: times jump about, as the long bars show. The powers are "
    "uncertain; measure again in a quieter moment.",
    memory="**Why recording stays O(n).** Scores and weights are n × n numbers a head. Tools that keep them grow with "
    "n².",
    memory_fast="The fast kernel goes through them block by block and never holds them all: its time grows with n², "
    "its memory with n.",
    memory_naive="The naive way has {times:.1f} such matrices in memory at its peak, {size} for {n:,} tokens.",
    memory_record="Headlight keeps Q, K, V and the contexts, four vectors a token: {bytes:,} bytes a token for this "
    "head, whatever the length. The weights of one head are computed again when somebody looks at it. For {n:,} "
    "tokens the record takes {record}, the weights alone would take {weights}.",
    bytes_counted="Bytes are counted from the tensors that are alive at the same time; this device’s allocator cannot "
    "tell them apart from everybody else’s. What the fast kernel needs for itself meanwhile is not among them.",
    bytes_measured="Peaks are what the device’s allocator measured.",
    numbers="All the numbers",
    column_way="way",
    column_n="tokens",
    column_median="median, ms",
    column_quartiles="quartiles, ms",
    column_rounds="rounds",
    column_peak="most at once",
    column_kept="kept",
    counted="Counted for a model",
    counted_help="Products of matrices in one pass over n tokens, a multiplication and an addition being one. Softmax, "
    "norms and activations are left out; they grow no faster. A causal model’s n² are counted whole, though a kernel "
    "may leave out the half that the mask hides.",
    translator="This model reads n tokens and writes n.",
    model="Model",
    tokens="Tokens, n",
    column_part="part",
    column_formula="formula",
    column_count="n = {n:,}",
    symbols="$d$ = d_model, $d_h$ = d_head, $h$ heads, $f$ = d_ff, $g$ = d_hidden, $L$ layers, $V$ tokens in the "
    "vocabulary: {sizes}",
    crossing="The parts with n² overtake all others at **{all:,.0f} tokens**; leaving out the unembedding, at "
    "**{inner:,.0f}**. Below that, short texts are mostly projections and feed-forward.",
    no_crossing="Nothing here grows with n²: there is no attention. One vector has to carry the whole text instead.",
    embedding="embedding, a look-up",
    projections="W_Q, W_K, W_V",
    scores="scores, queries × keys",
    contexts="contexts, weights × values",
    output="W_O",
    feed_forward="feed-forward",
    unembedding="unembedding, logits",
    transform="layer before the logits",
    next_sentence="next sentence",
    distances="W_R of all distances",
    relative_scores="scores of distances",
    encoder="encoder’s GRU",
    decoder="decoder’s GRU",
    start="decoder’s first state",
    readout="what logits are read off",
    queries="W of the queries",
    queries_keys="W, U of queries and keys",
)

CHINESE = CostWords(
    title="开销",
    intro="文本变长时注意力要花多少：在运行本页的机器上实测，并为每个模型逐项计数。"
    "每个词元都要与其他所有词元相遇，n 个词元就有 n² 个得分。这是 **O(n²)：平方增长，不是指数增长。**",
    measured="在这台机器上实测",
    conditions="{device}，torch {torch}。一个 {d_head} 维的头，没有掩码；"
    "几种做法一轮一轮地交替测量。所有访客共用这一次测量。",
    threads="{device}，{threads} 个线程",
    progress="正在测量，{done:.0%}。读取文本优先。",
    again="重新测量",
    full="现在任务太多，测量要等一等。请稍后再试。",
    failed="测量失败，原因见服务器日志。",
    fitted="{way}：时间 ∝ $n^{{{exponent:.2f}}}$（95% 区间 {low:.2f} – {high:.2f}），"
    "由 {first:,} 到 {last:,} 个词元拟合",
    doubled="写出全部权重时，{n:,} 个词元所用的时间是 {half:,} 个的 **{times:.1f} 倍**："
    "平方增长应为 4 倍，矩阵大到处理器缓存放不下之后还会更多。若是指数增长，文本每长一倍，时间就会变成原来的平方。",
    naive="朴素，写出 n × n",
    recorded="记录",
    fast="快速内核",
    stopped="{way}：没有测 {n:,} 个词元，预计一次调用约需 {seconds:.1f} 秒和 {size}。",
    unsteady="机器还在忙别的：时间忽长忽短，误差线很长，拟合出的幂并不可靠；请在空闲时重新测量。",
    memory="**为什么记录只需 O(n)。** 得分和权重在每个头里都是 n × n 个数。保留它们的工具，内存随 n² 增长。",
    memory_fast="快速内核一块一块地算，从不同时持有全部：时间随 n² 增长，内存随 n 增长。",
    memory_naive="朴素做法在峰值时同时持有 {times:.1f} 个这样的矩阵，{n:,} 个词元时共 {size}。",
    memory_record="Headlight 保留 Q、K、V 和上下文，每个词元四个向量：这个头每个词元 {bytes:,} 字节，"
    "与长度无关。有人查看某个头时，才重新计算它的权重。{n:,} 个词元时记录占 {record}，而仅权重就要 {weights}。",
    bytes_counted="字节数由同时存在的张量计算得出；"
    "这台设备的内存分配器无法把它们与别人的区分开。快速内核自己临时使用的内存不在其中。",
    bytes_measured="峰值由设备的内存分配器测得。",
    numbers="全部数字",
    column_way="做法",
    column_n="词元数",
    column_median="中位数，毫秒",
    column_quartiles="四分位数，毫秒",
    column_rounds="轮数",
    column_peak="峰值",
    column_kept="保留",
    counted="为一个模型计数",
    counted_help="对 n 个词元做一次前向计算时的矩阵乘积，一次乘法加一次加法算作一次。"
    "不计 softmax、归一化和激活函数，它们增长得不会更快。"
    "因果模型的 n² 按全部计算，尽管内核可以略去被掩码遮挡的那一半。",
    translator="这个模型读 n 个词元，写 n 个词元。",
    model="模型",
    tokens="词元数 n",
    column_part="部分",
    column_formula="公式",
    column_count="n = {n:,} 时",
    symbols="$d$ = d_model，$d_h$ = d_head，$h$ 个头，$f$ = d_ff，$g$ = d_hidden，$L$ 层，词表中有 $V$ 个词元：{sizes}",
    crossing="带 n² 的部分在 **{all:,.0f} 个词元** 处超过其余一切；不算输出投影，则在 **{inner:,.0f}** 处。在此之前，"
    "短文本的计算主要花在投影和前馈网络上。",
    no_crossing="这里没有随 n² 增长的部分：没有注意力。代价是一个向量要装下整段文本。",
    embedding="词嵌入，只查表",
    projections="W_Q、W_K、W_V",
    scores="得分，查询 × 键",
    contexts="上下文，权重 × 值",
    output="W_O",
    feed_forward="前馈网络",
    unembedding="输出投影（logits）",
    transform="logits 前的一层",
    next_sentence="下一句判断",
    distances="所有距离的 W_R",
    relative_scores="距离的得分",
    encoder="编码器的 GRU",
    decoder="解码器的 GRU",
    start="解码器的初始状态",
    readout="读出 logits 的向量",
    queries="查询的 W",
    queries_keys="查询和键的 W、U",
)

COST: Mapping[str, CostWords] = {"en": ENGLISH, "zh": CHINESE}
