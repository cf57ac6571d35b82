"""Live training in English."""

from headlight.ui.language.live_words import LiveWords

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
    accuracy_unit_unmasked="dotted: nothing behind to read",
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
