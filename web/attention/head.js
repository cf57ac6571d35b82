/** One head of one reading, as the reading API sends it: its vectors, and what the scores are changed by. */

import { scoreOf } from "./scores.js";

/**
 * @typedef {import("./matrix.js").Matrix} Matrix
 * @typedef {import("./safetensors.js").File} File
 *
 * @typedef {object} Head
 * @property {Matrix} query [rows, d_head], after any rotation, as the kernel saw them; so are key and value.
 * @property {Matrix} key [columns, d_head]
 * @property {Matrix} value [columns, d_value]
 * @property {Matrix} context [rows, d_value], as the model went on with it.
 * @property {import("./scores.js").Score} score The score function in force.
 * @property {Matrix | null} bias Added to the scores, [rows, columns].
 * @property {Matrix | null} output The head's columns of W_O, [d_model, d_value].
 * @property {Uint8Array | null} mask 1 = may be seen, row by row, interventions included; null: everything may.
 * @property {Uint8Array | null} allowed The model's own mask, where interventions make it another.
 * @property {Matrix | null} weights Those in force, where they are not the softmax of the visible scores.
 * @property {boolean} scored Whether there are queries and keys, and not the weights alone.
 * @property {boolean} whole Whether every key is here.
 * @property {{row: number, column: number}} first Which query and which key come first.
 * @property {any} about What the server says beside the arrays.
 */

/**
 * @param {File} file the answer of `/readings/{id}/heads/{site}/{head}`
 * @returns {Head}
 * @throws {RangeError} if arrays are missing or do not fit together
 */
export function readHead({ metadata, arrays }) {
  const matrices = (/** @type {string} */ name) => matrixOf(arrays, name);
  const [query, key, value, context] = ["query", "key", "value", "context"].map((name) => present(matrices(name), name));
  const [bias, weights] = [matrices("bias"), matrices("weights")];
  const [mask, allowed] = [flagsOf(arrays, "mask"), flagsOf(arrays, "allowed")];
  const cells = query.rows * key.rows;
  for (const [name, plane] of Object.entries({ bias: bias?.values, weights: weights?.values, mask, allowed })) {
    if (plane && plane.length !== cells) throw new RangeError(`expected ${name} of ${cells} cells, got ${plane.length}`);
  }
  if (value.rows !== key.rows) throw new RangeError(`expected values for ${key.rows} keys, got ${value.rows}`);
  if (context.rows !== query.rows) throw new RangeError(`expected contexts of ${query.rows} queries, got ${context.rows}`);
  return {
    ...{ query, key, value, context, bias, weights, mask, allowed, output: matrices("output"), about: metadata },
    score: scoreOf(metadata.score, query.columns, (name) => matrices(`score.${name}`)),
    scored: query.columns > 0,
    whole: key.rows === metadata.n_key,
    first: { row: metadata.rows?.[0] ?? 0, column: metadata.columns?.[0] ?? 0 },
  };
}

/**
 * An array of floats as a matrix, a vector being one row; null if it is not there.
 * @param {File["arrays"]} arrays
 * @param {string} name
 * @returns {Matrix | null}
 */
export function matrixOf(arrays, name) {
  const found = arrays.get(name);
  if (!found) return null;
  const { values, shape } = found;
  const float = values instanceof Float32Array || values instanceof Float64Array;
  if (!float || shape.length < 1 || shape.length > 2) {
    throw new RangeError(`expected ${name} as rows of floats, got ${found.type} [${shape.join(", ")}]`);
  }
  const [rows, columns] = shape.length === 2 ? shape : [1, shape[0]];
  return { values, rows, columns };
}

/**
 * @param {File["arrays"]} arrays
 * @param {string} name
 * @returns {Uint8Array | null}
 */
function flagsOf(arrays, name) {
  const found = arrays.get(name);
  if (!found) return null;
  if (!(found.values instanceof Uint8Array)) throw new RangeError(`expected ${name} as bytes, got ${found.type}`);
  return found.values;
}

/**
 * @param {Matrix | null} matrix
 * @param {string} name
 */
function present(matrix, name) {
  if (!matrix) throw new RangeError(`expected an array of the name ${name}`);
  return matrix;
}
