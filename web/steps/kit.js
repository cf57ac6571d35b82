/** What every screen is put together from: sentences, formulas, strips, matrices. */

import { element } from "../lib/dom.js";
import { say } from "../lib/words.js";
import { matrixPicture } from "./matrix_picture.js";
import { stripsOf } from "./strips.js";

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
   * A sentence of the catalogue.
   * @param {string} name
   * @param {Record<string, string | number>} [values]
   */
  text(name, values = {}) {
    return element("p", {}, [say(this.words[name] ?? name, values)]);
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
   * @param {string} name in symbols
   * @param {import("../attention/matrix.js").Matrix} matrix
   */
  matrix(name, matrix) {
    return matrixPicture(name, matrix, this);
  }
}
