/** The mosaic's picture: every tile, label and badge, composed for a width and drawn once. */

import { themed } from "./dom.js";
import { arrange } from "./layout.js";
import { captionOf, gridOf } from "./order.js";
import { paintBadges, paintLabels, paintTiles } from "./painting.js";

/** @typedef {import("./types.js").Model} Model */
/** @typedef {import("./types.js").View} View */
/** @typedef {import("./painting.js").Scene} Scene */

const FONT = 0.75; // rem of labels

/**
 * Lay the mosaic out and paint it.
 * @param {HTMLCanvasElement} picture
 * @param {Model} model
 * @param {View} view
 * @param {{width: number, style: CSSStyleDeclaration}} space CSS pixels there are, and the fonts and colours
 * @returns {Scene & {grid: import("./order.js").Row[]}}
 */
export function compose(picture, model, view, { width, style }) {
  const context = picture.getContext("2d");
  const size = FONT * parseFloat(getComputedStyle(document.documentElement).fontSize);
  const font = `${size}px ${style.fontFamily}`;
  const ratio = window.devicePixelRatio || 1;
  context.font = font;
  const widest = (/** @type {string[]} */ texts) => Math.max(...texts.map((text) => context.measureText(text).width));
  const grid = gridOf(model, view.sort, across(model, width, widest));
  const labels = [view.sort === "layer" ? model.words.head_axis : "", ...grid.map(({ label }) => label)];
  const layout = arrange(grid, model.tiles, width, ratio, { width: widest(labels), size });
  picture.width = Math.round(layout.width * ratio);
  picture.height = Math.round(layout.height * ratio);
  const scene = { model, view, grid, layout, ratio, colour: themed(style), font, size };
  if (model.codes) paintTiles(context, scene);
  paintLabels(context, scene);
  if (model.codes) paintBadges(context, scene);
  return scene;
}

/**
 * Tiles in a row of a ranking: as many as their captions leave room for.
 * @param {Model} model
 * @param {number} width
 * @param {(texts: string[]) => number} widest
 */
function across(model, width, widest) {
  const { tiles } = model;
  const captions = tiles.map((layer, row) => captionOf(model, { row, head: layer.n_heads - 1 }));
  const most = Math.max(...tiles.map((layer) => layer.n_heads));
  return Math.max(1, Math.min(most, Math.floor((width - 30) / (widest(captions) + 10))));
}
