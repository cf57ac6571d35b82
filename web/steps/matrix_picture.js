/** A matrix at a glance: colour is the sign, strength the size; numbers where there are few, or where one points. */

import { contextOf, element, themed } from "../lib/dom.js";
import { say } from "../lib/words.js";
import { symbols } from "./formula.js";
import { decimal } from "./numbers.js";
import { number } from "./strips.js";

/** @typedef {import("../attention/matrix.js").Matrix} Matrix */
/** @typedef {import("./kit.js").Kit} Kit */

const FEW = 8; // columns that are written out

/**
 * @param {string} name in symbols
 * @param {Matrix} matrix
 * @param {Kit} kit
 */
export function matrixPicture(name, matrix, kit) {
  const most = matrix.values.reduce((found, value) => Math.max(found, Math.abs(value)), 1e-9);
  const size = `${matrix.rows} × ${matrix.columns}`;
  const title = element("figcaption", {}, [...symbols(name), element("small", {}, [size])]);
  const figure = element("figure", { class: "hl-matrix" }, [title]);
  figure.append(...(matrix.columns <= FEW && matrix.rows <= FEW ? [written(matrix, most)] : drawn(name, matrix, most, kit)));
  return figure;
}

/**
 * @param {Matrix} matrix
 * @param {number} most
 */
function written({ values, rows, columns }, most) {
  const line = (/** @type {number} */ row) => Array.from(values.subarray(row * columns, (row + 1) * columns));
  const cells = Array.from({ length: rows }, (_, row) => line(row).map((value) => number(value, most)));
  return element("table", { class: "hl-numbers" }, cells.map((row) => element("tr", {}, row)));
}

/**
 * @param {string} name
 * @param {Matrix} matrix
 * @param {number} most
 * @param {Kit} kit
 */
function drawn(name, matrix, most, { words, draws }) {
  const { values, rows, columns } = matrix;
  const label = say(words.matrix, { name: name.replaceAll("_", ""), rows, columns, most: decimal(most) });
  const canvas = element("canvas", { role: "img", "aria-label": label });
  canvas.style.aspectRatio = `${columns} / ${rows}`;
  const told = element("p", { class: "hl-readout", "aria-hidden": "true" }, ["\u00a0"]);
  canvas.onpointermove = (event) => {
    const row = Math.floor((event.offsetY / canvas.clientHeight) * rows);
    const column = Math.floor((event.offsetX / canvas.clientWidth) * columns);
    const inside = row >= 0 && row < rows && column >= 0 && column < columns;
    told.textContent = inside ? `${row}, ${column}: ${decimal(values[row * columns + column])}` : "\u00a0";
  };
  canvas.onpointerleave = () => { told.textContent = "\u00a0"; };
  draws.push(() => paint(canvas, matrix, most));
  return [canvas, told];
}

/**
 * One pixel a number; the style sheet makes it large.
 * @param {HTMLCanvasElement} canvas
 * @param {Matrix} matrix
 * @param {number} most
 */
function paint(canvas, { values, rows, columns }, most) {
  const colour = themed(getComputedStyle(canvas));
  const context = contextOf(canvas);
  [canvas.width, canvas.height] = [columns, rows];
  for (const [sign, name] of /** @type {const} */ ([[1, "plus"], [-1, "minus"]])) {
    context.fillStyle = colour(name);
    for (let i = 0; i < values.length; i++) {
      if (values[i] * sign <= 0) continue;
      context.globalAlpha = Math.abs(values[i]) / most;
      context.fillRect(i % columns, Math.floor(i / columns), 1, 1);
    }
  }
}
