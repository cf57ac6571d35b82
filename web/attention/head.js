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
 * @property {number} temperature What scores, bias included, are divided by: 1 but for an intervention.
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
  const { score, rows: [row, bottom], columns: [column, right] } = metadata;
  const size = { queries: bottom - row, keys: right - column };
  const head = {
    ...vectorsOf(arrays, score !== null, size),
    ...{ bias: matrices("bias"), output: matrices("output"), weights: matrices("weights") },
    ...{ mask: flagsOf(arrays, "mask"), allowed: flagsOf(arrays, "allowed") },
    ...{ scored: score !== null, whole: size.keys === metadata.n_key, first: { row, column }, about: metadata },
  };
  checkPlanes(head, size.queries * size.keys);
  return {
    ...head,
    score: scoreOf(score ?? { kind: "DotProduct" }, head.query.columns, (name) => matrices(`score.${name}`)),
    temperature: score?.temperature ?? 1,
  };
}

/**
 * Queries, keys, values and contexts; 0 wide where only the weights are known.
 * @param {File["arrays"]} arrays
 * @param {boolean} scored
 * @param {{queries: number, keys: number}} size
 * @returns {Pick<Head, "query" | "key" | "value" | "context">}
 */
function vectorsOf(arrays, scored, { queries, keys }) {
  const one = (/** @type {string} */ name, /** @type {number} */ rows) => {
    if (!scored) return { values: new Float32Array(), rows, columns: 0 };
    const found = matrixOf(arrays, name);
    if (found?.rows !== rows) throw new RangeError(`expected ${rows} rows of ${name}, got ${found?.rows ?? "none"}`);
    return found;
  };
  return { query: one("query", queries), key: one("key", keys), value: one("value", keys), context: one("context", queries) };
}

/**
 * @param {Pick<Head, "bias" | "weights" | "mask" | "allowed">} planes what has a number for every cell
 * @param {number} cells
 */
function checkPlanes({ bias, weights, mask, allowed }, cells) {
  for (const [name, plane] of Object.entries({ bias: bias?.values, weights: weights?.values, mask, allowed })) {
    if (plane && plane.length !== cells) throw new RangeError(`expected ${name} of ${cells} cells, got ${plane.length}`);
  }
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
