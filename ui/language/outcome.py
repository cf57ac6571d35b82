"""What the page says of what came out beside attention, in English and Chinese. Braces are filled by `str.format`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class OutcomeWords:
    """One language's words."""

    # translations
    translation: str
    given: str
    nothing_written: str
    log_probability: str
    log_probability_help: str
    score: str
    unfinished: str
    written: str
    written_without: str
    beam: str
    column_text: str
    column_score: str
    column_log_probability: str
    column_tokens: str
    column_finished: str
    instead: str
    # a translator without attention
    no_attention: str
    # continuations
    continuation: str
    stopped: str
    drawn: str
    comes_after: str
    begins_anew: str
    # gaps
    follows: str
    follows_help: str
    no_masks: str
    gap: str
    stood_there: str
    in_text: str
    rank: str
    # orders
    reads_in_order: str
    rank_title: str
    foretold_at: str
    foretold_first: str
    column_place: str
    column_position: str
    column_token: str
    column_probability: str
    column_guess: str
    column_guess_probability: str
    # candidates that can be clicked
    take_next: str
    take_gap: str
    take_place: str
    take_step: str
    take_hypothesis: str
    take_guess: str
    undo: str


ENGLISH = OutcomeWords(
    translation="Translation",
    given="Your translation",
    nothing_written="nothing: it ended at once",
    log_probability="ln p = {value}",
    log_probability_help="The natural logarithm of the probability of the whole translation: the sum over its tokens, "
    "the end included.",
    score="score {value}",
    unfinished="It did not come to an end: there was no more room.",
    written="Choose a written token to open its step: which source tokens it looked at",
    written_without="Choose a written token to see what else might have stood there",
    beam="The beam: {count} hypotheses, {steps} steps",
    column_text="hypothesis",
    column_score="score",
    column_log_probability="ln p",
    column_tokens="tokens",
    column_finished="finished",
    instead="Step {position}: what might have been written in place of “{token}”",
    no_attention="**{model} has no attention.** Its encoder reads the source token by token and hands on one vector, "
    "the last of its states. Nothing tells which source token a written word came from, so there is no map to draw; "
    "what can be seen is what that one vector keeps.",
    continuation="Written on",
    stopped="It wrote nothing: here it would begin a new sentence, or there is no more room.",
    drawn="Choose a token to see what it was taken from",
    comes_after="What comes after “{token}” (position {position})",
    begins_anew="`<bos>` begins a new text: the model holds this one for finished.",
    follows="The second text follows the first with probability **{probability}**",
    follows_help="Next sentence prediction: of the two classes read off the first token, the share of “follows”.",
    no_masks="Nothing is masked. Choose tokens to hide, and the model guesses them.",
    gap="Position {position}: what may stand in the gap",
    stood_there="stood there",
    in_text="in the text",
    rank="rank {rank}",
    reads_in_order="The number under each token is its place in the order of prediction.",
    rank_title="place in the order: {rank}",
    foretold_at="Position {position}, number {rank} in the order: foretold from those before it",
    foretold_first="Position 0 is given: nothing foretells it.",
    column_place="order",
    column_position="position",
    column_token="token",
    column_probability="probability",
    column_guess="best guess",
    column_guess_probability="its probability",
    take_next="Click one, and the text goes on with it from here.",
    take_gap="Click one, and it fills the gap.",
    take_place="Click one, and it takes this token’s place in the text.",
    take_step="Click one, and the model writes it at this step, then goes on by itself.",
    take_hypothesis="Click one, and everything below shows this translation.",
    take_guess="Where another token was likelier, the surest first. Click one, and it takes that token’s place.",
    undo="Undo",
)

CHINESE = OutcomeWords(
    translation="译文",
    given="你给出的译文",
    nothing_written="什么也没写：一开始就结束了",
    log_probability="ln p = {value}",
    log_probability_help="整个译文概率的自然对数：对各词元求和，包括结束符。",
    score="得分 {value}",
    unfinished="没有写完：位置用尽了。",
    written="选择一个写出的词元，打开写它的那一步：看它注意原文的哪些词元",
    written_without="选择一个写出的词元，看那里还可能是什么",
    beam="束搜索：{count} 个候选，{steps} 步",
    column_text="候选",
    column_score="得分",
    column_log_probability="ln p（对数概率）",
    column_tokens="词元数",
    column_finished="已写完",
    instead="第 {position} 步：“{token}”的位置还可能写什么",
    no_attention="**{model} 没有注意力。**编码器逐个词元读完原文，只交出一个向量，即它的最后一个状态。"
    "写出的词来自哪个原文词元无从得知，因此没有注意力图可画；能看到的是这一个向量保留了什么。",
    continuation="续写",
    stopped="什么也没写：模型要在这里另起一句，或者位置用尽了。",
    drawn="选择一个词元，看它是从什么分布中得到的",
    comes_after="“{token}”（位置 {position}）之后是什么",
    begins_anew="`<bos>` 表示另起一段：模型认为这段文本到此结束。",
    follows="第二段文本接在第一段之后的概率为 **{probability}**",
    follows_help="下一句预测：从第一个词元读出的两类中，“接得上”所占的份额。",
    no_masks="没有遮蔽任何词元。选择要隐藏的词元，让模型来猜。",
    gap="位置 {position}：空缺处可能是什么",
    stood_there="原来的",
    in_text="文中的",
    rank="第 {rank} 位",
    reads_in_order="每个词元下面的数字是它在预测顺序中的次序。",
    rank_title="在顺序中的次序：{rank}",
    foretold_at="位置 {position}，顺序中第 {rank} 个：由排在它之前的词元预测",
    foretold_first="位置 0 是给定的：没有东西来预测它。",
    column_place="顺序",
    column_position="位置",
    column_token="词元",
    column_probability="概率",
    column_guess="最佳猜测",
    column_guess_probability="其概率",
    take_next="点击一个，文本就从这里接着它往下写。",
    take_gap="点击一个，用它填上空缺。",
    take_place="点击一个，用它替换文本中的这个词元。",
    take_step="点击一个，模型在这一步就写它，然后自己接着写下去。",
    take_hypothesis="点击一个，下面就都改为显示这个译文。",
    take_guess="模型认为另一个词元更可能的位置，最有把握的在前。点击一个，用它替换那里的词元。",
    undo="撤销",
)

OUTCOME: dict[str, OutcomeWords] = {"en": ENGLISH, "zh": CHINESE}
