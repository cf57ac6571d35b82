import assert from "node:assert/strict";
import { test } from "node:test";

import { drawnStart, drawnWindow, isLong, partOf, sameWindow, shows, startShowing, windowOf, windowSaid } from "../../web/workbench/window.js";
import { modelLike, shownLike, tilesLike } from "./model.js";

const LONG = tilesLike({ n_query: 1000, n_key: 600 });
const model = modelLike({ reach: 256, tiles: [LONG], window: { row: 10, column: 20, rows: 256, columns: 256 } });

test("a short text is its own window", () => {
  assert.deepEqual(windowOf(modelLike(), shownLike()), { row: 0, column: 0, rows: 4, columns: 4 });
  assert.equal(isLong(modelLike(), tilesLike()), false);
  assert.equal(windowSaid(modelLike(), tilesLike(), drawnWindow(modelLike())), "");
});

test("what the visitor chose comes before what Python drew", () => {
  assert.deepEqual(windowOf(model, shownLike()), { row: 10, column: 20, rows: 256, columns: 256 });
  assert.deepEqual(windowOf(model, shownLike({}, { window: [5.4, 1e9] })), { row: 5, column: 344, rows: 256, columns: 256 });
  assert.deepEqual(drawnStart(model, { window: [0, 0] }), { window: [10, 20] });
  assert.deepEqual(drawnStart(model, { window: null }), {});
});

test("a window shows what lies in it, and no token everywhere", () => {
  const window = { row: 10, column: 20, rows: 5, columns: 6 };
  assert.deepEqual(partOf(window, "key"), { first: 20, count: 6 });
  assert.deepEqual([9, 10, 14, 15].map((at) => shows(window, "query", at)), [false, true, true, false]);
  assert.ok(shows(window, "key", null));
  assert.ok(sameWindow(window, { ...window }) && !sameWindow(window, { ...window, row: 11 }));
});

test("it moves only as far as a cell asks for", () => {
  const shown = shownLike({}, { window: [0, 0] });
  assert.equal(startShowing(model, shown, { query: 255, key: 0 }), null);
  assert.deepEqual(startShowing(model, shown, { query: 256, key: 0 }), [128, 0]);
  assert.deepEqual(startShowing(model, shown, { query: 999, key: 599 }), [744, 344]);
});

test("its place is said with thousands set apart", () => {
  const said = windowSaid(modelLike({ reach: 256 }), tilesLike({ n_query: 4096, n_key: 90 }), {
    ...{ row: 1024, rows: 256, column: 0, columns: 90 },
  });
  assert.equal(said, "queries 1,024–1,279 of 4,096, keys 0–89 of 90");
});
