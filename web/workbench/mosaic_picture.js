/** The mosaic's picture: every tile, label and badge, composed for a width and drawn once. */

import { contextOf, themed } from "../lib/dom.js";
import { badgeOf } from "./badges.js";
import { codePalette } from "./colours.js";
import { headCodes } from "./head_weights.js";
import { arrange } from "./mosaic_layout.js";
import { captionOf, gridOf } from "./mosaic_order.js";
import { tileImage } from "./tile_image.js";

/** @typedef {import("./types.js").Model} Model */
/** @typedef {import("./types.js").View} View */
/** @typedef {import("./mosaic_layout.js").Layout} Layout */
/** @typedef {import("./mosaic_order.js").Row} Row */

/**
 * @typedef {object} Scene
 * @property {Model} model
 * @property {View} view
 * @property {Row[]} grid
 * @property {Layout} layout
 * @property {number} ratio Device pixels per CSS pixel.
 * @property {(name: string) => string} colour The theme's.
 * @property {string} font
 * @property {number} size Of the font, in CSS pixels.
 */

const FONT = 0.75; // rem of labels

/**
 * Lay the mosaic out and paint it.
 * @param {HTMLCanvasElement} picture
 * @param {Model} model
 * @param {View} view
 * @param {{width: number, style: CSSStyleDeclaration}} space CSS pixels there are, and the fonts and colours
 * @returns {Scene}
 */
export function compose(picture, model, view, { width, style }) {
  const context = contextOf(picture);
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

/**
 * Every head, each in its place.
 * @param {CanvasRenderingContext2D} context
 * @param {Scene} scene
 */
export function paintTiles(context, { model, view, layout, ratio, colour }) {
  const shared = codePalette(model.colours, colour("masked"));
  context.fillStyle = colour("grid");
  for (const box of layout.boxes) {
    const tiles = model.tiles[box.row];
    const pixels = view.scale === "head" ? stretched(shared, headCodes(model, tiles, box.head)) : shared;
    const [x, y, width, height] = [box.x, box.y, box.width, box.height].map((px) => Math.round(px * ratio));
    context.fillRect(x - 1, y - 1, width + 2, height + 2); // a hairline, as a tile's ground may be the page's
    context.putImageData(tileImage(model, tiles, box.head, { width, height }, pixels), x, y);
  }
}

/**
 * A palette whose last colour is that of the largest code.
 * @param {Uint32Array} pixels
 * @param {Uint8Array} codes
 */
function stretched(pixels, codes) {
  const most = codes.reduce((a, b) => Math.max(a, b), 1);
  return pixels.map((pixel, code) => (code > 255 ? pixel : pixels[Math.min(255, Math.round((255 * code) / most))]));
}

/**
 * Names of rows at the left, numbers of heads or captions above, headings over each kind of attention.
 * @param {CanvasRenderingContext2D} context
 * @param {Scene} scene
 */
export function paintLabels(context, { model, view, layout, ratio, colour, font }) {
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.font = font;
  context.fillStyle = colour("muted");
  context.textBaseline = "middle";
  context.textAlign = "right";
  for (const label of layout.layers) context.fillText(label.text, label.x, label.y);
  context.textBaseline = "alphabetic";
  if (view.sort === "layer") context.fillText(model.words.head_axis, layout.layers[0].x, layout.heads[0].y);
  context.textAlign = "center";
  for (const label of layout.heads) context.fillText(label.text, label.x, label.y);
  context.textAlign = "left";
  for (const label of layout.groups) context.fillText(label.text, label.x, label.y);
}

/**
 * A mark on every head that is striking.
 * @param {CanvasRenderingContext2D} context
 * @param {Scene} scene
 */
export function paintBadges(context, { model, view, layout, ratio, colour, font, size }) {
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.font = font;
  context.textBaseline = "middle";
  context.textAlign = "center";
  const side = 1.25 * size;
  for (const box of layout.boxes) {
    const name = badgeOf(model, view.sort, box.place);
    if (!name || box.width < 1.5 * side || box.height < 1.5 * side) continue; // small tiles say it on hover
    const [x, y] = [box.x + box.width - side - 2, box.y + 2];
    context.fillStyle = colour("paper");
    context.strokeStyle = colour("muted");
    context.lineWidth = 1;
    context.beginPath();
    context.roundRect(x + 0.5, y + 0.5, side - 1, side - 1, 4);
    context.fill();
    context.stroke();
    context.fillStyle = colour("text");
    context.fillText(model.words[`mark_${name}`], x + side / 2, y + side / 2 + 0.5);
  }
}

/**
 * A frame around a tile.
 * @param {CanvasRenderingContext2D} context
 * @param {import("./mosaic_layout.js").Frame} box
 * @param {string} colour
 * @param {number} width
 */
export function ring(context, box, colour, width) {
  const away = width / 2 + 0.5;
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.beginPath();
  context.roundRect(box.x - away, box.y - away, box.width + 2 * away, box.height + 2 * away, 2);
  context.stroke();
}
