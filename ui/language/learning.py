"""What the Learning page says, in English and Chinese. Braces are filled in by `str.format` or by the browser."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class LearningWords:
    """One language's words."""

    title: str
    intro: str
    part: str
    recorded: str
    live: str


@dataclass(frozen=True)
class RecordedWords:
    """What is said around a recorded training."""

    about: str
    no_model: str
    no_curves: str
    reading: str
    failed: str
    cut: str
    exact: str
    story_random: str
    story_frequent: str
    story_previous: str
    story_induction: str
    story_order: str
    story_no_previous: str
    story_no_induction: str
    how_found: str


@dataclass(frozen=True)
class ScrubberWords:
    """What the browser says."""

    step: str
    step_of: str
    slider: str
    play: str
    pause: str
    speed: str
    slow: str
    medium: str
    fast: str
    now: str
    held_out: str
    this_text: str
    nats: str
    best_previous: str
    best_induction: str
    tokens: str
    tokens_help: str
    surprisal: str
    heads: str
    pair: str
    pair_help: str
    unseen: str
    equation: str
    terms: str
    term: str
    guesses: str
    follows: str
    nothing_follows: str
    open: str
    curves_label: str
    pair_label: str
    failed: str


ENGLISH = LearningWords(
    title="Learning",
    intro="A model's attention is random at first, and becomes what it is. Here one can watch.",
    part="What to watch",
    recorded="A recorded training",
    live="Train one now",
)
CHINESE = LearningWords(
    title="学习",
    intro="模型的注意力起初是随机的，后来才成为现在的样子。这里可以看着它学会。",
    part="看什么",
    recorded="录下的训练",
    live="现在训练一个",
)
LEARNING: Mapping[str, LearningWords] = {"en": ENGLISH, "zh": CHINESE}

RECORDED: Mapping[str, RecordedWords] = {
    "en": RecordedWords(
        about="**{model}** has {layers} layers of {heads} heads. Its weights were kept {count} times "
        "while it was "
        "trained, from step 0 to step {last}. Every one of these models reads the sentence; move the "
        "slider, or press "
        "play.",
        no_model="There is no recorded training here: the model {model} has no checkpoints. "
        "`python -m training.train {model}` makes them.",
        no_curves="The curves of this training have not been measured yet: `python -m training.card "
        "{model}` does that. "
        "The maps and predictions below are there all the same.",
        reading="Checkpoint {done} of {count} reads the sentence",
        failed="This text could not be read. Try another.",
        cut="Only the beginning of this text fits into the model: {count} tokens were left out.",
        exact="Maps, scores and weights are computed in your browser from each checkpoint's own queries "
        "and keys. "
        "Weights so computed reproduce the context vectors that the checkpoints went on with to within "
        "{error:.0e}.",
        story_random="At step 0 every parameter is random, and attention is nearly even: no head's score is further "
        "than {off:.3f} from that of even attention. The loss is {loss:.2f} nats per token; guessing evenly among "
        "{vocabulary:,} tokens would give {even:.2f}.",
        story_frequent="What comes first needs no attention: which tokens are frequent. At step {step} "
        "the loss has "
        "fallen to {loss:.2f}, and on this text there is one first guess, {guess}, for {share:.0%} of all "
        "positions.",
        story_previous="**{head}** learns to look at the token before: {value:.2f} of its weight at the "
        "end, where even "
        "attention gives {even:.2f}. It rises fastest from step {before} to {after}.",
        story_induction="**{head}** learns induction: where a token came before, it looks at what followed it then, "
        "with {value:.2f} of its weight at the end, where even attention gives {even:.2f}. It rises fastest from step "
        "{before} to {after}, the shaded band, where the loss goes from {high:.2f} to {low:.2f}.",
        story_order="An induction head reads what a previous-token head in an earlier layer has written, "
        "so that one has "
        "to be there first.",
        story_no_previous="No head here has learned to look at the token before by the last step: the "
        "best, {head}, ends "
        "at {value:.2f}, where even attention gives {even:.2f}.",
        story_no_induction="Induction does not form in this recording: the best head, {head}, ends at "
        "{value:.2f}, where "
        "even attention gives {even:.2f}.",
        how_found="How the curves were measured: the loss on {tokens:,} held-out tokens with a 95 % "
        "interval; previous "
        "token on {previous_token} held-out sentences; induction on {induction} repeated random texts. "
        "The heads named "
        "are those that end highest. “Fastest” is the largest Δ score / Δ ln(1 + step) between neighbouring "
        "checkpoints, that is, where the drawn line is steepest; a pattern counts as formed if it ends at "
        "{clear:g} "
        "times even attention or more.",
    ),
    "zh": RecordedWords(
        about="**{model}** 有 {layers} 层，每层 {heads} 个注意力头。训练时从第 0 步到第 {last} 步，它的"
        "权重保存了 {count} 次。"
        "每一个检查点都读这句话；拖动滑块，或者点播放。",
        no_model="这里没有录下的训练：模型 {model} 没有检查点。`python -m training.train {model}` "
        "会生成它们。",
        no_curves="这次训练的曲线还没有测量：`python -m training.card {model}` 会测量。下面的"
        "注意力图和预测照样可看。",
        reading="第 {done} / {count} 个检查点正在读这句话",
        failed="这段文本读不了，请换一段。",
        cut="模型只容得下这段文本的开头：有 {count} 个词元没有读入。",
        exact="注意力图、得分和权重由浏览器根据各检查点自己的查询和键算出。"
        "这样算出的权重所得的上下文向量，与检查点实际使用的相差不超过 {error:.0e}。",
        story_random="第 0 步时，所有参数都是随机的，注意力几乎是均匀的："
        "没有一个头的得分与均匀注意力相差超过 {off:.3f}。"
        "损失为每词元 {loss:.2f} 奈特；在 {vocabulary:,} 个词元中均匀地猜会是 {even:.2f}。",
        story_frequent="最先学会的不需要注意力：哪些词元常见。到第 {step} 步，损失已降到 {loss:.2f}；"
        "在这段文本的 {share:.0%} 的位置上，第一猜测都是同一个词元 {guess}。",
        story_previous="**{head}** 学会看前一个词元：最后把 {value:.2f} 的权重放在那里，均匀的注意力只有 "
        "{even:.2f}。"
        "从第 {before} 步到第 {after} 步上升最快。",
        story_induction="**{head}** 学会归纳：词元若出现过，就看它上次后面跟着的词元，最后权重为 {value:.2f}，"
        "均匀的注意力只有 {even:.2f}。从第 {before} 步到第 {after} 步（阴影处）上升最快，"
        "损失在此期间从 {high:.2f} 变为 {low:.2f}。",
        story_order="归纳头要读取前面某层的前一词元头写下的内容，所以后者必须先出现。",
        story_no_previous="到最后一步，还没有注意力头学会看前一个词元：最好的 {head} 为 {value:.2f}，"
        "均匀的注意力为 {even:.2f}。",
        story_no_induction="这次录下的训练中没有形成归纳：最好的 {head} 最后为 {value:.2f}，均匀的"
        "注意力为 {even:.2f}。",
        how_found="曲线的测量：损失取自 {tokens:,} 个留出词元，带 95% 区间；前一词元取自 {previous_token} "
        "个留出句子；"
        "归纳取自 {induction} 段重复的随机文本。提到的是最后得分最高的头。“最快”指相邻检查点之间 Δ得分 / "
        "Δ ln(1 + 步数) 最大，"
        "也就是图中线最陡的地方；最后达到均匀注意力的 {clear:g} 倍以上才算形成。",
    ),
}

SCRUBBER: Mapping[str, ScrubberWords] = {
    "en": ScrubberWords(
        step="Step",
        step_of="step {step} of {last}",
        slider="Training step. Arrow keys move it, the space bar plays and pauses.",
        play="Play",
        pause="Pause",
        speed="Speed",
        slow="slow",
        medium="medium",
        fast="fast",
        now="At this step",
        held_out="loss on held-out text",
        this_text="loss on this text",
        nats="{value} nats per token",
        best_previous="previous token, {head}",
        best_induction="induction, {head}",
        tokens="How well each token was foretold",
        tokens_help="Under each token −ln p, in nats: darker is more surprising. Click a token to see "
        "what the model "
        "expects after it.",
        surprisal="{token}: {value} nats",
        heads="All heads at step {step}",
        pair="“{query}” looks at “{key}”",
        pair_help="Click a cell of the map to choose another pair.",
        unseen="This query may not see that key: it comes later.",
        equation="score = {factor} × q·k = {factor} × {dot} = {score}; softmax over {visible} keys gives "
        "weight {weight}",
        terms="What q·k is the sum of, dimension by dimension",
        term="dimension {index}: {value}",
        guesses="After “{token}”, the model expects",
        follows="what follows",
        nothing_follows="The text ends here.",
        open="Open this checkpoint in Explore",
        curves_label="Loss and head scores over the training steps. Click a point to go to its step.",
        pair_label="Score and weight of {query} → {key} in {head} over the training steps",
        failed="The charts could not be drawn. Reload the page to try again.",
    ),
    "zh": ScrubberWords(
        step="训练步",
        step_of="第 {step} 步，共 {last} 步",
        slider="训练步。用方向键移动，用空格键播放和暂停。",
        play="播放",
        pause="暂停",
        speed="速度",
        slow="慢",
        medium="中",
        fast="快",
        now="在这一步",
        held_out="留出文本的损失",
        this_text="这段文本的损失",
        nats="每词元 {value} 奈特",
        best_previous="前一词元，{head}",
        best_induction="归纳，{head}",
        tokens="每个词元预测得如何",
        tokens_help="词元下面是 −ln p，单位奈特：颜色越深越出乎意料。点击一个词元，看模型认为后面是什么。",
        surprisal="{token}：{value} 奈特",
        heads="第 {step} 步的全部注意力头",
        pair="“{query}” 看 “{key}”",
        pair_help="点击图中的单元格，换一对词元。",
        unseen="这个查询看不到那个键：它在后面。",
        equation="得分 = {factor} × q·k = {factor} × {dot} = {score}；对 {visible} 个键做 softmax，权重为 "
        "{weight}",
        terms="q·k 逐维的各项",
        term="第 {index} 维：{value}",
        guesses="模型认为“{token}”之后是",
        follows="实际的下一个",
        nothing_follows="文本到此结束。",
        open="在“探索”页打开这个检查点",
        curves_label="损失和注意力头得分随训练步的变化。点击一点可跳到那一步。",
        pair_label="{head} 中 {query} → {key} 的得分和权重随训练步的变化",
        failed="图没有画出来。请刷新页面再试。",
    ),
}
