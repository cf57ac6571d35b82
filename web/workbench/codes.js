/** From bytes to weights: a code is round(255·√weight), so that small weights keep their digits. */

import { hides } from "./masks.js";

/** @typedef {import("./types.js").Model} Model */
/** @typedef {import("./types.js").Tiles} Tiles */
/** @typedef {import("./types.js").Weights} Weights */
/** @typedef {import("./types.js").Window} Window */

/** Weight of each code. */
export const WEIGHTS = Float32Array.from({ length: 256 }, (_, code) => (code / 255) ** 2);

/**
 * One head's codes, row by row.
 * @param {Model} model
 * @param {Tiles} tiles
 * @param {number} head
 */
export function headCodes(model, tiles, head) {
  const size = tiles.rows * tiles.columns;
  return model.codes.subarray(tiles.offset + head * size, tiles.offset + (head + 1) * size);
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
