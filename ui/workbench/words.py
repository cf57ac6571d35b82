"""What the workbench says, in English and Chinese. Braces are filled by the browser."""

ENGLISH = {
    "mosaic": "All heads",
    "mosaic_label": "All heads, a row per layer. Chosen: {head}. Arrow keys choose another.",
    "head_axis": "head",
    "scale": "colour follows √weight",
    "merged": "small tiles show the largest weight of neighbouring cells",
    "pooled": "long text: tiles show the largest weight of every {pool}×{pool} cells; only the large map is exact",
    "heatmap_label": "Attention weights of {head}, {rows} queries by {columns} keys. Arrow keys choose a cell.",
    "preview": "preview",
    "waiting": "waiting for the exact values",
    "selected": "{head} selected",
    "strongest": "strongest: {query} → {key}, {weight}",
    "cell": "{query} → {key}, {weight}",
    "row_table": "{head}, query {query}: weight of every key",
    "strongest_table": "{head}: strongest key of every query",
    "query": "query",
    "key": "key",
    "weight": "weight",
    "failed": "The map could not be drawn. Reload the page to try again.",
}

CHINESE = {
    "mosaic": "全部注意力头",
    "mosaic_label": "全部注意力头，每层一行。已选：{head}。用方向键选择其他头。",
    "head_axis": "头",
    "scale": "颜色随 √权重 变化",
    "merged": "小图显示相邻单元中最大的权重",
    "pooled": "文本较长：小图显示每 {pool}×{pool} 个单元中最大的权重；只有大图是精确的",
    "heatmap_label": "{head} 的注意力权重，{rows} 个查询 × {columns} 个键。用方向键选择单元格。",
    "preview": "预览",
    "waiting": "正在等待精确值",
    "selected": "已选择 {head}",
    "strongest": "最强：{query} → {key}，{weight}",
    "cell": "{query} → {key}，{weight}",
    "row_table": "{head}，查询 {query}：每个键的权重",
    "strongest_table": "{head}：每个查询最关注的键",
    "query": "查询",
    "key": "键",
    "weight": "权重",
    "failed": "图没有画出来。请刷新页面再试。",
}

CATALOGUES: dict[str, dict[str, str]] = {"en": ENGLISH, "zh": CHINESE}
