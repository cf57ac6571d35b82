/**
 * Every checkpoint's reading of one text: scores and weights out of its queries and keys, guesses and surprisals.
 *
 * score = factor · q·k; a weight is the softmax over the keys up to the query.
 */

import { Cache } from "../lib/cache.js";
import { codeOf } from "../lib/codes.js";

const KEPT = 2; // recordings

/**
 * @typedef {object} Columns What arrives of a recording, see `Recorded` in ui/pages/learning/recorded.
 * @property {Float32Array} queries
 * @property {Float32Array} keys
 * @property {Int32Array} guesses
 * @property {Float32Array} chances
 * @property {Float32Array} surprisals
 *
 * @typedef {object} Sizes
 * @property {number} steps
 * @property {number} heads Of all layers together.
 * @property {number} tokens
 * @property {number} d_head
 * @property {number} guesses Most probable tokens at each position.
 */

/** @type {Cache<Columns>} by digest */
export const recordings = new Cache(KEPT);

export class Recording {
  /**
   * @param {Columns} columns
   * @param {Sizes} sizes
   * @param {number} factor
   */
  constructor(columns, sizes, factor) {
    this.columns = columns;
    this.sizes = sizes;
    this.factor = factor;
  }

  /**
   * What q·k of a pair is the sum of.
   * @param {number} step index of the checkpoint
   * @param {number} head counted through all layers
   * @param {number} query
   * @param {number} key
   * @returns {Float64Array} one for each dimension
   */
  terms(step, head, query, key) {
    const { d_head } = this.sizes;
    const [q, k] = [this.at(step, head, query), this.at(step, head, key)];
    return Float64Array.from({ length: d_head }, (_, d) => this.columns.queries[q + d] * this.columns.keys[k + d]);
  }

  /**
   * @param {number} step
   * @param {number} head
   * @param {number} query
   * @param {number} key
   */
  score(step, head, query, key) {
    const { d_head } = this.sizes;
    const { queries, keys } = this.columns;
    const [q, k] = [this.at(step, head, query), this.at(step, head, key)];
    let sum = 0;
    for (let d = 0; d < d_head; d++) sum += queries[q + d] * keys[k + d];
    return this.factor * sum;
  }

  /**
   * A query's weights over the keys it may see.
   * @param {number} step
   * @param {number} head
   * @param {number} query
   * @returns {Float64Array} query + 1 of them
   */
  row(step, head, query) {
    const row = new Float64Array(query + 1);
    let most = -Infinity;
    for (let key = 0; key <= query; key++) {
      row[key] = this.score(step, head, query, key);
      if (row[key] > most) most = row[key];
    }
    let total = 0;
    for (let key = 0; key <= query; key++) total += row[key] = Math.exp(row[key] - most);
    for (let key = 0; key <= query; key++) row[key] /= total;
    return row;
  }

  /**
   * One head's map; NaN where a query may not see a key.
   * @param {number} step
   * @param {number} head
   * @returns {Float32Array[]} rows
   */
  map(step, head) {
    const { tokens } = this.sizes;
    return Array.from({ length: tokens }, (_, query) => {
      const row = new Float32Array(tokens).fill(NaN);
      row.set(this.row(step, head, query));
      return row;
    });
  }

  /**
   * All heads' maps as the mosaic wants them, round(255·√weight).
   * @param {number} step
   * @returns {Uint8Array}
   */
  codes(step) {
    const { heads, tokens } = this.sizes;
    const codes = new Uint8Array(heads * tokens * tokens);
    for (let head = 0, start = 0; head < heads; head++) {
      for (let query = 0; query < tokens; query++, start += tokens) {
        const row = this.row(step, head, query);
        for (let key = 0; key <= query; key++) codes[start + key] = codeOf(row[key]);
      }
    }
    return codes;
  }

  /**
   * The most probable next tokens at a position.
   * @param {number} step
   * @param {number} position
   * @returns {Array<{token: number, chance: number}>} tokens as indices of the labels that came along
   */
  expected(step, position) {
    const { tokens, guesses } = this.sizes;
    const first = (step * tokens + position) * guesses;
    return Array.from({ length: guesses }, (_, i) => {
      return { token: this.columns.guesses[first + i], chance: this.columns.chances[first + i] };
    });
  }

  /**
   * −ln p of a token, in nats; NaN for the first, which nothing foretells.
   * @param {number} step
   * @param {number} position
   */
  surprisal(step, position) {
    const { tokens } = this.sizes;
    return position ? this.columns.surprisals[step * (tokens - 1) + position - 1] : NaN;
  }

  /**
   * Nats per token of the whole text; NaN for a text of one token.
   * @param {number} step
   */
  loss(step) {
    const many = this.sizes.tokens - 1;
    const own = this.columns.surprisals.subarray(step * many, (step + 1) * many);
    return own.reduce((sum, nats) => sum + nats, 0) / many;
  }

  /**
   * Where a token's vector begins.
   * @param {number} step
   * @param {number} head
   * @param {number} token
   */
  at(step, head, token) {
    const { heads, tokens, d_head } = this.sizes;
    return ((step * heads + head) * tokens + token) * d_head;
  }
}
