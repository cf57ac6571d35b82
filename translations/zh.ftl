### Headlight in Chinese; docs/adding-a-language.md says how this file is written.

## Terms, said alike everywhere

term-key = 键
term-query = 查询
term-token = 词元
term-weight = 权重
term-score = 得分
term-position = 位置
term-value = 数值
term-head = 头
term-mean = 平均
term-largest = 最大
term-probability = 概率
term-encoder = 编码器
term-decoder = 解码器
term-content-stream = 内容流
term-query-stream = 查询流
term-dimension = 维度
term-tokens = 词元数
term-step = 步
term-model = 模型
term-positions = 位置编码
term-translation = 译文
term-continuation = 续写
term-second-text = 第二段文本
term-seed = 随机种子
term-none = 无
term-removed = 去掉
term-shuffled = 打乱
term-colours = 颜色
term-from-0-to-1 = 从 0 到 1
term-logarithmic = 对数
term-each-row = 每行到本行最大
term-residual-stream = 残差流
term-score-table = Q·K 表
term-dot-product = q·k
term-heads = 头数
term-download = 下载
term-sinusoidal = 正弦
term-learned = 可学习
term-rotary = 旋转
term-alibi = ALiBi
term-source = 原文
term-source-token = 原文词元
term-naive = 朴素，写出 n × n
term-recorded = 记录
term-fast = 快速内核
term-turned = 转角
term-open-in-explore = 在“探索”中打开
term-all-heads = 所有注意力头
term-measure = 度量
term-early-in-order = 偏向顺序中靠前的词元
term-window = 查询 { $row }–{ $bottom }（共 { $n_query }），键 { $column }–{ $right }（共 { $n_key }）

## What every page shares

list-separator = 、
language-name = 中文
page-explore = 探索
page-tagline = 看清每个注意力头在看什么，并核对背后的每一个数字。
page-language = 语言
page-text-label = 输入一句话，按回车
page-text-help = 模型用英文和中文训练，这两种语言效果最好。其他文字也能读，必要时逐字节读取。
page-presets = 或者选一个例句
page-presets-help = 两种语言的例句，每一句都能说明一个现象。
page-runs-on = 运行于 { $device }
page-parameters = { FIXED($millions, digits: 1) } M 参数
page-layers-and-heads = { $layers } 层 × { $heads } 头
page-token-strip = 模型读到的词元
page-token-title = 词元 { $index }，编号 { $id }，字符 { $start }–{ $end }
page-special-title = 词元 { $index }，编号 { $id }，不是输入的，是为模型加上的
page-source-tokens = 原文
page-decoder-tokens = 解码器读入
page-computing = 计算中 …
page-nothing-typed = 还没有可读的内容。请在上面输入一句话，或者选一个例句。
page-left-out = 这个模型一次能读的长度有限：读入了文本的前 { $read } 个词元，末尾的 **{ $left_out }** 个没有读入，在“{ $last }”之后截断。
page-left-out-of-two = 这个模型一次能读的长度有限：第一段的开头和第二段的末尾共有 **{ $left_out }** 个词元没有读入。
page-link-shortened = 这个页面的链接只包含文本的开头部分。
page-link-ignored = 链接中有一部分无法识别，已忽略：{ $names }。
page-failed = 这段文本无法读取。你输入的内容没有丢失，请换一句试试。详细信息在服务器日志里。
page-refused = 不能这样读：{ $reason }。
page-workbench-help = 点击一个小图选择注意力头；点击大图中的一格，查看它背后的数字。
page-table-of = 层 { $layer } 头 { $head }：**{ $token }**（查询 { $query }）与每个键的得分
page-table-help = 点击列名可以排序。
page-masks-causal = 被掩码遮挡的键在查询之后：这个模型不能往后看。
page-masks-order = 被掩码遮挡的键在预测顺序中排在后面。
page-arithmetic = q·k = { FIXED($dot, digits: 4) }，缩放后得分为 { FIXED($score, digits: 4) }；在 { $keys } 个可见键上做 softmax，得到 **{ FIXED($weight, digits: 4) }**
page-arithmetic-masked = q·k = { FIXED($dot, digits: 4) }，但查询看不到这个键：在 softmax 之前被掩码遮挡，权重为 **0**
page-verified = 由模型自己的 Q、K、V 重新计算：与模型实际使用的值最多相差 { SCIENTIFIC($error, digits: 1) }。
page-verified-help = 得分和权重由记录下来的查询和键重新算出。这里给出的是该注意力头中“权重 × 值”与模型实际使用的上下文向量之间的最大差。

## The arithmetic of one cell

arithmetic-search = 查找词元
arithmetic-search-help = 只显示词元中含有这段文字（不分大小写）或序号与之相同的键。
arithmetic-only-visible = 只看可见的键
arithmetic-found = { $all } 个键中的 { $found } 个。
arithmetic-download-query = CSV：这个查询
arithmetic-download-head = CSV：整个头
arithmetic-head-too-long = { $pairs } 个词元对，一个文件装不下；至多 { $most } 个。
arithmetic-other-score = { $formula } = { $score }；在 { $keys } 个可见键上做 softmax，得到 **{ $weight }**
arithmetic-other-score-masked = { $formula } = { $score }，但查询看不到这个键：在 softmax 之前被掩码遮挡，权重为 **0**
arithmetic-with-bias = q·k = { $dot }，缩放并加上偏置 { $bias } 后得分为 { $score }；在 { $keys } 个可见键上做 softmax，得到 **{ $weight }**
arithmetic-steps = 逐步计算：从 q 和 k 到残差流
arithmetic-order = 维度的次序
arithmetic-place = 原有次序
arithmetic-size = 按大小
arithmetic-interventions = 这个头上有干预：{ $changes }。所有数字都是干预之后的。
arithmetic-turned = 这里的 q 和 k 已按位置旋转，得分用的就是它们；旋转之前的向量没有记录。
arithmetic-projected = 记录下来的 k 已是 W_k k，它对所有查询只算一次。
arithmetic-relative = 这里的 q 是 q + u：u 和 v 是这个头自己的向量，r 是距离的键。
arithmetic-vectors = q 与 k
arithmetic-total = { $count } 项之和 Σ = **{ $total }**
arithmetic-factor = × { $factor }{ $why } = **{ $scaled }**
arithmetic-root = （1/√{ $d }）
arithmetic-bias = + 偏置 { $bias } = **{ $sum }**
arithmetic-bias-terms = 偏置 = { $factor } × { $formula } = { $factor } × { $total } = **{ $bias }**
arithmetic-score = 得分
arithmetic-changed-score = 干预使得分变为 **{ $score }**。
arithmetic-mask = 掩码
arithmetic-visible = 查询可以看到这个键。
arithmetic-masked = 查询看不到这个键：得分变为 −∞。{ $why }
arithmetic-cut = 干预使查询看不到这个键：得分变为 −∞。
arithmetic-uncovered = 模型的掩码遮挡了这个键；干预使查询能看到它。
arithmetic-softmax = Softmax（归一化）
arithmetic-weight = { $keys } 个可见得分中的最大值 = { $peak }；exp({ $score } − { $peak }) = { $power }；Σ = { $total }；{ $power } / { $total } = **{ $weight }**
arithmetic-weight-masked = { $keys } 个可见得分中的最大值 = { $peak }；exp(−∞) = 0；权重 = **0**
arithmetic-weight-nothing = 这个查询看不到任何键：整行权重都是零。
arithmetic-changed-weight = 干预使权重变为 **{ $weight }**。
arithmetic-value = 值与上下文
arithmetic-context = |v| = { $value }；权重 × |v| = **{ $mixed }**；对 { $keys } 个可见键求和，上下文向量的长度为 **{ $context }**
arithmetic-changed-context = 干预使上下文向量变为另一个，长度为 **{ $used }**。
arithmetic-added = 经过它在 W_O 中的那几列，这个头在这个查询处加上一个长度为 **{ $head }** 的向量。
arithmetic-against = 它加入的残差流长度为 { $stream }；两者的余弦：{ $cosine }。所有的头合起来（含 W_O 的偏置）加上 { $sublayer }。
arithmetic-share = 其中这一格的部分长度为 { $cell }：沿着这个头所加的方向，占 **{ $share }**（所有键的份额之和为 100 %）。
arithmetic-no-projection = 这里没有 W_O：上下文向量原样进入解码器的这一步。
arithmetic-off = 把这一格重新算一遍，与模型实际使用的相比：得分相差 { $score }，权重相差 { $weight }，上下文向量相差 { $context }。
arithmetic-off-changed = 在干预之下重新计算，这个头的上下文向量与模型实际使用的最多相差 { $error }。

## Changes to a model

changes-title = 改变它
changes-intro = 改变注意力，看看注意力图和模型的预测会变成什么样。之后这个页面及其链接显示的都是改动后的模型。
changes-changed = 已改动
changes-remove = 撤销这项改动
changes-undo-all = 全部撤销
changes-dropped = 有 { $count } 项改动已去掉：这个模型或这段文本没有它们所涉及的内容。
changes-link-cut = 这个页面的链接只包含以下内容的开头部分：{ $names }。
changes-misfit = 所作的设置或改动与这段文本或这个模型不符
changes-details = 详细信息
changes-where = 位置
changes-head = 仅 { $head }
changes-layer = 层 { $layer } 的所有头
changes-layers = 所有层的所有头
changes-what = 改动
changes-apply = 应用
changes-zero = 消融：置零
changes-mean = 消融：取平均
changes-temperature = 温度
changes-unscaled = 去掉 1/√d 缩放
changes-dot = 得分：点积
changes-scaled = 得分：缩放点积
changes-cosine = 得分：余弦
changes-distance = 得分：平方距离
changes-unmask = 去掉掩码
changes-cut = 切断 { $query } → { $key }
changes-hide = 隐藏 { $key }
changes-row = 改写 { $query } 这一行
changes-zero-help = 这个头什么也不添加：它的上下文向量变为零。注意力图还在，只是不再使用。
changes-mean-help = 这个头处处说同样的话：每个上下文向量都变为全文各查询的平均。
changes-temperature-help = softmax 之前把得分除以它：小于 1 更尖锐，大于 1 更平缓。
changes-unscaled-help = 点积不经缩放直接进入 softmax，分布因此更尖锐。
changes-dot-help = 得分变为 q·k，不管模型学到的是怎样的比较方式。
changes-scaled-help = 得分变为 q·k/√d，不管模型学到的是怎样的比较方式。
changes-cosine-help = 得分变为查询与键的余弦，从 −1 到 1：各行变得平缓。小于 1 的温度可以使其重新尖锐。
changes-distance-help = 得分变为 −|q − k|²/√d，即欧氏距离的平方取负：距离近的键胜出。
changes-unmask-help = 每个查询都能看到每个键：因果模型可以往后看，预测顺序也不再遮挡。模型写作时，后面还没有内容。
changes-cut-help = 这个查询不能再看到这个键；它的权重由同一行的其他键分享。
changes-hide-help = 任何查询都看不到这个键。
changes-row-help = 设定每个键分到多少，单位不限；各数除以总和，使这一行合计为 100 %。
changes-row-now = 现在，%
changes-row-wanted = 你的数
changes-row-sum = 你的数合计为 { $total }；除以它之后，这一行合计为 100 %。
changes-row-empty = 至少要有一个数大于 0。
changes-places-help = 去掉：不告诉模型任何位置（不相加、不旋转、不惩罚；相对距离全为 0）。打乱：每 16 个相邻词元的位置重新排列。掩码保持不变。
changes-no-places = 没有位置可更改：未找到唯一告诉该模型词元位置的部分。
changes-trained = 与训练时相同
changes-seed = 打乱的随机种子
changes-every-head = L{ $layer }，所有头
changes-said-temperature = 温度 { $value }
changes-said-cut = 切断 { $query } → { $key }
changes-said-hide = 隐藏 { $key }
changes-said-row = 改写 { $query } 这一行
changes-said-removed = 去掉位置编码
changes-said-shuffled = 打乱位置（种子 { $seed }）
changes-effect = 改动前后
changes-before = 改动前
changes-after = 改动后
changes-mean-kl = 平均 KL(前 ‖ 后)：**{ $mean } nats**（n = { $n } 个位置），最大 { $largest }，在“{ $token }”（{ $position }）处。
changes-kl-help = 模型的预测移动了多少：Σ p ln(p / q)，p 为改动前，q 为改动后；0 表示毫无变化。
changes-own-tokens = 原有词元（n = { $n }）的 ln p：{ $before } → { $after }，**{ $delta }**。
changes-follows = 第二段文本接在第一段之后：{ $before } → **{ $after }**。
changes-forced = 数值比较的是两个模型逐个词元写出改动前译文时的情况：改动后的模型自己写出的可能是另一个译文，位置也不同。
changes-typed-only = 数值在所输入的文本上比较两个模型：各自续写的内容可能不同，续写的位置未必两边都有。
changes-nothing-to-compare = 改动前模型什么也没写，因此没有可以比较的位置。
changes-at-position = 在“{ $token }”（{ $position }）处的预测
changes-column-token = { term-token }
changes-column-before = 改动前
changes-column-after = 改动后
changes-column-delta = 变化
changes-control = 与随机的头比较
changes-control-help = 把同样的改动用到同样多的、随机抽取的其他头上（种子 0）：效果是否超过任意一个头？
changes-control-running = 正在改动其他头：{ $done } / { $count }
changes-control-result = 平均 KL { $real } nats；对其他头（每次 { $heads } 个）抽取 { $count } 次，同样改动的平均为 { $mean }，从 { $low } 到 { $high }。它排在**第 { $rank } 位，共 { $total } 个**。
changes-control-none = 没有可供比较的同类头，或者没有改动任何头。
changes-matters = { $head } 重要吗？
changes-matters-help = 对训练好的模型，逐个把每一个头置零：模型的预测会移动多远？
changes-matters-running = 正在逐个置零：{ $done } / { $count }
changes-matters-result = 去掉 **{ $head }** 后，{ $n } 个位置上的平均 KL 为 { $value } nats：在 { $count } 个头中**排第 { $rank }**。

## Compare

compare-title = 对比
compare-intro = 两次阅读并排看：同一个模型读两句话，两个模型读同一句话，或者同一次阅读的两个注意力头。B 一开始与 A 相同：替换其中一个词元，看看什么变了。
compare-open = 对比这次阅读
compare-open-help = 与另一句话、另一个模型或另一个注意力头并排看。
compare-unchanged = 探索页上有生效中的改动，它们没有带到这里：两边都由训练好的原模型阅读。
compare-side = { $name } · 模型
compare-right-text = B · 文本
compare-right-help = 一开始与 A 相同，在你改动之前一直跟随 A。
compare-copy = 与 A 相同的文本
compare-replace = 点击 B 中的一个词元来替换它
compare-replacement = 替换“{ $token }”
compare-replacement-help = 按回车替换这个词元；留空则去掉它。
compare-likely = { $model } 根据前文在此处的预测
compare-likely-hidden = { $model } 在盖住该词元时对此处的预测
compare-head = { $name } · 注意力头
compare-linked = 两边用同一个头
compare-linked-help = 关闭后可以对比两个头，同一个模型的或两个模型的。
compare-not-shared = 这两个模型没有地址相同的头，因此两边各自选择，也没有“哪些头变化最大”的列表。
compare-same = 两边完全相同。点击 B 中的一个词元来替换它，或者选择另一个模型或另一个头。
compare-query = 从哪个词元看
compare-no-counterpart = “{ $token }”在 B 中没有对应：它被去掉了，或者被不止一个词元取代。
compare-scale-unit = { term-from-0-to-1 }
compare-scale-head = 到两边的最大权重
compare-scale-log = { term-logarithmic }
compare-most-changed = 从变化最大的头中选择
compare-after = A 中“{ $left }”和 B 中“{ $right }”之后是什么
compare-at = A 中“{ $left }”和 B 中“{ $right }”的位置上可能是什么
compare-hidden = 询问 { $model } 时盖住了这个词元；上面的图是完整文本的。
compare-source-token = 翻译模型预测的是它写出的内容。请选择解码器的一个头来对比预测。
compare-nothing-before = 这个词元之前什么也没有，所以没有对它的预测。
compare-vocabularies = 两个模型的词表不同，概率无法比较。

## Controls beside the text

controls-target = 译成
controls-auto = 自动（{ $language }）
controls-english = English
controls-chinese = 中文
controls-forced = 或者自己给出译文
controls-forced-help = 模型必须照此写出。你可以看到它认为这些词有多大可能，以及写每个词时在看哪里。
controls-forced-empty = 留空则由模型自己翻译
controls-decoding-greedy = 贪心解码
controls-decoding-beam = 束搜索，宽度 { $beam }
controls-beam = 每一步保留的候选数
controls-beam-help = 1 即贪心：总取最可能的下一个词元。大于 1 时，最可能的几个开头相互竞争，直到最好的几个写完（束搜索）。
controls-penalty = 长度惩罚 α
controls-penalty-help = 候选按 ln p / ((5 + 长度) / 6)^α 排序（Wu 等，2016）。取 0 时短的占便宜。
controls-write = 续写的词元数
controls-write-help = 模型在你的文本后面添加多少个词元；0 表示只读不写。在它要另起一句的地方会提前停止。
controls-strategy = 取哪个词元
controls-greedy = 最可能的
controls-sample = 随机抽取
controls-chance = 抽取的设置
controls-temperature = 温度
controls-temperature-help = logits 除以温度：小于 1 时，可能的更可能；大于 1 时，机会趋于均等。
controls-top-k = Top-k（前 k 个）
controls-top-k-help = 只从最可能的 k 个词元中抽取；0 表示从全部中抽取。
controls-top-p = Top-p（前 p 概率）
controls-top-p-help = 只从合起来达到这个概率的最少几个词元中抽取；1 表示从全部中抽取。
controls-seed = { term-seed }
controls-again = 重新抽取
controls-masked = 遮蔽：{ $tokens }
controls-masked-help = 模型看不到这些词元，要猜出那里原来是什么。
controls-second = { term-second-text }
controls-second-help = 模型同时读两段，并给出第二段接在第一段之后的概率。
controls-second-empty = 可选：它接得上吗？
controls-order = 预测的顺序
controls-left = 从左到右
controls-right = 从右到左
controls-random = 随机
controls-typed = 自己输入
controls-positions = 按顺序写出位置
controls-positions-help = 从 1 到 { $last } 的每个位置各一次，用空格或逗号隔开。
controls-not-numbers = 请用数字写出位置，以空格或逗号隔开，例如“{ $example }”。在此之前按从左到右读。
controls-not-an-order = 一个顺序要把从 1 到 { $last } 的每个位置各写一次；{ $faults }。在此之前按从左到右读。
controls-missing = 缺少：{ $positions }
controls-twice = 重复：{ $positions }
controls-not-there = 没有这个位置：{ $positions }

## Cost

cost-title = 开销
cost-intro = 文本变长时注意力要花多少：在运行本页的机器上实测，并为每个模型逐项计数。每个词元都要与其他所有词元相遇，n 个词元就有 n² 个得分。这是 **O(n²)：平方增长，不是指数增长。**
cost-measured = 在这台机器上实测
cost-conditions = { $device }，torch { $torch }。一个 { $d_head } 维的头，没有掩码；几种做法一轮一轮地交替测量。所有访客共用这一次测量。
cost-threads = { $device }，{ $threads } 个线程
cost-progress = 正在测量，{ PERCENT($done, digits: 0) }。读取文本优先。
cost-again = 重新测量
cost-full = 现在任务太多，测量要等一等。请稍后再试。
cost-failed = 测量失败，原因见服务器日志。
cost-fitted = { $way }：时间 ∝ $n^{"{"}{ FIXED($exponent, digits: 2) }{"}"}$（95% 区间 { FIXED($low, digits: 2) } – { FIXED($high, digits: 2) }），由 { GROUPED($first) } 到 { GROUPED($last) } 个词元拟合
cost-doubled = 写出全部权重时，{ GROUPED($n) } 个词元所用的时间是 { GROUPED($half) } 个的 **{ FIXED($times, digits: 1) } 倍**：平方增长应为 4 倍，矩阵大到处理器缓存放不下之后还会更多。若是指数增长，文本每长一倍，时间就会变成原来的平方。
cost-naive = { term-naive }
cost-recorded = { term-recorded }
cost-fast = { term-fast }
cost-stopped = { $way }：没有测 { GROUPED($n) } 个词元，预计一次调用约需 { FIXED($seconds, digits: 1) } 秒和 { $size }。
cost-unsteady = 机器还在忙别的：时间忽长忽短，误差线很长，拟合出的幂并不可靠；请在空闲时重新测量。
cost-memory = **为什么记录只需 O(n)。** 得分和权重在每个头里都是 n × n 个数。保留它们的工具，内存随 n² 增长。
cost-memory-fast = 快速内核一块一块地算，从不同时持有全部：时间随 n² 增长，内存随 n 增长。
cost-memory-naive = 朴素做法在峰值时同时持有 { FIXED($times, digits: 1) } 个这样的矩阵，{ GROUPED($n) } 个词元时共 { $size }。
cost-memory-record = Headlight 保留 Q、K、V 和上下文，每个词元四个向量：这个头每个词元 { GROUPED($bytes) } 字节，与长度无关。有人查看某个头时，才重新计算它的权重。{ GROUPED($n) } 个词元时记录占 { $record }，而仅权重就要 { $weights }。
cost-bytes-counted = 字节数由同时存在的张量计算得出；这台设备的内存分配器无法把它们与别人的区分开。快速内核自己临时使用的内存不在其中。
cost-bytes-measured = 峰值由设备的内存分配器测得。
cost-numbers = 全部数字
cost-column-way = 做法
cost-column-median = 中位数，毫秒
cost-column-quartiles = 四分位数，毫秒
cost-column-rounds = 轮数
cost-column-peak = 峰值
cost-column-kept = 保留
cost-counted = 为一个模型计数
cost-counted-help = 对 n 个词元做一次前向计算时的矩阵乘积，一次乘法加一次加法算作一次。不计 softmax、归一化和激活函数，它们增长得不会更快。因果模型的 n² 按全部计算，尽管内核可以略去被掩码遮挡的那一半。
cost-translator = 这个模型读 n 个词元，写 n 个词元。
cost-tokens = 词元数 n
cost-column-part = 部分
cost-column-formula = 公式
cost-column-count = n = { GROUPED($n) } 时
cost-symbols = $d$ = d_model，$d_h$ = d_head，$h$ 个头，$f$ = d_ff，$g$ = d_hidden，$L$ 层，词表中有 $V$ 个词元：{ $sizes }
cost-crossing = 带 n² 的部分在 **{ GROUPED($all) } 个词元** 处超过其余一切；不算输出投影，则在 **{ GROUPED($inner) }** 处。在此之前，短文本的计算主要花在投影和前馈网络上。
cost-no-crossing = 这里没有随 n² 增长的部分：没有注意力。代价是一个向量要装下整段文本。
cost-embedding = 词嵌入，只查表
cost-projections = W_Q、W_K、W_V
cost-scores = 得分，查询 × 键
cost-contexts = 上下文，权重 × 值
cost-output = W_O
cost-feed-forward = 前馈网络
cost-unembedding = 输出投影（logits）
cost-transform = logits 前的一层
cost-next-sentence = 下一句判断
cost-distances = 所有距离的 W_R
cost-relative-scores = 距离的得分
cost-encoder = 编码器的 GRU
cost-decoder = 解码器的 GRU
cost-start = 解码器的初始状态
cost-readout = 读出 logits 的向量
cost-queries = 查询的 W
cost-queries-keys = 查询和键的 W、U

## Around the views

details-head = 这个头
details-heads = 各头之间
details-stream = { term-residual-stream }
details-not-here = 此处不可用：{ $titles }。{ $reason }
details-untrained = 未训练：与 { $model } 架构相同、权重随机（种子 { $seed }）的模型，读的是同样的词元，改动若有也相同。它的头与这里的头只是编号相同，并不对应，因此只给出平均值和范围（最小到最大）。一段文字给不出置信区间：各行共用同样的词，不是独立样本。
details-no-untrained = 没有未训练的对照：只有随附的模型才能换上随机权重。
details-other-tokens = 没有未训练的对照：写出的文字若重新输入，会切分成别的词元。

## History

history-title = 历史
history-intro = 同一句话，由各种架构按发明的先后来读。每一次改变的，都是模型能看到什么。
history-arxiv = arXiv:{ $number }
history-not-on-arxiv = 不在 arXiv 上
history-seq2seq = 序列到序列（seq2seq）
history-bahdanau = Bahdanau 注意力
history-luong = Luong 注意力
history-transformer = Transformer
history-gpt = GPT
history-bert = BERT
history-xlnet = XLNet
history-seq2seq-story = 循环编码器逐个词元地读完句子，最后的状态 c 就是解码器所能得到的全部原文：句子越长，要挤进这几个数的内容就越多。Cho 等人把 c 送入解码器的每一步（如图），Sutskever 等人只送入第一步。这时还没有注意力。
history-bahdanau-story = 瓶颈消失了。写每个词之前，解码器的上一个状态 s<sub>i−1</sub> 询问原文的每个位置，把得到的回答加权求和，送入这一步。两者由一个小网络来比较：v·tanh(W s<sub>i−1</sub> + U h<sub>j</sub>)，即加性注意力。编码器从两个方向读；对齐关系随翻译一起学会，不需要人工标注。
history-luong-story = 更简单：解码器先走一步，再由新的状态 h<sub>t</sub> 去询问。得分是乘积：点积、“general” h<sub>t</sub>ᵀW h̄<sub>s</sub>（本模型所用），或拼接（concat）。注意力可以是全局的，覆盖整个原文（如图），也可以是局部的，只看一个窗口。结果 h̃<sub>t</sub> 还会送入下一步（input feeding）。
history-transformer-story = 循环不见了。词元之间直接互相看，分成多个头，得分为 q·k/√d。编码器看到整个原文；解码器看到已写出的部分（因果掩码，在 softmax 之前施加），并通过交叉注意力看编码器的最后一层：查询来自解码器，键和值来自编码器。顺序要另外加入：用正弦波标明每个位置。
history-gpt-story = 只留下解码器，没有交叉注意力：每个词元看到自己和它前面的内容，预测下一个。因此不需要成对的句子，只要文本。论文为每个位置学习一个向量；我们的模型则旋转查询和键（旋转位置编码，2021）。
history-bert-story = 只留下编码器：在每一层里，每个词元都同时看到左右两边。这样预测下一个词元就不成其为任务，于是把一些词元用遮蔽符盖住，由其余所有词元来猜；第二个任务是判断第二段文本是否接在第一段之后。它不是用来写作的。
history-xlnet-story = 又是语言模型，却能从左右两边学习：词元按抽取的顺序逐个预测，每一个只依据顺序中排在它之前的词元，无论它们位于何处。句子本身并不打乱，也没有 [MASK] 词元：全靠注意力掩码。内容流看得到自己的词元，查询流只知道自己的位置。位置是相对的，与 Transformer-XL 相同。
history-structure-alt = { $name }：哪个词元能看到哪个词元
history-head = 注意力头
history-map-alt = { $name }：{ $head } 的注意力权重
history-unread = 这个头的输出没有去处：预测出自查询流，最后一层的内容流不再被读取。
history-vector-help = 没有注意力，也就没有注意力图：这里画的是去掉每个原文词元后，唯一的向量 c 移动了多远。
history-wrote = 它写出
history-wrote-nothing = 什么也没有：它立刻停下了
history-forced = 指定的译文
history-continues = 它接下去会写
history-fills-in = 它在位置 { $position } 填入
history-nothing-masked = 没有遮蔽任何词元：请在上面选择一个要盖住的词元。
history-second-follows = 第二段文本接在第一段之后：**{ $probability }**
history-foretells = 它按这个顺序预测
history-more-tokens = ……还有 { $n } 个
history-left-out = 末尾的 { $n } 个词元放不下，没有读入。

## Models of Hugging Face

huggingface-title = 其他模型
huggingface-intro = Hugging Face transformers 的模型，用与我们的模型相同的内核来读。只打开 safetensors 文件，绝不运行模型附带的代码。
huggingface-nothing = 本应用的管理员没有提供其他模型。
huggingface-other = Hub 上的其他名称……
huggingface-name = Hub 上的名称
huggingface-name-help = 所有者/模型，例如 EleutherAI/pythia-70m
huggingface-package = 已安装的软件包
huggingface-folder = 文件夹
huggingface-hub = 来自 Hugging Face Hub
huggingface-cached = 已下载，不需要网络。
huggingface-download-help = 会先检查大小：最多 { $limit } MB。
huggingface-waiting = 正在询问 Hub……
huggingface-downloading = { $done } / { $total } MB
huggingface-cancel = 取消
huggingface-read = 用它来读
huggingface-details = 收到的具体信息
huggingface-refused-library = Hugging Face 的模型还需要一个库。请安装后重新启动应用：
huggingface-refused-unknown = 这里没有叫这个名称的模型。
huggingface-refused-not-allowed = 本应用的管理员不允许使用这个模型。
huggingface-refused-not-here = 这个模型需要先下载。
huggingface-refused-network = 无法连接 Hub。其余一切功能不需要网络。
huggingface-refused-absent = Hub 上没有这个模型，或者它不对所有人开放。
huggingface-refused-too-large = 这个模型超出了本应用允许的大小。
huggingface-refused-no-safetensors = 这个模型没有 safetensors 格式的权重。pickle 格式的权重可能运行代码，绝不打开。
huggingface-refused-remote-code = 这个模型需要自带的代码，这里绝不运行。
huggingface-refused-unsupported = transformers 无法把它作为文本模型打开。
huggingface-refused-cancelled = 下载已取消，没有保留任何内容。

## Links, reports and files

keep-keep = 保存
keep-html = HTML，可交互，离线可用
keep-csv = CSV 数据
keep-title = 保存所见
keep-help = 文件在你点击时才生成，打开时不需要网络。
keep-map = { $head } 的图
keep-report = 报告
keep-report-help = 一个 HTML 文件：文本、模型、设置、当前视图的可交互图，以及所选查询的数字。
keep-npz = 记录，NPZ
keep-npz-help = 这次阅读的全部数字，用 NumPy 读取：查询、键、值、上下文向量、掩码、残差流、预测。格式见 docs/trace-format.md。
keep-json = 记录，JSON
keep-json-help = 同样内容的纯文本；文本较长时，最大的数组不写入，只列出名字。
keep-extras = 记录中另外包括
keep-extra-weights = 每个头的权重
keep-extra-logits = 全部 logits
keep-extras-help = 权重可由查询和键算出；加上权重或 logits，文件会大得多。
keep-link = 重新打开这个视图的链接
keep-report-title = Headlight 报告：{ $model }
keep-parameters = 参数量
keep-read = 读入
keep-tokens = { $tokens } 个词元
keep-left-out = { $tokens } 个词元；文本更长，另有 { $left_out } 个没有读入
keep-settings = 文本之外的设置
keep-default-settings = 无：模型的默认设置
keep-head = 注意力头
keep-cell = 单元格
keep-cell-value = 查询 { $query }“{ $query_token }” → 键 { $key }“{ $key_token }”
keep-weight = 权重
keep-verified = 重新计算
keep-verified-value = 与模型实际使用的上下文向量最多相差 { $error }
keep-interventions = 对注意力的改动
keep-figures = 图
keep-table-of = { $head } 中查询 { $query }“{ $token }”与每个键的得分。所选的键以底色标出。
keep-figures-measured = 模型卡片上的测量结果
keep-no-attention = 这个模型没有注意力，因此没有图可画。
keep-reproduce = 在 Headlight 中打开同一视图
keep-made-by = 由 Headlight { $version } 生成。权重文件的 SHA-256：{ $digest }。

## Learning

learning-title = 学习
learning-intro = 模型的注意力起初是随机的，后来才成为现在的样子。这里可以看着它学会。
learning-part = 看什么
learning-recorded = 录下的训练
learning-live = 现在训练一个

## Learning: a recorded training

recorded-about = **{ $model }** 有 { $layers } 层，每层 { $heads } 个注意力头。训练时从第 0 步到第 { $last } 步，它的权重保存了 { $count } 次。每一个检查点都读这句话；拖动滑块，或者点播放。
recorded-no-model = 这里没有录下的训练：模型 { $model } 没有检查点。`python -m training.train { $model }` 会生成它们。
recorded-no-curves = 这次训练的曲线还没有测量：`python -m training.card { $model }` 会测量。下面的注意力图和预测照样可看。
recorded-reading = 第 { $done } / { $count } 个检查点正在读这句话
recorded-failed = 这段文本读不了，请换一段。
recorded-cut = 模型只容得下这段文本的开头：有 { $count } 个词元没有读入。
recorded-exact = 注意力图、得分和权重由浏览器根据各检查点自己的查询和键算出。这样算出的权重所得的上下文向量，与检查点实际使用的相差不超过 { SCIENTIFIC($error, digits: 0) }。
recorded-story-random = 第 0 步时，所有参数都是随机的，注意力几乎是均匀的：没有一个头的得分与均匀注意力相差超过 { FIXED($off, digits: 3) }。损失为每词元 { FIXED($loss, digits: 2) } 奈特；在 { GROUPED($vocabulary) } 个词元中均匀地猜会是 { FIXED($even, digits: 2) }。
recorded-story-frequent = 最先学会的不需要注意力：哪些词元常见。到第 { $step } 步，损失已降到 { FIXED($loss, digits: 2) }；在这段文本的 { PERCENT($share, digits: 0) } 的位置上，第一猜测都是同一个词元 { $guess }。
recorded-story-previous = **{ $head }** 学会看前一个词元：最后把 { FIXED($value, digits: 2) } 的权重放在那里，均匀的注意力只有 { FIXED($even, digits: 2) }。从第 { $before } 步到第 { $after } 步上升最快。
recorded-story-induction = **{ $head }** 学会归纳：词元若出现过，就看它上次后面跟着的词元，最后权重为 { FIXED($value, digits: 2) }，均匀的注意力只有 { FIXED($even, digits: 2) }。从第 { $before } 步到第 { $after } 步（阴影处）上升最快，损失在此期间从 { FIXED($high, digits: 2) } 变为 { FIXED($low, digits: 2) }。
recorded-story-order = 归纳头要读取前面某层的前一词元头写下的内容，所以后者必须先出现。
recorded-story-no-previous = 到最后一步，还没有注意力头学会看前一个词元：最好的 { $head } 为 { FIXED($value, digits: 2) }，均匀的注意力为 { FIXED($even, digits: 2) }。
recorded-story-no-induction = 这次录下的训练中没有形成归纳：最好的 { $head } 最后为 { FIXED($value, digits: 2) }，均匀的注意力为 { FIXED($even, digits: 2) }。
recorded-how-found = 曲线的测量：损失取自 { GROUPED($tokens) } 个留出词元，带 95% 区间；前一词元取自 { $previous_token } 个留出句子；归纳取自 { $induction } 段重复的随机文本。提到的是最后得分最高的头。“最快”指相邻检查点之间 Δ得分 / Δ ln(1 + 步数) 最大，也就是图中线最陡的地方；最后达到均匀注意力的 { $clear } 倍以上才算形成。

## Learning: the player of a recorded training, drawn by the browser

scrubber-step = 训练步
scrubber-step-of = 第 { $step } 步，共 { $last } 步
scrubber-slider = 训练步。用方向键移动，用空格键播放和暂停。
scrubber-play = 播放
scrubber-pause = 暂停
scrubber-speed = 速度
scrubber-slow = 慢
scrubber-medium = 中
scrubber-fast = 快
scrubber-now = 在这一步
scrubber-held-out = 留出文本的损失
scrubber-this-text = 这段文本的损失
scrubber-nats = 每词元 { $value } 奈特
scrubber-tokens = 每个词元预测得如何
scrubber-tokens-help = 词元下面是 −ln p，单位奈特：颜色越深越出乎意料。点击一个词元，看模型认为后面是什么。
scrubber-surprisal = { $token }：{ $value } 奈特
scrubber-heads = 第 { $step } 步的全部注意力头
scrubber-pair = “{ $query }” 看 “{ $key }”
scrubber-pair-help = 点击图中的单元格，换一对词元。
scrubber-unseen = 这个查询看不到那个键：它在后面。
scrubber-equation = 得分 = { $factor } × q·k = { $factor } × { $dot } = { $score }；对 { $visible } 个键做 softmax，权重为 { $weight }
scrubber-terms = q·k 逐维的各项
scrubber-term = 第 { $index } 维：{ $value }
scrubber-guesses = 模型认为“{ $token }”之后是
scrubber-follows = 实际的下一个
scrubber-open = 在“探索”页打开这个检查点
scrubber-curves-label = 损失和注意力头得分随训练步的变化。点击一点可跳到那一步。
scrubber-pair-label = { $head } 中 { $query } → { $key } 的得分和权重随训练步的变化
scrubber-failed = 图没有画出来。请刷新页面再试。

## Learning: a small network that learns

live-intro = 选一个任务和一个小网络，看着它的注意力变成任务所需要的样子。训练就在这里进行，与大家的阅读轮流占用机器，页面开着就继续。
live-task = 任务
live-copy = 复制
live-copy-about = `a b c | a b c`：在竖线之后把字母再说一遍。每个位置的答案都在固定距离之前：请看对角线。
live-reverse = 倒序
live-reverse-about = `a b c | c b a`：在竖线之后倒着说出字母。请看方向相反的斜线。
live-previous = 前一词元
live-previous-about = `a b c`：在每个字母处说出它前面的那个。请看紧挨主对角线的斜线。
live-induction = 归纳
live-induction-about = `a b c a b c`：字母隔一段距离重复，距离每行不同；请说出上一次后面跟着什么。只靠位置不行：一层要看前一个词元，下一层要找到同样的字母在哪里出现过。
live-translation = 玩具翻译
live-translation-about = `the old cat saw a dog today | 老 猫 今天 看见了 一只 狗`：逐词把英文译成中文。“the”没有对应的词，副词要换位置：请看每个词怎样找到它的来源。
live-text = 自己的文本
live-text-about = 你自己的一段文本，逐字进行：说出下一个字符。最后十分之一留作测量。文本只在页面打开期间留在这台服务器上，不写入任何文件。
live-own-text = 要学习的文本
live-text-empty = 还没有可以学习的文本。请在框中放入至少 { $limit } 个字符。
live-text-short = 这段文本有 { $amount } 个字符，至少需要 { $limit } 个。
live-text-long = 这段文本有 { $amount } 个字符，这里最多学习 { $limit } 个。
live-text-varied = 这段文本有 { $amount } 种不同的字符，这里最多学习 { $limit } 种。
live-network = 网络
live-layers = 层数
live-width = d_model（维度）
live-sinusoidal = { term-sinusoidal }
live-learned = { term-learned }
live-rotary = { term-rotary }
live-alibi = ALiBi（线性偏置）
live-none = { term-none }
live-scale = 1/√d 缩放
live-residual = 残差连接
live-layer-norm = 层归一化 LayerNorm
live-mask = 因果掩码
live-steps = 步数
live-parameters-note = 各头共享 d_model：{ $heads } 个头，每个 { $d_head } 维；1 个头与 8 个头的参数一样多。
live-beside = 同时训练
live-beside-help = 第二个网络：同样的种子、同样的批次，只有一处不同。
live-beside-nothing = 不训练别的
live-without-scale = 同一网络，去掉缩放
live-with-scale = 同一网络，加上缩放
live-one-head = 同一网络，一个头
live-four-heads = 同一网络，四个头
live-without-residual = 同一网络，去掉残差
live-with-residual = 同一网络，加上残差
live-without-layer-norm = 同一网络，去掉 LayerNorm
live-with-layer-norm = 同一网络，加上 LayerNorm
live-without-positions = 同一网络，去掉位置编码
live-with-positions = 同一网络，加上正弦位置编码
live-without-mask = 同一网络，去掉掩码
live-with-mask = 同一网络，加上掩码
live-start = 开始学习
live-start-over = 重新学习
live-stop = 停止
live-resume = 继续
live-nothing-yet = 这里还没有网络学习过。一次训练需要十秒到一分钟。
live-full = 其他人正在训练，现在没有空位。请稍后再试，你的选择不会丢失。
live-forgotten = 这个链接中的训练已不再保留：最后一次查看之后，训练保留一刻钟。选择还在，请重新开始。
live-failed = 这次训练因错误而中断，详情见服务器日志。
live-progress = 第 { $step } 步，共 { $steps } 步 · 已计算 { FIXED($seconds, digits: 0) } 秒 · 留出的答案中 { $accuracy } 正确
live-in-line = 前面还有 { $count } 个任务在轮流
live-stopped = 已停止
live-finished = 已完成
live-out-of-time = 已停止：达到一次训练允许的最长时间
live-diverged = 已停止：数值发散（损失不再是数）
live-chosen-network = 所选网络
live-before = 之前：上一次训练
live-loss = 损失
live-nats = 奈特；点线：训练
live-held-out = 留出
live-training = 训练
live-accuracy = 正确的答案
live-accuracy-unit = 比例，留出
live-accuracy-unit-unmasked = 点线：位置之后不可读
live-whole-row = 可读整行
live-unaided = 位置之后一概不可读
live-pair-score = 这对词元的得分
live-pair-weight = 这对词元的权重
live-pair-unit = { $head }，{ $query } → { $key }
live-gradient = { $matrix } 的梯度
live-score-gradient = 得分的梯度
live-norm-unit = 范数，层 { $layer }
live-peak = 最大权重
live-entropy = 熵 ÷ ln(键数)
live-layer-unit = 平均，层 { $layer }
live-chart-about = { $title }随步数的变化；最后的值是 { $value }
live-map-about = 网络“{ $network }”在 { $step } 步之后 { $head } 的注意力
live-mosaic-about = 网络“{ $network }”在 { $step } 步之后的所有注意力头
live-maps-help = 点击小格选择注意力头；点击大图中的单元格，跟踪那一对词元。
live-shown-step = 图所示的步数
live-exact = 由网络自己的 Q、K、V 重新计算，与它实际使用的数值最多相差 { SCIENTIFIC($error, digits: 1) }。
live-measured-on = 在 { $rows } 行留出数据的 { $answers } 个答案上测量，每次相同。梯度是这些答案的损失的梯度。
live-figures = 数字对照
live-parameters = 参数量
live-learned-at = 达到 95% 正确的步数
live-not-yet = 尚未达到
live-final-loss = 损失，留出（奈特）
live-final-accuracy = 正确率，留出
live-final-unaided = 位置之后不可读时的正确率
live-peak-at-start = 第 0 步的最大权重（平均）
live-score-gradient-at-start = 第 0 步得分梯度（范数）
live-leak = **没有掩码，每个词元都能看到下一个词元，也就是答案。** 可读整行时，网络（{ $network }）的正确率是 { $accuracy }；位置之后一概不可读时（如同它自己写作时），是 { $unaided }。
live-leak-none = 没有掩码，也无妨：这个任务不问后面的词元。
live-lesson-scale = q·k 的方差随 d_head 增大。不做缩放，还没学到东西时权重就被推向 1：请比较第 0 步的最大权重，用一个宽的头时最明显。Vaswani 等人预期这样的 softmax 传回的梯度很小；在这么小的网络里是否如此，请看得分的梯度。W_Q 和 W_K 的梯度也少了 1/√d_head 这个因子，因此起初更大。
live-lesson-heads = 同样多的参数，切成更少或更多的头：一个头一次只看一处，多个头同时看几处，但每个头的维度更少。
live-lesson-residual = 没有残差，每个子层都取代它读到的内容：词元原来是什么，必须穿过每一层注意力；梯度也必须穿过每个矩阵。
live-lesson-layer-norm = LayerNorm 使子层读到的向量长度一致。没有它，得分可能随残差流一起变大。
live-lesson-positions = 没有位置编码，网络只能从掩码得知次序：看到更多键的词元在后面。若连掩码也没有，它读到的只是一袋词元。
live-lesson-mask = 没有掩码，预测下一个词元就不成任务：请比较可读整行时与位置之后不可读时的正确率。
live-keep = 保存这个网络
live-download-help = 一个 .safetensors 文件：权重、选择、词表和测量结果（JSON）。不含你的文本。
live-open-help = 探索页的所有视图和改动都可用于这个网络。在别人需要它的位置之前，它会一直保留。
live-upload = 载入文件
live-upload-help = 从这里下载的文件，最大 4 MB。
live-upload-failed = 这个文件不能使用：它不是本页保存的网络，或者已被改动。
live-uploaded = 已读入：{ $task }，{ $layers } 层，{ $heads } 个头，{ $step } 步之后正确率 { $accuracy }。

## What came out

outcome-given = 你给出的译文
outcome-nothing-written = 什么也没写：一开始就结束了
outcome-log-probability = ln p = { $value }
outcome-score = 得分 { $value }
outcome-unfinished = 没有写完：位置用尽了。
outcome-written = 选择一个写出的词元，打开写它的那一步：看它注意原文的哪些词元
outcome-written-without = 选择一个写出的词元，看那里还可能是什么
outcome-beam = 束搜索：{ $count } 个候选，{ $steps } 步
outcome-column-text = 候选
outcome-column-score = { term-score }
outcome-column-log-probability = ln p（对数概率）
outcome-column-tokens = { term-tokens }
outcome-column-finished = 已写完
outcome-instead = 第 { $position } 步：“{ $token }”的位置还可能写什么
outcome-no-attention = **{ $model } 没有注意力。**编码器逐个词元读完原文，只交出一个向量，即它的最后一个状态。写出的词来自哪个原文词元无从得知，因此没有注意力图可画；能看到的是这一个向量保留了什么。
outcome-stopped = 什么也没写：模型要在这里另起一句，或者位置用尽了。
outcome-drawn = 选择一个词元，看它是从什么分布中得到的
outcome-comes-after = “{ $token }”（位置 { $position }）之后是什么
outcome-begins-anew = `<bos>` 表示另起一段：模型认为这段文本到此结束。
outcome-follows = 第二段文本接在第一段之后的概率为 **{ $probability }**
outcome-follows-help = 下一句预测：从第一个词元读出的两类中，“接得上”所占的份额。
outcome-no-masks = 没有遮蔽任何词元。选择要隐藏的词元，让模型来猜。
outcome-gap = 位置 { $position }：空缺处可能是什么
outcome-stood-there = 原来的
outcome-in-text = 文中的
outcome-rank = 第 { $rank } 位
outcome-reads-in-order = 每个词元下面的数字是它在预测顺序中的次序。
outcome-rank-title = 在顺序中的次序：{ $rank }
outcome-foretold-at = 位置 { $position }，顺序中第 { $rank } 个：由排在它之前的词元预测
outcome-foretold-first = 位置 0 是给定的：没有东西来预测它。
outcome-column-place = 顺序
outcome-column-position = { term-position }
outcome-column-token = { term-token }
outcome-column-probability = { term-probability }
outcome-column-guess = 最佳猜测
outcome-column-guess-probability = 其概率
outcome-take-next = 点击一个，文本就从这里接着它往下写。
outcome-take-gap = 点击一个，用它填上空缺。
outcome-take-place = 点击一个，用它替换文本中的这个词元。
outcome-take-step = 点击一个，模型在这一步就写它，然后自己接着写下去。
outcome-take-hypothesis = 点击一个，下面就都改为显示这个译文。
outcome-take-guess = 模型认为另一个词元更可能的位置，最有把握的在前。点击一个，用它替换那里的词元。
outcome-undo = 撤销

## Positions

positions-intro = 注意力本身不知道词元的先后顺序，必须告诉 Transformer。这里是几种告诉它的办法。本页的五个模型（gpt-sinusoidal 到 gpt-none）除此之外完全相同。
positions-section = 看什么
positions-section-encoding = 编码本身
positions-section-attention = 在注意力中
positions-section-changed = 替换与打乱
positions-section-lengths = 超出训练长度
positions-encoding = 编码方式
positions-sinusoidal = 正弦
positions-sinusoidal-text = 把从快到慢的一组波加到词嵌入上。移动 k 个位置在任何地方都是同一个旋转，所以“往前 k 个词元”只需学一次（Vaswani 等，2017）。
positions-learned = 可学习
positions-learned-text = 每个位置一个训练出来的向量，加到词嵌入上，GPT-2 和 BERT 就是这样。超出训练时的最大长度，就没有训练过的向量。
positions-rotary = 旋转（RoPE）
positions-rotary-text = 什么都不加：每个查询和键的每一对维度按位置旋转一个角度，于是位置只以两个词元的距离进入 q·k（Su 等，2021）。
positions-alibi = { term-alibi }
positions-alibi-text = 不往词嵌入上加任何东西：得分按距离成比例降低，每个头有自己的斜率（Press 等，2021）。
positions-none = 无
positions-none-text = 哪里都不加。因果模型仍能分辨位置：第一个词元只看到一个键，第十个看到十个（Haviv 等，2022）。
positions-length = 位置数
positions-d-model = 维数（d_model）
positions-d-head = 每个头的维数（d_head）
positions-base = 底数
positions-dimensions = 要画的维度
positions-pair = 维度对
positions-hands = 指针数
positions-read-from = 读自随附的模型“{ $model }”。
positions-untrained-rows = 读自随附的模型“{ $model }”。训练时每行 { $n } 个词元：从位置 { $n } 起，仍是初始值。
positions-missing = 这里没有“{ $model }”的权重，无从画起。
positions-shift = 平移是线性映射
positions-shift-by = 移动 k
positions-shift-text = PE(pos + k) = M PE(pos)，同一个 M 适用于所有 pos：每一对 (sin, cos) 旋转 k·θ。
positions-shift-numbers = 在每个位置检验：|PE(pos + { $k }) − M PE(pos)| 最大为 **{ SCIENTIFIC($residual, digits: 1) }**；每一行本身的长度为 { FIXED($length, digits: 2) }。
positions-shift-blocks = 逐对来看：R 把位置 1 处的 (sin, cos) 转成位置 { $after } 处的；≈ 之后是表中的数。
positions-shift-learned = 可学习的表没有这种保证。从第 pos 行到第 pos + { $k } 行的最佳线性映射，用 { $n } 个训练过的行的一半拟合，对其间各行的方差有 **{ PERCENT($tested, digits: 0) }** 未能解释（只用平均则为 100%；对拟合所用的行为 { PERCENT($fitted, digits: 0) }）。同样大小的正弦编码：{ SCIENTIFIC($waves, digits: 0) }。
positions-too-long = 这里只读文本的前 { $n } 个词元：五个模型的每一对词元都要画出来。
positions-no-family = 五个模型都不在：没有 gpt-sinusoidal 到 gpt-none 的权重。
positions-not-there = 缺少：{ $models }。
positions-head = 层与头
positions-attention-text = 同一句话，各种编码。不同模型的头并不一一对应：一个模型的 L0H1 未必和另一个模型的 L0H1 做同样的事。
positions-verified = 与模型实际使用的值最多相差 { SCIENTIFIC($error, digits: 1) }。
positions-split = 内容与位置
positions-split-of = 拆开谁的得分
positions-split-added = 这一层的 LayerNorm 读入 词嵌入 + 位置。把它的均值和标准差固定为模型实际使用的值，它就是线性的，于是 q·k/√d 分成四个部分（前为查询，后为键），外加含常数的项。
positions-split-added-deeper = 只有层 0 读入 词嵌入 + 位置。更深的层读到的已被注意力和 MLP 混合，没有公式能再把位置分出来：请选层 0 的头。
positions-split-rotary = 若不旋转时的 q·k/√d，以及旋转带来的改变。在层 0 以上，“未旋转”也含有位置：前面的层已把它带进了词元。
positions-split-alibi = q·k/√d 与偏置，在每一层相加都等于得分。偏置只知道距离，别的一概不知。
positions-split-none = 没有什么可拆：得分就是 q·k/√d；词元若知道自己的位置，那是因果掩码告诉它的。
positions-deviation = 各部分之和与模型的得分最多相差 { SCIENTIFIC($error, digits: 1) }。
positions-query = 查询
positions-key = 键
positions-one-score = q·k/√d 未旋转 { FIXED($before, digits: 4) }，旋转后 **{ FIXED($after, digits: 4) }**；模型的得分为 { FIXED($score, digits: 4) }。
positions-changed-text = 训练好的模型，换上别的位置。*去掉*：不相加、不旋转、也不惩罚。*打乱*：每 16 个词元互换位置。*平移*：每个词元后移 { $k }，距离都不变。*换序*：同样的词，另一种顺序；最后一个词不动。
positions-removed = { term-removed }
positions-shuffled = { term-shuffled }
positions-shifted = 平移 { $k }
positions-reordered = 换序
positions-as-trained = 原样的平均 −ln p（nats）：{ $losses }。
positions-shift-size = 平移
positions-draw-again = 换一种打乱
positions-one-sentence = 这只是一句话：它显示的差别可能只是这些词的偶然。
positions-orders = 哪些模型察觉得到词序？
positions-orders-text = 每个模型先读原句，再读同样的词的其他顺序；最后一个词不动。只数词的模型在它之后的预测不变：KL 为 0。
positions-orders-none = 词太少，无法换序：最后一个词保持不动。
positions-orders-found = { $n } 种顺序，每一种都由完全相同的词元组成。
positions-swap = 每个模型配每种编码
positions-swap-text = 用一个模型的权重，配另一个模型的位置编码来读。只有对角线是训练过的；大于 0 表示替换有损。
positions-swap-alike = 只有大小相同的模型才能互借位置编码：{ $models }。
positions-closer = 细看一项改动
positions-change = 改动
positions-read-with = 改用{ $encoding }编码
positions-same-text = 模型原本就用这种编码来读：没有变化。
positions-lengths-text = 在留出的文本上实测：按读到的位置，每个模型预测下一个词元的好坏。读得越多，损失本应越低。
positions-scale = 位置轴
positions-log = { term-logarithmic }
positions-linear = 线性
positions-not-measured = 尚未测量：{ $models }。`python -m training.evaluate` 会把曲线写入卡片。
positions-span-change = { $verdict }：位置 { $first } 处 { FIXED($before, digits: 2) } nats，{ $last } 处 { FIXED($after, digits: 2) }（{ $change }）。
positions-rises = 上升
positions-falls = 下降
positions-level = 没有明显变化（区间重叠）
positions-sinusoidal-far = 波继续下去，但超出训练长度后，加上的是模型从未见过的组合。
positions-learned-far = 超出训练长度的向量从未训练过：加上的仍是初始值。
positions-rotary-far = 超出训练长度的距离，会把慢的维度对转到模型从未见过的角度。
positions-alibi-far = 惩罚沿同一条直线继续，所以斜率大的头无论文本多长都只看近处。
positions-none-far = 没有加上任何新东西，但注意力要分给比训练时更多的键。

## How good the models are

quality-quality = 它们有多好？
quality-quality-help = 在留出的文本和人工编写的测试句上测得，选取方法见各模型的说明卡。区间为 95%；↑ 表示越高越好，↓ 表示越低越好。对齐和代词的数值各属于一个注意力头，它由另一半句子选出。我们的模型很小：请拿它们互相比较，不要与已发表的系统比较。
quality-direction = 方向
quality-en-zh = 英 → 中
quality-zh-en = 中 → 英
quality-measure = 指标
quality-column-model = 模型
quality-column-measure = 指标
quality-column-value = { term-value }
quality-column-interval = 95% 区间
quality-column-n = 样本数 n
quality-column-baseline = 对照
quality-translation = { $measure }，{ $direction }
quality-alignment = 对齐错误率（{ $reading }），{ $direction }
quality-by-written = 按写出的词元
quality-by-read = 按读入的词元
quality-perplexity = 每词元困惑度，{ $text }
quality-masked = 首选就是被遮蔽的词元，{ $text }
quality-next-sentence = 下一句判断正确率，{ $text }
quality-any-order = 随机顺序下的困惑度，{ $text }
quality-pronouns = 代词权重最大的键是其先行词，{ $text }
quality-diagonal = 对角线
quality-trigram = 三元语法
quality-two-sided = 双侧二元语法
quality-shared-words = 共有词
quality-offset = 最佳固定偏移
quality-chance = 随机猜测
quality-untrained = 随机权重
quality-held-out = 两种语言
quality-english = 英文
quality-chinese = 中文

## Waiting, and what is not taken

waiting-reading = 正在阅读你的文本。
waiting-ahead = 正在排队：前面还有 { $ahead } 次阅读。
waiting-crowded = 此刻阅读的人很多。内容没有丢失，请稍后再试。
waiting-hurried = 刚才的请求太密集。内容没有丢失，约 { $seconds } 秒后可以继续。
waiting-too-long = 这段文本有 { GROUPED($characters) } 个字符，最多接受 { GROUPED($most) } 个。请缩短后再试。
waiting-again = 再试一次

## The reading API

api-parameter = 参数不合理
api-parameter-detail = 这里没有参数“{ $parameter }”，或者它的值不合理。
api-misfit = 问题不适用
api-origin = 请求来自其他网站
api-origin-detail = 浏览器中只有本站自己的页面可以提问。
api-nowhere = 此地址下没有内容
api-nowhere-detail = 接口没有这个路径。
api-model = 没有这个模型
api-model-detail = 目前这里没有可以用来阅读的同名模型。
api-forgotten = 这次阅读已被遗忘
api-forgotten-detail = 此编号对应的阅读已不再保留，请重新提问。
api-absent = 这次阅读中没有该项
api-absent-detail = 这次阅读中没有 { $what }。
api-method = 只接受 GET 请求
api-method-detail = 接口不作任何改动，只回答 GET 请求。
api-superseded = 已被更新的问题取代
api-superseded-detail = 同一位访问者在同一处提出了更新的问题。
api-too-long = 问题过长
api-too-long-detail = 地址中的问题最多 { GROUPED($most) } 字节。请缩短文本后再试。
api-hurried = 请求太密集
api-crowded = 此刻阅读的人很多
api-failed = 无法回答
api-failed-detail = 服务器出了问题，详细信息在服务器日志里。

## What each model is for

models-seq2seq = 只靠一个向量翻译，没有注意力：注意力正是为克服这一点而提出的。
models-bahdanau = 用最早的注意力翻译：由一个小网络来比较词语。
models-luong = 用乘积代替小网络来翻译。
models-transformer = 只用注意力翻译：编码器、解码器和交叉注意力。
models-gpt = 预测下一个词；在它身上最容易看清对前文的注意力。
models-gpt-variant = 小型 gpt，五个同类模型中只有位置编码不同，这一个是：{ $positions }。
models-recorded = 一个小型 gpt，学习过程有完整记录。
models-bert = 根据两侧的上下文填出被遮住的词。
models-xlnet = 按任意顺序预测词语，有两条注意力流。
models-huggingface = Hugging Face 的模型，用同样的内核阅读。

## Words that figures share

figure-orientation = 行 = 查询，关注 列 = 键
figure-query-axis = 查询（query）
figure-key-axis = 键（key）
figure-masked-legend = 斜线 = 被掩码遮挡
figure-sink-badge = 首词元占 { $share }
figure-site-encoder = { term-encoder }
figure-site-decoder = { term-decoder }
figure-site-self = 自注意力
figure-site-cross = 交叉注意力
figure-site-content = { term-content-stream }
figure-site-query-stream = { term-query-stream }
figure-scale-unit = 权重，线性
figure-scale-head = 权重，线性，到本头最大值
figure-scale-log = 权重，对数
figure-scale-symmetric = 得分，以 0 为中心
figure-scale-signed = 以 0 为中心
figure-mosaic-title = 所有注意力头
figure-mosaic-orientation = 每一格内：行 = 查询，关注 列 = 键
figure-mosaic-pooled = 每个单元取 { $side } × { $side } 个权重中的最大值
figure-column-key = 键序号
figure-column-token = { term-token }
figure-column-dot-product = { term-dot-product }
figure-column-bias = 偏置
figure-column-score = { term-score }
figure-column-masked = 被掩码遮挡
figure-column-weight = { term-weight }
figure-about-key = 键的序号，从 0 开始
figure-about-token = 键对应的词元
figure-about-dot-product = 查询与键的点积：已按位置旋转，尚未缩放
figure-about-bias = 模型加到得分上的数
figure-about-score = softmax 的输入：已包含缩放和偏置
figure-about-masked = 该查询不可关注这个键
figure-about-weight = 对可见得分做 softmax：查询怎样分配注意力
figure-distance = 距离（词元数）
figure-similarity = 点积
figure-position-map-title = 位置编码
figure-waves-title = 所选维度随位置的变化
figure-similarity-title = 两个位置的相似度与距离
figure-similarity-map-title = 任意两个位置的相似度
figure-similarity-range = 最小到最大
figure-rotary-clocks-title = 旋转位置编码：每对维度转了多少
figure-rotary-clocks-note = 每对维度一只钟；12 点方向 = 未旋转
figure-rotary-pair = 维度对
figure-rotary-kernel-title = 旋转位置编码：相同向量的相似度与距离
figure-rotary-kernel-note = 各维度对 cos(距离 · θᵢ) 的平均
figure-rotary-kernel-axis = 得分（相对于距离 0）
figure-alibi-title = ALiBi：每个头给得分加上多少
figure-alibi-note = −斜率 × 距离；每个头有自己的斜率
figure-added-to-score = 加到得分上的数
figure-no-positions-title = 没有位置编码
figure-no-positions-note = 不相加、不旋转、也不惩罚距离。<br>词序只由因果掩码透露。

## The workbench, drawn by the browser

workbench-mosaic = { term-all-heads }
workbench-mosaic-label = 所有注意力头，每层一行。已选：{ $head }。用方向键选择其他头。
workbench-head-axis = { term-head }
workbench-scale = 颜色随 √权重 变化
workbench-merged = 小图显示相邻单元中最大的权重
workbench-pooled-mean = 文本较长，已池化：小图显示 { $pool } 个查询平均给予 { $pool } 个键的权重之和；只有大图是精确的
workbench-pooled-maximum = 文本较长，已池化：小图显示每 { $pool } × { $pool } 个单元中最大的权重；只有大图是精确的
workbench-unmeasured-long = 文本过长，不计算各头的度量
workbench-heatmap-label = { $head } 的注意力权重，{ $rows } 个查询 × { $columns } 个键。用方向键选择单元格。
workbench-preview = 预览
workbench-waiting = 正在等待精确值
workbench-selected = 已选择 { $head }
workbench-strongest = 最强：{ $query } → { $key }，{ $weight }
workbench-cell = { $query } → { $key }，{ $weight }
workbench-cell-outside = { $query } → { $key }，在窗口之外
workbench-row-table = { $head }，查询 { $query }：每个键的权重
workbench-strongest-table = { $head }：每个查询最关注的键
workbench-query = { term-query }
workbench-key = { term-key }
workbench-weight = { term-weight }
workbench-failed = 图没有画出来。请刷新页面再试。
workbench-panel = 显示方式
workbench-heatmap = 热力图
workbench-lines = 连线
workbench-text = 文本
workbench-lines-label = { $heads }：左侧 { $queries } 个查询与右侧 { $keys } 个键之间的连线。用方向键选择词元，回车键固定，Esc 键取消固定。
workbench-text-label = 按 { $head } 的权重着色的文本。用方向键选择词元，回车键固定，Esc 键取消固定。
workbench-queries = 查询
workbench-keys = 键
workbench-query-text = 查询：谁在看
workbench-key-text = 键：被看的词元
workbench-looks-at = 看
workbench-looked-at = 被这些词元看：
workbench-direction = 词元
workbench-told = { $token } { $relation } { $others }
workbench-told-nothing = { $token } { $relation } 无
workbench-rest = { $token } { $weight }
workbench-unseen = { $token }，不可见
workbench-threshold = 只画不小于此值的连线
workbench-drawn = { $drawn } / { $all } 条连线
workbench-line-scale = 不透明度与粗细随 √权重 变化
workbench-lines-way = 左 = 查询，关注右 = 键
workbench-lines-from = 画出权重不小于 { $threshold } 的连线：{ $drawn } / { $all }
workbench-approximate = ≈ { $weight }
workbench-pooled-here-mean = 文本较长：带 ≈ 的权重是 { $pool } × { $pool } 个单元的平均
workbench-pooled-here-maximum = 文本较长：带 ≈ 的权重是 { $pool } × { $pool } 个单元中最大的
workbench-overview = { $head } 的概览，{ $rows } 个查询 × { $columns } 个键。窗口显示{ $window }。用方向键移动窗口，按住 Shift 移动整个窗口；Home 与 End 键移到两角。
workbench-window = { term-window }
workbench-window-hint = 拖动或点击可移动窗口。
workbench-window-loading = 正在载入，暂以池化图代替
workbench-window-preview = 正在载入
workbench-overview-whole = 概览：每个单元
workbench-overview-mean = 概览：每 { $pool } × { $pool } 个词元的平均（对查询取平均，对键求和）
workbench-overview-maximum = 概览：每 { $pool } × { $pool } 个词元中最大的权重
workbench-pooling = 小图
workbench-pooling-mean = { term-mean }
workbench-pooling-maximum = { term-largest }
workbench-strongest-here = 窗口内最强：{ $query } → { $key }，{ $weight }
workbench-in-window = { $caption }（窗口内：{ $window }）
workbench-keep = 保留 { $head }，再选一个比较
workbench-keep-help = 保留这个注意力头，然后在左侧小图中再选一个。快捷方式：按住 Ctrl、⌘ 或 Shift 点击小图。
workbench-remove = 把 { $head } 移出比较
workbench-refused = { $head } 不能加入：它的查询或键与 { $with } 的不是同样的词元。
workbench-apart = { $head } 没有画出：它的查询或键是别的词元
workbench-full = 最多只能区分 { $most } 个注意力头。
workbench-hint = 指向一个词元可查看它的权重；点击可固定。
workbench-shade = 底色：权重
workbench-strongest-marks = 下划线：最强的三个
workbench-shades-query = 带框 = 查询，关注着色的 = 键，底色为各自的权重
workbench-shades-key = 带框 = 键，被着色的 = 查询关注，底色为各自的权重
workbench-save = 保存为
workbench-save-nothing = 请先点击一个词元：图中显示的是所固定词元的权重。
workbench-save-failed = 图片未能生成。
workbench-sort = 排序
workbench-sort-layer = 按层
workbench-tile-scale = { term-colours }
workbench-scale-shared = 0 – 1
workbench-scale-head = 每图各自
workbench-scale-own = 颜色随 √权重 变化，从 0 到每个头各自的最大值：各图之间不可比较
workbench-measured = { $metric } { $value }（均匀分布：{ $uniform }；{ $n } 个查询）
workbench-unmeasured = { $metric }：这段文本上不可能出现
workbench-marks = 与均匀分布相差悬殊的注意力头带有标记：
workbench-one-text = 这只是这一段文本上的数值：单个文本没有置信区间。模型卡片上有大量文本上的数值。
workbench-metric-previous = { measure-previous }
workbench-mark-previous = 前
workbench-about-previous = 查询前一个词元得到的权重，对除第一个之外的查询取平均。
workbench-metric-next = { measure-next }
workbench-mark-next = 后
workbench-about-next = 查询后一个词元得到的权重。模型不能向后看时不可能出现。
workbench-metric-self = { measure-self }
workbench-mark-self = 自
workbench-about-self = 词元对自身的权重。
workbench-metric-first = { measure-first }
workbench-mark-first = 首
workbench-about-first = 首词元得到的权重。它常是汇点：许多注意力头没有别的可看时就看它。
workbench-metric-separator = { measure-separator }
workbench-mark-separator = 隔
workbench-about-separator = 分隔符与结束符（如 <sep>、<eos>）得到的权重；它们也可能是汇点。
workbench-metric-duplicate = { measure-duplicate }
workbench-mark-duplicate = 重
workbench-about-duplicate = 查询词元此前出现过的相同词元得到的权重，只计有相同词元的查询。
workbench-metric-induction = { measure-induction }
workbench-mark-induction = 归
workbench-about-induction = 在 …A B…A 之后看 B 的权重：延续见过的内容。只计此前出现过的词元。
workbench-metric-entropy = { measure-entropy }
workbench-order-entropy = 最集中的在前
workbench-mark-entropy = 熵
workbench-about-entropy = 查询的权重分布有多散：0 为集中于一个键，1 为均匀分布于所有可见的键。
workbench-metric-distance = { measure-distance }
workbench-order-distance = 最远的在前
workbench-mark-distance = 距
workbench-about-distance = 注意力头看多远：以权重加权的词元距离。

## Figures and their images, drawn by the browser

figures-failed = 图表未能加载。请刷新页面再试。
figures-whole-screen = 全屏（按 Esc 退出）
images-png = PNG 图片
images-svg = SVG 矢量图
images-failed = 图片没有生成。请刷新页面再试。

## Figures: architecture-blueprints

architecture-blueprints-text = 文本
architecture-blueprints-vector = 向量 c
architecture-blueprints-written = 译文
architecture-blueprints-states = 状态
architecture-blueprints-content = 内容流
architecture-blueprints-query-stream = 查询流

## Figures: architecture-context-vector

architecture-context-vector-title = 去掉一个词元后 c 移动多远
architecture-context-vector-note = |c − 去掉该词元后的 c| / |c|
architecture-context-vector-change = c 的变化

## Figures: architecture-sentence-lengths

architecture-sentence-lengths-title = { $measure } 与原文长度
architecture-sentence-lengths-note = 留出的句子；色带：95% 区间
architecture-sentence-lengths-length = 原文词元数
architecture-sentence-lengths-sentences = 句子数

## Figures: architecture-structure

architecture-structure-title = 能看到什么
architecture-structure-strong = 连线 = 可以看到；粗线 = 其中一个词元的视野
architecture-structure-handed = 箭头 = 传递、读入或写出
architecture-structure-order = 数字 = 在顺序中的位置
architecture-structure-left-out = 中间有 { $n } 个词元未画出
architecture-structure-sees = 可以看到 { $all } 个中的 { $seen } 个
architecture-structure-hub = 上下文向量 c：原文留下的全部信息

## Figures: arithmetic-score

arithmetic-score-title = 逐维计算：{ $formula }
arithmetic-score-bias-title = 因位置而加上的数：{ $formula }
arithmetic-score-vectors = 查询与键
arithmetic-score-place = 维度按原有次序
arithmetic-score-size = 维度按该项的大小排列，最大的在前
arithmetic-score-running = 累计 Σ

## Figures: arithmetic-softmax

arithmetic-softmax-title = 这一行的 softmax
arithmetic-softmax-note = 突出显示的是所选的键；空缺处是被掩码遮挡的键

## Figures: arithmetic-stream

arithmetic-stream-context = 权重 × 值，对所有键求和
arithmetic-stream-value = 这个键的 v
arithmetic-stream-mixed = 权重 · v：这一格
arithmetic-stream-sum = 对键求和 Σ：上下文向量
arithmetic-stream-output = 经 W_O 进入残差流
arithmetic-stream-cell = 这一格：W_O (权重 · v)
arithmetic-stream-head = 这个头：W_O 上下文
arithmetic-stream-sublayer = 所有的头与 W_O 的偏置
arithmetic-stream = 它加入的残差流

## Figures: compare-difference

compare-difference-title = 差 B − A
compare-difference-change = B − A
compare-difference-scale = 权重 B − A
compare-difference-masked = 斜线 = 两边都被掩码遮挡
compare-difference-left-out = 没有对应、未画出：查询 { $a } + { $b }，键 { $c } + { $d }
compare-difference-not-renormalised = 各行未重新归一化
compare-difference-none = A 中没有词元在 B 中有对应

## Figures: compare-heads

compare-heads-title = 哪些头变化最大？
compare-heads-scale = 各行平均散度，nat
compare-heads-note = Jensen–Shannon 散度，最大 ln 2 ≈ 0.693<br>每一行只取两边都有的词元，重新归一化<br>只有一个键的行不计

## Figures: compare-maps

compare-maps-bold = 粗体 = 与另一边不同

## Figures: compare-predictions

compare-predictions-title = 此处的预测
compare-predictions-note = KL(A ‖ B) = { FIXED($kl, digits: 4) } nat，对全部 { GROUPED($n) } 个词元<br>右侧：B − A，单位百分点

## Figures: cost-counts

cost-counts-title = 乘加次数与长度，{ $model }
cost-counts-note = 一次前向计算中的矩阵乘积
cost-counts-parts-title = { GROUPED($n) } 个词元时：{ $total }
cost-counts-count = 乘加次数
cost-counts-quadratic = 随 n² 增长：查询 × 键，权重 × 值
cost-counts-linear = 随 n 增长：其余一切
cost-counts-crossing = { GROUPED($n) } 处相等
cost-counts-context = 模型至多读 { GROUPED($n) }

## Figures: cost-growth

cost-growth-time-title = 一个头所需的时间
cost-growth-time-note = 中位数；误差线：四分位数；点线：拟合的 n 的幂
cost-growth-memory-title = 一个头所需的内存
cost-growth-memory-note = 朴素与快速：峰值；记录：保留的部分；灰色：计算值
cost-growth-milliseconds = 毫秒
cost-growth-bytes = 字节
cost-growth-rounds = 轮
cost-growth-all-weights = n × n 权重，4n²
cost-growth-record = Q、K、V、上下文，4·4·n·{ $d }

## Figures: effect-control

effect-control-title = 这项改动与对其他头的同样改动
effect-control-note = 一个点 = 一次随机抽取的其他头
effect-control-axis = 平均 KL(前 ‖ 后)，nats
effect-control-real = 这项改动
effect-control-others = 其他头

## Figures: effect-heads

effect-heads-title = 去掉每个头会失去什么
effect-heads-note = 行 = 层，列 = 头；框 = 所选的头
effect-heads-unit = 平均 KL(前 ‖ 后)，nats，线性

## Figures: effect-map

effect-map-difference = 改动后 − 改动前

## Figures: effect-positions

effect-positions-kl-title = 预测移动了多少
effect-positions-kl-note = 每个位置的 KL(前 ‖ 后)
effect-positions-gain-title = 原有词元的概率变化
effect-positions-gain-note = 改动后 ln p − 改动前 ln p；小于 0 = 更出乎意料
effect-positions-nats = nats

## Figures: effect-row

effect-row-title = 这一行：现在与改写后
effect-row-note = 两者各自合计为 1
effect-row-now = 现在
effect-row-rewritten = 改写后

## Figures: map-baselines

map-baselines-heads = 各头
map-baselines-even = 均匀注意力
map-baselines-rows = 共 { $n } 行
map-baselines-count = { $n } 个头
map-baselines-least = 未训练，最小
map-baselines-mean = 未训练，平均
map-baselines-most = 未训练，最大
map-baselines-key = { $head } 每个头  { $untrained } 未训练：平均和范围  { $even } 均匀
map-baselines-said = 未训练 { $mean }（{ $least } 到 { $most }），{ $heads } 个头

## Figures: map-head-map

map-head-map-layer = 层

## Figures: map-heatmap

map-heatmap-texts-decoder = 解码器读入
map-heatmap-texts-written = 正在写的词元
map-heatmap-texts-steps = 读入的词元 → 写出的词元

## Figures: map-logit-lens

map-logit-lens-title = logit 透镜 · { $stack }
map-logit-lens-reading = 单元 = 该层最可能的词元
map-logit-lens-colour = 模型最终选择的概率
map-logit-lens-top-title = logit 透镜：{ $position } · { $token }
map-logit-lens-top-reading = 行 = 层，各有最可能的 { $count } 个词元
map-logit-lens-rank = 名次
map-logit-lens-lost-title = 每层还差多少 · { $stack }
map-logit-lens-lost = KL(最终 ‖ 该层)，nat
map-logit-lens-lost-reading = 线 = 各词元的平均，色带 = 最小到最大
map-logit-lens-here = 词元 { $position }
map-logit-lens-caution = 靠前的层没有为这样的读取训练过
map-logit-lens-check = 最后一层与模型自己的 logit 相差 { $off }
map-logit-lens-start = 起点

## Figures: map-norm-map

map-norm-map-scale-head = 到此图最大值
map-norm-map-checked = Σ α·v 与模型所用的相差至多 { SCIENTIFIC($error, digits: 0) }

## Figures: map-residual-stream

map-residual-stream-nothing-recorded = 这段文字没有记录到残差流。
map-residual-stream-recurrent = 这是循环模型：它把状态从一个词元传到下一个词元，没有逐层相加的残差流。
map-residual-stream-weights-alone = 这个模型自行计算注意力，只给出权重，因此看不到它的残差流。
map-residual-stream-moments-embedding = 嵌入
map-residual-stream-moments-attention = L{ $layer } 注意力
map-residual-stream-moments-cross-attention = L{ $layer } 交叉注意力
map-residual-stream-moments-feed-forward = L{ $layer } 前馈
map-residual-stream-moments-block = L{ $layer } 块
map-residual-stream-moments-norm = 最后的归一化
map-residual-stream-side-by-side = 注意力与前馈并列：两者之间没有状态

## Figures: map-window


## Figures: needs

needs-nothing-recorded = 这段文字没有记录到注意力。
needs-no-projection = 需要输出投影 W_O，而该模型的注意力没有输出投影。
needs-no-dot-product = 这里的得分函数不取查询与键的点积。
needs-weights-alone = 需要查询、键和值，而该模型自行计算注意力，只给出权重。
needs-alone = 需要两个基于相同词元的头，这里只有一个。
needs-too-many = 需要同时用到所有头的权重，而这段文字太长，权重过多。
needs-one-too-large = 需要一整张图，而这段文字太长，图太大。
needs-too-long = 需要每个头的每一行，而这段文字太长，要算上几分钟。

## Figures: outcome-beam

outcome-beam-title = 束搜索的过程
outcome-beam-note = 一条线 = 多写一个词元<br>粗线 = 所显示的译文 · 圆环 = 已写完
outcome-beam-rank = 在保留的候选中的次序

## Figures: outcome-order

outcome-order-title = 这个顺序下谁看得到谁
outcome-order-content = 内容流：<br>自己和先前的
outcome-order-query = 查询流：<br>只有先前的
outcome-order-legend = 实色 = 看得到
outcome-order-sees = 看得到（1）或看不到（0）

## Figures: outcome-states

outcome-states-title = 读入每个词元之后编码器的状态
outcome-states-note = 最后一行 = 上下文向量 c，解码器只得到它

## Figures: positions-changed

positions-changed-trained-with = 训练时的位置编码
positions-changed-read-with = 读取时的位置编码
positions-changed-loss = 句子的损失变化
positions-changed-loss-note = −ln p 的平均，改动后 − 原样；nats
positions-changed-divergence = 最后一个词之后的预测
positions-changed-divergence-note = KL(原样 ‖ 改动后)，nats
positions-changed-swapped = 每种替换的损失变化
positions-changed-swapped-note = nats；对角线 = 原样
positions-changed-orders = 同样的词，不同的顺序
positions-changed-orders-note = 点 = 一种顺序；横线 = 范围；菱形 = 平均
positions-changed-kl = KL(原序 ‖ 换序)，nats

## Figures: positions-clock

positions-clock-title = 第 { $pair } 对维度的钟
positions-clock-note = 每个位置一根指针，每次再转 { $degrees }°；12 点方向 = 位置 0

## Figures: positions-family


## Figures: positions-lengths

positions-lengths-title = 损失与位置
positions-lengths-note = { $passages } 段留出的文本；色带：95% 区间
positions-lengths-loss = 下一词元 −ln p 的平均，nats
positions-lengths-short = 损失
positions-lengths-positions = 位置
positions-lengths-trained = 训练长度 { $n }

## Figures: positions-parts

positions-parts-content-content = 内容 · 内容
positions-parts-content-position = 内容 · 位置
positions-parts-position-content = 位置 · 内容
positions-parts-position-position = 位置 · 位置
positions-parts-constant = 含常数的项
positions-parts-content = q·k/√d
positions-parts-bias = 按距离的偏置
positions-parts-unturned = 未旋转
positions-parts-turning = 旋转带来的改变
positions-parts-scale = 共用，以 0 为中心
positions-parts-means = 各部分与距离
positions-parts-means-note = 每个距离上键入词元的平均
positions-parts-pairs = 一个得分，逐对维度
positions-parts-pairs-note = 同色各条之和为 q·k/√d
positions-parts-pair = 维度对
positions-parts-turned = 旋转后

## Figures: positions-scores

positions-scores-points = 得分与距离
positions-scores-note = 线 = 平均，色带 = ± 1 个标准差
positions-scores-without = 两者都不计键 { $token }
positions-scores-drawn = 画出 { $n } 个点中的 { $drawn } 个
positions-scores-pairs = 一对
positions-scores-added = 键 { $token }
positions-scores-all = 放在一起
positions-scores-all-notes-0 = 每个距离上的平均
positions-scores-all-notes-1 = 整行共有的部分，softmax 会忽略
positions-scores-centred = 得分 − 所在行的平均
positions-scores-count = 对数

## Figures: positions-shift

positions-shift-matrix = 移动 { $k } 个位置的 M
positions-shift-read = pos 处的维度
positions-shift-made = pos + { $k } 处的维度
positions-shift-shares = 最佳线性映射未能解释的部分
positions-shift-shares-note = 用一半位置拟合，用其间的位置检验；1 = 不比取平均好
positions-shift-2 = 移动 k
positions-shift-share = 未解释的份额

## Figures: positions-tables

positions-tables-trained = 训练到此为止

## Figures: rollout

rollout-mixed = 每层：½ 各头平均 + ½ 自身
rollout-biases-self = 在因果掩码下偏向靠前的词元
rollout-weights-alone = 只看权重：权重之后的消融在此不显示
rollout-nothing-to-follow = 没有可以逐层追踪的自注意力：这个模型的注意力读取的是循环状态。

## Figures: measure

measure-previous = 前一词元
measure-next = 后一词元
measure-self = 自身
measure-first = 首词元
measure-separator = 分隔符
measure-duplicate = 重复词元
measure-induction = 归纳
measure-entropy = 熵
measure-distance = 距离
measure-confidence = 置信度
measure-about-previous = 落在前一个词元上的权重
measure-about-next = 落在后一个词元上的权重
measure-about-self = 落在自身上的权重
measure-about-first = 落在首词元上的权重（常见的汇点）
measure-about-separator = 其他词元落在 <sep> 或 <eos> 上的权重
measure-about-duplicate = 落在此前相同词元上的权重
measure-about-induction = 在 … A B … A 之后：落在 B 上的权重
measure-about-entropy = 熵 / ln(可见键数)：0 只看一个键，1 均匀
measure-about-distance = 到所看词元的平均距离（词元数）
measure-about-confidence = 各行最大权重的平均

## Figures: paint

paint-linear = { $quantity }，线性，到最大值
paint-logarithmic = { $quantity }，对数
paint-by-row = { $quantity } ÷ 本行最大值

## Figures: training-recorded

training-recorded-step = 训练步，位于 ln(1 + 步数)
training-recorded-at = 第 <b>%{"{"}customdata{"}"}</b> 步
training-recorded-loss = 损失，奈特/词元
training-recorded-held-out = 留出文本
training-recorded-this-text = 这段文本
training-recorded-score = 注意力头得分
training-recorded-even = 均匀
training-recorded-forms = 归纳上升最快

## Figures: view-contributions

view-contributions-measure-share = 相对长度
view-contributions-measure-added = 长度
view-contributions-measure-cosine = 方向
view-contributions-title = 每个子层加上了什么
view-contributions-reading-share = ‖输出‖ / ‖所遇残差流‖
view-contributions-reading-added = ‖输出‖₂
view-contributions-reading-cosine = 输出与残差流的余弦
view-contributions-notes-share = 1 = 与残差流一样长
view-contributions-notes-added = 以残差流的单位计
view-contributions-notes-cosine = 小于 0：抵消原有的内容
view-contributions-check = 残差流 + 输出 与模型自己的和相差 { $off }
view-contributions-check-both = 残差流 + 两个输出 与模型自己的和相差 { $off }
view-contributions-name = 各子层的贡献
view-contributions-question = 注意力和前馈各改变词元多少？

## Figures: view-difference

view-difference-label = 减去
view-difference-quantity = 权重之差
view-difference-scale = 权重之差，以 0 为中心
view-difference-divergence = 各行 Jensen–Shannon 散度平均 { $value }（最大 0.693）
view-difference-no-choice = 没有一行可以选择
view-difference-name = 两个头之差
view-difference-question = 这个头比另一个头更关注或更少关注什么？

## Figures: view-dot-products

view-dot-products-scale = q·k，以 0 为中心
view-dot-products-before = 尚未缩放、加偏置和应用掩码
view-dot-products-name = 点积
view-dot-products-question = 哪些键与查询方向相同？

## Figures: view-entropy-by-layer

view-entropy-by-layer-title = 各层各头的熵
view-entropy-by-layer-reading = 0 = 只看一个键，1 = 均匀看所有可见的键
view-entropy-by-layer-over = 熵 / ln(可见键数)；{ $n } 行能看到两个以上的键
view-entropy-by-layer-value = 归一化熵
view-entropy-by-layer-name = 逐层的熵
view-entropy-by-layer-question = 哪些头看得集中，哪些看得分散？

## Figures: view-flow

view-flow-title = 从 { $query } · { $token } 出发的注意力流
view-flow-reading = 流 = 所有路径合计能通过的最大量（权重为容量）
view-flow-last = 未选查询：取最后一个
view-flow = 流
view-flow-rollout = 展开（rollout）
view-flow-input = 输入词元
view-flow-too-long = 注意力流只对不超过 64 个词元的文本计算；这段更长。
view-flow-name = 注意力流
view-flow-question = 每个输入最多有多少能到达所选词元？

## Figures: view-layer-norm

view-layer-norm-title = 归一化做了什么
view-layer-norm-pre-norm = pre-norm：x + 子层(norm(x))
view-layer-norm-post-norm = post-norm：norm(x + 子层(x))
view-layer-norm-two-norms = pre-norm：x + 注意力(norm(x)) + 前馈(norm′(x))
view-layer-norm-one-norm = pre-norm：x + 注意力(norm(x)) + 前馈(norm(x))
view-layer-norm-mean = { $n } 个词元的平均
view-layer-norm-one = 所选词元 { $query } · { $token }
view-layer-norm-before = 归一化之前
view-layer-norm-after = 归一化之后
view-layer-norm-length = 长度 ‖x‖₂
view-layer-norm-name = 层归一化
view-layer-norm-question = 每个层归一化怎样改变词元向量的长度？

## Figures: view-lens

view-lens-show = 显示
view-lens-show-map = 每个词元
view-lens-show-top = 一个词元的首选
view-lens-show-divergence = 与最终的距离
view-lens-not-readable = 这个模型的预测没有记录从残差流到预测的路径。
view-lens-no-prediction = 这个模型不预测词元。
view-lens-name = logit 透镜
view-lens-question = 如果模型在每一层之后就结束，它会预测什么？

## Figures: view-mean

view-mean-of = 合并方式
view-mean-over = 头
view-mean-over-layer = 本层
view-mean-over-all = 所有层
view-mean-titles-mean = { $n } 个头的平均，{ $layers }
view-mean-titles-max = { $n } 个头中的最大权重，{ $layers }
view-mean-values-mean = 平均权重
view-mean-values-max = 最大权重
view-mean-notes-mean = 每行之和为 1；不同的头会互相抵消
view-mean-notes-max = 每行之和可能大于 1
view-mean-scale = { $value }，线性，到此图最大值
view-mean-one-layer = 层 { $first }
view-mean-layers = 层 { $first }–{ $last }
view-mean-name = 各头合并
view-mean-question = 各个头合在一起在看哪里？

## Figures: view-metrics

view-metrics-metric-all = 全部
view-metrics-title = 各头的度量
view-metrics-more = 度量 − 均匀注意力的值；阴影 = 此处不可能
view-metrics-excess = 度量 − 均匀
view-metrics-more-scale = 高于或低于均匀
view-metrics-even = 均匀注意力为 { $uniform }；共 { $n } 行
view-metrics-impossible = 在这段文字和这种注意力中没有一行可能如此
view-metrics-name = 度量
view-metrics-question = 每个头符合哪些已知的模式？

## Figures: view-mosaic

view-mosaic-question = 哪些头各有所司？

## Figures: view-norms

view-norms-quantity = ‖α·f(x)‖
view-norms-name = 贡献的范数
view-norms-question = 不论权重大小，每个键经由本头贡献多少？

## Figures: view-residual

view-residual-title = 残差流的长度
view-residual-reading = 行 = 此子层之后的残差流，列 = 词元
view-residual-by-block = 行 = 此块之后的残差流，列 = 词元
view-residual-value = ‖x‖₂
view-residual-scale = 长度 ‖x‖₂，线性
view-residual-question = 每个词元的向量怎样逐层变长？

## Figures: view-rollout

view-rollout-through = 层
view-rollout-through-all = 穿过所有层
view-rollout-through-selected = 到所选的层
view-rollout-title = 注意力展开（rollout）
view-rollout-up-to = ，到层 { $layer }
view-rollout-share = 份额
view-rollout-reading = 行 = 顶层词元，由列 = 输入混合而成
view-rollout-rest = 每行平均有 { $rest } 不来自这些列
view-rollout-scale = 份额，线性，到此图最大值
view-rollout-name = 展开
view-rollout-question = 穿过所有层之后，哪些输入到达一个词元？

## Figures: view-scores

view-scores-name = 得分
view-scores-question = softmax 之前，哪些键与查询相配？

## Figures: view-similarity

view-similarity-title = 哪些头相似
view-similarity-reading = 近 = 相似：√ 各行 Jensen–Shannon 散度的平均
view-similarity-kept = 平面保留平方距离的 { $explained }，stress { $stress }
view-similarity-crowded = 拥挤处的标签在悬停时显示
view-similarity-same = 各头没有差别
view-similarity-axes = √nat；坐标轴本身没有含义
view-similarity-layer = 层 { $layer }
view-similarity-one-head = 只有一个头，没有可以比较的对象。
view-similarity-name = 相似的头
view-similarity-question = 哪些头做同样的事？

## Figures: view-weighted-values

view-weighted-values-quantity = ‖α·v‖
view-weighted-values-name = 加权的值
view-weighted-values-question = 每个键交给查询的向量有多长？

## Figures: view-weights

view-weights-scale-head = 到本头的最大权重
view-weights-sinks = 汇点
view-weights-sinks-raw = 原样
view-weights-sinks-hidden = 隐藏
view-weights-sinks-renormalised = 去掉，各行重新归一化
view-weights-units = 行与列
view-weights-units-tokens = 词元
view-weights-units-words = 词
view-weights-name = 注意力权重
view-weights-question = 每个词元在看哪里？

## Figures: map-announcement

map-announcement-takes = { $names } 占 { $share }
map-announcement-hidden = 已隐藏 { $names }：占注意力的 { $share }
map-announcement-renormalised = 去掉 { $names }（占 { $share }），各行重新归一化
map-announcement-by-word = 按词合并：对键求和，对查询取平均
