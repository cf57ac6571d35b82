/** What is known of a head's weights: the model's own float32 values, or what its codes tell until those have come. */

import { WEIGHTS } from "../lib/codes.js";
import { exactWeights } from "./figure.js";
import { hides } from "./masks.js";
import { isExact, tilesOf } from "./model.js";
import { drawnWindow, sameWindow } from "./window.js";

/** @typedef {import("./types.js").Model} Model */
/** @typedef {import("./types.js").Selection} Selection */
/** @typedef {import("./types.js").Tiles} Tiles */
/** @typedef {import("./types.js").Weights} Weights */
/** @typedef {import("./types.js").Window} Window */

const NONE = new Uint8Array();

/**
 * The best that is known of the chosen head's weights; null while nothing is.
 * @param {Model} model
 * @param {Selection} selection
 * @param {Window} window of the map
 * @returns {Weights | null}
 */
export function weightsOf(model, selection, window) {
  const tiles = tilesOf(model, selection.site);
  const own = isExact(model, selection);
  if (own && (sameWindow(window, drawnWindow(model)) || !model.preview)) return exactWeights(model, tiles, window);
  if (!model.codes || !model.preview) return null;
  return codedWeights(model, tiles, selection.head, window);
}

/**
 * A head's weights: the model's own where the server has drawn them, else what the codes tell; null if not even those
 * are here.
 * @param {Model} model
 * @param {{site: string, head: number}} where
 * @param {Window} window
 * @returns {Weights | null}
 */
export function headWeights(model, where, window) {
  const tiles = tilesOf(model, where.site);
  const own = model.preview && isExact(model, /** @type {Selection} */ (where));
  const exact = own ? exactWeights(model, tiles, window) : null;
  return exact ?? (model.codes ? codedWeights(model, tiles, where.head, window) : null);
}

/**
 * How far what is shown of the chosen head is what was asked for.
 * @param {Model} model
 * @param {Weights | null} weights
 * @returns {import("../lib/announce.js").State}
 */
export function stateOf(model, weights) {
  if (!weights) return "waiting";
  return weights.exact || !model.preview ? "ready" : "preview"; // without a preview, codes are all that is wanted
}

/**
 * One head's codes, row by row.
 * @param {Model} model
 * @param {Tiles} tiles
 * @param {number} head
 * @returns {Uint8Array} none before they have arrived
 */
export function headCodes(model, tiles, head) {
  const size = tiles.rows * tiles.columns;
  return (model.codes ?? NONE).subarray(tiles.offset + head * size, tiles.offset + (head + 1) * size);
}

/**
 * A window of one head's map as far as its codes tell it. The code of a pooled map's mean is of a sum over keys, so each
 * of them has its share.
 * @param {Model} model
 * @param {Tiles} tiles
 * @param {number} head
 * @param {Window} window
 * @returns {Weights}
 */
export function codedWeights(model, tiles, head, window) {
  const codes = headCodes(model, tiles, head);
  const { pool } = model;
  const hidden = hides(tiles);
  const keys = model.pooling === "mean" ? pool : 1;
  return {
    window,
    exact: false,
    at(query, key) {
      if (hidden(query, key)) return NaN;
      return WEIGHTS[codes[Math.floor(query / pool) * tiles.columns + Math.floor(key / pool)]] / keys;
    },
  };
}

/**
 * The largest weight of a map, or of one of its rows.
 * @param {Weights} weights
 * @param {number | null} query
 * @returns {{query: number, key: number, weight: number} | null} null if nothing may be seen
 */
export function strongest(weights, query = null) {
  const { row: top, rows, column, columns } = weights.window;
  const first = query ?? top;
  const last = query ?? top + rows - 1;
  let best = null;
  for (let row = first; row <= last; row++) {
    for (let key = column; key < column + columns; key++) {
      const weight = weights.at(row, key);
      if (weight > (best?.weight ?? -1)) best = { query: row, key, weight };
    }
  }
  return best;
}
