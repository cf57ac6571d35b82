/** The picture of lines, drawn: tokens in two columns, and between them a line for every weight worth one. */

import { heightOf } from "./lines_layout.js";
import { ruler } from "./pens.js";
import { along, largest, numberOf, otherSide } from "./place.js";

/** @typedef {import("./lines_layout.js").Columns} Columns */
/** @typedef {import("./compare.js").Compared} Compared */
/** @typedef {import("./pens.js").Font} Font */
/** @typedef {import("./pens.js").Pen} Pen */
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
 * @typedef {object} Sheet What it takes to draw, on a canvas or into a file.
 * @property {Pen} pen
 * @property {Columns} columns
 * @property {string} family of the font
 * @property {(name: string) => string} colour The theme's.
 */

/** Each column's labels end at the lines. */
const ALIGNED = /** @type {const} */ ({ query: "right", key: "left" });
/** @type {number[]} */
const SOLID = [];
const DASHED = 0.03; // weaker lines are too faint for dashes to show, and dashes take time
const NUMBERED = 8; // weights that are printed beside their tokens

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
function strokeLines({ pen, columns }, { colour, dash }, lines) {
  for (const { query, key, weight } of lines) {
    const [from, to] = [heightOf(columns, { side: "query", index: query }), heightOf(columns, { side: "key", index: key })];
    const strength = Math.sqrt(weight); // as in the maps
    const look = { stroke: colour, opacity: 0.06 + 0.94 * strength, width: 0.6 + 2.4 * strength };
    pen.line(columns.from, from, columns.to, to, { ...look, dash: weight >= DASHED ? dash : SOLID });
  }
}

/**
 * Both columns of tokens, each under its heading.
 * @param {Sheet} sheet
 * @param {{query: string[], key: string[]}} labels
 * @param {Record<string, string>} words
 */
export function writeLabels({ pen, columns, family, colour }, labels, words) {
  const headings = { query: words.queries, key: words.keys };
  const font = { family, size: columns.font };
  for (const side of /** @type {const} */ (["query", "key"])) {
    const { near, far } = edgeOf(columns, side);
    const align = ALIGNED[side];
    const heading = { family, size: Math.min(13, columns.font), weight: "600", fill: colour("muted"), align };
    pen.write(headings[side], near, 0.5 * columns.top, heading);
    labels[side].forEach((label, i) => {
      const y = heightOf(columns, { side, index: columns.first[side] + i });
      pen.write(cut(pen, label, Math.abs(far - near), font), near, y, { ...font, fill: colour("text"), align });
    });
  }
}

/**
 * A frame around a token.
 * @param {Sheet} sheet
 * @param {Place} place
 */
function frameToken({ pen, columns, colour }, { side, index }) {
  const { near, far } = edgeOf(columns, side);
  const [x, y] = [Math.min(near, far) - 3, heightOf(columns, { side, index }) - columns.pitch / 2 + 1];
  const look = { stroke: colour("selected"), width: 1.5, radius: 3 };
  pen.box(x, y, Math.abs(far - near) + 6, columns.pitch - 2, look);
}

/**
 * The largest weights to or from a token, as numbers at the other tokens, each in its head's colour.
 * @param {Sheet} sheet
 * @param {Model} model
 * @param {Drawn[]} drawn
 * @param {Place} place
 */
function writeNumbers({ pen, columns, family }, model, drawn, place) {
  const side = otherSide(place.side);
  const align = ALIGNED[place.side];
  const x = side === "query" ? 2 : columns.width - 2;
  const rows = drawn.map(({ weights }) => along(weights, place));
  const most = rows[0].map((_, i) => Math.max(...rows.map((row) => row[i] || 0)));
  for (const i of largest(most, NUMBERED)) {
    const { head, weights } = drawn[rows.findIndex((row) => row[i] === most[i])];
    const y = heightOf(columns, { side, index: columns.first[side] + i });
    const letters = { family, size: 0.85 * columns.font, weight: "600", fill: head.colour, align };
    pen.write(numberOf(model, weights, most[i]), x, y, letters);
  }
}

/**
 * Widths of the widest tokens, in font sizes.
 * @param {{query: string[], key: string[]}} labels
 * @param {string} family of the font
 */
export function widestOf(labels, family) {
  const pen = ruler();
  const widest = (/** @type {string[]} */ texts) =>
    Math.max(...texts.map((text) => pen.measure(text, { family, size: 10 }))) / 10 + 0.2;
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
 * @param {Pen} pen
 * @param {string} text
 * @param {number} width
 * @param {Font} font
 */
function cut(pen, text, width, font) {
  if (pen.measure(text, font) <= width) return text;
  const letters = [...text];
  while (letters.length > 1 && pen.measure(`${letters.join("")}…`, font) > width) letters.pop();
  return `${letters.join("")}…`;
}
