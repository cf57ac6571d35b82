import assert from "node:assert/strict";
import { test } from "node:test";

import { step } from "../../web/lib/arrow_keys.js";
import { badgeOf, metricSaid, strikingSaid } from "../../web/workbench/badges.js";
import { arrange, boxAt } from "../../web/workbench/mosaic_layout.js";
import { captionOf, gridOf, lettersSaid } from "../../web/workbench/mosaic_order.js";
import { modelLike, tilesLike } from "./model.js";

const METRICS = {
  previous: { values: [0.2, 0.9, null, 0.5], uniform: [0.2, 0.2, null, 0.2], n: [3, 3, 0, 3] },
  entropy: { values: [1, 0.2, 0.9, 0.5], uniform: [1, 1, 1, 1], n: [4, 4, 4, 4] },
};
const measured = modelLike({ metrics: METRICS });
const KINDS = modelLike({ tiles: [tilesLike(), tilesLike({ site: "encoder.self.0", group: "encoder self" })] });

/** @param {import("../../web/workbench/mosaic_order.js").Row[]} rows */
const places = (rows) => rows.map(({ cells }) => cells.map(({ place }) => place));

test("a row a layer, or one ranking: the largest first, of entropies the smallest, the unmeasured last", () => {
  assert.deepEqual(places(gridOf(measured, "layer", 9)), [[0, 1], [2, 3]]);
  assert.deepEqual(places(gridOf(measured, "previous", 3)), [[1, 3, 0], [2]]);
  assert.deepEqual(places(gridOf(measured, "entropy", 4)), [[1, 3, 2, 0]]);
  assert.deepEqual(gridOf(measured, "previous", 3).map(({ label }) => label), ["1", "4"]);
  assert.deepEqual(places(gridOf(measured, "not there", 3)), [[0, 1], [2, 3]]);
});

test("captions name the kind of attention by a letter where there are several", () => {
  assert.equal(captionOf(measured, { row: 1, head: 1 }), "L1H1");
  assert.equal(captionOf(KINDS, { row: 1, head: 1 }), "bL0H1");
  assert.equal(lettersSaid(KINDS), "a: decoder self · b: encoder self");
  assert.equal(lettersSaid(measured), "");
});

test("a head is marked by what is farthest from even attention, if that is far", () => {
  assert.deepEqual([0, 1, 2, 3].map((place) => badgeOf(measured, "layer", place)), [null, "previous", null, null]);
  assert.deepEqual([0, 1, 2, 3].map((place) => badgeOf(measured, "entropy", place)), [null, "entropy", null, "entropy"]);
  assert.equal(metricSaid(measured, "previous", 1), "previous token 0.90 (spread evenly: 0.20; 3 queries)");
  assert.equal(metricSaid(measured, "previous", 2), "previous token: not possible");
  assert.equal(strikingSaid(measured, "layer", 0), "");
});

for (const [available, ratio] of [[400, 1], [613, 1.5], [1200, 2], [320, 3]]) {
  test(`tiles on ${available} px at ratio ${ratio} fit, do not touch, and stand on device pixels`, () => {
    const rows = gridOf(KINDS, "layer", 9);
    const layout = arrange(rows, KINDS.tiles, available, ratio, { width: 30, size: 12 });
    assert.ok(layout.width <= available + 1);
    assert.equal(layout.boxes.length, 4);
    for (const box of layout.boxes) {
      assert.ok(Math.abs(box.x * ratio - Math.round(box.x * ratio)) < 1e-6);
      assert.equal(boxAt(layout, box.x + box.width / 2, box.y + box.height / 2), box);
      assert.ok(box.x + box.width <= layout.width && box.y + box.height <= layout.height);
    }
    const [left, right, below] = layout.boxes;
    assert.ok(right.x >= left.x + left.width + 3 && below.y >= left.y + left.height + 3);
    assert.equal(boxAt(layout, left.x + left.width + 1, left.y), undefined);
    assert.deepEqual(layout.groups.map(({ text }) => text), ["decoder self", "encoder self"]);
    assert.deepEqual(layout.heads.map(({ text }) => text), ["0", "1"]);
  });
}

test("a long map's tile is as long as three widths, no longer", () => {
  const tiles = [tilesLike({ n_query: 10, n_key: 1000 })];
  const model = modelLike({ tiles });
  const { boxes } = arrange(gridOf(model, "layer", 9), tiles, 900, 1, { width: 20, size: 12 });
  assert.ok(Math.abs(boxes[0].width / boxes[0].height - 3) < 0.1);
});

test("arrow keys stay in the grid, in rows of any width", () => {
  const widths = [4, 2];
  const walk = (key, row, column) => Object.values(step(key, { row, column }, widths) ?? {});
  assert.deepEqual(walk("ArrowDown", 0, 3), [1, 1]);
  assert.deepEqual(walk("ArrowRight", 0, 3), [0, 3]);
  assert.deepEqual(walk("End", 0, 1), [0, 3]);
  assert.deepEqual(walk("Home", 1, 1), [1, 0]);
  assert.equal(step("a", { row: 0, column: 0 }, widths), null);
});
