import assert from "node:assert/strict";
import { test } from "node:test";

import { compared, shareAxes } from "../../web/workbench/compare.js";
import { codedWeights } from "../../web/workbench/head_weights.js";
import { countLines, linesOf } from "../../web/workbench/lines_drawing.js";
import { columnsFor, heightOf, placeAt, walk } from "../../web/workbench/lines_layout.js";
import { along, labelsOf, largest, numberOf, otherSide, pinnedPlace, placeWithin, samePlace, tell } from "../../web/workbench/place.js";
import { modelLike, shownLike, tilesLike } from "./model.js";

const WHOLE = { row: 0, column: 0, rows: 4, columns: 4 };
const model = modelLike();
const weights = codedWeights(model, model.tiles[0], 0, WHOLE);

test("a line for every weight from the threshold on, weakest first", () => {
  assert.equal(countLines(weights), 7);
  assert.equal(linesOf(weights, 0, null).length, 7);
  const strong = linesOf(weights, 0.5, null);
  assert.deepEqual(strong.map(({ query, key }) => [query, key]), [[1, 1], [2, 2], [3, 3], [0, 0]]);
  assert.deepEqual(linesOf(weights, 0, { side: "query", index: 2 }).map(({ key }) => key), [0, 2]);
  assert.deepEqual(linesOf(weights, 0, { side: "key", index: 0 }).map(({ query }) => query), [1, 2, 3, 0]);
});

test("lines of a window are those of its queries and keys", () => {
  const part = codedWeights(model, model.tiles[0], 0, { row: 2, column: 0, rows: 2, columns: 2 });
  assert.deepEqual(linesOf(part, 0, null).map(({ query, key }) => [query, key]), [[2, 0], [3, 0]]);
  assert.equal(countLines(part), 2);
});

test("points and tokens of both columns answer to each other", () => {
  const tokens = { counts: { query: 9, key: 5 }, first: { query: 100, key: 7 } };
  const columns = columnsFor(tokens, { query: 4, key: 6 }, { width: 500, height: 300 });
  for (const [side, x] of /** @type {const} */ ([["query", 10], ["key", 490]])) {
    for (let i = 0; i < tokens.counts[side]; i++) {
      const place = { side, index: tokens.first[side] + i };
      assert.deepEqual(placeAt(columns, x, heightOf(columns, place)), place);
    }
  }
  assert.equal(placeAt(columns, 250, 100), null);
  assert.equal(placeAt(columns, 490, heightOf(columns, { side: "query", index: 106 })), null);
  assert.ok(columns.from < columns.to && columns.height <= 304);
});

test("many tokens scroll, few stay close together", () => {
  const fitted = (count) => columnsFor({ counts: { query: count, key: count }, first: { query: 0, key: 0 } }, { query: 4, key: 4 }, { width: 500, height: 300 });
  assert.equal(fitted(256).pitch, 14);
  assert.ok(fitted(256).height > 256 * 14);
  assert.equal(fitted(2).pitch, 26);
});

test("arrows walk up and down a column and across", () => {
  const columns = columnsFor({ counts: { query: 3, key: 2 }, first: { query: 10, key: 0 } }, { query: 1, key: 1 }, { width: 300, height: 200 });
  assert.deepEqual(walk(columns, "ArrowDown", null), { side: "query", index: 10 });
  assert.deepEqual(walk(columns, "ArrowRight", { side: "query", index: 12 }), { side: "key", index: 1 });
  assert.deepEqual(walk(columns, "End", { side: "query", index: 10 }), { side: "query", index: 12 });
  assert.equal(walk(columns, "x", null), null);
});

test("a token's weights, its strongest, and what is told of them", () => {
  const place = { side: /** @type {const} */ ("query"), index: 2 };
  assert.deepEqual(along(weights, place).map((weight) => Number(weight.toFixed(2))), [0.33, 0, 0.67, NaN]);
  assert.deepEqual(largest(along(weights, place), 3), [2, 0]);
  assert.deepEqual(largest([0.001, 0.6, 0.004, 0], 4), [1]);
  assert.deepEqual(largest([0.001, NaN, 0.004, 0], 4), [2, 0]);
  assert.equal(tell(model, model.tiles[0], place, weights), "·sat looks at ·sat ≈ 0.67, The ≈ 0.33");
  assert.equal(tell(model, model.tiles[0], place, null), "·sat: waiting");
  assert.equal(numberOf(model, { ...weights, exact: true }, 0.126), "0.13");
  assert.equal(numberOf(model, weights, NaN), "–");
  assert.deepEqual(labelsOf(model, model.tiles[0], "key", { row: 0, column: 1, rows: 1, columns: 2 }), ["·cat", "·sat"]);
});

test("the token that is kept is the selection's", () => {
  const kept = pinnedPlace(shownLike({ query: 3 }, { pinned: "query" }));
  assert.deepEqual(kept, { side: "query", index: 3 });
  assert.equal(pinnedPlace(shownLike({ query: 3 }, { pinned: "key" })), null);
  assert.equal(placeWithin({ row: 0, column: 0, rows: 3, columns: 3 }, kept), null);
  assert.ok(samePlace(kept, { side: "query", index: 3 }) && !samePlace(kept, null));
  assert.equal(otherSide("key"), "query");
});

test("heads are compared in colours and dashes of their own; the chosen one joins the kept", () => {
  const heads = compared(model, shownLike({ head: 1 }, { heads: [["decoder.self.1", 0]] }));
  assert.deepEqual(heads.map(({ name, colour, kept, chosen }) => [name, colour, kept, chosen]), [
    ["L1H0", "red", true, false],
    ["L0H1", "green", false, true],
  ]);
  assert.notDeepEqual(heads[0].dash, heads[1].dash);
  assert.equal(compared(model, shownLike({}, { heads: [["decoder.self.0", 0]] })).length, 1);
  assert.ok(!shareAxes(tilesLike(), tilesLike({ keys: "encoder" })));
});
