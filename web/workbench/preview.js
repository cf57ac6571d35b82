/**
 * Another head over the drawn map, within a frame or two.
 *
 * Plotly needs some 50 ms to draw a map anew, most of it for tick labels that do not change. A layout image over the
 * cells takes a tenth of that and follows zoom and pan like them; Plotly draws the map itself once things are calm.
 */

import { contextOf } from "../lib/dom.js";
import { tracePalette } from "./colours.js";
import { announcing, hasAxesOf, mapIndex, rangesOf, titleFor } from "./figure.js";
import { tilesOf } from "./model.js";
import { tileImage } from "./tile_image.js";

/** @typedef {import("./types.js").Model} Model */
/** @typedef {import("./types.js").Selection} Selection */
/** @typedef {import("./types.js").Window} Window */

/**
 * Lay the chosen head over the plot.
 * @param {any} library Plotly
 * @param {any} plot an element that shows `model.figure` or a relative of it
 * @param {Model} model
 * @param {Selection} selection
 * @param {{window: Window, moved: boolean}} where what part of it, and whether that is another than on the plot
 * @returns {boolean} whether that was possible
 */
export function layOver(library, plot, model, selection, { window, moved }) {
  if (!model.codes || !model.preview || !hasAxesOf(model, selection)) return false;
  const source = picture(plot, model, selection, window);
  if (!source) return false;
  const image = {
    source,
    layer: "above",
    sizing: "stretch",
    ...{ xref: "x", x: window.column - 0.5, sizex: window.columns },
    ...{ yref: "y", y: window.row - 0.5, sizey: window.rows },
  };
  const images = [...(model.figure.layout.images ?? []), image];
  const axes = moved ? axesOver(model, selection, window) : {};
  library.relayout(plot, { images, "title.text": titleFor(model, selection), ...axes });
  return true;
}

/**
 * The axes drawn on to another window; their ticks are there already.
 * @param {Model} model
 * @param {Selection} selection
 * @param {Window} window
 */
function axesOver(model, selection, window) {
  const { x, y } = rangesOf(window);
  return {
    ...{ "xaxis.range": x, "xaxis.minallowed": x[0], "xaxis.maxallowed": x[1] },
    ...{ "yaxis.range": y, "yaxis.minallowed": y[1], "yaxis.maxallowed": y[0] },
    annotations: announcing(model, selection, window),
  };
}

/**
 * The chosen head in the colours of the figure's own map, as a data address.
 * @param {HTMLElement} plot
 * @param {Model} model
 * @param {Selection} selection
 * @param {Window} window
 * @returns {string | null}
 */
function picture(plot, model, selection, window) {
  const tiles = tilesOf(model, selection.site);
  const trace = model.figure.data[mapIndex(model, tiles)];
  const pixels = tracePalette(trace);
  if (!pixels) return null;
  const cell = cellSize(plot, window.columns);
  const size = { width: cell * window.columns, height: cell * window.rows };
  const canvas = document.createElement("canvas");
  Object.assign(canvas, size);
  const context = contextOf(canvas);
  context.putImageData(tileImage(model, tiles, selection.head, size, pixels, window), 0, 0);
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
