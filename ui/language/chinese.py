"""The page in Chinese."""

from ui.language.words import Words

CHINESE = Words(
    name="中文",
    explore="探索",
    positions="位置编码",
    tagline="看清每个注意力头在看什么，并核对背后的每一个数字。",
    language="语言",
    text_label="输入一句话，按回车",
    text_help="模型用英文和中文训练，这两种语言效果最好。其他文字也能读，必要时逐字节读取。",
    presets="或者选一个例句",
    presets_help="两种语言的例句，每一句都能说明一个现象。",
    model="模型",
    runs_on="运行于 {device}",
    parameters="{millions:.1f} M 参数",
    layers_and_heads="{layers} 层 × {heads} 头",
    token_strip="模型读到的词元",
    token_title="词元 {index}，编号 {id}，字符 {start}–{end}",
    special_title="词元 {index}，编号 {id}，不是输入的，是为模型加上的",
    source_tokens="原文",
    decoder_tokens="解码器读入",
    computing="计算中 …",
    nothing_typed="还没有可读的内容。请在上面输入一句话，或者选一个例句。",
    left_out="这个模型一次能读的长度有限：读入了文本的前 {read} 个词元，末尾的 **{left_out}** 个没有读入，"
    "在“{last}”之后截断。",
    left_out_of_two="这个模型一次能读的长度有限：第一段的开头和第二段的末尾共有 **{left_out}** 个词元没有读入。",
    link_shortened="这个页面的链接只包含文本的开头部分。",
    link_ignored="链接中有一部分无法识别，已忽略：{names}。",
    failed="这段文本无法读取。你输入的内容没有丢失，请换一句试试。详细信息在服务器日志里。",
    refused="不能这样读：{reason}。",
    workbench_help="点击一个小图选择注意力头；点击大图中的一格，查看它背后的数字。",
    table_title="Q·K 表",
    table_of="第 {layer} 层第 {head} 头：**{token}**（查询 {query}）与每个键的得分",
    table_help="点击列名可以排序。",
    masks_causal="被掩码遮挡的键在查询之后：这个模型不能往后看。",
    masks_order="被掩码遮挡的键在预测顺序中排在后面。",
    arithmetic="q·k = {dot:.4f}，缩放后得分为 {score:.4f}；在 {keys} 个可见键上做 softmax，得到 **{weight:.4f}**",
    arithmetic_masked="q·k = {dot:.4f}，但查询看不到这个键：在 softmax 之前被掩码遮挡，权重为 **0**",
    verified="由模型自己的 Q、K、V 重新计算：与模型实际使用的值最多相差 {error:.1e}。",
    verified_help="得分和权重由记录下来的查询和键重新算出。"
    "这里给出的是该注意力头中“权重 × 值”与模型实际使用的上下文向量之间的最大差。",
)
