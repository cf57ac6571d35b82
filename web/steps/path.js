/**
 * One cell's way from x to the next layer in numbers, computed here from the head's own vectors; what the server alone
 * knows stands beside it.
 *
 *     x → q, k, v → Σ terms → × factor → + bias → mask → softmax → weight · v → Σ → W_O → stream → feed-forward → next
 */

import { contextOf, distanceOf, outputOf, partOf, shareOf } from "../attention/context.js";
import { dot, length, rowAt } from "../attention/matrix.js";
import { cellOf, rowOf, termsOf } from "../attention/row.js";

/**
 * @typedef {import("../attention/head.js").Head} Head
 * @typedef {import("./given.js").Given} Given
 * @typedef {Float32Array | Float64Array} Numbers
 *
 * @typedef {object} Output What becomes of the context, [d_model] each.
 * @property {Float64Array} head W_O @ context: what this head adds.
 * @property {Float64Array} cell W_O @ weight · v: this cell's part of it.
 * @property {number} share That part along what the head adds; the shares of all keys sum to 1.
 * @property {number | null} cosine Of what the head adds and the stream it is added to.
 *
 * @typedef {object} Path
 * @property {number} query
 * @property {number} key
 * @property {Numbers} q
 * @property {Numbers} k
 * @property {Numbers} v
 * @property {import("../attention/scores.js").Terms} terms How the score comes about.
 * @property {number} total Σ of the terms.
 * @property {number} scaled factor × total
 * @property {import("../attention/row.js").Row} row
 * @property {import("../attention/row.js").Cell} cell
 * @property {number} seen How many keys the query may see.
 * @property {Float64Array} part weight · v
 * @property {Float64Array} context Σ over keys of that.
 * @property {Numbers} recorded What the model went on with.
 * @property {number | null} distance How far the two are apart; null where some keys are not here.
 * @property {Output | null} output Null without W_O.
 * @property {Given | null} given Null until it has come.
 */

/**
 * @param {Head} head one with queries and keys
 * @param {number} query counted in the whole head
 * @param {number} key
 * @param {Given | null} given
 * @returns {Path}
 * @throws {RangeError} if that query or key is not here, or only weights are
 */
export function pathOf(head, query, key, given) {
  const terms = termsOf(head, query, key);
  if (!terms) throw new RangeError("expected queries and keys, not the weights alone");
  const row = rowOf(head, query);
  const [at, column] = [query - head.first.row, key - head.first.column];
  const total = terms.terms.reduce((sum, term) => sum + term, 0);
  const [part, context] = [partOf(head, row, key), contextOf(head, row)];
  return {
    ...{ query, key, q: rowAt(head.query, at), k: rowAt(head.key, column), v: rowAt(head.value, column) },
    ...{ terms, total, scaled: terms.factor * total, row, cell: cellOf(row, key) },
    seen: row.visible ? row.visible.reduce((count, flag) => count + flag, 0) : row.weights.length,
    ...{ part, context, recorded: rowAt(head.context, at), distance: distanceOf(head, row) },
    output: throughOutput(head, rowAt(head.context, at), part, given),
    given,
  };
}

/**
 * What the context that the model went on with adds, and a part of it.
 * @param {Head} head
 * @param {Numbers} context
 * @param {Float64Array} part
 * @param {Given | null} given
 * @returns {Output | null}
 */
function throughOutput(head, context, part, given) {
  const [whole, cell] = [outputOf(head, context), outputOf(head, part)];
  if (!whole || !cell) return null;
  const stream = given?.sublayers[0]?.before;
  return { head: whole, cell, share: shareOf(cell, whole), cosine: stream ? cosine(whole, stream) : null };
}

/**
 * @param {Numbers} x
 * @param {Numbers} y
 */
function cosine(x, y) {
  return dot(x, y) / (length(x) * length(y) || 1);
}

/**
 * What all heads but this one add, with W_O's bias: the sublayer's output less the head's.
 * @param {Path} path
 * @returns {Float64Array | null} null where one of the two is not known
 */
export function othersOf({ output, given }) {
  const whole = given?.sublayers[0]?.output;
  return whole && output ? Float64Array.from(whole, (value, d) => value - output.head[d]) : null;
}
