/**
 * Shapes of what moves between Python, these modules and the page. No code.
 *
 * @typedef {object} Selection
 * @property {string} site Address of an attention layer, such as `decoder.self.2`.
 * @property {number} head
 * @property {number | null} query Row of the chosen cell.
 * @property {number | null} key Column of the chosen cell.
 *
 * @typedef {object} View What is shown beside the selection; see view.py.
 * @property {"heatmap" | "lines" | "text"} panel
 * @property {Array<[string, number]>} heads Further heads to compare: site and head.
 * @property {number} threshold Weights below it have no line.
 * @property {string} sort `layer`, or a metric.
 * @property {"shared" | "head"} scale Whether all tiles share a colour scale.
 * @property {"query" | "key" | null} pinned Which token of the selection the lines or the text stay with.
 * @property {[number, number] | null} window First query and first key on show; null leaves that to Python.
 * @property {"mean" | "maximum"} pooling What the tiles of a long text stand for.
 *
 * @typedef {object} Shown
 * @property {Selection} selection
 * @property {View} view
 *
 * @typedef {object} Window A part of a map, counted from 0.
 * @property {number} row
 * @property {number} column
 * @property {number} rows
 * @property {number} columns
 *
 * @typedef {object} Place A token on one of a map's two axes.
 * @property {"query" | "key"} side
 * @property {number} index
 *
 * @typedef {object} Metric One metric of every head, in the order of the codes; see metrics.py.
 * @property {Array<number | null>} values Null where the pattern is not possible.
 * @property {Array<number | null>} uniform What attention spread evenly would give.
 * @property {number[]} n Rows the value is a mean over.
 *
 * @typedef {object} Tiles One layer's heads; see `Tiles` in packing.py.
 * @property {string} site
 * @property {string} label
 * @property {string} group
 * @property {number} n_heads
 * @property {number} n_query
 * @property {number} n_key
 * @property {number} rows Rows of a head's codes.
 * @property {number} columns Columns of a head's codes.
 * @property {number} offset
 * @property {string} queries Name of the token list on the rows.
 * @property {string} keys Name of the token list on the columns.
 * @property {"none" | "causal" | "up_to" | "before"} masked
 * @property {number[]} rank Each token's place in the order the last two are about.
 *
 * @typedef {import("../lib/plotly.js").Figure} Figure
 *
 * @typedef {object} Look How everything looks.
 * @property {number[]} colours 256 RGB triples, by code.
 * @property {Record<string, string>} theme
 * @property {string[]} lines Colours that tell heads apart.
 *
 * @typedef {object} Read What was read, and which maps there are of it.
 * @property {Tiles[]} tiles
 * @property {Record<string, string[]>} tokens
 * @property {Record<string, Array<["space" | "none" | "same", string]>>} pieces The tokens as running text.
 * @property {number} pool Each code stands for pool × pool cells.
 * @property {number} [reach] The most rows and columns that are shown at once.
 *
 * @typedef {object} Frame The exact map without its numbers, as JSON.
 * @property {string} figure
 * @property {Window | null} window The part of a long text that the figure shows.
 *
 * @typedef {object} Numbers The exact map's own.
 * @property {Float32Array[]} rows
 *
 * @typedef {object} Drawn What is drawn for a view.
 * @property {string} digest Names the codes.
 * @property {string} reading Names the metrics.
 * @property {"mean" | "maximum"} pooling In which way codes stand for tiles; see pooling.py.
 * @property {Window | null} window The part of a long text that the figure shows.
 * @property {Figure} figure The exact map of one head.
 * @property {{site: string, head: number}} figureOf Whose map that is.
 * @property {boolean} preview Whether another head may be drawn from its codes.
 * @property {Partial<View> | null} view As the page wants it; null if it leaves that to the browser.
 * @property {Record<string, Metric>} metrics
 * @property {boolean} [measuring] Whether the metrics are still to come.
 * @property {Uint8Array | null} codes Null until they have arrived.
 * @property {Record<string, string>} words What is said about it, see lib/words.js.
 *
 * @typedef {Look & Read & Drawn} Model Everything that is drawn, as of the last message.
 *
 * @typedef {object} Weights One head's map, or a window of it.
 * @property {Window} window
 * @property {boolean} exact Whether these are the model's float32 values, not decoded bytes.
 * @property {(query: number, key: number) => number} at The weight of a cell within the window; NaN where the query may not look.
 */
export {};
