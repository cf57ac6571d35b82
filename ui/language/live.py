"""What is said where a small network learns, in English and Chinese. Braces are filled in by `str.format`."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class LiveWords:
    """One language's words."""

    intro: str
    # tasks
    task: str
    copy: str
    copy_about: str
    reverse: str
    reverse_about: str
    previous: str
    previous_about: str
    induction: str
    induction_about: str
    translation: str
    translation_about: str
    text: str
    text_about: str
    own_text: str
    text_empty: str
    text_short: str
    text_long: str
    text_varied: str
    # choices
    network: str
    layers: str
    heads: str
    width: str
    positions: str
    sinusoidal: str
    learned: str
    rotary: str
    alibi: str
    none: str
    scale: str
    residual: str
    layer_norm: str
    mask: str
    steps: str
    seed: str
    parameters_note: str
    # beside it
    beside: str
    beside_help: str
    beside_nothing: str
    without_scale: str
    with_scale: str
    one_head: str
    four_heads: str
    without_residual: str
    with_residual: str
    without_layer_norm: str
    with_layer_norm: str
    without_positions: str
    with_positions: str
    without_mask: str
    with_mask: str
    # a run
    start: str
    start_over: str
    stop: str
    resume: str
    nothing_yet: str
    full: str
    forgotten: str
    failed: str
    progress: str
    in_line: str
    stopped: str
    finished: str
    out_of_time: str
    diverged: str
    # charts
    chosen_network: str
    before: str
    step: str
    loss: str
    nats: str
    held_out: str
    training: str
    accuracy: str
    accuracy_unit: str
    whole_row: str
    unaided: str
    pair_score: str
    pair_weight: str
    pair_unit: str
    gradient: str
    score_gradient: str
    norm_unit: str
    peak: str
    entropy: str
    layer_unit: str
    chart_about: str
    map_about: str
    mosaic_about: str
    maps_help: str
    shown_step: str
    exact: str
    measured_on: str
    no_plotly: str
    # side by side
    figures: str
    parameters: str
    learned_at: str
    not_yet: str
    final_loss: str
    final_accuracy: str
    final_unaided: str
    peak_at_start: str
    score_gradient_at_start: str
    leak: str
    leak_none: str
    lesson_scale: str
    lesson_heads: str
    lesson_residual: str
    lesson_layer_norm: str
    lesson_positions: str
    lesson_mask: str
    # keeping
    keep: str
    download: str
    download_help: str
    open_in_explore: str
    open_help: str
    upload: str
    upload_help: str
    upload_failed: str
    uploaded: str


ENGLISH = LiveWords(
    intro="Choose a task and a small network, and watch its attention become what the task needs. It learns here, "
    "a slice at a time beside everybody's readings, while this page is open.",
    task="Task",
    copy="Copy",
    copy_about="`a b c | a b c`: behind the bar, say the letters again. The answer to each place lies a fixed "
    "number of places back: look for a diagonal.",
    reverse="Reverse",
    reverse_about="`a b c | c b a`: behind the bar, say the letters backwards. Look for a line that falls the "
    "other way.",
    previous="Previous token",
    previous_about="`a b c`: at each letter, say the one before it. Look for a diagonal right beside the main one.",
    induction="Induction",
    induction_about="`a b c a b c`: letters repeat after a distance that differs from row to row; say what "
    "followed last time. A position does not help: one layer has to look at the previous token, the next one to "
    "find where the same has been.",
    translation="Toy translation",
    translation_about="`the old cat saw a dog today | 老 猫 今天 看见了 一只 狗`: English into Chinese, word by "
    "word. “the” has no counterpart and the adverb moves: look for words that find their source.",
    text="Your own text",
    text_about="A text of yours, character by character: say the next one. Its last tenth is kept back to measure "
    "on. The text stays on this server while the page is open, and goes into no file.",
    own_text="The text to learn from",
    text_empty="There is no text to learn from yet. Put at least {limit} characters into the box.",
    text_short="This text has {amount} characters; at least {limit} are needed.",
    text_long="This text has {amount} characters; at most {limit} can be learned here.",
    text_varied="This text has {amount} different characters; at most {limit} can be learned here.",
    network="The network",
    layers="Layers",
    heads="Heads",
    width="d_model",
    positions="Positions",
    sinusoidal="sinusoidal",
    learned="learned",
    rotary="rotary",
    alibi="ALiBi",
    none="none",
    scale="1/√d scale",
    residual="Residual connections",
    layer_norm="LayerNorm",
    mask="Causal mask",
    steps="Steps",
    seed="Seed",
    parameters_note="Heads share d_model: {heads} of {d_head} dimensions each, and as many parameters with 1 head "
    "as with 8.",
    beside="Train beside it",
    beside_help="A second network from the same seed, on the same batches, that differs in one thing only.",
    beside_nothing="nothing",
    without_scale="the same without the scale",
    with_scale="the same with the scale",
    one_head="the same with one head",
    four_heads="the same with four heads",
    without_residual="the same without residuals",
    with_residual="the same with residuals",
    without_layer_norm="the same without LayerNorm",
    with_layer_norm="the same with LayerNorm",
    without_positions="the same without positions",
    with_positions="the same with sinusoidal positions",
    without_mask="the same without the mask",
    with_mask="the same with the mask",
    start="Learn",
    start_over="Learn anew",
    stop="Stop",
    resume="Resume",
    nothing_yet="Nothing has learned here yet. A run takes from ten seconds to a minute.",
    full="Others are training at once, and there is no place left. Try again in a moment; nothing you chose is "
    "lost.",
    forgotten="The run of this link is no longer kept: a run is kept for a quarter of an hour after somebody last "
    "looked. What was chosen is still set; start it again.",
    failed="This run broke off because of an error. The details are in the server's log.",
    progress="step {step} of {steps} · {seconds:.0f} s of work · right on {accuracy} of held-out answers",
    in_line="waiting for its next slice behind {count} others",
    stopped="stopped",
    finished="finished",
    out_of_time="stopped: it took as long as a run may",
    diverged="stopped: its numbers grew beyond all bounds (a loss that is no number)",
    chosen_network="as chosen",
    before="before: the last run",
    step="step",
    loss="Loss",
    nats="nats; dotted: training",
    held_out="held out",
    training="training",
    accuracy="Right answers",
    accuracy_unit="share, held out",
    whole_row="the whole row there to read",
    unaided="nothing behind the place to read",
    pair_score="Score of the pair",
    pair_weight="Weight of the pair",
    pair_unit="{head}, {query} → {key}",
    gradient="Gradient of {matrix}",
    score_gradient="Gradient of the scores",
    norm_unit="norm, layer {layer}",
    peak="Largest weight",
    entropy="Entropy ÷ ln(keys)",
    layer_unit="mean, layer {layer}",
    chart_about="{title} against steps; the last value is {value}",
    map_about="Attention of {head} of the network {network} after {step} steps",
    mosaic_about="Every head of the network {network} after {step} steps",
    maps_help="Click a tile to choose a head; click a cell of the large map to follow that pair of tokens.",
    shown_step="Maps after step",
    exact="Recomputed from the network's own Q, K and V: at most {error:.1e} away from what it used.",
    measured_on="Measured on {answers} answers in {rows} held-out rows, the same each time. Gradients are those of "
    "their loss.",
    no_plotly="The charts could not be loaded. Reload the page to try again.",
    figures="In figures",
    parameters="parameters",
    learned_at="95 % right at step",
    not_yet="not yet",
    final_loss="loss, held out (nats)",
    final_accuracy="right, held out",
    final_unaided="right with nothing behind the place to read",
    peak_at_start="largest weight at step 0 (mean)",
    score_gradient_at_start="gradient of the scores at step 0 (norm)",
    leak="**Without a mask each token can look at the next, which is the answer.** With the whole row to read, the "
    "network ({network}) is right on {accuracy}; with nothing behind the place to read, as when it writes by "
    "itself, on {unaided}.",
    leak_none="No mask, and no harm: this task does not ask for a token that comes later.",
    lesson_scale="The variance of q·k grows with d_head. Undivided, it pushes weights towards 1 before anything is "
    "learned: compare the largest weight at step 0, most of all with one wide head. Vaswani et al. expect such a "
    "softmax to pass little gradient on; how far that holds in so small a network is what the gradient of the "
    "scores says. W_Q and W_K lose a factor of 1/√d_head from their own gradients too, which therefore begin "
    "larger.",
    lesson_heads="The same parameters, cut into fewer or more heads: one head can look at one thing at a time, "
    "many look at several, each with fewer dimensions.",
    lesson_residual="Without residuals each sublayer replaces what it read: what a token was has to pass through "
    "every attention, and gradients through every matrix.",
    lesson_layer_norm="LayerNorm keeps what sublayers read at one length. Without it scores can grow with the "
    "stream.",
    lesson_positions="Without positions a network knows the order only from its mask: a token that sees more keys "
    "stands later. Without a mask either, it reads a bag of tokens.",
    lesson_mask="Without a mask a next-token task is no task: compare what is right with the whole row to read, "
    "and with nothing behind the place.",
    keep="Keep this network",
    download="Download",
    download_help="One .safetensors file: weights, choices, vocabulary, and what was measured, as JSON. Not your "
    "text.",
    open_in_explore="Open in Explore",
    open_help="All views and changes of Explore, on this network. It is kept while others do not need its place.",
    upload="Bring one back",
    upload_help="A file that was downloaded here, at most 4 MB.",
    upload_failed="This file cannot be used: it is not a network saved by this page, or it was changed.",
    uploaded="Read: {task}, {layers} layers, {heads} heads, right on {accuracy} after {step} steps.",
)

CHINESE = LiveWords(
    intro="选一个任务和一个小网络，看着它的注意力变成任务所需要的样子。训练就在这里进行，与大家的阅读轮流占用机器，"
    "页面开着就继续。",
    task="任务",
    copy="复制",
    copy_about="`a b c | a b c`：在竖线之后把字母再说一遍。每个位置的答案都在固定距离之前：请看对角线。",
    reverse="倒序",
    reverse_about="`a b c | c b a`：在竖线之后倒着说出字母。请看方向相反的斜线。",
    previous="前一个词元",
    previous_about="`a b c`：在每个字母处说出它前面的那个。请看紧挨主对角线的斜线。",
    induction="归纳",
    induction_about="`a b c a b c`：字母隔一段距离重复，距离每行不同；请说出上一次后面跟着什么。只靠位置不行：一层"
    "要看前一个词元，下一层要找到同样的字母在哪里出现过。",
    translation="玩具翻译",
    translation_about="`the old cat saw a dog today | 老 猫 今天 看见了 一只 狗`：逐词把英文译成中文。“the”没有对应"
    "的词，副词要换位置：请看每个词怎样找到它的来源。",
    text="自己的文本",
    text_about="你自己的一段文本，逐字进行：说出下一个字符。最后十分之一留作测量。文本只在页面打开期间留在这台服务"
    "器上，不写入任何文件。",
    own_text="要学习的文本",
    text_empty="还没有可以学习的文本。请在框中放入至少 {limit} 个字符。",
    text_short="这段文本有 {amount} 个字符，至少需要 {limit} 个。",
    text_long="这段文本有 {amount} 个字符，这里最多学习 {limit} 个。",
    text_varied="这段文本有 {amount} 种不同的字符，这里最多学习 {limit} 种。",
    network="网络",
    layers="层数",
    heads="头数",
    width="d_model（维度）",
    positions="位置编码",
    sinusoidal="正弦",
    learned="可学习",
    rotary="旋转",
    alibi="ALiBi（线性偏置）",
    none="无",
    scale="1/√d 缩放",
    residual="残差连接",
    layer_norm="层归一化 LayerNorm",
    mask="因果掩码",
    steps="步数",
    seed="随机种子",
    parameters_note="各头共享 d_model：{heads} 个头，每个 {d_head} 维；1 个头与 8 个头的参数一样多。",
    beside="同时训练",
    beside_help="第二个网络：同样的种子、同样的批次，只有一处不同。",
    beside_nothing="不训练别的",
    without_scale="同一网络，去掉缩放",
    with_scale="同一网络，加上缩放",
    one_head="同一网络，一个头",
    four_heads="同一网络，四个头",
    without_residual="同一网络，去掉残差",
    with_residual="同一网络，加上残差",
    without_layer_norm="同一网络，去掉 LayerNorm",
    with_layer_norm="同一网络，加上 LayerNorm",
    without_positions="同一网络，去掉位置编码",
    with_positions="同一网络，加上正弦位置编码",
    without_mask="同一网络，去掉掩码",
    with_mask="同一网络，加上掩码",
    start="开始学习",
    start_over="重新学习",
    stop="停止",
    resume="继续",
    nothing_yet="这里还没有网络学习过。一次训练需要十秒到一分钟。",
    full="其他人正在训练，现在没有空位。请稍后再试，你的选择不会丢失。",
    forgotten="这个链接中的训练已不再保留：最后一次查看之后，训练保留一刻钟。选择还在，请重新开始。",
    failed="这次训练因错误而中断，详情见服务器日志。",
    progress="第 {step} 步，共 {steps} 步 · 已计算 {seconds:.0f} 秒 · 留出的答案中 {accuracy} 正确",
    in_line="前面还有 {count} 个任务在轮流",
    stopped="已停止",
    finished="已完成",
    out_of_time="已停止：达到一次训练允许的最长时间",
    diverged="已停止：数值发散（损失不再是数）",
    chosen_network="所选网络",
    before="之前：上一次训练",
    step="步",
    loss="损失",
    nats="奈特；点线：训练",
    held_out="留出",
    training="训练",
    accuracy="正确的答案",
    accuracy_unit="比例，留出",
    whole_row="可读整行",
    unaided="位置之后一概不可读",
    pair_score="这对词元的得分",
    pair_weight="这对词元的权重",
    pair_unit="{head}，{query} → {key}",
    gradient="{matrix} 的梯度",
    score_gradient="得分的梯度",
    norm_unit="范数，第 {layer} 层",
    peak="最大权重",
    entropy="熵 ÷ ln(键数)",
    layer_unit="平均，第 {layer} 层",
    chart_about="{title}随步数的变化；最后的值是 {value}",
    map_about="网络“{network}”在 {step} 步之后 {head} 的注意力",
    mosaic_about="网络“{network}”在 {step} 步之后的所有注意力头",
    maps_help="点击小格选择注意力头；点击大图中的单元格，跟踪那一对词元。",
    shown_step="图所示的步数",
    exact="由网络自己的 Q、K、V 重新计算，与它实际使用的数值最多相差 {error:.1e}。",
    measured_on="在 {rows} 行留出数据的 {answers} 个答案上测量，每次相同。梯度是这些答案的损失的梯度。",
    no_plotly="图表未能加载。请刷新页面再试。",
    figures="数字对照",
    parameters="参数量",
    learned_at="达到 95% 正确的步数",
    not_yet="尚未达到",
    final_loss="损失，留出（奈特）",
    final_accuracy="正确率，留出",
    final_unaided="位置之后不可读时的正确率",
    peak_at_start="第 0 步的最大权重（平均）",
    score_gradient_at_start="第 0 步得分梯度（范数）",
    leak="**没有掩码，每个词元都能看到下一个词元，也就是答案。** 可读整行时，网络（{network}）的正确率是 {accuracy}"
    "；位置之后一概不可读时（如同它自己写作时），是 {unaided}。",
    leak_none="没有掩码，也无妨：这个任务不问后面的词元。",
    lesson_scale="q·k 的方差随 d_head 增大。不做缩放，还没学到东西时权重就被推向 1：请比较第 0 步的最大权重，用一个"
    "宽的头时最明显。Vaswani 等人预期这样的 softmax 传回的梯度很小；在这么小的网络里是否如此，请看得分的梯度。W_Q "
    "和 W_K 的梯度也少了 1/√d_head 这个因子，因此起初更大。",
    lesson_heads="同样多的参数，切成更少或更多的头：一个头一次只看一处，多个头同时看几处，但每个头的维度更少。",
    lesson_residual="没有残差，每个子层都取代它读到的内容：词元原来是什么，必须穿过每一层注意力；梯度也必须穿过每个"
    "矩阵。",
    lesson_layer_norm="LayerNorm 使子层读到的向量长度一致。没有它，得分可能随残差流一起变大。",
    lesson_positions="没有位置编码，网络只能从掩码得知次序：看到更多键的词元在后面。若连掩码也没有，它读到的只是一"
    "袋词元。",
    lesson_mask="没有掩码，预测下一个词元就不成任务：请比较可读整行时与位置之后不可读时的正确率。",
    keep="保存这个网络",
    download="下载",
    download_help="一个 .safetensors 文件：权重、选择、词表和测量结果（JSON）。不含你的文本。",
    open_in_explore="在探索页打开",
    open_help="探索页的所有视图和改动都可用于这个网络。在别人需要它的位置之前，它会一直保留。",
    upload="载入文件",
    upload_help="从这里下载的文件，最大 4 MB。",
    upload_failed="这个文件不能使用：它不是本页保存的网络，或者已被改动。",
    uploaded="已读入：{task}，{layers} 层，{heads} 个头，{step} 步之后正确率 {accuracy}。",
)

LIVE: Mapping[str, LiveWords] = {"en": ENGLISH, "zh": CHINESE}
