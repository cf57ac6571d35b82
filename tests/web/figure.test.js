import assert from "node:assert/strict";
import { test } from "node:test";

import { enlarged } from "../../web/figures/full_screen.js";
import { Fit } from "../../web/lib/fit.js";
import { figureFor, hasAxesOf, mapIndex, titleFor } from "../../web/workbench/figure.js";
import { weightsOf } from "../../web/workbench/head_weights.js";
import { withFrames } from "../../web/workbench/selection_frames.js";
import { modelLike, shownLike, tilesLike } from "./model.js";

const WHOLE = { row: 0, column: 0, rows: 4, columns: 4 };

test("Python's figure is drawn as it is, another head's with its weights and its name", () => {
  const model = modelLike();
  const own = shownLike().selection;
  const other = shownLike({ site: "decoder.self.1", head: 1 }).selection;
  assert.deepEqual(figureFor(model, own, weightsOf(model, own, WHOLE)), model.figure);
  const figure = figureFor(model, other, weightsOf(model, other, WHOLE));
  assert.equal(figure?.layout.title.text, "L1H1 of gpt");
  const row = figure?.data[0].z[2] ?? [];
  assert.deepEqual([...row].map((weight) => Number(weight.toFixed(2))), [0.33, 0, 0.67, NaN]);
  assert.equal(titleFor(model, own), "L0H0 of gpt");
});

test("a head of other axes or another mask is Python's to draw", () => {
  const tiles = [tilesLike(), tilesLike({ site: "decoder.cross.0", keys: "encoder" })];
  const model = modelLike({ tiles });
  const cross = shownLike({ site: "decoder.cross.0" }).selection;
  assert.equal(hasAxesOf(model, cross), false);
  assert.equal(figureFor(model, cross, weightsOf(model, cross, WHOLE)), null);
  assert.equal(mapIndex(modelLike(), tilesLike({ n_query: 5 })), -1);
});

test("maps that travel as bytes are read as those that travel as lists", () => {
  const z = Float32Array.from({ length: 16 }, (_, i) => i / 16);
  const bdata = Buffer.from(z.buffer).toString("base64");
  const model = modelLike();
  model.figure.data = [{ type: "heatmap", z: { dtype: "f4", bdata, shape: "4, 4" } }];
  assert.equal(weightsOf(model, shownLike().selection, WHOLE)?.at(2, 1), 9 / 16);
});

test("a window that has moved takes its axes, its cells' places and its numbers along", () => {
  const model = modelLike({ reach: 2, window: { row: 0, column: 0, rows: 2, columns: 2 } });
  model.figure.data = [{ type: "heatmap", z: [[1, null], [0.3, 0.7]] }];
  model.figure.layout.annotations = [{ name: "window", text: "old" }];
  const { selection } = shownLike();
  const window = { row: 2, column: 1, rows: 2, columns: 2 };
  const weights = weightsOf(model, selection, window);
  assert.equal(weights?.exact, false);
  const figure = figureFor(model, selection, weights);
  assert.deepEqual(figure?.data[0].x, [1, 2]);
  assert.deepEqual(figure?.data[0].y, [2, 3]);
  assert.deepEqual(figure?.layout.yaxis.range, [3.5, 1.5]);
  assert.equal(figure?.layout.annotations[0].text, "queries 2–3 of 4, keys 1–2 of 4");
});

test("frames around a row, a column and a cell replace those of Python", () => {
  const { layout } = modelLike().figure;
  const names = (query, key) => withFrames(layout, shownLike({ query, key }).selection, "red").map(({ name }) => name);
  assert.deepEqual(names(null, null), ["own"]);
  assert.deepEqual(names(1, null), ["own", "selected"]);
  assert.deepEqual(names(1, 2), ["own", "selected", "selected", "selected"]);
  const cell = withFrames(layout, shownLike({ query: 1, key: 2 }).selection, "red")[3];
  assert.deepEqual([cell.x0, cell.x1, cell.y0, cell.y1], [1.5, 2.5, 0.5, 1.5]);
});

test("on the whole screen fonts and what goes by them are larger, and nothing else", () => {
  const layout = {
    ...{ height: 400, font: { size: 10, color: "red" }, margin: { l: 20, pad: 1 }, title: { text: "a", pad: { b: 4 } } },
    ...{ annotations: [{ x: 3, yshift: 5, font: { size: 8 } }], xaxis: { range: [0, 9], tickfont: { size: 7 }, standoff: 2 } },
  };
  assert.deepEqual(enlarged(layout, 2), {
    ...{ height: 400, font: { size: 20, color: "red" }, margin: { l: 40, pad: 2 }, title: { text: "a", pad: { b: 8 } } },
    ...{ annotations: [{ x: 3, yshift: 10, font: { size: 16 } }], xaxis: { range: [0, 9], tickfont: { size: 14 }, standoff: 4 } },
  });
  assert.equal(layout.font.size, 10);
});

test("labels are thinned evenly until they do not touch, those within the range alone counted", () => {
  const rect = { width: 120, height: 1000 };
  const plot = { clientWidth: 300, clientHeight: 300, querySelector: () => ({ getBoundingClientRect: () => rect }) };
  const fit = new Fit(/** @type {any} */ (plot));
  const ticks = Array.from({ length: 40 }, (_, i) => i);
  const axis = { tickvals: ticks, ticktext: ticks.map(String), range: [-0.5, 19.5] };
  const layout = { xaxis: axis, yaxis: { ...axis, range: [19.5, -0.5] } };
  assert.equal(fit.measure(layout), true);
  assert.equal(fit.measure(layout), false);
  const fitted = fit.layout(layout);
  assert.deepEqual(fitted.xaxis.tickvals.slice(0, 3), [0, 3, 6]); // 20 labels of 12 px on 120 px
  assert.equal(fitted.yaxis.tickvals.length, 40);
  assert.deepEqual(layout.xaxis.tickvals, ticks);
});
