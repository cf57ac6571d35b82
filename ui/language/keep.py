"""What the page says where something can be kept, and in the files, in English and Chinese. Braces are filled by
`str.format`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class KeepWords:
    """One language's words."""

    # a figure
    keep: str
    png: str
    svg: str
    html: str
    csv: str
    image_failed: str
    # a view
    title: str
    help: str
    map: str
    report: str
    report_help: str
    npz: str
    npz_help: str
    json: str
    json_help: str
    extras: str
    extra_weights: str
    extra_logits: str
    extras_help: str
    link: str
    # the report
    report_title: str
    translation: str
    written_on: str
    second_text: str
    model: str
    parameters: str
    read: str
    tokens: str
    left_out: str
    settings: str
    default_settings: str
    head: str
    cell: str
    cell_value: str
    weight: str
    verified: str
    verified_value: str
    interventions: str
    no_interventions: str
    figures: str
    table: str
    table_of: str
    figures_measured: str
    no_attention: str
    reproduce: str
    made_by: str


ENGLISH = KeepWords(
    keep="Keep",
    png="PNG, an image",
    svg="SVG, scalable",
    html="HTML, live and offline",
    csv="CSV, its numbers",
    image_failed="The image could not be made. Reload the page to try again.",
    title="Keep what you see",
    help="Files are made when you ask for them. They open without a network.",
    map="Map of {head}",
    report="Report",
    report_help="One HTML file: the text, the model, what was set, the maps of this view, live, and the numbers of the "
    "chosen query.",
    npz="Trace, NPZ",
    npz_help="All numbers of this reading for NumPy: queries, keys, values, contexts, masks, the residual stream, "
    "predictions. docs/trace-format.md describes it.",
    json="Trace, JSON",
    json_help="The same as plain text; of a long text the largest arrays are left out and named.",
    extras="Also in the trace",
    extra_weights="weights of every head",
    extra_logits="all logits",
    extras_help="Weights follow from queries and keys; they and the logits make the file much larger.",
    link="A link that reopens this view",
    report_title="Headlight report: {model}",
    translation="Translation",
    written_on="Written on",
    second_text="Second text",
    model="Model",
    parameters="Parameters",
    read="Read",
    tokens="{tokens} tokens",
    left_out="{tokens} tokens; the text is longer, and {left_out} more were left out",
    settings="Set beside the text",
    default_settings="nothing: the model's defaults",
    head="Attention head",
    cell="Cell",
    cell_value="query {query} “{query_token}” → key {key} “{key_token}”",
    weight="Weight",
    verified="Recomputed",
    verified_value="at most {error} away from the context vectors that the model used",
    interventions="Changes to attention",
    no_interventions="none",
    figures="Figures",
    table="Q·K table",
    table_of="What query {query} “{token}” scores against every key in {head}. The chosen key is lit up.",
    figures_measured="What the model's card measured",
    no_attention="This model has no attention: there is no map to draw.",
    reproduce="The same view in Headlight",
    made_by="Made by Headlight {version}. Weights of the file {digest} (SHA-256).",
)

CHINESE = KeepWords(
    keep="保存",
    png="PNG 图片",
    svg="SVG 矢量图",
    html="HTML，可交互，离线可用",
    csv="CSV 数据",
    image_failed="图片没有生成。请刷新页面再试。",
    title="保存所见",
    help="文件在你点击时才生成，打开时不需要网络。",
    map="{head} 的图",
    report="报告",
    report_help="一个 HTML 文件：文本、模型、设置、当前视图的可交互图，以及所选查询的数字。",
    npz="记录，NPZ",
    npz_help="这次阅读的全部数字，用 NumPy 读取：查询、键、值、上下文向量、掩码、残差流、预测。"
    "格式见 docs/trace-format.md。",
    json="记录，JSON",
    json_help="同样内容的纯文本；文本较长时，最大的数组不写入，只列出名字。",
    extras="记录中另外包括",
    extra_weights="每个头的权重",
    extra_logits="全部 logits",
    extras_help="权重可由查询和键算出；加上权重或 logits，文件会大得多。",
    link="重新打开这个视图的链接",
    report_title="Headlight 报告：{model}",
    translation="译文",
    written_on="续写",
    second_text="第二段文本",
    model="模型",
    parameters="参数量",
    read="读入",
    tokens="{tokens} 个词元",
    left_out="{tokens} 个词元；文本更长，另有 {left_out} 个没有读入",
    settings="文本之外的设置",
    default_settings="无：模型的默认设置",
    head="注意力头",
    cell="单元格",
    cell_value="查询 {query}“{query_token}” → 键 {key}“{key_token}”",
    weight="权重",
    verified="重新计算",
    verified_value="与模型实际使用的上下文向量最多相差 {error}",
    interventions="对注意力的改动",
    no_interventions="无",
    figures="图",
    table="Q·K 表",
    table_of="{head} 中查询 {query}“{token}”与每个键的得分。所选的键以底色标出。",
    figures_measured="模型卡片上的测量结果",
    no_attention="这个模型没有注意力，因此没有图可画。",
    reproduce="在 Headlight 中打开同一视图",
    made_by="由 Headlight {version} 生成。权重文件的 SHA-256：{digest}。",
)

KEEP: dict[str, KeepWords] = {"en": ENGLISH, "zh": CHINESE}
