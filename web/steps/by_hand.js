/**
 * A head that can be followed by hand: three tokens, three dimensions, whole numbers. Its second token may see two keys
 * that fit it equally well, so that all it goes on with is whole, too.
 */

import { readHead } from "../attention/head.js";
import { contextOf, outputOf } from "../attention/context.js";
import { combined, times } from "../attention/matrix.js";
import { cellOf, rowOf } from "../attention/row.js";
import { readGiven } from "./given.js";

/** @typedef {import("../attention/matrix.js").Matrix} Matrix */

const D = 3;
export const TOKENS = 3;

/** The cell to begin with. */
export const FIRST = Object.freeze({ query: 1, key: 0 });

const X = matrix([1, 0, 2], [2, 1, 0], [0, 2, 1]); // one row for each token
const W_Q = matrix([0, 1, 0], [1, 0, 0], [1, 0, 0]);
const W_K = matrix([0, 0, 1], [1, 1, 0], [-1, 0, 0]);
const W_V = matrix([0, 2, 0], [1, 1, 0], [2, 0, -1]);
const W_O = matrix([0, 1, 0], [-1, 1, 0], [0, 2, 0]);
const W_1 = matrix([1, -1, 0], [0, 1, -1], [-1, 0, 1]);
const W_2 = matrix([0, 1, 0], [1, 0, 1], [-1, 0, 1]);
const CAUSAL = Uint8Array.of(1, 0, 0, 1, 1, 0, 1, 1, 1);

/**
 * The example's head, as if it had come from the server.
 * @returns {import("../attention/head.js").Head}
 */
export function handHead() {
  const [query, key, value] = [W_Q, W_K, W_V].map((weight) => projected(weight));
  const found = { query, key, value, output: W_O, context: matrix([0, 0, 0], [0, 0, 0], [0, 0, 0]) };
  const head = readHead({ metadata: about({ score: { kind: "ScaledDotProduct", scale: null } }), arrays: stored(found) });
  for (let at = 0; at < TOKENS; at++) head.context.values.set(contextOf(head, rowOf(head, at)), at * D);
  return head;
}

/**
 * What a server would say beside it: no norms, one head, a feed-forward W₂ max(0, W₁ x).
 * @param {import("../attention/head.js").Head} head
 * @param {number} query
 * @param {number} key
 * @returns {import("./given.js").Given}
 */
export function handGiven(head, query, key) {
  const row = rowOf(head, query);
  const [before, context] = [X.values.slice(query * D, (query + 1) * D), contextOf(head, row)];
  const output = outputOf(head, context) ?? new Float64Array(D);
  const between = plus(before, output);
  const fed = times(W_2, times(W_1, between).map((value) => Math.max(0, value)));
  const { score, weight } = cellOf(row, key);
  const vectors = {
    ...{ "query.read": before, "key.read": X.values.slice(key * D, (key + 1) * D), context },
    ...{ "attention.before": before, "attention.output": output, "attention.after": between },
    ...{ "feed_forward.before": between, "feed_forward.output": fed, "feed_forward.after": plus(between, fed) },
  };
  const rows = Object.fromEntries(Object.entries(vectors).map(([name, x]) => [name, { values: x, rows: 1, columns: D }]));
  const weights = { "query.weight": W_Q, "key.weight": W_K, "value.weight": W_V };
  const said = { used: { score, weight }, turned: false, bias: null, norms: null, parallel: false, next: "layer" };
  const verified = { projections: 0, stream: 0 };
  const metadata = about({ ...said, verified, sublayers: ["attention", "feed_forward"] });
  return readGiven({ metadata, arrays: stored({ ...rows, ...weights }) });
}

/** @param {Record<string, unknown>} more */
function about(more) {
  return { n_query: TOKENS, n_key: TOKENS, rows: [0, TOKENS], columns: [0, TOKENS], interventions: [], ...more };
}

/**
 * @param {Record<string, Matrix>} matrices
 * @returns {import("../attention/safetensors.js").File["arrays"]}
 */
function stored(matrices) {
  const floats = Object.entries(matrices).map(([name, { values, rows, columns }]) => {
    return /** @type {const} */ ([name, { type: "F64", shape: [rows, columns], values }]);
  });
  const mask = /** @type {const} */ (["mask", { type: "U8", shape: [TOKENS, TOKENS], values: CAUSAL }]);
  return /** @type {any} */ (new Map(/** @type {any} */ ([...floats, mask])));
}

/**
 * X Wᵀ: W x of every token.
 * @param {Matrix} weight
 */
function projected(weight) {
  return matrix(...[0, 1, 2].map((token) => [...times(weight, X.values.slice(token * D, (token + 1) * D))]));
}

/**
 * @param {Float32Array | Float64Array} x
 * @param {Float32Array | Float64Array} y
 */
function plus(x, y) {
  return combined([1, 1], { values: Float64Array.of(...x, ...y), rows: 2, columns: D });
}

/**
 * @param {number[][]} rows
 * @returns {Matrix}
 */
function matrix(...rows) {
  return { values: Float64Array.from(rows.flat()), rows: rows.length, columns: D };
}
