/** The picture of lines, drawn: tokens in two columns, and between them a line for every weight worth one. */

import { heightOf } from "./columns.js";
import { themed } from "./dom.js";
import { along, largest, numberOf, otherSide } from "./place.js";

/** @typedef {import("./columns.js").Columns} Columns */
/** @typedef {import("./compare.js").Compared} Compared */
/** @typedef {import("./types.js").Model} Model */
/** @typedef {import("./types.js").Place} Place */
/** @typedef {import("./types.js").Weights} Weights */

/**
 * @typedef {object} Drawn A head, as it is drawn.
 * @property {Compared} head
 * @property {Weights} weights
 *
 * @typedef {object} Line
 * @property {number} query
 * @property {number} key
 * @property {number} weight
 */

/**
 * @typedef {object} Sheet What it takes to draw in CSS pixels, on a canvas or into a file.
 * @property {CanvasRenderingContext2D} context
 * @property {Columns} columns
 * @property {string} family of the font
 * @property {(name: string) => string} colour The theme's.
 */

const DASHED = 0.03; // weaker lines are too faint for dashes to show, and dashes take time
const NUMBERED = 8; // weights that are printed beside their tokens

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Columns} columns
 * @param {CSSStyleDeclaration} style
 * @returns {Sheet}
 */
export function sheetOf(context, columns, style) {
  return { context, columns, family: style.fontFamily, colour: themed(style) };
}

/**
 * The lines of a head: all of them, or one token's.
 * @param {Weights} weights
 * @param {number} threshold
 * @param {Place | null} place
 * @returns {Line[]} weakest first, so that the strong ones lie on top
 */
export function linesOf(weights, threshold, place) {
  const lines = [];
  const { row, column, rows, columns } = weights.window;
  const [first, last] = place?.side === "query" ? [place.index, place.index] : [row, row + rows - 1];
  const [left, right] = place?.side === "key" ? [place.index, place.index] : [column, column + columns - 1];
  for (let query = first; query <= last; query++) {
    for (let key = left; key <= right; key++) {
      const weight = weights.at(query, key);
      if (weight > 0 && weight >= threshold) lines.push({ query, key, weight });
    }
  }
  return lines.sort((a, b) => a.weight - b.weight);
}

/**
 * How many lines there are without a threshold.
 * @param {Weights} weights
 */
export function countLines(weights) {
  const { row, column, rows, columns } = weights.window;
  let count = 0;
  for (let query = row; query < row + rows; query++) {
    for (let key = column; key < column + columns; key++) if (weights.at(query, key) > 0) count++;
  }
  return count;
}

/**
 * The lines of all heads; around a token in focus its frame, and the largest weights as numbers.
 * @param {Sheet} sheet
 * @param {Model} model
 * @param {Drawn[]} drawn
 * @param {Line[][]} lines each head's
 * @param {Place | null} place
 */
export function paintLines(sheet, model, drawn, lines, place) {
  drawn.forEach(({ head }, i) => strokeLines(sheet, head, lines[i]));
  if (!place) return;
  frameToken(sheet, place);
  if (drawn.length) writeNumbers(sheet, model, drawn, place);
}

/**
 * @param {Sheet} sheet
 * @param {Compared} head
 * @param {Line[]} lines
 */
function strokeLines({ context, columns }, { colour, dash }, lines) {
  context.strokeStyle = colour;
  context.setLineDash([]);
  let dashed = false;
  for (const { query, key, weight } of lines) {
    if (!dashed && weight >= DASHED) context.setLineDash(dash);
    dashed = weight >= DASHED;
    const strength = Math.sqrt(weight); // as in the maps
    context.globalAlpha = 0.06 + 0.94 * strength;
    context.lineWidth = 0.6 + 2.4 * strength;
    context.beginPath();
    context.moveTo(columns.from, heightOf(columns, { side: "query", index: query }));
    context.lineTo(columns.to, heightOf(columns, { side: "key", index: key }));
    context.stroke();
  }
  context.globalAlpha = 1;
  context.setLineDash([]);
}

/**
 * Both columns of tokens, each under its heading.
 * @param {Sheet} sheet
 * @param {{query: string[], key: string[]}} labels
 * @param {Record<string, string>} words
 */
export function writeLabels(sheet, labels, words) {
  const headings = { query: words.queries, key: words.keys };
  const { context, columns, family, colour } = sheet;
  context.textBaseline = "middle";
  for (const side of /** @type {const} */ (["query", "key"])) {
    const x = edgeOf(columns, side);
    const width = Math.abs(x.far - x.near);
    context.textAlign = side === "query" ? "right" : "left";
    context.fillStyle = colour("muted");
    context.font = `600 ${Math.min(13, columns.font)}px ${family}`;
    context.fillText(headings[side], x.near, 0.5 * columns.top);
    context.fillStyle = colour("text");
    context.font = `${columns.font}px ${family}`;
    labels[side].forEach((label, i) => {
      const y = heightOf(columns, { side, index: columns.first[side] + i });
      context.fillText(cut(context, label, width), x.near, y);
    });
  }
}

/**
 * A frame around a token.
 * @param {Sheet} sheet
 * @param {Place} place
 */
function frameToken({ context, columns, colour }, { side, index }) {
  const { near, far } = edgeOf(columns, side);
  context.strokeStyle = colour("selected");
  context.lineWidth = 1.5;
  const [x, y] = [Math.min(near, far) - 3, heightOf(columns, { side, index }) - columns.pitch / 2 + 1];
  context.beginPath();
  context.roundRect(x, y, Math.abs(far - near) + 6, columns.pitch - 2, 3);
  context.stroke();
}

/**
 * The largest weights to or from a token, as numbers at the other tokens, each in its head's colour.
 * @param {Sheet} sheet
 * @param {Model} model
 * @param {Drawn[]} drawn
 * @param {Place} place
 */
function writeNumbers({ context, columns, family }, model, drawn, place) {
  const side = otherSide(place.side);
  context.font = `600 ${0.85 * columns.font}px ${family}`;
  context.textBaseline = "middle";
  context.textAlign = side === "query" ? "left" : "right";
  const x = side === "query" ? 2 : columns.width - 2;
  const rows = drawn.map(({ weights }) => along(weights, place));
  const most = rows[0].map((_, i) => Math.max(...rows.map((row) => row[i] || 0)));
  for (const i of largest(most, NUMBERED)) {
    const which = rows.findIndex((row) => row[i] === most[i]);
    context.fillStyle = drawn[which].head.colour;
    const y = heightOf(columns, { side, index: columns.first[side] + i });
    context.fillText(numberOf(model, drawn[which].weights, most[i]), x, y);
  }
}

/**
 * Widths of the widest tokens, in font sizes.
 * @param {{query: string[], key: string[]}} labels
 * @param {string} family of the font
 */
export function widestOf(labels, family) {
  const context = document.createElement("canvas").getContext("2d");
  context.font = `10px ${family}`;
  const widest = (/** @type {string[]} */ texts) =>
    Math.max(...texts.map((text) => context.measureText(text).width)) / 10 + 0.2;
  return { query: widest(labels.query), key: widest(labels.key) };
}

/**
 * Where a column's labels begin, beside the lines, and where they have to end.
 * @param {Columns} columns
 * @param {"query" | "key"} side
 */
function edgeOf({ from, to, width, numbers }, side) {
  return side === "query" ? { near: from - 6, far: numbers } : { near: to + 6, far: width - numbers };
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {string} text
 * @param {number} width
 */
function cut(context, text, width) {
  if (context.measureText(text).width <= width) return text;
  const letters = [...text];
  while (letters.length > 1 && context.measureText(`${letters.join("")}…`).width > width) letters.pop();
  return `${letters.join("")}…`;
}
