/** Vectors below each other over one axis: what meets in a column belongs together. Few columns are written as numbers. */

import { length } from "../attention/matrix.js";
import { contextOf, element, themed } from "../lib/dom.js";
import { say } from "../lib/words.js";
import { symbols } from "./formula.js";
import { decimal, short } from "./numbers.js";

/**
 * @typedef {object} Strip
 * @property {string} name What it is, in symbols or words.
 * @property {ArrayLike<number>} values One for each column, NaN for a gap; a shorter vector ends early.
 * @property {boolean} [running] Drawn as a line, as sums that grow from column to column are.
 *
 * @typedef {object} Columns
 * @property {(column: number) => string} label What a column is called.
 * @property {boolean} [named] Whether these names stand above the numbers.
 * @property {number | null} [lit] A column that is marked.
 *
 * @typedef {import("./kit.js").Kit} Kit
 */

const FEW = 8; // columns that are written out
const HEIGHT = 34; // px of a strip
const GAP = 1; // px between wide bars

/**
 * @param {Strip[]} strips
 * @param {Columns} columns
 * @param {Kit} kit
 */
export function stripsOf(strips, columns, kit) {
  const count = Math.max(...strips.map(({ values }) => values.length));
  return count <= FEW ? written(strips, columns, count) : drawn(strips, columns, count, kit);
}

/**
 * @param {Strip[]} strips
 * @param {Columns} columns
 * @param {number} count
 */
function written(strips, columns, count) {
  const places = Array.from({ length: count }, (_, i) => i);
  const heads = places.map((i) => element("th", { scope: "col" }, [columns.label(i)]));
  const rows = strips.map(({ name, values }) => {
    const most = Math.max(...Array.from(values, Math.abs).filter(Number.isFinite), 1e-9);
    const cells = places.map((i) => number(values[i], most, i === columns.lit));
    return element("tr", {}, [element("th", { scope: "row" }, symbols(name)), ...cells]);
  });
  const head = columns.named ? [element("tr", {}, [element("td"), ...heads])] : [];
  return element("table", { class: "hl-numbers" }, [...head, ...rows]);
}

/**
 * One number of a table, shaded by its size and sign.
 * @param {number | undefined} value
 * @param {number} most
 * @param {boolean} [lit]
 */
export function number(value, most, lit = false) {
  const gap = value === undefined || Number.isNaN(value);
  const cell = element("td", lit ? { class: "hl-lit" } : {}, [gap ? "–" : short(value)]);
  if (!gap && value) {
    cell.style.setProperty("--share", `${Math.round((45 * Math.abs(value)) / most)}%`);
    cell.dataset.sign = value < 0 ? "minus" : "plus";
  }
  return cell;
}

/**
 * @param {Strip[]} strips
 * @param {Columns} columns
 * @param {number} count
 * @param {Kit} kit
 */
function drawn(strips, columns, count, kit) {
  const canvases = strips.map((strip) => element("canvas", { class: "hl-strip", role: "img", "aria-label": told(strip, kit) }));
  const rows = strips.flatMap(({ name, values }, i) => {
    const size = strips[i].running || hasGaps(values) ? "" : `|·| ${short(length(Float64Array.from(values)))}`;
    return [element("span", { class: "hl-name" }, [...symbols(name), element("small", {}, [size])]), canvases[i]];
  });
  const told_ = element("p", { class: "hl-readout", "aria-hidden": "true" }, ["\u00a0"]);
  const root = element("div", { class: "hl-strips" }, [...rows, told_]);
  /** @type {number | null} */
  let pointed = null;
  const draw = () => canvases.forEach((canvas, i) => paint(canvas, strips[i], count, [pointed, columns.lit ?? null]));
  root.onpointermove = (event) => {
    const { left, width } = canvases[0].getBoundingClientRect();
    const column = Math.floor(((event.clientX - left) / width) * count);
    point(column >= 0 && column < count ? column : null);
  };
  root.onpointerleave = () => point(null);
  /** @param {number | null} column */
  function point(column) {
    if (column === pointed) return;
    pointed = column;
    told_.replaceChildren(...(column === null ? ["\u00a0"] : readout(strips, columns, column)));
    draw();
  }
  kit.draws.push(draw);
  return root;
}

/**
 * What stands in one column.
 * @param {Strip[]} strips
 * @param {Columns} columns
 * @param {number} column
 */
function readout(strips, columns, column) {
  const parts = strips.filter(({ values }) => column < values.length && !Number.isNaN(values[column]));
  const numbers = parts.flatMap(({ name, values }) => [" · ", ...symbols(name), ` ${decimal(values[column])}`]);
  return [columns.label(column), ...numbers];
}

/**
 * A strip in words.
 * @param {Strip} strip
 * @param {Kit} kit
 */
function told({ name, values }, { words }) {
  const found = Array.from(values).filter((value) => !Number.isNaN(value));
  const [least, most] = [Math.min(...found), Math.max(...found)].map((value) => (found.length ? short(value) : "–"));
  return say(words.strip, { name: name.replaceAll("_", ""), count: found.length, least, most });
}

/** @param {ArrayLike<number>} values */
function hasGaps(values) {
  return Array.from(values).some(Number.isNaN);
}

/**
 * Bars up and down from zero, or a line.
 * @param {HTMLCanvasElement} canvas
 * @param {Strip} strip
 * @param {number} count
 * @param {Array<number | null>} marked
 */
function paint(canvas, { values, running }, count, marked) {
  const [width, ratio] = [canvas.clientWidth, window.devicePixelRatio || 1];
  if (!width) return;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(HEIGHT * ratio);
  const [context, colour] = [contextOf(canvas), themed(getComputedStyle(canvas))];
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  const found = Array.from(values).filter(Number.isFinite);
  const [top, bottom] = [Math.max(0, ...found), Math.min(0, ...found)];
  const y = (/** @type {number} */ value) => 1 + ((top - value) / (top - bottom || 1)) * (HEIGHT - 2);
  const step = width / count;
  for (const column of marked) {
    if (column === null) continue;
    context.fillStyle = colour("lit");
    context.fillRect(column * step, 0, Math.max(step, 2), HEIGHT);
  }
  context.fillStyle = colour("grid");
  context.fillRect(0, y(0) - 0.5, width, 1);
  if (running) return line(context, values, { step, y, colour: colour("text") });
  const wide = Math.max(step - (step > 4 ? GAP : 0), 0.5);
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) continue;
    context.fillStyle = colour(values[i] < 0 ? "minus" : "plus");
    const [from, to] = [y(0), y(values[i])].sort((a, b) => a - b);
    context.fillRect(i * step, from, wide, Math.max(to - from, 0.5));
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {ArrayLike<number>} values
 * @param {{step: number, y: (value: number) => number, colour: string}} look
 */
function line(context, values, { step, y, colour }) {
  context.strokeStyle = colour;
  context.lineWidth = 1.5;
  context.beginPath();
  for (let i = 0; i < values.length; i++) {
    context.lineTo(i * step, y(values[i]));
    context.lineTo((i + 1) * step, y(values[i]));
  }
  context.stroke();
}
