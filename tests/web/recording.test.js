import assert from "node:assert/strict";
import { test } from "node:test";

import { percent } from "../../web/scrubber/predictions.js";
import { Recording } from "../../web/scrubber/recording.js";

const SIZES = { steps: 2, heads: 1, tokens: 3, d_head: 2, guesses: 2 };
const recording = new Recording(
  {
    queries: Float32Array.from([1, 0, 0, 1, 2, 2, 0, 0, 0, 0, 1, -1]),
    keys: Float32Array.from([1, 1, 2, 0, 0, 3, 1, 1, 1, 1, 1, 1]),
    guesses: Int32Array.from([0, 1, 1, 0, 2, 0, 0, 1, 0, 1, 0, 1]),
    chances: Float32Array.from([0.5, 0.25, 0.75, 0.125, 0.5, 0.5, 1, 0, 1, 0, 1, 0]),
    surprisals: Float32Array.from([1, 3, 0.5, 0.25]),
  },
  SIZES,
  0.5,
);

test("a score is factor times the sum of its terms", () => {
  assert.deepEqual([...recording.terms(0, 0, 2, 0)], [2, 2]);
  assert.equal(recording.score(0, 0, 2, 0), 2);
  assert.deepEqual([...recording.terms(1, 0, 2, 1)], [1, -1]);
  assert.equal(recording.score(1, 0, 2, 1), 0);
});

test("rows sum to 1, a map hides what comes later, codes leave it 0", () => {
  for (let step = 0; step < 2; step++) {
    const map = recording.map(step, 0);
    map.forEach((row, query) => {
      const seen = [...row].slice(0, query + 1);
      assert.ok(Math.abs(seen.reduce((a, b) => a + b) - 1) < 1e-6);
      assert.ok([...row].slice(query + 1).every(Number.isNaN));
    });
  }
  assert.deepEqual([...recording.codes(1)], [255, 0, 0, 180, 180, 0, 147, 147, 147]);
});

test("what was expected and how surprising each token was", () => {
  assert.deepEqual(recording.expected(0, 1), [{ token: 1, chance: 0.75 }, { token: 0, chance: 0.125 }]);
  assert.ok(Number.isNaN(recording.surprisal(0, 0)));
  assert.equal(recording.surprisal(1, 2), 0.25);
  assert.deepEqual([recording.loss(0), recording.loss(1)], [2, 0.375]);
});

test("a probability that would be printed as nothing says so", () => {
  assert.deepEqual([0, 0.0001, 0.5].map(percent), ["0.0 %", "< 0.1 %", "50.0 %"]);
});
