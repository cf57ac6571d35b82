/** One head's mathematics against examples that PyTorch works out in float64, see tests/vectors/attention.py. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { contextOf, distanceOf, furthest, outputOf, partOf, shareOf } from "../../web/attention/context.js";
import { readHead } from "../../web/attention/head.js";
import { length } from "../../web/attention/matrix.js";
import { cellOf, rowOf, termsOf } from "../../web/attention/row.js";

const EXAMPLES = JSON.parse(readFileSync(new URL("../vectors/attention.json", import.meta.url), "utf-8"));
const FLAGS = ["mask", "allowed"];

/**
 * @param {ArrayLike<number>} found
 * @param {ArrayLike<number>} expected
 * @param {string} what
 */
function alike(found, expected, what) {
  assert.equal(found.length, expected.length, what);
  Array.from(expected).forEach((value, i) => {
    const away = Math.abs(found[i] - value);
    assert.ok(away <= 1e-12 * Math.max(1, Math.abs(value)), `${what} ${i}: ${found[i]} is not ${value}`);
  });
}

/**
 * An example as if it had come from the server; contexts are the expected ones.
 * @param {any} example
 * @param {Record<string, any>} [more] of the metadata
 * @param {Record<string, {shape: number[], values: number[]}>} [others] arrays
 */
function headOf({ score, arrays, found }, more = {}, others = {}) {
  const context = { shape: [found.context.length, found.context[0].length], values: found.context.flat() };
  const stored = Object.entries({ ...arrays, context, ...others }).map(([name, { shape, values }]) => {
    const made = FLAGS.includes(name) ? Uint8Array.from(values) : Float64Array.from(values);
    return /** @type {const} */ ([name, { type: FLAGS.includes(name) ? "U8" : "F64", shape, values: made }]);
  });
  const [n_query, n_key] = [found.weights.length, found.weights[0].length];
  const metadata = { score, n_query, n_key, rows: [0, n_query], columns: [0, n_key], ...more };
  return readHead({ metadata, arrays: /** @type {any} */ (new Map(stored)) });
}

/** @param {string} name */
function example(name) {
  return EXAMPLES.find((/** @type {any} */ one) => one.name === name);
}

for (const one of EXAMPLES) {
  test(`${one.name}: scores, weights, entropy and context are PyTorch's`, () => {
    const head = headOf(one);
    for (let query = 0; query < head.query.rows; query++) {
      const row = rowOf(head, query);
      if (one.found.scores) alike(row.scores ?? [], one.found.scores[query], "score");
      else assert.equal(row.scores, null);
      alike(row.weights, one.found.weights[query], "weight");
      alike([row.entropy, row.missing], [one.found.entropy[query], one.found.missing[query]], "entropy, missing share");
      alike(contextOf(head, row), one.found.context[query], "context");
    }
    const far = furthest(head);
    if (one.found.scores) assert.ok(far !== null && far < 1e-12, `${far}`);
    else assert.equal(far, null);
  });

  test(`${one.name}: one score is its terms' sum times the factor`, () => {
    const head = headOf(one);
    const found = termsOf(head, 3, 1);
    if (!one.terms) return assert.equal(found, null);
    assert.ok(found);
    const { formula, symbol, factor, parts, terms, query, key } = one.terms;
    assert.deepEqual([found.formula, found.symbol], [formula, symbol]);
    assert.deepEqual(found.parts.map(([name]) => name), parts.map((/** @type {any} */ part) => part[0]));
    found.parts.forEach(([name, values], i) => alike(values, parts[i][1], name));
    alike(found.terms, terms, symbol);
    alike([found.factor], [factor], "factor");
    const row = rowOf(head, query);
    alike([row.factor * found.terms.reduce((sum, term) => sum + term, 0)], [row.scaled?.[key] ?? NaN], "scaled");
  });
}

test("a row that sees nothing is zeros, and its cells have no rank", () => {
  const head = headOf(example("before"));
  const row = rowOf(head, 1); // the first in the order
  assert.deepEqual([...row.weights], [0, 0, 0, 0, 0]);
  assert.deepEqual([row.entropy, row.missing, row.softmax?.total, row.softmax?.peak], [0, 0, 0, 0]);
  assert.equal(cellOf(row, 1).rank, null);
});

test("a cell has its numbers and its rank among the keys that may be seen", () => {
  const head = headOf(example("alibi"));
  const row = rowOf(head, 3);
  const cells = [0, 1, 2, 3, 4].map((key) => cellOf(row, key));
  assert.deepEqual(cells.map(({ visible }) => visible), [true, true, true, true, false]);
  const sorted = cells.filter(({ visible }) => visible).sort((a, b) => b.weight - a.weight);
  assert.deepEqual(sorted.map(({ rank }) => rank), [1, 2, 3, 4]);
  for (const { dot, factor, bias, score } of cells) alike([(dot ?? NaN) * factor + bias], [score ?? NaN], "score");
  assert.equal(cells[1].bias, -0.5);
});

test("equal weights share a rank", () => {
  const one = example("scaled");
  const values = [0.4, 0.1, 0.4, 0.1, 0];
  const weights = { shape: [5, 5], values: values.concat(values, values, values, values) };
  const row = rowOf(headOf(one, {}, { weights }), 0);
  assert.deepEqual([0, 1, 2, 3, 4].map((key) => cellOf(row, key).rank), [1, 3, 1, 3, 5]);
});

test("what an intervention hides is told from what the model's own mask hides", () => {
  const row = rowOf(headOf(example("temperature and a cut")), 3);
  const told = [0, 1, 4].map((key) => cellOf(row, key)).map(({ visible, allowed }) => [visible, allowed]);
  assert.deepEqual(told, [[true, true], [false, true], [false, false]]);
});

test("weights that an intervention put in the place of the softmax are told from it", () => {
  const head = headOf(example("replaced row"));
  const row = rowOf(head, 3);
  assert.deepEqual([...row.weights], [0.5, 0.25, 0, 0.25, 0]);
  assert.ok(row.given && row.softmax && Math.abs(row.softmax.weights[0] - 0.5) > 0.01);
  assert.equal(rowOf(headOf(example("causal")), 3).given, false);
});

test("queries and keys of different widths have no dot product", () => {
  const one = example("additive");
  const wide = { shape: [5, 3], values: one.arrays.key.values.slice(0, 15) };
  const project = { shape: [3, 3], values: one.arrays["score.key_projection"].values.slice(0, 9) };
  const head = headOf(one, {}, { key: wide, "score.key_projection": project });
  const row = rowOf(head, 0);
  assert.equal(row.dots, null);
  assert.equal(cellOf(row, 2).dot, null);
  assert.equal(row.scores?.length, 5);
});

test("a window of rows is counted in the whole head", () => {
  const one = example("causal");
  const rows = (/** @type {string} */ name, /** @type {number} */ wide) =>
    ({ shape: [2, wide], values: one.arrays[name].values.slice(2 * wide, 4 * wide) });
  const context = { shape: [2, 4], values: one.found.context.slice(2, 4).flat() };
  const head = headOf(one, { rows: [2, 4] }, { query: rows("query", 4), mask: rows("mask", 5), context });
  alike(rowOf(head, 3).weights, one.found.weights[3], "weight");
  assert.ok((furthest(head) ?? 1) < 1e-12);
  for (const query of [1, 4, NaN]) assert.throws(() => rowOf(head, query), /expected a query from 2 to 3/);
});

test("some of the keys do not make a softmax; with the weights beside them they are enough", () => {
  const one = example("scaled");
  const cut = (/** @type {string} */ name) => ({ shape: [2, 4], values: one.arrays[name].values.slice(4, 12) });
  const part = { key: cut("key"), value: cut("value") };
  const weights = { shape: [5, 2], values: one.found.weights.flatMap((/** @type {number[]} */ row) => row.slice(1, 3)) };
  assert.throws(() => rowOf(headOf(one, { n_key: 5, columns: [1, 3] }, part), 0), /expected all keys/);
  const row = rowOf(headOf(one, { n_key: 5, columns: [1, 3] }, { ...part, weights }), 4);
  alike([cellOf(row, 2).weight, cellOf(row, 2).score ?? NaN], [one.found.weights[4][2], one.found.scores[4][2]], "cell");
  assert.equal(row.softmax, null);
  assert.throws(() => cellOf(row, 3), /expected a key from 1 to 2/);
});

test("a context that was changed behind the weights is as far away as it was changed", () => {
  const one = example("scaled");
  const context = { shape: [5, 4], values: new Array(20).fill(0) };
  const head = headOf(one, {}, { context });
  const row = rowOf(head, 2);
  alike([distanceOf(head, row) ?? NaN], [Math.max(...one.found.context[2].map(Math.abs))], "distance");
});

test("parts of all keys make the context, and their shares of the output make one", () => {
  const one = example("causal");
  const values = Array.from({ length: 24 }, (_, i) => Math.sin(i));
  const head = headOf(one, {}, { output: { shape: [6, 4], values } });
  const row = rowOf(head, 4);
  const whole = outputOf(head, contextOf(head, row)) ?? new Float64Array();
  const slow = Array.from({ length: 6 }, (_, i) => [0, 1, 2, 3].reduce((sum, d) => sum + values[4 * i + d] * one.found.context[4][d], 0));
  alike(whole, slow, "W_O context");
  alike([length(whole)], [Math.hypot(...slow)], "length");
  const parts = [0, 1, 2, 3, 4].map((key) => outputOf(head, partOf(head, row, key)) ?? []);
  alike([parts.reduce((sum, part) => sum + shareOf(part, whole), 0)], [1], "shares");
  assert.equal(outputOf(headOf(one), [0, 0, 0, 0]), null);
});

test("arrays that do not fit are refused", () => {
  const one = example("causal");
  const odd = { shape: [3, 5], values: new Array(15).fill(1) };
  assert.throws(() => headOf(one, {}, { mask: odd }), /expected mask of 25 cells, got 15/);
  assert.throws(() => headOf(one, {}, { value: odd }), /expected 5 rows of value, got 3/);
  assert.throws(() => headOf(one, {}, { context: odd }), /expected 5 rows of context, got 3/);
  assert.throws(() => headOf(one, { score: { kind: "Nonesuch" } }), /expected a score function .* got Nonesuch/);
  assert.throws(() => headOf(one, { score: { kind: "Additive" } }), /expected query_projection with a score of kind Additive/);
  assert.throws(() => headOf(one, {}, { key: { shape: [5, 2, 2], values: new Array(20).fill(0) } }), /rows of floats/);
});
