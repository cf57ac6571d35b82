/** From weights to the context vector and on through W_O, and how far that is from what the model went on with. */

import { combined, dot, rowAt, times } from "./matrix.js";
import { rowOf } from "./row.js";

/**
 * @typedef {import("./head.js").Head} Head
 * @typedef {import("./matrix.js").Vector} Vector
 * @typedef {import("./row.js").Row} Row
 */

/**
 * Σ over keys of weight · v, [d_value].
 * @param {Head} head
 * @param {Row} row one of its rows
 */
export function contextOf(head, row) {
  return combined(row.weights, head.value);
}

/**
 * One key's part of it: weight · v, [d_value].
 * @param {Head} head
 * @param {Row} row
 * @param {number} key counted in the whole head
 */
export function partOf(head, row, key) {
  const at = key - row.first;
  return Float64Array.from(rowAt(head.value, at), (value) => row.weights[at] * value);
}

/**
 * max |recomputed − recorded| over one row's context vector; null where that needs keys or values that are not here.
 * @param {Head} head
 * @param {Row} row
 */
export function distanceOf(head, row) {
  if (!head.whole || !head.value.columns) return null;
  const recorded = rowAt(head.context, row.query - head.first.row);
  return contextOf(head, row).reduce((most, value, d) => Math.max(most, Math.abs(value - recorded[d])), 0);
}

/**
 * The same over all rows that are here: rows × keys × d of work, so not for every move of a pointer.
 * @param {Head} head
 */
export function furthest(head) {
  if (!head.whole || !head.value.columns) return null;
  let most = 0;
  for (let at = 0; at < head.query.rows; at++) {
    most = Math.max(most, distanceOf(head, rowOf(head, head.first.row + at)) ?? 0);
  }
  return most;
}

/**
 * What a context vector, or a part of one, adds to the residual stream: the head's columns of W_O @ vector, [d_model].
 * @param {Head} head
 * @param {Vector} vector [d_value]
 * @returns {Float64Array | null} null without W_O
 */
export function outputOf(head, vector) {
  return head.output && times(head.output, vector);
}

/**
 * part·whole / |whole|²: a part's share along the whole, 0 where that is nothing. Shares of all parts sum to 1.
 * @param {Vector} part
 * @param {Vector} whole
 */
export function shareOf(part, whole) {
  return dot(part, whole) / (dot(whole, whole) || 1);
}
