### Headlight in English; docs/adding-a-language.md says how this file is written.

## Terms, said alike everywhere

term-key = key
term-query = query
term-token = token
term-weight = weight
term-score = score
term-position = position
term-value = value
term-head = head
term-mean = mean
term-largest = largest
term-probability = probability
term-encoder = encoder
term-decoder = decoder
term-content-stream = content stream
term-query-stream = query stream
term-dimension = dimension
term-tokens = tokens
term-step = step
term-model = Model
term-positions = Positions
term-translation = Translation
term-continuation = Written on
term-second-text = Second text
term-seed = Seed
term-none = none
term-removed = removed
term-shuffled = shuffled
term-colours = Colours
term-from-0-to-1 = from 0 to 1
term-logarithmic = logarithmic
term-each-row = each row to its own
term-residual-stream = Residual stream
term-score-table = Q·K table
term-dot-product = q·k
term-heads = Heads
term-download = Download
term-sinusoidal = sinusoidal
term-learned = learned
term-rotary = rotary
term-alibi = ALiBi
term-source = source
term-source-token = source token
term-naive = naive, n × n formed
term-recorded = recorded
term-fast = fast kernel
term-turned = turned by
term-open-in-explore = Open in Explore
term-all-heads = All heads
term-measure = Measure
term-early-in-order = biased towards tokens early in the order
term-window = queries { $row }–{ $bottom } of { $n_query }, keys { $column }–{ $right } of { $n_key }

## What every page shares

list-separator = ,{" "}
language-name = English
page-explore = Explore
page-tagline = See what every attention head looks at, and check the numbers behind it.
page-language = Language
page-text-label = Type a sentence and press Enter
page-text-help = English and Chinese work best: that is what the model was trained on. Anything else is read too, if need be byte by byte.
page-presets = Or take an example
page-presets-help = Sentences that show something, in both languages.
page-runs-on = runs on { $device }
page-parameters = { FIXED($millions, digits: 1) } M parameters
page-layers-and-heads = { $layers } layers × { $heads } heads
page-token-strip = Tokens the model reads
page-token-title = token { $index }, id { $id }, characters { $start }–{ $end }
page-special-title = token { $index }, id { $id }, not typed: added for the model
page-source-tokens = Source
page-decoder-tokens = Decoder reads
page-computing = Computing …
page-nothing-typed = There is nothing to read yet. Type a sentence above, or take an example.
page-left-out = This model takes only so much at once: the first { $read } tokens of your text were read, the last **{ $left_out }** were left out. It was cut after “{ $last }”.
page-left-out-of-two = This model takes only so much at once: **{ $left_out }** tokens were left out, at the beginning of the first text and at the end of the second.
page-link-shortened = The link to this view carries only the beginning of the text.
page-link-ignored = Part of this link made no sense and was ignored: { $names }.
page-failed = This text could not be read. Nothing you typed is lost; try another sentence. The details are in the server's log.
page-refused = This cannot be read so: { $reason }.
page-workbench-help = Click a tile to choose a head; click a cell of the large map to read the numbers behind it.
page-table-of = What **{ $token }** (query { $query }) scores against every key, in layer { $layer }, head { $head }
page-table-help = Click a column to sort it.
page-masks-causal = Masked keys come after the query: this model may not look ahead.
page-masks-order = Masked keys come later in the order of prediction.
page-arithmetic = q·k = { FIXED($dot, digits: 4) }, scaled to a score of { FIXED($score, digits: 4) }; the softmax over { $keys } visible keys makes it **{ FIXED($weight, digits: 4) }**
page-arithmetic-masked = q·k = { FIXED($dot, digits: 4) }, but the query may not see this key: masked before the softmax, so its weight is **0**
page-verified = Recomputed from the model's own Q, K and V: at most { SCIENTIFIC($error, digits: 1) } away from what the model used.
page-verified-help = Scores and weights are computed again from the recorded queries and keys. This is the largest difference between weights × values and the context vectors the model really went on with, over this head.

## The arithmetic of one cell

arithmetic-search = Find tokens
arithmetic-search-help = Shows only the keys whose token contains this, upper or lower case alike, or whose index it is.
arithmetic-only-visible = Visible keys only
arithmetic-found = { $found } of { $all } keys.
arithmetic-download-query = CSV: this query
arithmetic-download-head = CSV: whole head
arithmetic-head-too-long = { $pairs } pairs of tokens are too many for one file; at most { $most }.
arithmetic-other-score = { $formula } = { $score }; the softmax over { $keys } visible keys makes it **{ $weight }**
arithmetic-other-score-masked = { $formula } = { $score }, but the query may not see this key: masked before the softmax, so its weight is **0**
arithmetic-with-bias = q·k = { $dot }, scaled and with a bias of { $bias } a score of { $score }; the softmax over { $keys } visible keys makes it **{ $weight }**
arithmetic-steps = Step by step: from q and k to the residual stream
arithmetic-order = Order of the dimensions
arithmetic-place = In place
arithmetic-size = By size
arithmetic-interventions = Interventions are in force at this head: { $changes }. All numbers are those of the changed head.
arithmetic-turned = q and k are shown after they were turned by their positions, as the scores use them; the vectors before that are not recorded.
arithmetic-projected = k is recorded as W_k k, which is computed once for all queries.
arithmetic-relative = q stands for q + u here: u and v are vectors of the head’s own, r is the key of the distance.
arithmetic-vectors = q and k
arithmetic-total = Σ of { $count } terms = **{ $total }**
arithmetic-factor = × { $factor }{ $why } = **{ $scaled }**
arithmetic-root = {" "}(1/√{ $d })
arithmetic-bias = + bias { $bias } = **{ $sum }**
arithmetic-bias-terms = bias = { $factor } × { $formula } = { $factor } × { $total } = **{ $bias }**
arithmetic-score = Score
arithmetic-changed-score = An intervention makes the score **{ $score }**.
arithmetic-mask = Mask
arithmetic-visible = The query may see this key.
arithmetic-masked = The query may not see this key: its score becomes −∞. { $why }
arithmetic-cut = An intervention hides this key from the query: its score becomes −∞.
arithmetic-uncovered = The model’s mask hides this key; an intervention lets the query see it.
arithmetic-softmax = Softmax
arithmetic-weight = largest of { $keys } visible scores = { $peak }; exp({ $score } − { $peak }) = { $power }; Σ = { $total }; { $power } / { $total } = **{ $weight }**
arithmetic-weight-masked = largest of { $keys } visible scores = { $peak }; exp(−∞) = 0; weight = **0**
arithmetic-weight-nothing = The query may see no key at all: its row of weights is all zeros.
arithmetic-changed-weight = An intervention makes the weight **{ $weight }**.
arithmetic-value = Value and context
arithmetic-context = |v| = { $value }; weight × |v| = **{ $mixed }**; summed over { $keys } visible keys, the context vector has length **{ $context }**
arithmetic-changed-context = An intervention makes the context vector another, of length **{ $used }**.
arithmetic-added = Through its columns of W_O, this head adds a vector of length **{ $head }** at this query.
arithmetic-against = The stream it is added to has length { $stream }; cosine between the two: { $cosine }. All heads together, with W_O’s bias, add { $sublayer }.
arithmetic-share = This cell’s part of it has length { $cell }: along what the head adds, a share of **{ $share }** (the shares of all keys sum to 100 %).
arithmetic-no-projection = There is no W_O here: the context vector goes as it is into the decoder’s step.
arithmetic-off = This cell computed anew, against what the model used: score off by { $score }, weights by { $weight }, context vector by { $context }.
arithmetic-off-changed = With the interventions, context vectors of this head computed anew are at most { $error } away from those the model used.

## Changes to a model

changes-title = Change it
changes-intro = Change attention and see what becomes of the maps and of what the model expects. Everything on this page, and its link, then shows the changed model.
changes-changed = Changed
changes-remove = Take this change back
changes-undo-all = Undo all
changes-dropped = Changes that were dropped: { $count }. This model, or this text, does not have what they are about.
changes-link-cut = The link to this view carries only the beginning of: { $names }.
changes-misfit = what was set or changed does not fit this text or this model
changes-details = Details
changes-where = Where
changes-head = { $head } alone
changes-layer = all heads of layer { $layer }
changes-layers = all heads of all layers
changes-what = What
changes-apply = Apply
changes-zero = ablate: zero
changes-mean = ablate: mean
changes-temperature = temperature
changes-unscaled = no 1/√d scale
changes-dot = score: dot product
changes-scaled = score: scaled dot product
changes-cosine = score: cosine
changes-distance = score: squared distance
changes-unmask = no mask
changes-cut = cut { $query } → { $key }
changes-hide = hide { $key }
changes-row = rewrite the row of { $query }
changes-zero-help = The head adds nothing: its context vectors become zero. Its map stays, for it is only not used.
changes-mean-help = The head says the same everywhere: each context vector becomes the mean over the text’s queries.
changes-temperature-help = Scores are divided by it before the softmax: below 1 sharpens, above 1 flattens.
changes-unscaled-help = Dot products go into the softmax as they are, which makes it sharper.
changes-dot-help = The score becomes q·k, whatever the model learned to compare with.
changes-scaled-help = The score becomes q·k/√d, whatever the model learned to compare with.
changes-cosine-help = The score becomes the cosine of query and key, from −1 to 1: rows get flat. A temperature below 1 sharpens them again.
changes-distance-help = The score becomes −|q − k|²/√d, the Euclidean distance squared: keys that are near win.
changes-unmask-help = Every query may see every key: a causal model looks ahead, an order hides nothing. While a model writes, there is nothing ahead yet.
changes-cut-help = This query may no longer see this key; the other keys of the row share its weight.
changes-hide-help = No query may see this key.
changes-row-help = Set how much each key gets, in any unit: all is divided by the sum, so that the row sums to 100 %.
changes-row-now = now, %
changes-row-wanted = yours
changes-row-sum = Your numbers sum to { $total }; divided by that, the row sums to 100 %.
changes-row-empty = At least one number has to be above 0.
changes-places-help = Removed: the model is told no position (nothing is added, turned or taken off; relative distances are all 0). Shuffled: the places of each 16 consecutive tokens are permuted. Masks stay as they are.
changes-no-places = No positions to change: nothing was found that alone tells this model where a token stands.
changes-trained = as trained
changes-seed = Seed of the shuffle
changes-every-head = L{ $layer }, all heads
changes-said-temperature = temperature { $value }
changes-said-cut = { $query } → { $key } cut
changes-said-hide = { $key } hidden
changes-said-row = row of { $query } rewritten
changes-said-removed = positions removed
changes-said-shuffled = positions shuffled (seed { $seed })
changes-effect = Before and after
changes-before = Before
changes-after = After
changes-mean-kl = Mean KL(before ‖ after): **{ $mean } nats** (n = { $n } positions), largest { $largest } at “{ $token }” ({ $position }).
changes-kl-help = How much the model’s expectation moves: Σ p ln(p / q), p before and q after the change; 0 is not at all.
changes-own-tokens = ln p of the tokens that are there (n = { $n }): { $before } → { $after }, **{ $delta }**.
changes-follows = The second text follows the first: { $before } → **{ $after }**.
changes-forced = Numbers compare both models while they write the translation of before, token by token: what the changed model writes of its own accord may be another one, with other positions.
changes-typed-only = Numbers compare both models over the text as it was typed: what each writes on may differ, and its positions need not exist on both sides.
changes-nothing-to-compare = Before the change the model writes nothing, so that there are no positions to compare.
changes-at-position = What is expected at “{ $token }” ({ $position })
changes-column-token = { term-token }
changes-column-before = before
changes-column-after = after
changes-column-delta = change
changes-control = Compare with random heads
changes-control-help = The same changes are applied to as many other heads, drawn by chance (seed 0): is this more than what any head would do?
changes-control-running = Changing other heads: { $done } of { $count }
changes-control-result = Mean KL { $real } nats; the same for others (draws: { $count }, heads in each: { $heads }): mean { $mean }, from { $low } to { $high }. It ranks **{ $rank } of { $total }**.
changes-control-none = There are no other heads of this kind to compare with, or no head was changed.
changes-matters = Does { $head } matter?
changes-matters-help = Each head of the model, as it was trained, is set to zero, one at a time: how far does what the model expects move?
changes-matters-running = Setting heads to zero: { $done } of { $count }
changes-matters-result = Without **{ $head }** the mean KL is { $value } nats (n = { $n } positions): **rank { $rank } of { $count }** heads.

## Compare

compare-title = Compare
compare-intro = Two readings side by side: two sentences in one model, one sentence in two models, or two heads of one reading. B begins as a copy of A: replace a token in it, and see what changes.
compare-open = Compare this reading
compare-open-help = Beside another sentence, another model or another head.
compare-unchanged = Explore has changes to the model in force. They are not carried over: here both sides are read by the models as they were trained.
compare-side = { $name } · model
compare-right-text = B · text
compare-right-help = Begins as a copy of A and follows it until you change it.
compare-copy = Same text as A
compare-replace = Click a token of B to replace it
compare-replacement = In place of “{ $token }”
compare-replacement-help = Press Enter to replace the token; leave it empty to take the token out.
compare-likely = What { $model } expects there, from the words before it
compare-likely-hidden = What { $model } expects there, with the token hidden
compare-head = { $name } · head
compare-linked = Same head in both
compare-linked-help = Switch it off to compare two heads, of one model or of two.
compare-not-shared = These two models have no head with the same address, so each side has a choice of its own, and no list says which heads changed.
compare-same = Both sides show the same. Click a token of B to replace it, or choose another model or head.
compare-query = Look from
compare-no-counterpart = “{ $token }” has no counterpart in B: it was taken out, or more than one token took its place.
compare-scale-unit = { term-from-0-to-1 }
compare-scale-head = to the largest weight of both
compare-scale-log = { term-logarithmic }
compare-most-changed = Choose one of those that changed most
compare-after = What comes after “{ $left }” in A and “{ $right }” in B
compare-at = What may stand in the place of “{ $left }” in A and “{ $right }” in B
compare-hidden = { $model } was asked with this token hidden: its maps above are of the whole text.
compare-source-token = A translator foretells what it writes. Choose a head of the decoder to compare its predictions.
compare-nothing-before = Nothing comes before this token, so nothing foretells it.
compare-vocabularies = The two models have different vocabularies: their probabilities cannot be compared.

## Controls beside the text

controls-target = Translate into
controls-auto = Auto ({ $language })
controls-english = English
controls-chinese = 中文
controls-forced = Or give the translation yourself
controls-forced-help = The model then has to write exactly this. You see how probable it finds your words, and where it looks while it writes them.
controls-forced-empty = left empty, the model writes its own
controls-decoding-greedy = Greedy
controls-decoding-beam = Beam of { $beam }
controls-beam = Hypotheses kept at each step
controls-beam-help = 1 is greedy: always the likeliest next token. With more, the likeliest beginnings compete until the best are finished (beam search).
controls-penalty = Length penalty α
controls-penalty-help = Hypotheses are ranked by ln p / ((5 + length) / 6)^α (Wu et al. 2016). With 0, short ones win.
controls-write = Tokens to write on
controls-write-help = How many tokens the model adds to your text; 0 only reads. It stops early where it would begin a new sentence.
controls-strategy = Which token
controls-greedy = Likeliest
controls-sample = Drawn
controls-chance = Settings of the draw
controls-temperature = Temperature
controls-temperature-help = Logits are divided by it: below 1 the likely gets likelier, above 1 chances even out.
controls-top-k = Top-k
controls-top-k-help = Draw only from the k likeliest tokens; 0 draws from all.
controls-top-p = Top-p
controls-top-p-help = Draw only from the fewest tokens that together have this probability; 1 draws from all.
controls-seed = { term-seed }
controls-again = Draw again
controls-masked = Masked: { $tokens }
controls-masked-help = The model does not see these tokens and guesses what stood there.
controls-second = { term-second-text }
controls-second-help = The model reads both and says how probable it is that the second follows the first.
controls-second-empty = optional: does it follow?
controls-order = Order of prediction
controls-left = Left to right
controls-right = Right to left
controls-random = Random
controls-typed = Typed
controls-positions = Positions in order
controls-positions-help = Every position from 1 to { $last } once, with spaces or commas between.
controls-not-numbers = Write positions as numbers, with spaces or commas between, such as “{ $example }”. Until then the text is read from left to right.
controls-not-an-order = An order names every position from 1 to { $last } once; { $faults }. Until then the text is read from left to right.
controls-missing = missing here: { $positions }
controls-twice = more than once: { $positions }
controls-not-there = no such position: { $positions }

## Cost

cost-title = Cost
cost-intro = What attention costs as a text grows: measured on the machine this page runs on, and counted for each model. Every token meets every other, so n tokens make n² scores. That is **O(n²): quadratic, not exponential.**
cost-measured = Measured here
cost-conditions = { $device }, torch { $torch }. One head of { $d_head } dimensions, no mask; the ways take turns, round after round. Everybody who visits shares this measurement.
cost-threads = { $device } with { $threads } threads
cost-progress = Measuring, { PERCENT($done, digits: 0) }. Readings go first.
cost-again = Measure again
cost-full = So much is going on that measuring has to wait. Try again in a moment.
cost-failed = The measurement failed. The server’s log says why.
cost-fitted = { $way }: time ∝ $n^{"{"}{ FIXED($exponent, digits: 2) }{"}"}$ (95 % interval { FIXED($low, digits: 2) } – { FIXED($high, digits: 2) }), fitted from { GROUPED($first) } to { GROUPED($last) } tokens
cost-doubled = Where all weights are formed, { GROUPED($n) } tokens took **{ FIXED($times, digits: 1) } times** as long as { GROUPED($half) }: quadratic growth makes that 4, and more once the matrices no longer fit into the processor’s cache. Exponential growth would square the time whenever the text doubles.
cost-naive = { term-naive }
cost-recorded = { term-recorded }
cost-fast = { term-fast }
cost-stopped = { $way }: not measured at { GROUPED($n) } tokens, where a call was expected to take about { FIXED($seconds, digits: 1) } s and { $size }.
cost-unsteady = The machine is busy with other things too: times jump about, as the long bars show. The powers are uncertain; measure again in a quieter moment.
cost-memory = **Why recording stays O(n).** Scores and weights are n × n numbers a head. Tools that keep them grow with n².
cost-memory-fast = The fast kernel goes through them block by block and never holds them all: its time grows with n², its memory with n.
cost-memory-naive = The naive way has { FIXED($times, digits: 1) } such matrices in memory at its peak, { $size } for { GROUPED($n) } tokens.
cost-memory-record = Headlight keeps Q, K, V and the contexts, four vectors a token: { GROUPED($bytes) } bytes a token for this head, whatever the length. The weights of one head are computed again when somebody looks at it. For { GROUPED($n) } tokens the record takes { $record }, the weights alone would take { $weights }.
cost-bytes-counted = Bytes are counted from the tensors that are alive at the same time; this device’s allocator cannot tell them apart from everybody else’s. What the fast kernel needs for itself meanwhile is not among them.
cost-bytes-measured = Peaks are what the device’s allocator measured.
cost-numbers = All the numbers
cost-column-way = way
cost-column-median = median, ms
cost-column-quartiles = quartiles, ms
cost-column-rounds = rounds
cost-column-peak = most at once
cost-column-kept = kept
cost-counted = Counted for a model
cost-counted-help = Products of matrices in one pass over n tokens, a multiplication and an addition being one. Softmax, norms and activations are left out; they grow no faster. A causal model’s n² are counted whole, though a kernel may leave out the half that the mask hides.
cost-translator = This model reads n tokens and writes n.
cost-tokens = Tokens, n
cost-column-part = part
cost-column-formula = formula
cost-column-count = n = { GROUPED($n) }
cost-symbols = $d$ = d_model, $d_h$ = d_head, $h$ heads, $f$ = d_ff, $g$ = d_hidden, $L$ layers, $V$ tokens in the vocabulary: { $sizes }
cost-crossing = The parts with n² overtake all others at **{ GROUPED($all) } tokens**; leaving out the unembedding, at **{ GROUPED($inner) }**. Below that, short texts are mostly projections and feed-forward.
cost-no-crossing = Nothing here grows with n²: there is no attention. One vector has to carry the whole text instead.
cost-embedding = embedding, a look-up
cost-projections = W_Q, W_K, W_V
cost-scores = scores, queries × keys
cost-contexts = contexts, weights × values
cost-output = W_O
cost-feed-forward = feed-forward
cost-unembedding = unembedding, logits
cost-transform = layer before the logits
cost-next-sentence = next sentence
cost-distances = W_R of all distances
cost-relative-scores = scores of distances
cost-encoder = encoder’s GRU
cost-decoder = decoder’s GRU
cost-start = decoder’s first state
cost-readout = what logits are read off
cost-queries = W of the queries
cost-queries-keys = W, U of queries and keys

## Around the views

details-head = This head
details-heads = Across heads
details-stream = { term-residual-stream }
details-not-here = Not here: { $titles }. { $reason }
details-untrained = Untrained: the architecture of { $model } with random weights (seed { $seed }), which read the same tokens, under the same changes if there are any. Its heads share their names with these and nothing else, so their mean and range, smallest to largest, are shown. One text gives no interval: its rows share their words and are no independent samples.
details-no-untrained = Nothing untrained stands beside it: only the shipped models can be had with random weights.
details-other-tokens = Nothing untrained stands beside it: typed, what was written here is split into other tokens.

## History

history-title = History
history-intro = One sentence, read by every architecture in the order they were invented. What changed each time is what a model may look at.
history-arxiv = arXiv:{ $number }
history-not-on-arxiv = not on arXiv
history-seq2seq = Sequence to sequence
history-bahdanau = Bahdanau attention
history-luong = Luong attention
history-transformer = Transformer
history-gpt = GPT
history-bert = BERT
history-xlnet = XLNet
history-seq2seq-story = A recurrent encoder reads the sentence token by token, and its last state c is all that the decoder ever gets of it: the longer the sentence, the more has to fit into the same few numbers. Cho et al. give c to every step of the decoder, as drawn here; Sutskever et al. to the first step only. There is no attention yet.
history-bahdanau-story = The bottleneck falls. Before each word the decoder’s previous state s<sub>i−1</sub> asks every position of the source, and a weighted sum of the answers goes into the step. A small network compares the two, v·tanh(W s<sub>i−1</sub> + U h<sub>j</sub>): additive attention. The encoder reads in both directions; alignments are learned along with the translation, nobody draws them.
history-luong-story = Simpler: the decoder first takes its step, and the new state h<sub>t</sub> asks. The score is a product, dot or “general” h<sub>t</sub>ᵀW h̄<sub>s</sub> (ours); the paper also tries concat, a small network like Bahdanau’s. Attention may be global, over the whole source (drawn here), or local, in a window. The result, h̃<sub>t</sub>, is also fed into the next step (input feeding).
history-transformer-story = No recurrence is left. Tokens look at each other directly, in several heads, by q·k/√d. The encoder sees the whole source; the decoder sees what is written so far (a causal mask, applied before the softmax) and, by cross-attention, the encoder’s last layer: queries from the decoder, keys and values from the encoder. Order has to be added: sine waves tell each position.
history-gpt-story = Only the decoder is kept, without cross-attention: a token sees itself and what stands before it, and foretells what comes next. That needs no pairs of sentences, only text. The paper learns a vector for each position; our model rotates queries and keys instead (rotary positions, 2021).
history-bert-story = Only the encoder is kept: every token sees both sides at once, in every layer. Foretelling the next token would be no task then, so some tokens are hidden behind a mask and guessed from all others; a second task is to say whether the second text follows the first. It is not made to write.
history-xlnet-story = A language model again, but one that learns from both sides: tokens are foretold in a drawn order, each from those before it in that order, wherever they stand. The sentence itself is not shuffled, and there is no [MASK] token: attention masks do it all. The content stream sees its own token, the query stream only its place. Positions are relative, as in Transformer-XL.
history-structure-alt = { $name }: which token may look at which
history-head = Head
history-map-alt = { $name }: attention weights of { $head }
history-unread = This head’s output goes nowhere: nothing reads the last layer of the content stream, because the prediction comes from the query stream.
history-vector-help = No attention, so no map: this is how far the one vector c moves when a source token is left out.
history-wrote = It writes
history-wrote-nothing = nothing: it stops at once
history-forced = Made to write
history-continues = It would go on with
history-fills-in = It fills in at { $position }
history-nothing-masked = Nothing is masked: choose a token to hide above.
history-second-follows = The second text follows the first: **{ $probability }**
history-foretells = It foretells, in this order
history-more-tokens = … and { $n } more
history-left-out = The last { $n } tokens did not fit and were left out.

## Models of Hugging Face

huggingface-title = Other models
huggingface-intro = Models of Hugging Face’s transformers, read through the same kernel as ours. Only safetensors are opened, and no code that comes with a model is run.
huggingface-nothing = The operator of this app offers no other models.
huggingface-other = another name on the hub …
huggingface-name = Name on the hub
huggingface-name-help = owner/model, such as EleutherAI/pythia-70m
huggingface-package = installed package
huggingface-folder = folder
huggingface-hub = Hugging Face hub
huggingface-cached = Downloaded; no network is needed.
huggingface-download-help = The size is checked first: at most { $limit } MB.
huggingface-waiting = Asking the hub …
huggingface-downloading = { $done } of { $total } MB
huggingface-cancel = Cancel
huggingface-read = Read with it
huggingface-details = What was reported
huggingface-refused-library = Models of Hugging Face need one more library. Install it, and start the app again:
huggingface-refused-unknown = There is no model of that name here.
huggingface-refused-not-allowed = The operator of this app does not allow that model.
huggingface-refused-not-here = That model has to be downloaded first.
huggingface-refused-network = The hub cannot be reached. Everything else works without a network.
huggingface-refused-absent = The hub has no such model, or does not give it to everybody.
huggingface-refused-too-large = That model is larger than this app may hold.
huggingface-refused-no-safetensors = That model has no weights as safetensors. Pickled weights may run code: they are never opened.
huggingface-refused-remote-code = That model needs code of its own, which is never run here.
huggingface-refused-unsupported = transformers could not open this as a text model.
huggingface-refused-cancelled = The download was cancelled; nothing of it was kept.

## Links, reports and files

keep-keep = Keep
keep-html = HTML, live and offline
keep-csv = CSV, its numbers
keep-title = Keep what you see
keep-help = Files are made when you ask for them. They open without a network.
keep-map = Map of { $head }
keep-report = Report
keep-report-help = One HTML file: the text, the model, what was set, the maps of this view, live, and the numbers of the chosen query.
keep-npz = Trace, NPZ
keep-npz-help = All numbers of this reading for NumPy: queries, keys, values, contexts, masks, the residual stream, predictions. docs/trace-format.md describes it.
keep-json = Trace, JSON
keep-json-help = The same as plain text; of a long text the largest arrays are left out and named.
keep-extras = Also in the trace
keep-extra-weights = weights of every head
keep-extra-logits = all logits
keep-extras-help = Weights follow from queries and keys; they and the logits make the file much larger.
keep-link = A link that reopens this view
keep-report-title = Headlight report: { $model }
keep-parameters = Parameters
keep-read = Read
keep-tokens = { $tokens } tokens
keep-left-out = { $tokens } tokens; the text is longer, and { $left_out } more were left out
keep-settings = Set beside the text
keep-default-settings = nothing: the model's defaults
keep-head = Attention head
keep-cell = Cell
keep-cell-value = query { $query } “{ $query_token }” → key { $key } “{ $key_token }”
keep-weight = Weight
keep-verified = Recomputed
keep-verified-value = at most { $error } away from the context vectors that the model used
keep-interventions = Changes to attention
keep-figures = Figures
keep-table-of = What query { $query } “{ $token }” scores against every key in { $head }. The chosen key is lit up.
keep-figures-measured = What the model's card measured
keep-no-attention = This model has no attention: there is no map to draw.
keep-reproduce = The same view in Headlight
keep-made-by = Made by Headlight { $version }. Weights of the file { $digest } (SHA-256).

## Learning

learning-title = Learning
learning-intro = A model's attention is random at first, and becomes what it is. Here one can watch.
learning-part = What to watch
learning-recorded = A recorded training
learning-live = Train one now

## Learning: a recorded training

recorded-about = **{ $model }** has { $layers } layers of { $heads } heads. Its weights were kept { $count } times while it was trained, from step 0 to step { $last }. Every one of these models reads the sentence; move the slider, or press play.
recorded-no-model = There is no recorded training here: the model { $model } has no checkpoints. `python -m training.train { $model }` makes them.
recorded-no-curves = The curves of this training have not been measured yet: `python -m training.card { $model }` does that. The maps and predictions below are there all the same.
recorded-reading = Checkpoint { $done } of { $count } reads the sentence
recorded-failed = This text could not be read. Try another.
recorded-cut = Only the beginning of this text fits into the model: { $count } tokens were left out.
recorded-exact = Maps, scores and weights are computed in your browser from each checkpoint's own queries and keys. Weights so computed reproduce the context vectors that the checkpoints went on with to within { SCIENTIFIC($error, digits: 0) }.
recorded-story-random = At step 0 every parameter is random, and attention is nearly even: no head's score is further than { FIXED($off, digits: 3) } from that of even attention. The loss is { FIXED($loss, digits: 2) } nats per token; guessing evenly among { GROUPED($vocabulary) } tokens would give { FIXED($even, digits: 2) }.
recorded-story-frequent = What comes first needs no attention: which tokens are frequent. At step { $step } the loss has fallen to { FIXED($loss, digits: 2) }, and on this text there is one first guess, { $guess }, for { PERCENT($share, digits: 0) } of all positions.
recorded-story-previous = **{ $head }** learns to look at the token before: { FIXED($value, digits: 2) } of its weight at the end, where even attention gives { FIXED($even, digits: 2) }. It rises fastest from step { $before } to { $after }.
recorded-story-induction = **{ $head }** learns induction: where a token came before, it looks at what followed it then, with { FIXED($value, digits: 2) } of its weight at the end, where even attention gives { FIXED($even, digits: 2) }. It rises fastest from step { $before } to { $after }, the shaded band, where the loss goes from { FIXED($high, digits: 2) } to { FIXED($low, digits: 2) }.
recorded-story-order = An induction head reads what a previous-token head in an earlier layer has written, so that one has to be there first.
recorded-story-no-previous = No head here has learned to look at the token before by the last step: the best, { $head }, ends at { FIXED($value, digits: 2) }, where even attention gives { FIXED($even, digits: 2) }.
recorded-story-no-induction = Induction does not form in this recording: the best head, { $head }, ends at { FIXED($value, digits: 2) }, where even attention gives { FIXED($even, digits: 2) }.
recorded-how-found = How the curves were measured: the loss on { GROUPED($tokens) } held-out tokens with a 95 % interval; previous token on { $previous_token } held-out sentences; induction on { $induction } repeated random texts. The heads named are those that end highest. “Fastest” is the largest Δ score / Δ ln(1 + step) between neighbouring checkpoints, that is, where the drawn line is steepest; a pattern counts as formed if it ends at { $clear } times even attention or more.

## Learning: the player of a recorded training, drawn by the browser

scrubber-step = Step
scrubber-step-of = step { $step } of { $last }
scrubber-slider = Training step. Arrow keys move it, the space bar plays and pauses.
scrubber-play = Play
scrubber-pause = Pause
scrubber-speed = Speed
scrubber-slow = slow
scrubber-medium = medium
scrubber-fast = fast
scrubber-now = At this step
scrubber-held-out = loss on held-out text
scrubber-this-text = loss on this text
scrubber-nats = { $value } nats per token
scrubber-tokens = How well each token was foretold
scrubber-tokens-help = Under each token −ln p, in nats: darker is more surprising. Click a token to see what the model expects after it.
scrubber-surprisal = { $token }: { $value } nats
scrubber-heads = All heads at step { $step }
scrubber-pair = “{ $query }” looks at “{ $key }”
scrubber-pair-help = Click a cell of the map to choose another pair.
scrubber-unseen = This query may not see that key: it comes later.
scrubber-equation = score = { $factor } × q·k = { $factor } × { $dot } = { $score }; softmax over { $visible } keys gives weight { $weight }
scrubber-terms = What q·k is the sum of, dimension by dimension
scrubber-term = dimension { $index }: { $value }
scrubber-guesses = After “{ $token }”, the model expects
scrubber-follows = what follows
scrubber-open = Open this checkpoint in Explore
scrubber-curves-label = Loss and head scores over the training steps. Click a point to go to its step.
scrubber-pair-label = Score and weight of { $query } → { $key } in { $head } over the training steps
scrubber-failed = The charts could not be drawn. Reload the page to try again.

## Learning: a small network that learns

live-intro = Choose a task and a small network, and watch its attention become what the task needs. It learns here, a slice at a time beside everybody's readings, while this page is open.
live-task = Task
live-copy = Copy
live-copy-about = `a b c | a b c`: behind the bar, say the letters again. The answer to each place lies a fixed number of places back: look for a diagonal.
live-reverse = Reverse
live-reverse-about = `a b c | c b a`: behind the bar, say the letters backwards. Look for a line that falls the other way.
live-previous = Previous token
live-previous-about = `a b c`: at each letter, say the one before it. Look for a diagonal right beside the main one.
live-induction = Induction
live-induction-about = `a b c a b c`: letters repeat after a distance that differs from row to row; say what followed last time. A position does not help: one layer has to look at the previous token, the next one to find where the same has been.
live-translation = Toy translation
live-translation-about = `the old cat saw a dog today | 老 猫 今天 看见了 一只 狗`: English into Chinese, word by word. “the” has no counterpart and the adverb moves: look for words that find their source.
live-text = Your own text
live-text-about = A text of yours, character by character: say the next one. Its last tenth is kept back to measure on. The text stays on this server while the page is open, and goes into no file.
live-own-text = The text to learn from
live-text-empty = There is no text to learn from yet. Put at least { $limit } characters into the box.
live-text-short = This text has { $amount } characters; at least { $limit } are needed.
live-text-long = This text has { $amount } characters; at most { $limit } can be learned here.
live-text-varied = This text has { $amount } different characters; at most { $limit } can be learned here.
live-network = The network
live-layers = Layers
live-width = d_model
live-sinusoidal = { term-sinusoidal }
live-learned = { term-learned }
live-rotary = { term-rotary }
live-alibi = ALiBi
live-none = { term-none }
live-scale = 1/√d scale
live-residual = Residual connections
live-layer-norm = LayerNorm
live-mask = Causal mask
live-steps = Steps
live-parameters-note = Heads share d_model: { $heads } of { $d_head } dimensions each, and as many parameters with 1 head as with 8.
live-beside = Train beside it
live-beside-help = A second network from the same seed, on the same batches, that differs in one thing only.
live-beside-nothing = nothing
live-without-scale = the same without the scale
live-with-scale = the same with the scale
live-one-head = the same with one head
live-four-heads = the same with four heads
live-without-residual = the same without residuals
live-with-residual = the same with residuals
live-without-layer-norm = the same without LayerNorm
live-with-layer-norm = the same with LayerNorm
live-without-positions = the same without positions
live-with-positions = the same with sinusoidal positions
live-without-mask = the same without the mask
live-with-mask = the same with the mask
live-start = Learn
live-start-over = Learn anew
live-stop = Stop
live-resume = Resume
live-nothing-yet = Nothing has learned here yet. A run takes from ten seconds to a minute.
live-full = Others are training at once, and there is no place left. Try again in a moment; nothing you chose is lost.
live-forgotten = The run of this link is no longer kept: a run is kept for a quarter of an hour after somebody last looked. What was chosen is still set; start it again.
live-failed = This run broke off because of an error. The details are in the server's log.
live-progress = step { $step } of { $steps } · { FIXED($seconds, digits: 0) } s of work · right on { $accuracy } of held-out answers
live-in-line = waiting for its next slice behind { $count } others
live-stopped = stopped
live-finished = finished
live-out-of-time = stopped: it took as long as a run may
live-diverged = stopped: its numbers grew beyond all bounds (a loss that is no number)
live-chosen-network = as chosen
live-before = before: the last run
live-loss = Loss
live-nats = nats; dotted: training
live-held-out = held out
live-training = training
live-accuracy = Right answers
live-accuracy-unit = share, held out
live-accuracy-unit-unmasked = dotted: nothing behind to read
live-whole-row = the whole row there to read
live-unaided = nothing behind the place to read
live-pair-score = Score of the pair
live-pair-weight = Weight of the pair
live-pair-unit = { $head }, { $query } → { $key }
live-gradient = Gradient of { $matrix }
live-score-gradient = Gradient of the scores
live-norm-unit = norm, layer { $layer }
live-peak = Largest weight
live-entropy = Entropy ÷ ln(keys)
live-layer-unit = mean, layer { $layer }
live-chart-about = { $title } against steps; the last value is { $value }
live-map-about = Attention of { $head } of the network { $network } after { $step } steps
live-mosaic-about = Every head of the network { $network } after { $step } steps
live-maps-help = Click a tile to choose a head; click a cell of the large map to follow that pair of tokens.
live-shown-step = Maps after step
live-exact = Recomputed from the network's own Q, K and V: at most { SCIENTIFIC($error, digits: 1) } away from what it used.
live-measured-on = Measured on { $answers } answers in { $rows } held-out rows, the same each time. Gradients are those of their loss.
live-figures = In figures
live-parameters = parameters
live-learned-at = 95 % right at step
live-not-yet = not yet
live-final-loss = loss, held out (nats)
live-final-accuracy = right, held out
live-final-unaided = right with nothing behind the place to read
live-peak-at-start = largest weight at step 0 (mean)
live-score-gradient-at-start = gradient of the scores at step 0 (norm)
live-leak = **Without a mask each token can look at the next, which is the answer.** With the whole row to read, the network ({ $network }) is right on { $accuracy }; with nothing behind the place to read, as when it writes by itself, on { $unaided }.
live-leak-none = No mask, and no harm: this task does not ask for a token that comes later.
live-lesson-scale = The variance of q·k grows with d_head. Undivided, it pushes weights towards 1 before anything is learned: compare the largest weight at step 0, most of all with one wide head. Vaswani et al. expect such a softmax to pass little gradient on; how far that holds in so small a network is what the gradient of the scores says. W_Q and W_K lose a factor of 1/√d_head from their own gradients too, which therefore begin larger.
live-lesson-heads = The same parameters, cut into fewer or more heads: one head can look at one thing at a time, many look at several, each with fewer dimensions.
live-lesson-residual = Without residuals each sublayer replaces what it read: what a token was has to pass through every attention, and gradients through every matrix.
live-lesson-layer-norm = LayerNorm keeps what sublayers read at one length. Without it scores can grow with the stream.
live-lesson-positions = Without positions a network knows the order only from its mask: a token that sees more keys stands later. Without a mask either, it reads a bag of tokens.
live-lesson-mask = Without a mask a next-token task is no task: compare what is right with the whole row to read, and with nothing behind the place.
live-keep = Keep this network
live-download-help = One .safetensors file: weights, choices, vocabulary, and what was measured, as JSON. Not your text.
live-open-help = All views and changes of Explore, on this network. It is kept while others do not need its place.
live-upload = Bring one back
live-upload-help = A file that was downloaded here, at most 4 MB.
live-upload-failed = This file cannot be used: it is not a network saved by this page, or it was changed.
live-uploaded = Read: { $task }, { $layers } layers, { $heads } heads, right on { $accuracy } after { $step } steps.

## What came out

outcome-given = Your translation
outcome-nothing-written = nothing: it ended at once
outcome-log-probability = ln p = { $value }
outcome-score = score { $value }
outcome-unfinished = It did not come to an end: there was no more room.
outcome-written = Choose a written token to open its step: which source tokens it looked at
outcome-written-without = Choose a written token to see what else might have stood there
outcome-beam = The beam: { $count } hypotheses, { $steps } steps
outcome-column-text = hypothesis
outcome-column-score = { term-score }
outcome-column-log-probability = ln p
outcome-column-tokens = { term-tokens }
outcome-column-finished = finished
outcome-instead = Step { $position }: what might have been written in place of “{ $token }”
outcome-no-attention = **{ $model } has no attention.** Its encoder reads the source token by token and hands on one vector, the last of its states. Nothing tells which source token a written word came from, so there is no map to draw; what can be seen is what that one vector keeps.
outcome-stopped = It wrote nothing: here it would begin a new sentence, or there is no more room.
outcome-drawn = Choose a token to see what it was taken from
outcome-comes-after = What comes after “{ $token }” (position { $position })
outcome-begins-anew = `<bos>` begins a new text: the model holds this one for finished.
outcome-follows = The second text follows the first with probability **{ $probability }**
outcome-follows-help = Next sentence prediction: of the two classes read off the first token, the share of “follows”.
outcome-no-masks = Nothing is masked. Choose tokens to hide, and the model guesses them.
outcome-gap = Position { $position }: what may stand in the gap
outcome-stood-there = stood there
outcome-in-text = in the text
outcome-rank = rank { $rank }
outcome-reads-in-order = The number under each token is its place in the order of prediction.
outcome-rank-title = place in the order: { $rank }
outcome-foretold-at = Position { $position }, number { $rank } in the order: foretold from those before it
outcome-foretold-first = Position 0 is given: nothing foretells it.
outcome-column-place = order
outcome-column-position = { term-position }
outcome-column-token = { term-token }
outcome-column-probability = { term-probability }
outcome-column-guess = best guess
outcome-column-guess-probability = its probability
outcome-take-next = Click one, and the text goes on with it from here.
outcome-take-gap = Click one, and it fills the gap.
outcome-take-place = Click one, and it takes this token’s place in the text.
outcome-take-step = Click one, and the model writes it at this step, then goes on by itself.
outcome-take-hypothesis = Click one, and everything below shows this translation.
outcome-take-guess = Where another token was likelier, the surest first. Click one, and it takes that token’s place.
outcome-undo = Undo

## Positions

positions-intro = Attention by itself does not know in which order tokens come. A Transformer has to be told; these are the ways to tell it. The five models on this page, gpt-sinusoidal to gpt-none, differ in nothing else.
positions-section = What to look at
positions-section-encoding = The encoding
positions-section-attention = In attention
positions-section-changed = Swap and shuffle
positions-section-lengths = Beyond the training length
positions-encoding = Encoding
positions-sinusoidal = Sinusoidal
positions-sinusoidal-text = Waves from fast to slow are added to the embeddings. A shift by k positions is the same rotation everywhere, so that “k tokens back” can be learned once (Vaswani et al. 2017).
positions-learned = Learned
positions-learned-text = One trained vector per position, added to the embeddings, as in GPT-2 and BERT. Beyond the longest training text none was trained.
positions-rotary = Rotary
positions-rotary-text = Nothing is added: each pair of dimensions of every query and key is turned by an angle that grows with the position, so that position enters q·k only as the distance of two tokens (Su et al. 2021).
positions-alibi = { term-alibi }
positions-alibi-text = Nothing is added to the embeddings: each score is lowered in proportion to the distance, with a slope of its own for each head (Press et al. 2021).
positions-none = None
positions-none-text = Nothing is added anywhere. A causal model can still tell positions apart: the first token sees one key, the tenth sees ten (Haviv et al. 2022).
positions-length = Positions
positions-d-model = Dimensions (d_model)
positions-d-head = Dimensions of a head (d_head)
positions-base = Base
positions-dimensions = Dimensions to draw
positions-pair = Pair of dimensions
positions-hands = Hands
positions-read-from = Read from the shipped model “{ $model }”.
positions-untrained-rows = Read from the shipped model “{ $model }”. It was trained on rows of { $n } tokens: positions from { $n } on are what they started as.
positions-missing = There are no weights of “{ $model }” here, so there is nothing to draw.
positions-shift = A shift is a linear map
positions-shift-by = Shift by k
positions-shift-text = PE(pos + k) = M PE(pos), with one M for every pos: each pair (sin, cos) is turned by k·θ.
positions-shift-numbers = Checked at every position: |PE(pos + { $k }) − M PE(pos)| is at most **{ SCIENTIFIC($residual, digits: 1) }**; a row itself is { FIXED($length, digits: 2) } long.
positions-shift-blocks = Pair by pair: R turns (sin, cos) at position 1 into what stands at position { $after }; behind ≈ is the table’s own.
positions-shift-learned = Nothing makes a learned table shift like that. The best linear map from row pos to row pos + { $k }, fitted on every other of the { $n } trained rows, leaves **{ PERCENT($tested, digits: 0) }** of the variance of the rows between unexplained (100 % is what their mean alone leaves; { PERCENT($fitted, digits: 0) } of those it was fitted on). For sinusoidal rows of the same size: { SCIENTIFIC($waves, digits: 0) }.
positions-too-long = Only the first { $n } tokens of the text are read here: every pair of tokens is drawn, for five models.
positions-no-family = None of the five models is here: there are no weights of gpt-sinusoidal to gpt-none.
positions-not-there = Not here: { $models }.
positions-head = Layer and head
positions-attention-text = The same sentence under every encoding. Heads of different models are not counterparts: L0H1 of one need not do what L0H1 of another does.
positions-verified = At most { SCIENTIFIC($error, digits: 1) } away from what the model used.
positions-split = Content and position
positions-split-of = The score of
positions-split-added = The layer’s LayerNorm reads embedding + position. With its mean and deviation held at those the model used it is linear, so q·k/√d falls into four parts (query first, key second) and what a constant has a hand in.
positions-split-added-deeper = Only layer 0 reads embedding + position. What deeper layers read has been mixed by attention and MLPs, and no formula takes position out of it again: choose a head of layer 0.
positions-split-rotary = q·k/√d as it would be if nothing were turned, and what turning changes. “Unturned” is not free of position above layer 0: earlier layers have carried some into the tokens.
positions-split-alibi = q·k/√d and the bias, which sum to the score in every layer. The bias knows the distance and nothing else.
positions-split-none = There is nothing to separate: the score is q·k/√d, and what a token knows of its position, the causal mask has told it.
positions-deviation = The parts sum to the model’s score: at most { SCIENTIFIC($error, digits: 1) } away.
positions-query = Query
positions-key = Key
positions-one-score = q·k/√d unturned { FIXED($before, digits: 4) }, turned **{ FIXED($after, digits: 4) }**; the model’s score is { FIXED($score, digits: 4) }.
positions-changed-text = The trained models, with other positions. *Removed*: nothing is added, turned or penalised. *Shuffled*: tokens stand at each other’s places, within each 16. *Shifted*: every token stands further on by { $k }, and no distance changes. *Reordered*: the same words in another order; the last one stays.
positions-removed = { term-removed }
positions-shuffled = { term-shuffled }
positions-shifted = shifted by { $k }
positions-reordered = reordered
positions-as-trained = As trained, mean −ln p in nats: { $losses }.
positions-shift-size = Shift by
positions-draw-again = Another shuffle
positions-one-sentence = This is one sentence: what it shows of a model may be an accident of its words.
positions-orders = Which models notice the order of the words?
positions-orders-text = Each model reads the sentence, and the same words in other orders; the last word stays. A bag of words would expect the same after it: KL 0.
positions-orders-none = Too few words to put them in another order: the last one stays where it is.
positions-orders-found = { $n } orders, each made of the very same tokens.
positions-swap = Every model with every encoding
positions-swap-text = The weights of one model, read with another one’s positions. Only the diagonal was trained; above 0 the swap costs.
positions-swap-alike = Only models of the same sizes can lend each other their positions: { $models }.
positions-closer = One change more closely
positions-change = Change
positions-read-with = read with { $encoding }
positions-same-text = As trained, the model reads with this encoding: nothing changes.
positions-lengths-text = Measured on held-out passages: how well each model foretells the next token, by how far into the text it is. With more to read, the loss should fall.
positions-scale = Position axis
positions-log = { term-logarithmic }
positions-linear = linear
positions-not-measured = Not measured yet: { $models }. `python -m training.evaluate` puts the curves on the cards.
positions-span-change = { $verdict }: { FIXED($before, digits: 2) } nats at positions { $first }, { FIXED($after, digits: 2) } at { $last } ({ $change }).
positions-rises = Rises
positions-falls = Falls
positions-level = No clear change (the intervals overlap)
positions-sinusoidal-far = The waves go on, but beyond the training length they add combinations that the model never met.
positions-learned-far = Vectors beyond the training length were never trained: what is added there is what they started as.
positions-rotary-far = Distances beyond the training length turn slow pairs to angles that the model never met.
positions-alibi-far = The penalty goes on along the same straight line, so that steep heads stay with what is near, however long the text.
positions-none-far = Nothing new is added, but attention is shared among more keys than the model ever met.

## How good the models are

quality-quality = How good are they?
quality-quality-help = Measured on held-out texts and on hand-made probes; each model’s card says how they were chosen. Intervals are 95 %; ↑ means that higher is better, ↓ that lower is. Alignment and pronouns are figures of one head, chosen on the other half of the sentences. Our models are small: compare them with each other, not with published systems.
quality-direction = Direction
quality-en-zh = English → Chinese
quality-zh-en = Chinese → English
quality-measure = Measure
quality-column-model = model
quality-column-measure = measure
quality-column-value = { term-value }
quality-column-interval = 95 % interval
quality-column-n = n
quality-column-baseline = beside it
quality-translation = { $measure }, { $direction }
quality-alignment = alignment error rate, { $reading }, { $direction }
quality-by-written = row of the token written
quality-by-read = row of the token read
quality-perplexity = perplexity per token, { $text }
quality-masked = masked token guessed first, { $text }
quality-next-sentence = next sentence judged rightly, { $text }
quality-any-order = perplexity in random orders, { $text }
quality-pronouns = pronoun’s strongest key is its antecedent, { $text }
quality-diagonal = diagonal
quality-trigram = trigram
quality-two-sided = two-sided bigram
quality-shared-words = shared words
quality-offset = best fixed offset
quality-chance = chance
quality-untrained = random weights
quality-held-out = both languages
quality-english = English
quality-chinese = Chinese

## Waiting, and what is not taken

waiting-reading = Reading your text.
waiting-ahead =
    { $ahead ->
        [one] Waiting: { $ahead } reading is before yours.
       *[other] Waiting: { $ahead } readings are before yours.
    }
waiting-crowded = Many people are reading at once. Nothing is lost; try again in a moment.
waiting-hurried = That was a lot at once. Nothing is lost; go on in about { $seconds } s.
waiting-too-long = This text has { GROUPED($characters) } characters; at most { GROUPED($most) } are taken. Shorten it and try again.
waiting-again = Try again

## The reading API

api-parameter = A parameter makes no sense
api-parameter-detail = The parameter “{ $parameter }” is unknown here, or its value makes no sense.
api-misfit = The question does not fit
api-origin = Another site asks
api-origin-detail = Only this site’s own pages may ask from a browser.
api-nowhere = There is nothing at this address
api-nowhere-detail = The API has no such path.
api-model = There is no such model
api-model-detail = No model of this name can be read with here now.
api-forgotten = The reading is forgotten
api-forgotten-detail = This reading is no longer known by its id. Ask the question once more.
api-absent = The reading does not have that
api-absent-detail = This reading has no { $what }.
api-method = Only GET is answered
api-method-detail = The API changes nothing and answers GET alone.
api-superseded = A newer question has taken its place
api-superseded-detail = The same visitor has asked something newer from the same place.
api-too-long = The question is too long
api-too-long-detail = An address may carry { GROUPED($most) } bytes of a question. Shorten the text and try again.
api-hurried = Too much at once
api-crowded = Many people are reading
api-failed = This could not be answered
api-failed-detail = Something went wrong here. The details are in the server’s log.

## What each model is for

models-seq2seq = Translates through one vector, without attention: what attention was invented against.
models-bahdanau = Translates with the first attention: a small network compares words.
models-luong = Translates with a product in place of the small network.
models-transformer = Translates with attention alone: encoder, decoder and cross-attention.
models-gpt = Foretells the next word; in it attention to the past is easiest to see.
models-gpt-variant = A small gpt, one of five that differ in nothing but their positions: { $positions }.
models-recorded = A small gpt that was recorded while it learned.
models-bert = Fills in words that are hidden, from both sides.
models-xlnet = Foretells words in any order, with two streams of attention.
models-huggingface = A model of Hugging Face’s, read with the same kernel.

## Words that figures share

figure-orientation = row = query, attends to column = key
figure-query-axis = query
figure-key-axis = key
figure-masked-legend = hatched = masked
figure-sink-badge = first token takes { $share }
figure-site-encoder = { term-encoder }
figure-site-decoder = { term-decoder }
figure-site-self = self-attention
figure-site-cross = cross-attention
figure-site-content = { term-content-stream }
figure-site-query-stream = { term-query-stream }
figure-scale-unit = weight, linear
figure-scale-head = weight, linear, to this head’s largest
figure-scale-log = weight, logarithmic
figure-scale-symmetric = score, centred on 0
figure-scale-signed = centred on 0
figure-mosaic-title = Every head
figure-mosaic-orientation = in each tile: row = query, attends to column = key
figure-mosaic-pooled = each cell is the largest of { $side } × { $side } weights
figure-column-key = key
figure-column-token = { term-token }
figure-column-dot-product = { term-dot-product }
figure-column-bias = bias
figure-column-score = { term-score }
figure-column-masked = masked
figure-column-weight = { term-weight }
figure-about-key = Index of the key, counted from 0
figure-about-token = The key's token
figure-about-dot-product = Dot product of the query and the key, after any rotation by position, before any scale
figure-about-bias = What the model adds to the score
figure-about-score = What the softmax is applied to: scale and bias included
figure-about-masked = The query may not attend to this key
figure-about-weight = Softmax of the visible scores: how the query spreads its attention
figure-distance = distance in tokens
figure-similarity = dot product
figure-position-map-title = Position encoding
figure-waves-title = Chosen dimensions over position
figure-similarity-title = Similarity of two positions against their distance
figure-similarity-map-title = Similarity of every two positions
figure-similarity-range = smallest to largest
figure-rotary-clocks-title = Rotary: how far each pair of dimensions has turned
figure-rotary-clocks-note = one clock per pair of dimensions; 12 o'clock = not turned
figure-rotary-pair = pair
figure-rotary-kernel-title = Rotary: similarity of equal vectors against distance
figure-rotary-kernel-note = mean of cos(distance · θᵢ) over the pairs
figure-rotary-kernel-axis = score, relative to distance 0
figure-alibi-title = ALiBi: what each head adds to a score
figure-alibi-note = −slope × distance; each head has a slope of its own
figure-added-to-score = added to the score
figure-no-positions-title = No positions
figure-no-positions-note = Nothing is added, turned or penalised.<br>Only the causal mask tells the order.

## The workbench, drawn by the browser

workbench-mosaic = { term-all-heads }
workbench-mosaic-label = All heads, a row per layer. Chosen: { $head }. Arrow keys choose another.
workbench-head-axis = { term-head }
workbench-scale = colour follows √weight
workbench-merged = small tiles show the largest weight of neighbouring cells
workbench-pooled-mean = long text, pooled: tiles show what { $pool } queries give { $pool } keys together, on average; only the large map is exact
workbench-pooled-maximum = long text, pooled: tiles show the largest weight of every { $pool } × { $pool } cells; only the large map is exact
workbench-unmeasured-long = too long for measures of each head
workbench-heatmap-label = Attention weights of { $head }, { $rows } queries by { $columns } keys. Arrow keys choose a cell.
workbench-preview = preview
workbench-waiting = waiting for the exact values
workbench-selected = { $head } selected
workbench-strongest = strongest: { $query } → { $key }, { $weight }
workbench-cell = { $query } → { $key }, { $weight }
workbench-cell-outside = { $query } → { $key }, outside the window
workbench-row-table = { $head }, query { $query }: weight of every key
workbench-strongest-table = { $head }: strongest key of every query
workbench-query = { term-query }
workbench-key = { term-key }
workbench-weight = { term-weight }
workbench-failed = The map could not be drawn. Reload the page to try again.
workbench-panel = How the head is shown
workbench-heatmap = Heatmap
workbench-lines = Lines
workbench-text = Text
workbench-lines-label = { $heads }: lines from { $queries } queries at the left to { $keys } keys at the right. Arrow keys walk through the tokens, Enter keeps one, Escape lets it go.
workbench-text-label = The text, shaded by { $head }. Arrow keys walk through the tokens, Enter keeps one, Escape lets it go.
workbench-queries = queries
workbench-keys = keys
workbench-query-text = Queries: what looks
workbench-key-text = Keys: what is looked at
workbench-looks-at = looks at
workbench-looked-at = is looked at by
workbench-direction = A token
workbench-told = { $token } { $relation } { $others }
workbench-told-nothing = { $token } { $relation } nothing
workbench-rest = { $token } { $weight }
workbench-unseen = { $token }, may not be seen
workbench-threshold = Draw lines from
workbench-drawn = { $drawn } of { $all } lines
workbench-line-scale = opacity and width follow √weight
workbench-lines-way = left = query, attends to right = key
workbench-lines-from = lines from weight { $threshold } on: { $drawn } of { $all }
workbench-approximate = ≈ { $weight }
workbench-pooled-here-mean = long text: a weight marked ≈ is the mean of { $pool } × { $pool } cells
workbench-pooled-here-maximum = long text: a weight marked ≈ is the largest of { $pool } × { $pool } cells
workbench-overview = Overview of { $head }, { $rows } queries by { $columns } keys. The window shows { $window }. Arrow keys move it, with Shift by its whole size; Home and End lead to the corners.
workbench-window = { term-window }
workbench-window-hint = Drag or click to move the window.
workbench-window-loading = loading, pooled until then
workbench-window-preview = loading
workbench-overview-whole = overview: every cell
workbench-overview-mean = overview: mean of { $pool } × { $pool } tokens (mean over queries, sum over keys)
workbench-overview-maximum = overview: largest of { $pool } × { $pool } tokens
workbench-pooling = Tiles
workbench-pooling-mean = { term-mean }
workbench-pooling-maximum = { term-largest }
workbench-strongest-here = strongest in the window: { $query } → { $key }, { $weight }
workbench-in-window = { $caption } (in the window: { $window })
workbench-keep = Compare { $head } with another
workbench-keep-help = Keeps this head; then choose another in the mosaic. Shortcut: Ctrl-, ⌘- or Shift-click on a tile.
workbench-remove = Take { $head } out of the comparison
workbench-refused = { $head } cannot join: its queries or keys are other tokens than those of { $with }.
workbench-apart = { $head } is not drawn: its queries or keys are other tokens
workbench-full = No more than { $most } heads can be told apart.
workbench-hint = Point at a token to see its weights; click to keep it.
workbench-shade = shade: weight
workbench-strongest-marks = underlined: the strongest three
workbench-shades-query = framed = query, attends to the shaded = keys, each by its weight
workbench-shades-key = framed = key, attended to by the shaded = queries, each by its weight
workbench-save = Save as
workbench-save-nothing = Click a token first: the picture shows the weights around the one that is kept.
workbench-save-failed = The picture could not be made.
workbench-sort = Order
workbench-sort-layer = by layer
workbench-tile-scale = { term-colours }
workbench-scale-shared = 0 – 1
workbench-scale-head = each tile’s own
workbench-scale-own = colour follows √weight, from 0 to each head’s largest: tiles cannot be compared
workbench-measured = { $metric } { $value } (spread evenly: { $uniform }; { $n } queries)
workbench-unmeasured = { $metric }: not possible on this text
workbench-marks = marked where far from what attention spread evenly would give:
workbench-one-text = A figure of this text alone: one text has no interval. The model’s card has figures over many.
workbench-metric-previous = { measure-previous }
workbench-mark-previous = P
workbench-about-previous = Weight on the token just before the query, averaged over every query but the first.
workbench-metric-next = { measure-next }
workbench-mark-next = N
workbench-about-next = Weight on the token just after the query. Not possible where a model may not look ahead.
workbench-metric-self = { measure-self }
workbench-mark-self = S
workbench-about-self = Weight of a token on itself.
workbench-metric-first = { measure-first }
workbench-mark-first = 1
workbench-about-first = Weight on the first token, a sink: many heads look there when they look for nothing else.
workbench-metric-separator = { measure-separator }
workbench-mark-separator = ¦
workbench-about-separator = Weight on separators and ends such as <sep> and <eos>, which can be sinks too.
workbench-metric-duplicate = { measure-duplicate }
workbench-mark-duplicate = D
workbench-about-duplicate = Weight on earlier copies of the query’s own token, over the queries that have one.
workbench-metric-induction = { measure-induction }
workbench-mark-induction = I
workbench-about-induction = After … A B … A, weight on B: the head continues what has been seen. Over the queries whose token came before.
workbench-metric-entropy = { measure-entropy }
workbench-order-entropy = sharpest first
workbench-mark-entropy = E
workbench-about-entropy = How widely a query spreads its weights: 0 on one key, 1 evenly over all it may see.
workbench-metric-distance = { measure-distance }
workbench-order-distance = farthest first
workbench-mark-distance = F
workbench-about-distance = How many tokens away a head looks, weighted by its weights.

## Figures and their images, drawn by the browser

figures-failed = The charts could not be loaded. Reload the page to try again.
figures-whole-screen = Whole screen (Esc to leave)
images-png = PNG, an image
images-svg = SVG, scalable
images-failed = The image could not be made. Reload the page to try again.

## Figures: architecture-blueprints

architecture-blueprints-text = text
architecture-blueprints-vector = vector c
architecture-blueprints-written = written
architecture-blueprints-states = states
architecture-blueprints-content = content
architecture-blueprints-query-stream = query

## Figures: architecture-context-vector

architecture-context-vector-title = How far c moves without a token
architecture-context-vector-note = |c − c without the token| / |c|
architecture-context-vector-change = change of c

## Figures: architecture-sentence-lengths

architecture-sentence-lengths-title = { $measure } by length of the source
architecture-sentence-lengths-note = held-out sentences; bands: 95 % intervals
architecture-sentence-lengths-length = source tokens
architecture-sentence-lengths-sentences = sentences

## Figures: architecture-structure

architecture-structure-title = What it may look at
architecture-structure-strong = line = may look at; strong = one token’s view
architecture-structure-handed = arrow = handed on, read or written
architecture-structure-order = number = place in the order
architecture-structure-left-out = { $n } tokens in the middle are not drawn
architecture-structure-sees = may look at { $seen } of { $all }
architecture-structure-hub = context vector c: all that is kept of the source

## Figures: arithmetic-score

arithmetic-score-title = Dimension by dimension: { $formula }
arithmetic-score-bias-title = What is added for the position: { $formula }
arithmetic-score-vectors = Query and key
arithmetic-score-place = dimensions in their place
arithmetic-score-size = dimensions by the size of their term, largest first
arithmetic-score-running = Σ so far

## Figures: arithmetic-softmax

arithmetic-softmax-title = The row’s softmax
arithmetic-softmax-note = the chosen key stands out; a gap is a masked key

## Figures: arithmetic-stream

arithmetic-stream-context = Weight × value, summed over the keys
arithmetic-stream-value = v of this key
arithmetic-stream-mixed = weight · v: this cell
arithmetic-stream-sum = Σ over the keys: the context vector
arithmetic-stream-output = Through W_O into the residual stream
arithmetic-stream-cell = this cell: W_O (weight · v)
arithmetic-stream-head = this head: W_O context
arithmetic-stream-sublayer = all heads and W_O’s bias
arithmetic-stream = the stream it is added to

## Figures: compare-difference

compare-difference-title = Difference B − A
compare-difference-change = B − A
compare-difference-scale = weight B − A
compare-difference-masked = hatched = masked in both
compare-difference-left-out = without a counterpart, left out: queries { $a } + { $b }, keys { $c } + { $d }
compare-difference-not-renormalised = rows are not renormalised
compare-difference-none = no token of A has a counterpart in B

## Figures: compare-heads

compare-heads-title = Which heads changed most?
compare-heads-scale = mean divergence of rows, nats
compare-heads-note = Jensen–Shannon divergence, at most ln 2 ≈ 0.693<br>rows cut to the tokens of both, and renormalised<br>rows with a single key do not count

## Figures: compare-maps

compare-maps-bold = bold = not the same on the other side

## Figures: compare-predictions

compare-predictions-title = What is expected there
compare-predictions-note = KL(A ‖ B) = { FIXED($kl, digits: 4) } nats over all { GROUPED($n) } tokens<br>at the right: B − A in points

## Figures: cost-counts

cost-counts-title = Multiply–adds over length, { $model }
cost-counts-note = products of matrices in one pass
cost-counts-parts-title = At { GROUPED($n) } tokens: { $total }
cost-counts-count = multiply–adds
cost-counts-quadratic = with n²: queries × keys, weights × values
cost-counts-linear = with n: everything else
cost-counts-crossing = equal at { GROUPED($n) }
cost-counts-context = the model reads { GROUPED($n) }

## Figures: cost-growth

cost-growth-time-title = Time for one head
cost-growth-time-note = medians; bars: quartiles; dotted: the fitted power of n
cost-growth-memory-title = Memory for one head
cost-growth-memory-note = naive and fast: the most at once; recorded: what is kept; grey: counted
cost-growth-milliseconds = ms
cost-growth-bytes = bytes
cost-growth-rounds = rounds
cost-growth-all-weights = n × n weights, 4n²
cost-growth-record = Q, K, V, contexts, 4·4·n·{ $d }

## Figures: effect-control

effect-control-title = This change and the same to other heads
effect-control-note = one dot = one draw of other heads
effect-control-axis = mean KL(before ‖ after), nats
effect-control-real = this change
effect-control-others = other heads

## Figures: effect-heads

effect-heads-title = What is lost without each head
effect-heads-note = row = layer, column = head; frame = the chosen head
effect-heads-unit = mean KL(before ‖ after) in nats, linear

## Figures: effect-map

effect-map-difference = after − before

## Figures: effect-positions

effect-positions-kl-title = How far the expectation moves
effect-positions-kl-note = KL(before ‖ after) at each position
effect-positions-gain-title = What becomes of the tokens that are there
effect-positions-gain-note = ln p after − ln p before; below 0 = less expected
effect-positions-nats = nats

## Figures: effect-row

effect-row-title = The row, now and rewritten
effect-row-note = both sum to 1
effect-row-now = now
effect-row-rewritten = rewritten

## Figures: map-baselines

map-baselines-heads = heads
map-baselines-even = even attention
map-baselines-rows = rows: { $n }
map-baselines-count = heads: { $n }
map-baselines-least = untrained, smallest
map-baselines-mean = untrained, mean
map-baselines-most = untrained, largest
map-baselines-key = { $head } a head  { $untrained } untrained: mean and range  { $even } even
map-baselines-said = untrained { $mean } ({ $least } to { $most }), heads: { $heads }

## Figures: map-head-map

map-head-map-layer = layer

## Figures: map-heatmap

map-heatmap-texts-decoder = what the decoder reads
map-heatmap-texts-written = token being written
map-heatmap-texts-steps = token read → token written

## Figures: map-logit-lens

map-logit-lens-title = Logit lens · { $stack }
map-logit-lens-reading = cell = the layer’s most probable token
map-logit-lens-colour = probability of the final choice
map-logit-lens-top-title = Logit lens at { $position } · { $token }
map-logit-lens-top-reading = row = layer, its { $count } most probable tokens
map-logit-lens-rank = rank
map-logit-lens-lost-title = What each layer still lacks · { $stack }
map-logit-lens-lost = KL(final ‖ layer), nats
map-logit-lens-lost-reading = line = mean over tokens, band = smallest to largest
map-logit-lens-here = token { $position }
map-logit-lens-caution = early layers were never trained to be read so
map-logit-lens-check = last layer is { $off } from the model’s logits
map-logit-lens-start = start

## Figures: map-norm-map

map-norm-map-scale-head = to the largest here
map-norm-map-checked = Σ α·v is at most { SCIENTIFIC($error, digits: 0) } from what the model used

## Figures: map-residual-stream

map-residual-stream-nothing-recorded = No residual stream was recorded for this text.
map-residual-stream-recurrent = This model is recurrent: it carries a state from token to token, and no residual stream from layer to layer.
map-residual-stream-weights-alone = This model computes attention by itself and gives its weights only: its residual stream is not seen.
map-residual-stream-moments-embedding = embedding
map-residual-stream-moments-attention = L{ $layer } attention
map-residual-stream-moments-cross-attention = L{ $layer } cross-attention
map-residual-stream-moments-feed-forward = L{ $layer } feed-forward
map-residual-stream-moments-block = L{ $layer } block
map-residual-stream-moments-norm = final norm
map-residual-stream-side-by-side = attention and feed-forward side by side: no state between

## Figures: map-window


## Figures: needs

needs-nothing-recorded = No attention was recorded for this text.
needs-no-projection = Needs the output projection W_O, which this model's attention does not have.
needs-no-dot-product = The score function here takes no dot product of query and key.
needs-weights-alone = Needs queries, keys and values; this model computes attention by itself and gives its weights only.
needs-alone = Needs two heads over the same tokens; here is one.
needs-too-many = Needs the weights of all heads at once, which are too many for a text this long.
needs-one-too-large = Needs a whole map at once, which is too large for a text this long.
needs-too-long = Needs every row of every head, which would take minutes for a text this long.

## Figures: outcome-beam

outcome-beam-title = How the beam went
outcome-beam-note = a line = a token more<br>thick = the translation shown · ring = finished
outcome-beam-rank = place among those kept

## Figures: outcome-order

outcome-order-title = Who sees whom in this order
outcome-order-content = content stream:<br>itself and earlier
outcome-order-query = query stream:<br>earlier only
outcome-order-legend = filled = may see
outcome-order-sees = may see (1) or not (0)

## Figures: outcome-states

outcome-states-title = Encoder state after each token
outcome-states-note = last row = context vector c, all the decoder gets

## Figures: positions-changed

positions-changed-trained-with = weights trained with
positions-changed-read-with = read with
positions-changed-loss = Δ loss of the sentence
positions-changed-loss-note = mean −ln p, changed − as trained; nats
positions-changed-divergence = Expected after the last word
positions-changed-divergence-note = KL(as trained ‖ changed), nats
positions-changed-swapped = Δ loss of every swap
positions-changed-swapped-note = nats; diagonal = as trained
positions-changed-orders = Other orders of the same words
positions-changed-orders-note = dot = one order; bar = their range; diamond = mean
positions-changed-kl = KL(as typed ‖ reordered), nats

## Figures: positions-clock

positions-clock-title = Pair { $pair } as a clock
positions-clock-note = one hand a position, { $degrees }° further each time; 12 o’clock = position 0

## Figures: positions-family


## Figures: positions-lengths

positions-lengths-title = Loss against position
positions-lengths-note = { $passages } held-out passages; bands: 95 % intervals
positions-lengths-loss = mean −ln p of the next token, nats
positions-lengths-short = loss
positions-lengths-positions = positions
positions-lengths-trained = trained on { $n } tokens

## Figures: positions-parts

positions-parts-content-content = content · content
positions-parts-content-position = content · position
positions-parts-position-content = position · content
positions-parts-position-position = position · position
positions-parts-constant = with a constant
positions-parts-content = q·k/√d
positions-parts-bias = bias for distance
positions-parts-unturned = unturned
positions-parts-turning = what turning changes
positions-parts-scale = shared, around 0
positions-parts-means = The parts against distance
positions-parts-means-note = mean over typed keys at each distance
positions-parts-pairs = One score, pair by pair
positions-parts-pairs-note = bars of one colour sum to q·k/√d
positions-parts-pair = pair of dimensions
positions-parts-turned = turned

## Figures: positions-scores

positions-scores-points = Score against distance
positions-scores-note = line = mean, band = ± 1 standard deviation
positions-scores-without = both without key { $token }
positions-scores-drawn = { $drawn } of { $n } points drawn
positions-scores-pairs = pair
positions-scores-added = key { $token }
positions-scores-all = All together
positions-scores-all-notes-0 = mean at each distance
positions-scores-all-notes-1 = what a whole row shares, the softmax ignores
positions-scores-centred = score − mean of its row
positions-scores-count = pairs

## Figures: positions-shift

positions-shift-matrix = M, which shifts by { $k }
positions-shift-read = dimension at pos
positions-shift-made = dimension at pos + { $k }
positions-shift-shares = What the best linear map leaves unexplained
positions-shift-shares-note = fitted on every other position, tested on those between; 1 = no better than the mean
positions-shift-2 = shift k
positions-shift-share = unexplained share

## Figures: positions-tables

positions-tables-trained = trained up to here

## Figures: rollout

rollout-mixed = each layer: ½ mean of the heads + ½ itself
rollout-biases-self = biased towards early tokens under a causal mask
rollout-weights-alone = weights alone: an ablation behind the weights does not show
rollout-nothing-to-follow = There are no layers of self-attention to follow: this model’s attention reads recurrent states.

## Figures: measure

measure-previous = previous token
measure-next = next token
measure-self = itself
measure-first = first token
measure-separator = separator
measure-duplicate = duplicate token
measure-induction = induction
measure-entropy = entropy
measure-distance = distance
measure-confidence = confidence
measure-about-previous = weight on the token before
measure-about-next = weight on the token after
measure-about-self = weight on the token itself
measure-about-first = weight on the first token, a common sink
measure-about-separator = weight of other tokens on <sep> or <eos>
measure-about-duplicate = weight on earlier copies of the token
measure-about-induction = after … A B … A: weight on B
measure-about-entropy = entropy / ln(visible keys): 0 one key, 1 even
measure-about-distance = mean distance to what is looked at, in tokens
measure-about-confidence = mean of each row’s largest weight

## Figures: paint

paint-linear = { $quantity }, linear, to the largest
paint-logarithmic = { $quantity }, logarithmic
paint-by-row = { $quantity } ÷ its row’s largest

## Figures: training-recorded

training-recorded-step = training step, at ln(1 + step)
training-recorded-at = step <b>%{"{"}customdata{"}"}</b>
training-recorded-loss = loss, nats per token
training-recorded-held-out = held-out text
training-recorded-this-text = this text
training-recorded-score = head score
training-recorded-even = even
training-recorded-forms = induction rises fastest

## Figures: view-contributions

view-contributions-measure-share = relative length
view-contributions-measure-added = length
view-contributions-measure-cosine = direction
view-contributions-title = What each sublayer adds
view-contributions-reading-share = ‖output‖ / ‖stream it meets‖
view-contributions-reading-added = ‖output‖₂
view-contributions-reading-cosine = cosine of output and stream
view-contributions-notes-share = 1 = as long as the stream itself
view-contributions-notes-added = in the units of the stream
view-contributions-notes-cosine = below 0: takes away what was there
view-contributions-check = stream + output is { $off } from the model’s sum
view-contributions-check-both = stream + both outputs is { $off } from the model’s sum
view-contributions-name = Contributions
view-contributions-question = How much do attention and feed-forward change a token?

## Figures: view-difference

view-difference-label = minus
view-difference-quantity = difference of weights
view-difference-scale = difference, centred on 0
view-difference-divergence = mean Jensen–Shannon divergence of rows { $value } (max 0.693)
view-difference-no-choice = no row has a choice
view-difference-name = Difference of two heads
view-difference-question = What does this head look at more, or less, than another one?

## Figures: view-dot-products

view-dot-products-scale = q·k, centred on 0
view-dot-products-before = before scale, bias and mask
view-dot-products-name = Dot products
view-dot-products-question = Which keys point the same way as a query?

## Figures: view-entropy-by-layer

view-entropy-by-layer-title = Entropy by layer and head
view-entropy-by-layer-reading = 0 = one key only, 1 = even over all visible keys
view-entropy-by-layer-over = entropy / ln(visible keys); { $n } rows see two or more
view-entropy-by-layer-value = normalised entropy
view-entropy-by-layer-name = Entropy by layer
view-entropy-by-layer-question = Where do heads look sharply, and where widely?

## Figures: view-flow

view-flow-title = Attention flow from { $query } · { $token }
view-flow-reading = flow = the most that fits through all paths
view-flow-last = no query is chosen: the last one
view-flow = flow
view-flow-rollout = rollout
view-flow-input = input token
view-flow-too-long = Attention flow is computed for texts of up to 64 tokens; this one is longer.
view-flow-name = Flow
view-flow-question = How much of each input could reach the selected token?

## Figures: view-layer-norm

view-layer-norm-title = What the norms do
view-layer-norm-pre-norm = pre-norm: x + sublayer(norm(x))
view-layer-norm-post-norm = post-norm: norm(x + sublayer(x))
view-layer-norm-two-norms = pre-norm: x + attention(norm(x)) + feed-forward(norm′(x))
view-layer-norm-one-norm = pre-norm: x + attention(norm(x)) + feed-forward(norm(x))
view-layer-norm-mean = mean over { $n } tokens
view-layer-norm-one = of the selected token { $query } · { $token }
view-layer-norm-before = before the norm
view-layer-norm-after = after the norm
view-layer-norm-length = length ‖x‖₂
view-layer-norm-name = Layer norm
view-layer-norm-question = What does each layer norm do to a token’s length?

## Figures: view-lens

view-lens-show = Show
view-lens-show-map = every token
view-lens-show-top = first choices of one
view-lens-show-divergence = distance to the end
view-lens-not-readable = This model’s predictions were recorded without the way from the residual stream to them.
view-lens-no-prediction = This model foretells no tokens.
view-lens-name = Logit lens
view-lens-question = What would the model foretell if it ended after each layer?

## Figures: view-mean

view-mean-of = Taken together
view-mean-over = Heads
view-mean-over-layer = of this layer
view-mean-over-all = of all layers
view-mean-titles-mean = Mean of { $n } heads, { $layers }
view-mean-titles-max = Largest weight of { $n } heads, { $layers }
view-mean-values-mean = mean weight
view-mean-values-max = largest weight
view-mean-notes-mean = rows sum to 1; heads that differ cancel each other out
view-mean-notes-max = rows may sum to more than 1
view-mean-scale = { $value }, linear, to the largest here
view-mean-one-layer = layer { $first }
view-mean-layers = layers { $first }–{ $last }
view-mean-name = All heads as one
view-mean-question = What do the heads look at taken together?

## Figures: view-metrics

view-metrics-metric-all = all
view-metrics-title = Measures of every head
view-metrics-more = measure − what even attention gives; hatched = none
view-metrics-excess = measure − even
view-metrics-more-scale = above or below even
view-metrics-even = even attention would give { $uniform }; over { $n } rows
view-metrics-impossible = no row of this text and attention can have it
view-metrics-name = Measures
view-metrics-question = Which known patterns does each head follow?

## Figures: view-mosaic

view-mosaic-question = Which heads do something of their own?

## Figures: view-norms

view-norms-quantity = ‖α·f(x)‖
view-norms-name = Contribution norms
view-norms-question = How much does each key add through this head, whatever its weight?

## Figures: view-residual

view-residual-title = Length of the residual stream
view-residual-reading = row = the stream after this sublayer, column = token
view-residual-by-block = row = the stream after this block, column = token
view-residual-value = ‖x‖₂
view-residual-scale = length ‖x‖₂, linear
view-residual-question = How does each token’s vector grow from layer to layer?

## Figures: view-rollout

view-rollout-through = Layers
view-rollout-through-all = through all layers
view-rollout-through-selected = up to the selected layer
view-rollout-title = Attention rollout
view-rollout-up-to = {" "}up to layer { $layer }
view-rollout-share = share
view-rollout-reading = row = token at the top, made of column = input
view-rollout-rest = { $rest } of a row, on average, is not from these columns
view-rollout-scale = share, linear, to the largest here
view-rollout-name = Rollout
view-rollout-question = Which inputs reach a token through all the layers?

## Figures: view-scores

view-scores-name = Scores
view-scores-question = Which keys match a query, before the softmax?

## Figures: view-similarity

view-similarity-title = Which heads are alike
view-similarity-reading = near = alike: √ mean Jensen–Shannon divergence of rows
view-similarity-kept = plane keeps { $explained } of squared distances, stress { $stress }
view-similarity-crowded = where heads crowd, labels appear on hover
view-similarity-same = no two heads differ
view-similarity-axes = √nats; axes have no meaning of their own
view-similarity-layer = layer { $layer }
view-similarity-one-head = There is one head only, and nothing to compare it with.
view-similarity-name = Alike
view-similarity-question = Which heads do the same?

## Figures: view-weighted-values

view-weighted-values-quantity = ‖α·v‖
view-weighted-values-name = Weighted values
view-weighted-values-question = How long is what each key hands over to a query?

## Figures: view-weights

view-weights-scale-head = to this head's largest weight
view-weights-sinks = Sinks
view-weights-sinks-raw = as they are
view-weights-sinks-hidden = hidden
view-weights-sinks-renormalised = left out, rows renormalised
view-weights-units = Rows and columns
view-weights-units-tokens = tokens
view-weights-units-words = words
view-weights-name = Attention weights
view-weights-question = What does each token look at?

## Figures: map-announcement

map-announcement-takes =
    { $count ->
        [one] { $names } takes { $share }
       *[other] { $names } take { $share }
    }
map-announcement-hidden = { $names } hidden: { $share } of the attention
map-announcement-renormalised = without { $names } ({ $share }), rows renormalised
map-announcement-by-word = by words: sum over keys, mean over queries
