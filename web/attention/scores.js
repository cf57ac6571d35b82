/**
 * Score functions: how well one query fits each key, and what meets in each dimension.
 *
 *     score = factor × Σ_d terms_d
 *
 * They are those of the kernel, `model/attention.py`, under its names, and are summed here in float64.
 *
 * Sources: Vaswani et al. 2017, arXiv:1706.03762 (scaled dot product); Luong et al. 2015, arXiv:1508.04025 (dot).
 */

import { Additive, Multiplicative } from "./learned_scores.js";
import { length, products, rowAt, times, unit } from "./matrix.js";

/**
 * @typedef {import("./matrix.js").Matrix} Matrix
 * @typedef {import("./matrix.js").Vector} Vector
 *
 * @typedef {object} Terms How the score of one query and one key comes about; see `model/score_terms.py`.
 * @property {string} formula The sum, in symbols.
 * @property {Array<[string, Vector]>} parts What meets in each dimension, by its symbol, in the order it is computed.
 * @property {string} symbol One dimension's term, in the parts' symbols.
 * @property {Float64Array} terms
 * @property {number} factor
 *
 * @typedef {object} Score
 * @property {number} factor
 * @property {(query: Vector, keys: Matrix) => Float64Array} sums Σ of the terms, one for each key.
 * @property {(query: Vector, key: Vector) => Terms} terms
 *
 * @typedef {{kind: string, scale?: number | null}} Described As it is written in docs/trace-format.md.
 * @typedef {(name: string) => Matrix | null} Weights The score function's own matrices, a vector being one row.
 */

/**
 * @param {Described} described
 * @param {number} d how wide a query is
 * @param {Weights} [weights]
 * @returns {Score}
 * @throws {RangeError} for a kind that is not known, or whose matrices are not there
 */
export function scoreOf({ kind, scale }, d, weights = () => null) {
  const own = (/** @type {string} */ name) => weights(name) ?? missing(kind, name);
  const root = scale ?? 1 / Math.sqrt(d);
  switch (kind) {
    case "DotProduct": return new DotProduct(1);
    case "ScaledDotProduct": return new DotProduct(root);
    case "Cosine": return new Cosine(scale ?? 1);
    case "NegativeSquaredDistance": return new NegativeSquaredDistance(root);
    case "Additive": return new Additive(own("query_projection"), weights("key_projection"), own("combine"));
    case "Multiplicative": return new Multiplicative(own("weight"));
    default: throw new RangeError(`expected a score function of docs/trace-format.md, got ${kind}`);
  }
}

/**
 * q·k × factor
 * @implements {Score}
 */
class DotProduct {
  /** @param {number} factor */
  constructor(factor) {
    this.factor = factor;
  }

  /** @type {Score["sums"]} */
  sums(query, keys) {
    return times(keys, query);
  }

  /** @type {Score["terms"]} */
  terms(query, key) {
    return { formula: "q·k", parts: [["q", query], ["k", key]], symbol: "q·k", terms: products(query, key), factor: this.factor };
  }
}

/**
 * q·k / (|q| |k|) × factor; a vector of zeros has cosine 0 with everything.
 * @implements {Score}
 */
class Cosine {
  /** @param {number} factor */
  constructor(factor) {
    this.factor = factor;
  }

  /** @type {Score["sums"]} */
  sums(query, keys) {
    const own = length(query);
    return times(keys, query).map((product, row) => product / (own * length(rowAt(keys, row)) || 1));
  }

  /** @type {Score["terms"]} */
  terms(query, key) {
    const [q, k] = [query, key].map(unit);
    const parts = /** @type {Terms["parts"]} */ ([["q/|q|", q], ["k/|k|", k]]);
    return { formula: "cos(q, k)", parts, symbol: "q/|q| · k/|k|", terms: products(q, k), factor: this.factor };
  }
}

/**
 * −|q − k|² × factor
 * @implements {Score}
 */
class NegativeSquaredDistance {
  /** @param {number} factor */
  constructor(factor) {
    this.factor = factor;
  }

  /** @type {Score["sums"]} */
  sums(query, { values, rows, columns }) {
    const sums = new Float64Array(rows);
    for (let row = 0, at = 0; row < rows; row++) {
      for (let d = 0; d < columns; d++, at++) sums[row] -= (query[d] - values[at]) ** 2;
    }
    return sums;
  }

  /** @type {Score["terms"]} */
  terms(query, key) {
    const terms = Float64Array.from(query, (q, d) => -((q - key[d]) ** 2));
    return { formula: "−|q − k|²", parts: [["q", query], ["k", key]], symbol: "−(q − k)²", terms, factor: this.factor };
  }
}

/**
 * @param {string} kind
 * @param {string} name
 * @returns {never}
 */
function missing(kind, name) {
  throw new RangeError(`expected ${name} with a score of kind ${kind}`);
}
