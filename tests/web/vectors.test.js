/** The browser's side of the rules that stand in Python too; tests/vectors/rules.py works the examples out. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { WEIGHTS, codeOf } from "../../web/lib/codes.js";
import { percent } from "../../web/scrubber/predictions.js";
import { Recording } from "../../web/scrubber/recording.js";
import { codedWeights } from "../../web/workbench/head_weights.js";
import { hides, hidesBlock } from "../../web/workbench/masks.js";
import { FIRST, PANELS, fittedView } from "../../web/workbench/view.js";
import { startShowing, windowAt } from "../../web/workbench/window.js";
import { modelLike, shownLike, tilesLike } from "./model.js";

/** @param {string} name */
function examples(name) {
  return JSON.parse(readFileSync(new URL(`../vectors/${name}.json`, import.meta.url), "utf-8"));
}

/**
 * @param {number} found
 * @param {number} expected
 * @param {number} away
 */
function close(found, expected, away) {
  assert.ok(Math.abs(found - expected) <= away, `${found} is not ${expected}`);
}

test("a window begins where it is asked to, or as near as the edges let it", () => {
  const { reach, from_start } = examples("window");
  for (const { shape: [n_query, n_key], start, window } of from_start) {
    assert.deepEqual(windowAt(modelLike({ reach }), tilesLike({ n_query, n_key }), start), window);
  }
});

test("a window that has to show a cell has it in its middle", () => {
  const { reach, around_cell } = examples("window");
  for (const { shape: [n_query, n_key], cell: [query, key], window } of around_cell) {
    const far = [query < n_query / 2 ? n_query : 0, key < n_key / 2 ? n_key : 0];
    const model = modelLike({ reach, tiles: [tilesLike({ n_query, n_key })] });
    const away = windowAt(model, model.tiles[0], far);
    const hidden = (at, first, count) => at < first || at >= first + count;
    const start = startShowing(model, shownLike({}, { window: [away.row, away.column] }), { query, key });
    if (hidden(query, away.row, away.rows)) assert.equal(start?.[0], window.row);
    if (hidden(key, away.column, away.columns)) assert.equal(start?.[1], window.column);
  }
});

test("a code is round(255·√weight)", () => {
  const { weights, codes } = examples("codes");
  assert.deepEqual(weights.map(codeOf), codes);
  codes.forEach((code, i) => close(WEIGHTS[code], weights[i], 1 / 255));
});

test("masks hide from a query what Python's masks do, cell by cell and block by block", () => {
  for (const { masked, rank, visible } of examples("masks")) {
    const [hidden, block] = [hides(tilesLike({ masked, rank })), hidesBlock(tilesLike({ masked, rank }))];
    visible.forEach((row, query) => row.forEach((seen, key) => assert.equal(hidden(query, key), !seen)));
    for (let top = 0; top < 4; top++) {
      for (let left = 0; left < 4; left++) {
        const seen = visible.slice(top, top + 2).some((row) => row.slice(left, left + 2).some(Boolean));
        assert.equal(block(top, top + 1, left, left + 1), !seen, `${masked} ${top} ${left}`);
      }
    }
  }
});

test("scores, weights and codes of a recording are the kernel's", () => {
  const { sizes, factor, queries, keys, scores, weights, codes } = examples("softmax");
  const columns = { queries: Float32Array.from(queries), keys: Float32Array.from(keys) };
  const none = { guesses: new Int32Array(), chances: new Float32Array(), surprisals: new Float32Array() };
  const recording = new Recording({ ...columns, ...none }, sizes, factor);
  for (let head = 0; head < sizes.heads; head++) {
    for (let query = 0; query < sizes.tokens; query++) {
      const row = recording.row(0, head, query);
      assert.equal(row.length, query + 1);
      row.forEach((weight, key) => close(weight, weights[head][query][key], 1e-6));
      row.forEach((_, key) => close(recording.score(0, head, query, key), scores[head][query][key], 1e-6));
    }
  }
  assert.deepEqual([...recording.codes(0)], codes.flat(3));
});

test("a pooled tile stands for the mean over its queries of the sum over its keys, or for the largest", () => {
  const { side, tokens, heads, ...kinds } = examples("pooling");
  const rows = Math.ceil(tokens / side);
  const tiles = tilesLike({ n_heads: heads, n_query: tokens, n_key: tokens, rows, columns: rows });
  const window = { row: 0, column: 0, rows: tokens, columns: tokens };
  for (const pooling of /** @type {const} */ (["mean", "maximum"])) {
    const { codes, values } = kinds[pooling];
    const model = modelLike({ pool: side, pooling, codes: Uint8Array.from(codes), tiles: [tiles] });
    for (let head = 0; head < heads; head++) {
      const { at } = codedWeights(model, tiles, head, window);
      for (let query = 0; query < tokens; query++) {
        for (let key = 0; key <= query; key++) {
          const value = values[head][Math.floor(query / side)][Math.floor(key / side)];
          close(at(query, key), pooling === "mean" ? value / side : value, 1 / 255);
        }
        if (query + 1 < tokens) assert.ok(Number.isNaN(at(query, query + 1)));
      }
    }
  }
});

test("probabilities are printed alike", () => {
  for (const { share, printed } of examples("percents")) assert.equal(percent(share), printed);
});

test("what a link may ask for is what the browser has", () => {
  const choices = examples("choices");
  assert.deepEqual([...PANELS], choices.panel);
  for (const [name, values] of Object.entries(choices)) {
    for (const value of values) {
      const view = fittedView(modelLike(), { ...FIRST, [name]: value });
      assert.equal(view[/** @type {keyof typeof view} */ (name)], value);
    }
  }
});
