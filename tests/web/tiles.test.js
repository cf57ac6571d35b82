import assert from "node:assert/strict";
import { before, test } from "node:test";

import { MASKED } from "../../web/workbench/colours.js";
import { exactWeights } from "../../web/workbench/figure.js";
import { codedWeights, headCodes, headWeights, stateOf, strongest, weightsOf } from "../../web/workbench/head_weights.js";
import { shadeOf } from "../../web/workbench/shades.js";
import { spans, tileImage } from "../../web/workbench/tile_image.js";
import { modelLike, shownLike, tilesLike } from "./model.js";

const WHOLE = { row: 0, column: 0, rows: 4, columns: 4 };
const PIXELS = Uint32Array.from({ length: MASKED + 1 }, (_, code) => code);

before(() => {
  // Node has no canvas; of an ImageData only its bytes are asked for.
  globalThis.ImageData = /** @type {any} */ (
    class {
      constructor(width, height) {
        Object.assign(this, { width, height, data: new Uint8ClampedArray(4 * width * height) });
      }
    }
  );
});

/** @param {ImageData} image */
const colours = (image) => [...new Uint32Array(image.data.buffer)];

test("cells fall on pixels: sharp where enlarged, merged where shrunken", () => {
  assert.deepEqual(spans(2, 4), [[0, 0], [0, 0], [1, 1], [1, 1]]);
  assert.deepEqual(spans(5, 2), [[0, 2], [2, 4]]);
  for (const [cells, pixels] of [[7, 3], [100, 9], [3, 100], [1, 1]]) {
    const all = spans(cells, pixels);
    assert.equal(all.length, pixels);
    assert.deepEqual([all[0][0], all[pixels - 1][1]], [0, cells - 1]);
    for (let i = 1; i < pixels; i++) assert.ok(all[i][0] <= all[i - 1][1] + 1);
  }
});

test("a head's picture has its codes, and masked cells their own colour", () => {
  const model = modelLike();
  const image = tileImage(model, model.tiles[1], 1, { width: 4, height: 4 }, PIXELS);
  assert.deepEqual(colours(image), [255, 256, 256, 256, 147, 208, 256, 256, 147, 0, 208, 256, 147, 0, 0, 208]);
});

test("a pixel over several cells takes the largest", () => {
  const model = modelLike();
  assert.deepEqual(colours(tileImage(model, model.tiles[0], 0, { width: 2, height: 2 }, PIXELS)), [255, 256, 147, 208]);
});

test("a window's picture is the part of the whole one", () => {
  const model = modelLike();
  const window = { row: 1, column: 1, rows: 2, columns: 2 };
  const image = tileImage(model, model.tiles[0], 0, { width: 2, height: 2 }, PIXELS, window);
  assert.deepEqual(colours(image), [208, 256, 0, 208]);
});

test("codes of a head lie behind those of the heads before it", () => {
  const model = modelLike();
  assert.equal(headCodes(model, model.tiles[1], 1).byteOffset, 3 * 16);
  assert.equal(headCodes(modelLike({ codes: null }), tilesLike(), 0).length, 0);
});

test("the model's own numbers come before what codes tell", () => {
  const model = modelLike();
  const exact = weightsOf(model, shownLike().selection, WHOLE);
  assert.equal(exact?.exact, true);
  assert.equal(exact?.at(2, 0), 0.1);
  assert.ok(Number.isNaN(exactWeights(model, model.tiles[0], WHOLE)?.at(0, 9)));
  const coded = weightsOf(model, shownLike({ head: 1 }).selection, WHOLE);
  assert.equal(coded?.exact, false);
  assert.ok(Math.abs((coded?.at(2, 0) ?? 0) - 1 / 3) < 1 / 255);
  assert.equal(weightsOf(modelLike({ codes: null }), shownLike({ head: 1 }).selection, WHOLE), null);
});

test("the state says how far the numbers are what was asked for", () => {
  const model = modelLike();
  assert.equal(stateOf(model, null), "waiting");
  assert.equal(stateOf(model, headWeights(model, { site: "decoder.self.0", head: 0 }, WHOLE)), "ready");
  assert.equal(stateOf(model, headWeights(model, { site: "decoder.self.0", head: 1 }, WHOLE)), "preview");
  const other = modelLike({ preview: false });
  assert.equal(stateOf(other, headWeights(other, { site: "decoder.self.0", head: 0 }, WHOLE)), "ready");
});

test("the strongest cell is found in the map and in a row", () => {
  const model = modelLike();
  const weights = codedWeights(model, model.tiles[0], 0, WHOLE);
  assert.deepEqual(strongest(weights), { query: 0, key: 0, weight: 1 });
  assert.equal(strongest(weights, 3)?.key, 3);
  assert.equal(strongest({ ...weights, at: () => NaN }), null);
});

test("ink can be read on every ground", () => {
  const { colours: grey } = modelLike();
  assert.deepEqual(shadeOf(grey, 1), { ground: "rgb(255 255 255)", ink: "#10141b" });
  assert.deepEqual(shadeOf(grey, 0), { ground: "rgb(0 0 0)", ink: "#ffffff" });
  assert.equal(shadeOf(grey, 0.25).ground, "rgb(128 128 128)");
});
