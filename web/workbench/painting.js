/** What stands still in the mosaic: tiles, labels and badges. */

import { badgeOf } from "./badges.js";
import { headCodes } from "./codes.js";
import { codePalette } from "./colours.js";
import { tileImage } from "./tiles.js";

/** @typedef {import("./types.js").Model} Model */
/** @typedef {import("./types.js").View} View */
/** @typedef {import("./layout.js").Layout} Layout */

/**
 * @typedef {object} Scene
 * @property {Model} model
 * @property {View} view
 * @property {Layout} layout
 * @property {number} ratio Device pixels per CSS pixel.
 * @property {(name: string) => string} colour The theme's.
 * @property {string} font
 * @property {number} size Of the font, in CSS pixels.
 */

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
