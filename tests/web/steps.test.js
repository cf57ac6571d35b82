/** One cell's path: the example by hand worked out with whole numbers, and what is written of numbers. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { FIRST, TOKENS, handGiven, handHead } from "../../web/steps/by_hand.js";
import { readGiven } from "../../web/steps/given.js";
import { apart, decimal, percent, short, sumOf } from "../../web/steps/numbers.js";
import { othersOf, pathOf } from "../../web/steps/path.js";

/**
 * @param {number} query
 * @param {number} key
 */
function handPath(query, key) {
  const head = handHead();
  return pathOf(head, query, key, handGiven(head, query, key));
}

test("the first cell by hand is whole from end to end, but for the root", () => {
  const { q, k, v, total, context, part, output, given, cell, row } = handPath(FIRST.query, FIRST.key);
  assert.deepEqual([[...q], [...k], [...v]], [[1, 2, 2], [2, 1, -1], [0, 1, 0]]);
  assert.equal(total, 2);
  assert.equal(cell.score, 2 / Math.sqrt(3));
  assert.deepEqual([...row.weights], [0.5, 0.5, 0]);
  assert.deepEqual([[...part], [...context]], [[0, 0.5, 0], [1, 2, 2]]);
  assert.deepEqual([...(output?.head ?? [])], [2, 1, 4]);
  const [attention, feedForward] = given?.sublayers ?? [];
  assert.deepEqual([[...attention.before], [...(attention.after ?? [])]], [[2, 1, 0], [4, 2, 4]]);
  assert.deepEqual([[...feedForward.output], [...(feedForward.after ?? [])]], [[0, 2, -2], [4, 4, 2]]);
});

test("every cell by hand follows from x and its matrices", () => {
  for (let query = 0; query < TOKENS; query++) {
    for (let key = 0; key < TOKENS; key++) {
      const { q, k, v, given, terms, row, distance, context, output } = handPath(query, key);
      const [own, other] = [given?.read.query, given?.read.key];
      for (const [name, vector, x] of [["query", q, own], ["key", k, other], ["value", v, other]]) {
        const weight = given?.projections[name]?.weight;
        assert.ok(weight && x);
        const slow = [0, 1, 2].map((d) => [0, 1, 2].reduce((sum, i) => sum + weight.values[3 * d + i] * x[i], 0));
        assert.deepEqual([...vector], slow);
        assert.ok(slow.every(Number.isInteger));
      }
      assert.equal(terms.terms.reduce((sum, term) => sum + term, 0), q.reduce((sum, value, d) => sum + value * k[d], 0));
      assert.deepEqual(row.weights.map(Math.sign), Float64Array.from([0, 1, 2], (j) => Number(j <= query)));
      assert.equal(distance, 0);
      const { before, output: added, after } = given?.sublayers[0] ?? assert.fail();
      assert.deepEqual([...(after ?? [])], Array.from(before, (value, d) => value + added[d]));
      assert.deepEqual([...(output?.head ?? [])], [...added]);
      assert.equal(context.length, 3);
    }
  }
});

test("the masked key would have fitted best: that is what the mask is for", () => {
  const { row, cell } = handPath(1, 2);
  const scores = [...(row.scores ?? [])];
  assert.equal(Math.max(...scores), scores[2]);
  assert.deepEqual([cell.visible, cell.weight, cell.rank], [false, 0, null]);
});

test("what the other heads add is the sublayer's output less the head's", () => {
  const path = handPath(2, 0);
  assert.deepEqual([...(othersOf(path) ?? [])], [0, 0, 0]);
  assert.equal(othersOf({ ...path, output: null }), null);
  assert.equal(othersOf({ ...path, given: null }), null);
});

test("without what only the server knows, the head's own numbers are there", () => {
  const head = handHead();
  const path = pathOf(head, 1, 0, null);
  assert.deepEqual([...path.context], [1, 2, 2]);
  assert.equal(path.output?.cosine, null);
});

test("shares of a row's cells sum to one, and the cosine is of the head and its stream", () => {
  const shares = [0, 1, 2].map((key) => handPath(2, key).output?.share ?? NaN);
  assert.ok(Math.abs(shares.reduce((sum, share) => sum + share, 0) - 1) < 1e-12);
  const found = handPath(1, 0).output?.cosine ?? NaN; // (2, 1, 4) and (2, 1, 0)
  assert.ok(Math.abs(found - 5 / Math.sqrt(21 * 5)) < 1e-12);
});

test("an answer that leaves a sublayer's vectors out is refused", () => {
  const metadata = { used: { score: 0, weight: 0 }, bias: null, sublayers: ["attention"], verified: {} };
  assert.throws(() => readGiven({ metadata, arrays: new Map() }), /expected what attention meets and adds/);
});

test("numbers are written as elsewhere on the page, and whole ones whole", () => {
  const written = [2, -3, 0, -0, 1.23456, -0.5, 1.2e-7, -Infinity].map(decimal);
  assert.deepEqual(written, ["2", "−3", "0", "0", "1.2346", "−0.5000", "1.2e−7", "−∞"]);
  assert.deepEqual([0.126, -12.34, 123.4, 7].map(short), ["0.13", "−12.3", "123", "7"]);
  assert.deepEqual([percent(0.1234), percent(-0.02)], ["12.3 %", "−2.0 %"]);
  assert.deepEqual([apart(0), apart(3.6e-7)], ["0", "3.6e−7"]);
  assert.equal(sumOf("q", [2, 0, -1], [1, 5, 3]), "q = 2·1 + 0·5 + (−1)·3 = −1");
});
