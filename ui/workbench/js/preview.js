/**
 * Another head over the drawn map, within a frame or two.
 *
 * Plotly needs some 50 ms to draw a map anew, most of it for tick labels that do not change. A layout image over the
 * cells takes a tenth of that and follows zoom and pan like them; Plotly draws the map itself once things are calm.
 */

import { tracePalette } from "./colours.js";
import { hasAxesOf, mapIndex, titleFor } from "./figure.js";
import { tilesOf } from "./model.js";
import { tileImage } from "./tiles.js";

/** @typedef {import("./types.js").Model} Model */
/** @typedef {import("./types.js").Selection} Selection */

/**
 * Lay the chosen head over the plot.
 * @param {any} library Plotly
 * @param {any} plot an element that shows `model.figure` or a relative of it
 * @param {Model} model
 * @param {Selection} selection
 * @returns {boolean} whether that was possible
 */
export function layOver(library, plot, model, selection) {
  if (!model.codes || !model.preview || !hasAxesOf(model, selection)) return false;
  const tiles = tilesOf(model, selection.site);
  const source = picture(plot, model, selection);
  if (!source) return false;
  const image = {
    source,
    layer: "above",
    sizing: "stretch",
    ...{ xref: "x", x: -0.5, sizex: tiles.n_key },
    ...{ yref: "y", y: -0.5, sizey: tiles.n_query },
  };
  const images = [...(model.figure.layout.images ?? []), image];
  library.relayout(plot, { images, "title.text": titleFor(model, selection) });
  return true;
}

/**
 * The chosen head in the colours of the figure's own map, as a data address.
 * @param {HTMLElement} plot
 * @param {Model} model
 * @param {Selection} selection
 * @returns {string | null}
 */
function picture(plot, model, selection) {
  const tiles = tilesOf(model, selection.site);
  const trace = model.figure.data[mapIndex(model.figure, tiles)];
  const pixels = tracePalette(trace);
  if (!pixels) return null;
  const cell = cellSize(plot, tiles.n_key);
  const size = { width: cell * tiles.n_key, height: cell * tiles.n_query };
  const canvas = document.createElement("canvas");
  Object.assign(canvas, size);
  const context = canvas.getContext("2d");
  context.putImageData(tileImage(model, tiles, selection.head, size, pixels), 0, 0);
  if (trace.xgap) rule(context, cell, model.theme.masked);
  return canvas.toDataURL();
}

/**
 * Whole device pixels of a cell where the map is not zoomed.
 * @param {HTMLElement} plot
 * @param {number} columns
 */
function cellSize(plot, columns) {
  const width = plot.querySelector(".nsewdrag")?.getBoundingClientRect().width ?? plot.clientWidth;
  return Math.max(1, Math.min(64, Math.round((width / columns) * window.devicePixelRatio)));
}

/**
 * The gaps between cells.
 * @param {CanvasRenderingContext2D} context
 * @param {number} cell
 * @param {string} colour
 */
function rule(context, cell, colour) {
  const { width, height } = context.canvas;
  context.fillStyle = colour;
  for (let x = cell; x < width; x += cell) context.fillRect(x - 0.5, 0, 1, height);
  for (let y = cell; y < height; y += cell) context.fillRect(0, y - 0.5, width, 1);
}
