/** Figures: the one Python drew, and the same one with another head's weights in it. Looks are Python's alone. */

import { nameOf } from "../lib/heads.js";
import { tilesOf } from "./model.js";
import { drawnWindow, sameWindow, windowAt, windowSaid } from "./window.js";

/** @typedef {import("./types.js").Figure} Figure */
/** @typedef {import("./types.js").Model} Model */
/** @typedef {import("./types.js").Selection} Selection */
/** @typedef {import("./types.js").Tiles} Tiles */
/** @typedef {import("./types.js").Weights} Weights */
/** @typedef {import("./types.js").Window} Window */

/** @type {Record<string, any>} Array types of Plotly's base64 arrays. */
const ARRAYS = { f4: Float32Array, f8: Float64Array, u1: Uint8Array, i4: Int32Array };

const AXES = /** @type {const} */ (["queries", "keys", "masked"]);

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
 * Where in the figure the map of these tiles, or its window, is; −1 if nowhere.
 * @param {Model} model
 * @param {Tiles} tiles
 */
export function mapIndex(model, tiles) {
  const { rows: n_query, columns: n_key } = windowAt(model, tiles, [0, 0]);
  return model.figure.data.findIndex((trace) => {
    const rows = trace.type === "heatmap" ? rowsOf(trace) : null;
    return rows?.length === n_query && rows[0].length === n_key;
  });
}

/**
 * The float32 values of the head Python drew; null if its figure holds no such map, or another window of it.
 * @param {Model} model
 * @param {Tiles} tiles
 * @param {Window} window
 * @returns {Weights | null}
 */
export function exactWeights(model, tiles, window) {
  const index = mapIndex(model, tiles);
  if (index < 0 || !sameWindow(window, drawnWindow(model))) return null;
  const rows = rowsOf(model.figure.data[index]);
  return { window, exact: true, at: (query, key) => rows[query - window.row]?.[key - window.column] ?? NaN };
}

/**
 * Whether Python's figure has the axes and the mask of the chosen head, so that only its weights have to change.
 * @param {Model} model
 * @param {Selection} selection
 */
export function hasAxesOf(model, selection) {
  const tiles = tilesOf(model, selection.site);
  const drawn = tilesOf(model, model.figureOf.site);
  const alike = AXES.every((name) => drawn[name] === tiles[name]);
  return alike && mapIndex(model, tiles) >= 0;
}

/**
 * The figure of the head it was drawn for, or the same with another head's weights and name.
 * @param {Model} model
 * @param {Selection} selection
 * @param {Weights} weights
 * @returns {Figure | null} null if only Python can draw it
 */
export function figureFor(model, selection, weights) {
  if (!hasAxesOf(model, selection)) return weights.exact ? model.figure : null;
  const index = mapIndex(model, tilesOf(model, selection.site));
  const pattern = rowsOf(model.figure.data[index]);
  const moved = !sameWindow(weights.window, drawnWindow(model));
  const rows = weights.exact ? pattern : moved ? numbers(weights) : filled(pattern, weights);
  const place = moved ? placesOf(weights.window) : {};
  const data = model.figure.data.map((trace, i) => (i === index ? { ...trace, ...place, z: rows } : trace));
  const { layout } = model.figure;
  if (weights.exact) return { data, layout };
  const title = { ...layout.title, text: titleFor(model, selection) };
  return { data, layout: { ...layout, title, ...(moved ? movedTo(model, selection, weights.window) : {}) } };
}

/**
 * All numbers of a window, row by row.
 * @param {Weights} weights
 */
function numbers({ window: { row, column, rows, columns }, at }) {
  return Array.from({ length: rows }, (_, i) => Float32Array.from({ length: columns }, (_, j) => at(row + i, column + j)));
}

/**
 * Where a window's cells stand.
 * @param {Window} window
 */
function placesOf({ row, column, rows, columns }) {
  const from = (/** @type {number} */ first, /** @type {number} */ n) => Array.from({ length: n }, (_, i) => first + i);
  return { x: from(column, columns), y: from(row, rows) };
}

/**
 * What of a layout is another over another window: its axes, and the line that announces it.
 * @param {Model} model
 * @param {Selection} selection
 * @param {Window} window
 */
function movedTo(model, selection, window) {
  const { layout } = model.figure;
  const { x, y } = rangesOf(window);
  return {
    xaxis: { ...layout.xaxis, range: x, minallowed: x[0], maxallowed: x[1] },
    yaxis: { ...layout.yaxis, range: y, minallowed: y[1], maxallowed: y[0] },
    annotations: announcing(model, selection, window),
    uirevision: `${layout.uirevision} ${window.row} ${window.column}`,
  };
}

/**
 * The ends of both axes over a window, queries from top to bottom.
 * @param {Window} window
 */
export function rangesOf({ row, column, rows, columns }) {
  return { x: [column - 0.5, column + columns - 0.5], y: [row + rows - 0.5, row - 0.5] };
}

/**
 * The figure's annotations, that of the window saying which it is.
 * @param {Model} model
 * @param {Selection} selection
 * @param {Window} window
 */
export function announcing(model, selection, window) {
  const text = windowSaid(model, tilesOf(model, selection.site), window);
  const all = model.figure.layout.annotations ?? [];
  return all.map((/** @type {any} */ one) => (one.name === "window" ? { ...one, text } : one));
}

/**
 * Weights where the pattern has numbers; what it masks stays masked.
 * @param {Array<ArrayLike<number | null>>} pattern
 * @param {Weights} weights
 */
function filled(pattern, weights) {
  const masked = (/** @type {number | null} */ value) => value === null || Number.isNaN(value);
  return pattern.map((row, query) =>
    Float32Array.from(row, (value, key) => (masked(value) ? NaN : weights.at(query, key) || 0)),
  );
}

/**
 * The figure's title with the chosen head's name in place of its own, and without what is said of that one alone: that
 * stands in spans behind the name.
 * @param {Model} model
 * @param {Selection} selection
 */
export function titleFor(model, selection) {
  const { site, head } = model.figureOf;
  const own = nameOf(tilesOf(model, site), head);
  const chosen = nameOf(tilesOf(model, selection.site), selection.head);
  const [heading] = (model.figure.layout.title?.text ?? "").split("<span");
  return heading.replace(own, () => chosen).trimEnd();
}
