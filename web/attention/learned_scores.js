/**
 * Score functions with matrices of their own, which were learned.
 *
 * Sources: Bahdanau et al. 2014, arXiv:1409.0473, appendix A.1.2 (additive); Luong et al. 2015, arXiv:1508.04025, section
 * 3.1 (general).
 */

import { combined, products, rowAt, times } from "./matrix.js";

/** @typedef {import("./matrix.js").Matrix} Matrix */
/** @typedef {import("./scores.js").Score} Score */
/** @typedef {import("./scores.js").Terms} Terms */

/**
 * v·tanh(W_q q + W_k k), a running over the dimensions of the score. Without W_k keys are projected already.
 * @implements {Score}
 */
export class Additive {
  factor = 1;

  /**
   * @param {Matrix} queryProjection W_q, [d_score, d_query]
   * @param {Matrix | null} keyProjection W_k, [d_score, d_key]
   * @param {Matrix} combine v, [1, d_score]
   */
  constructor(queryProjection, keyProjection, combine) {
    this.queryProjection = queryProjection;
    this.keyProjection = keyProjection;
    this.combine = combine.values;
    /** @type {WeakMap<Matrix, Matrix>} all of a head's keys are the same for each of its queries */
    this.projected = new WeakMap();
  }

  /** @type {Score["sums"]} */
  sums(query, keys) {
    const [asks, { values, rows, columns }] = [times(this.queryProjection, query), this.answers(keys)];
    const sums = new Float64Array(rows);
    for (let row = 0, at = 0; row < rows; row++) {
      for (let a = 0; a < columns; a++, at++) sums[row] += this.combine[a] * Math.tanh(asks[a] + values[at]);
    }
    return sums;
  }

  /**
   * W_k k of every key.
   * @param {Matrix} keys
   * @returns {Matrix}
   */
  answers(keys) {
    if (!this.keyProjection) return keys;
    const known = this.projected.get(keys);
    if (known) return known;
    const columns = this.keyProjection.rows;
    const made = { values: new Float64Array(keys.rows * columns), rows: keys.rows, columns };
    for (let row = 0; row < keys.rows; row++) made.values.set(times(this.keyProjection, rowAt(keys, row)), row * columns);
    this.projected.set(keys, made);
    return made;
  }

  /** @type {Score["terms"]} */
  terms(query, key) {
    const asks = times(this.queryProjection, query);
    const answers = this.keyProjection ? times(this.keyProjection, key) : key;
    const bent = asks.map((ask, a) => Math.tanh(ask + answers[a]));
    const parts = /** @type {Terms["parts"]} */ ([["W_q q", asks], ["W_k k", answers], ["tanh", bent], ["v", this.combine]]);
    return { formula: "v·tanh(W_q q + W_k k)", parts, symbol: "v·tanh", terms: products(this.combine, bent), factor: this.factor };
  }
}

/**
 * qᵀ W k, W being [d_query, d_key]; d runs over the dimensions of the key.
 * @implements {Score}
 */
export class Multiplicative {
  factor = 1;

  /** @param {Matrix} weight */
  constructor(weight) {
    this.weight = weight;
  }

  /** @type {Score["sums"]} */
  sums(query, keys) {
    return times(keys, combined(query, this.weight));
  }

  /** @type {Score["terms"]} */
  terms(query, key) {
    const turned = combined(query, this.weight);
    return { formula: "qᵀW k", parts: [["qᵀW", turned], ["k", key]], symbol: "qᵀW·k", terms: products(turned, key), factor: this.factor };
  }
}
