/** Figures: the one Python drew, and the same one with another head's weights in it. Looks are Python's alone. */

import { nameOf, tilesOf } from "./model.js";

/** @typedef {import("./types.js").Figure} Figure */
/** @typedef {import("./types.js").Model} Model */
/** @typedef {import("./types.js").Selection} Selection */
/** @typedef {import("./types.js").Tiles} Tiles */
/** @typedef {import("./types.js").Weights} Weights */

/** @type {Record<string, any>} Array types of Plotly's base64 arrays. */
const ARRAYS = { f4: Float32Array, f8: Float64Array, u1: Uint8Array, i4: Int32Array };

/** @type {WeakMap<object, any>} rows of maps already decoded, by trace */
const decoded = new WeakMap();

/**
 * Rows of a heatmap trace, whether Plotly wrote them as lists or as base64.
 * @param {Record<string, any>} trace
 * @returns {Array<ArrayLike<number | null>>}
 */
function rowsOf(trace) {
  if (!trace.z?.bdata) return trace.z;
  if (!decoded.has(trace)) {
    const bytes = Uint8Array.from(atob(trace.z.bdata), (letter) => letter.charCodeAt(0));
    const flat = new ARRAYS[trace.z.dtype](bytes.buffer);
    const [rows, columns] = String(trace.z.shape).split(",").map(Number);
    decoded.set(trace, Array.from({ length: rows }, (_, i) => flat.subarray(i * columns, (i + 1) * columns)));
  }
  return decoded.get(trace);
}

/**
 * Where in a figure the map of these tiles is, −1 if nowhere.
 * @param {Figure} figure
 * @param {Tiles} tiles
 */
export function mapIndex(figure, tiles) {
  return figure.data.findIndex((trace) => {
    const rows = trace.type === "heatmap" ? rowsOf(trace) : null;
    return rows?.length === tiles.n_query && rows[0].length === tiles.n_key;
  });
}

/**
 * The float32 values of the head Python drew; null if its figure holds no such map.
 * @param {Model} model
 * @param {Tiles} tiles
 * @returns {Weights | null}
 */
export function exactWeights(model, tiles) {
  const index = mapIndex(model.figure, tiles);
  if (index < 0) return null;
  const rows = rowsOf(model.figure.data[index]);
  return {
    rows: tiles.n_query,
    columns: tiles.n_key,
    exact: true,
    at: (query, key) => rows[query][key] ?? NaN,
  };
}

/**
 * The figure of the head it was drawn for, or the same with another head's weights and name.
 * @param {Model} model
 * @param {Selection} selection
 * @param {Weights} weights
 * @returns {Figure | null} null if the axes differ, so that Python must draw it
 */
export function figureFor(model, selection, weights) {
  const tiles = tilesOf(model, selection.site);
  const drawn = tilesOf(model, model.figureOf.site);
  if (drawn.queries !== tiles.queries || drawn.keys !== tiles.keys) return null;
  const index = mapIndex(model.figure, tiles);
  if (index < 0) return weights.exact ? model.figure : null;
  if (weights.exact) return withRows(model.figure, index, rowsOf(model.figure.data[index]));
  const pattern = rowsOf(model.figure.data[index]);
  const rows = pattern.map((row, query) =>
    Float32Array.from(row, (value, key) => (value === null || Number.isNaN(value) ? NaN : weights.at(query, key) || 0)),
  );
  const figure = withRows(model.figure, index, rows);
  return renamed(figure, nameOf(drawn, model.figureOf.head), nameOf(tiles, selection.head));
}

/**
 * @param {Figure} figure
 * @param {number} index
 * @param {Array<ArrayLike<number | null>>} rows
 * @returns {Figure}
 */
function withRows(figure, index, rows) {
  const data = figure.data.map((trace, i) => (i === index ? { ...trace, z: rows } : trace));
  return { data, layout: figure.layout };
}

/**
 * @param {Figure} figure
 * @param {string} before
 * @param {string} after
 * @returns {Figure}
 */
function renamed(figure, before, after) {
  const change = (/** @type {any} */ text) =>
    typeof text === "string" ? text.replace(new RegExp(`\\b${before}\\b`, "g"), after) : text;
  const title = figure.layout.title && { ...figure.layout.title, text: change(figure.layout.title.text) };
  return { data: figure.data, layout: { ...figure.layout, title } };
}
