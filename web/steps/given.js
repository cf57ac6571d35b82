/** What the server says of one cell's steps beside its head: the answer of `/readings/{id}/heads/{site}/{head}/steps`. */

import { matrixOf } from "../attention/head.js";

/**
 * @typedef {import("../attention/matrix.js").Matrix} Matrix
 * @typedef {import("../attention/safetensors.js").File} File
 * @typedef {Float32Array | Float64Array} Numbers
 *
 * @typedef {object} Projection x → W x + b of one head, and what comes of it before it is turned by its position.
 * @property {Matrix} weight [d, d_in]
 * @property {Numbers | null} bias
 * @property {Numbers | null} projected W x + b; null where nothing is turned.
 *
 * @typedef {object} Sublayer Its vectors at the query, [d_model].
 * @property {string} name `attention`, `cross_attention` or `feed_forward`
 * @property {Numbers} before The stream it meets.
 * @property {Numbers | null} read What it reads behind a norm that stands before it.
 * @property {Numbers} output What it adds.
 * @property {Numbers | null} sum What a norm behind it reads.
 * @property {Numbers | null} after The stream then; null where another stands beside it and comes later.
 *
 * @typedef {object} Given
 * @property {{query: Numbers | null, key: Numbers | null}} read x at the query and at the key.
 * @property {Record<"query" | "key" | "value", Projection | null>} projections
 * @property {boolean} turned Whether queries and keys are turned by their positions.
 * @property {Numbers} context What the model went on with.
 * @property {{score: number, weight: number}} used What the model used.
 * @property {import("../attention/scores.js").Terms | null} bias What is added to the score, where that is a sum.
 * @property {Sublayer[]} sublayers From the attention to the end of its layer.
 * @property {"before" | "behind" | null} norms
 * @property {boolean} parallel Whether attention and feed-forward meet the same stream.
 * @property {"layer" | "norm" | "end" | null} next What comes behind the layer.
 * @property {Numbers | null} nextRead What that reads, where it is not the stream itself.
 * @property {{projections: number | null, stream: number | null}} verified How far what was computed is from the record.
 */

/**
 * @param {File} file
 * @returns {Given}
 */
export function readGiven({ metadata, arrays }) {
  const vector = (/** @type {string} */ name) => matrixOf(arrays, name)?.values ?? null;
  const projection = (/** @type {string} */ name) => {
    const weight = matrixOf(arrays, `${name}.weight`);
    return weight && { weight, bias: vector(`${name}.bias`), projected: vector(`${name}.projected`) };
  };
  const { used, turned, norms, parallel, next, verified, sublayers } = metadata;
  return {
    ...{ used, turned, norms, parallel, next, verified },
    read: { query: vector("query.read"), key: vector("key.read") },
    projections: { query: projection("query"), key: projection("key"), value: projection("value") },
    context: vector("context") ?? new Float32Array(),
    bias: biasOf(metadata.bias, vector),
    sublayers: sublayers.map((/** @type {string} */ name) => sublayerOf(name, vector)),
    nextRead: vector("next"),
  };
}

/**
 * @param {{formula: string, symbol: string, factor: number, parts: string[]} | null} said
 * @param {(name: string) => Numbers | null} vector
 */
function biasOf(said, vector) {
  if (!said) return null;
  const { formula, symbol, factor, parts } = said;
  const found = /** @type {Array<[string, Numbers]>} */ (parts.map((name, i) => [name, vector(`bias.part.${i}`)]));
  return { formula, symbol, factor, parts: found, terms: Float64Array.from(vector("bias.terms") ?? []) };
}

/**
 * @param {string} name
 * @param {(name: string) => Numbers | null} vector
 * @returns {Sublayer}
 */
function sublayerOf(name, vector) {
  const at = (/** @type {string} */ moment) => vector(`${name}.${moment}`);
  const [before, output] = [at("before"), at("output")];
  if (!before || !output) throw new RangeError(`expected what ${name} meets and adds`);
  return { name, before, output, read: at("read"), sum: at("sum"), after: at("after") };
}
