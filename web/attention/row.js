/** One query of one head against all its keys: from the dot products to the weights, and each cell by itself. */

import { rowAt, times } from "./matrix.js";
import { entropy, softmax } from "./softmax.js";

/**
 * @typedef {import("./head.js").Head} Head
 *
 * @typedef {object} Row One number for each key that is here; null where the record has nothing to compute it from.
 * @property {number} query
 * @property {number} first Which key comes first.
 * @property {Float64Array | null} dots q·k; null also where queries and keys differ in width.
 * @property {number} factor What `sums` are multiplied by.
 * @property {Float64Array | null} sums What the score function sums up: q·k, unless it is another one.
 * @property {Float64Array | null} scaled factor × sums
 * @property {Float32Array | Float64Array | null} bias Added to that; null where nothing is.
 * @property {Float64Array | null} scores (scaled + bias) / the head's temperature, of keys that may not be seen too.
 * @property {Uint8Array | null} visible 1 = may be seen; null: everything may.
 * @property {Uint8Array | null} allowed The same by the model's own mask alone, whatever interventions say.
 * @property {import("./softmax.js").Softmax | null} softmax Of the visible scores.
 * @property {Float64Array} weights Those in force: the server's where it gives them, else the softmax's.
 * @property {boolean} given Whether they are the server's.
 * @property {number} entropy Of those weights, in nats.
 * @property {number} missing The share that no key has: what goes to a sink without a key; 0 where nothing may be seen.
 *
 * @typedef {object} Cell One key of a row.
 * @property {number | null} dot q·k
 * @property {number} factor
 * @property {number} bias 0 without one.
 * @property {number | null} score
 * @property {number} weight
 * @property {boolean} visible
 * @property {boolean} allowed Whether the model's own mask lets it be seen.
 * @property {number | null} rank 1 for the largest weight of the row, equal ones alike; null where it may not be seen.
 */

/**
 * @param {Head} head
 * @param {number} query counted in the whole head
 * @returns {Row}
 * @throws {RangeError} if that query is not here, or some keys are not and nobody says the weights
 */
export function rowOf(head, query) {
  const at = query - head.first.row;
  if (!(at >= 0 && at < head.query.rows)) {
    throw new RangeError(`expected a query from ${head.first.row} to ${head.first.row + head.query.rows - 1}, got ${query}`);
  }
  const count = head.key.rows;
  const flags = (/** @type {Uint8Array | null} */ plane) => plane?.subarray(at * count, (at + 1) * count) ?? null;
  const visible = flags(head.mask);
  const scored = scoresOf(head, at);
  const own = scored.scores && head.whole ? softmax(scored.scores, visible) : null;
  const given = head.weights ? Float64Array.from(rowAt(head.weights, at)) : null;
  const weights = given ?? own?.weights;
  if (!weights) throw new RangeError("expected all keys, or weights beside them");
  const sees = visible === null ? count > 0 : visible.includes(1);
  return {
    ...{ query, first: head.first.column, ...scored, visible, allowed: flags(head.allowed) ?? visible },
    ...{ softmax: own, weights, given: given !== null },
    entropy: entropy(weights),
    missing: given && head.whole && sees ? Math.max(0, 1 - given.reduce((sum, weight) => sum + weight, 0)) : 0,
  };
}

/**
 * @param {Head} head
 * @param {number} at row of its queries
 * @returns {Pick<Row, "dots" | "factor" | "sums" | "scaled" | "bias" | "scores">}
 */
function scoresOf(head, at) {
  const { factor } = head.score;
  if (!head.scored) return { dots: null, factor, sums: null, scaled: null, bias: null, scores: null };
  const query = rowAt(head.query, at);
  const dots = query.length === head.key.columns ? times(head.key, query) : null;
  const sums = head.score.sums(query, head.key);
  const scaled = sums.map((sum) => factor * sum);
  const bias = head.bias && rowAt(head.bias, at);
  const scores = scaled.map((score, key) => (score + (bias?.[key] ?? 0)) / head.temperature);
  return { dots, factor, sums, scaled, bias, scores };
}

/**
 * @param {Row} row
 * @param {number} key counted in the whole head
 * @returns {Cell}
 * @throws {RangeError} if that key is not here
 */
export function cellOf(row, key) {
  const at = key - row.first;
  if (!(at >= 0 && at < row.weights.length)) {
    throw new RangeError(`expected a key from ${row.first} to ${row.first + row.weights.length - 1}, got ${key}`);
  }
  const [visible, allowed] = [row.visible, row.allowed].map((flags) => flags === null || flags[at] === 1);
  const weight = row.weights[at];
  return {
    ...{ dot: row.dots?.[at] ?? null, factor: row.factor, bias: row.bias?.[at] ?? 0 },
    ...{ score: row.scores?.[at] ?? null, weight, visible, allowed },
    rank: visible ? 1 + row.weights.reduce((above, other) => above + Number(other > weight), 0) : null,
  };
}

/**
 * How one score comes about, dimension by dimension; null where there are no queries and keys.
 * @param {Head} head
 * @param {number} query counted in the whole head
 * @param {number} key
 */
export function termsOf(head, query, key) {
  if (!head.scored) return null;
  return head.score.terms(rowAt(head.query, query - head.first.row), rowAt(head.key, key - head.first.column));
}
