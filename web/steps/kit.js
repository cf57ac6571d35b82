/** What every screen is put together from: sentences, formulas, strips, matrices. */

import { element } from "../lib/dom.js";
import { say } from "../lib/words.js";
import { formula, symbols } from "./formula.js";
import { matrixPicture } from "./matrix_picture.js";
import { sumOf } from "./numbers.js";
import { FEW, stripsOf } from "./strips.js";

const SUBSCRIPTS = "₁₂₃₄₅₆₇₈";

/**
 * @typedef {object} Told Who asks and who is asked.
 * @property {string} query
 * @property {string} key
 * @property {string[]} keys Every key's label.
 * @property {string} masked Which keys the model hides, in a sentence; empty if none.
 * @property {string[]} changes Interventions at this head.
 * @property {boolean} byHand
 * @property {boolean} cross Whether the keys are another text's.
 * @property {number} layer
 */

export class Kit {
  /**
   * @param {Record<string, string>} words
   * @param {Told} told
   * @param {{order: "place" | "size", reorder: (order: string) => void}} dimensions
   */
  constructor(words, told, dimensions) {
    this.words = words;
    this.told = told;
    this.dimensions = dimensions;
    /** @type {Array<() => void>} what is drawn once there is a width, and again when that changes */
    this.draws = [];
  }

  /**
   * A sentence of the catalogue, which may name the query and the key.
   * @param {string} name
   * @param {Record<string, string | number>} [values]
   */
  text(name, values = {}) {
    const { query, key } = this.told;
    return element("p", {}, symbols(say(this.words[name], { query, key, ...values })));
  }

  /**
   * A remark in small type.
   * @param {string} name
   * @param {Record<string, string | number>} [values]
   */
  note(name, values = {}) {
    const made = this.text(name, values);
    made.className = "hl-note";
    return made;
  }

  /**
   * Vectors over their dimensions.
   * @param {import("./strips.js").Strip[]} strips
   * @param {ArrayLike<number>} [numbers] the dimensions' own, if not in place
   */
  dimensionsOf(strips, numbers) {
    const label = (/** @type {number} */ i) => `${this.words.dimension} ${numbers?.[i] ?? i}`;
    return stripsOf(strips, { label }, this);
  }

  /**
   * Numbers of every key, the chosen one lit.
   * @param {import("./strips.js").Strip[]} strips
   * @param {number} lit
   */
  keysOf(strips, lit) {
    const label = (/** @type {number} */ i) => this.told.keys[i] ?? String(i);
    return stripsOf(strips, { label, named: true, lit }, this);
  }

  /**
   * A product written out, where there are few numbers: `q = 0·2 + 1·1 + 0·0 = 1`, a line for each row.
   * @param {string} name of the result, in symbols
   * @param {import("../attention/matrix.js").Matrix} matrix
   * @param {ArrayLike<number>} x
   */
  worked(name, { values, rows, columns }, x) {
    if (columns > FEW || !this.told.byHand) return [];
    const row = (/** @type {number} */ at) => Array.from(values.subarray(at * columns, (at + 1) * columns));
    const named = (/** @type {number} */ at) => (rows > 1 ? `${name}${SUBSCRIPTS[at]}` : name);
    return Array.from({ length: rows }, (_, at) => formula(sumOf(named(at), row(at), x)));
  }

  /**
   * @param {string} name in symbols
   * @param {import("../attention/matrix.js").Matrix} matrix
   */
  matrix(name, matrix) {
    return matrixPicture(name, matrix, this);
  }
}
