/** What stands still in the mosaic: tiles and labels. */

import { codePalette } from "./colours.js";
import { tileImage } from "./tiles.js";

/** @typedef {import("./types.js").Model} Model */
/** @typedef {import("./layout.js").Layout} Layout */

/**
 * @typedef {object} Scene
 * @property {Model} model
 * @property {Layout} layout
 * @property {number} ratio Device pixels per CSS pixel.
 * @property {(name: string) => string} colour The theme's.
 * @property {string} font
 */

/**
 * Every head, each in its place.
 * @param {CanvasRenderingContext2D} context
 * @param {Scene} scene
 */
export function paintTiles(context, { model, layout, ratio, colour }) {
  const pixels = codePalette(model.colours, colour("masked"));
  context.fillStyle = colour("grid");
  for (const box of layout.boxes) {
    const [x, y, width, height] = [box.x, box.y, box.width, box.height].map((px) => Math.round(px * ratio));
    context.fillRect(x - 1, y - 1, width + 2, height + 2); // a hairline, as a tile's ground may be the page's
    context.putImageData(tileImage(model, model.tiles[box.row], box.head, { width, height }, pixels), x, y);
  }
}

/**
 * Names of layers at the left, numbers of heads above, headings over each kind of attention.
 * @param {CanvasRenderingContext2D} context
 * @param {Scene} scene
 */
export function paintLabels(context, { model, layout, ratio, colour, font }) {
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.font = font;
  context.fillStyle = colour("muted");
  context.textBaseline = "middle";
  context.textAlign = "right";
  for (const label of layout.layers) context.fillText(label.text, label.x, label.y);
  context.textBaseline = "alphabetic";
  context.fillText(model.words.head_axis, layout.layers[0].x, layout.heads[0].y);
  context.textAlign = "center";
  for (const label of layout.heads) context.fillText(label.text, label.x, label.y);
  context.textAlign = "left";
  for (const label of layout.groups) context.fillText(label.text, label.x, label.y);
}
