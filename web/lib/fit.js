/** A figure fitted to the space it gets, which only the browser knows: fewer labels, a smaller subtitle. */

import { contextOf, element } from "./dom.js";

const LINE = 1.2; // pitch of labels that do not touch, in font sizes
const SMALLEST = 9; // px

export class Fit {
  /** @param {HTMLElement} plot */
  constructor(plot) {
    this.plot = plot;
    /** @type {Record<string, number>} */
    this.nth = { x: 1, y: 1 }; // every how many-th label is printed
    this.space = "";
  }

  /**
   * Python's layout, fitted. A copy: zooming writes into what Plotly was given, and a zoomed range that came from
   * outside would be taken for a wish of Python's.
   * @param {Record<string, any>} original
   * @returns {Record<string, any>}
   */
  layout(original) {
    const layout = structuredClone(original);
    const axes = axesOf(layout).map(([name, axis]) => [name, thinned(axis, this.nth[name[0]])]);
    return { ...layout, title: titleWithin(layout, this.plot.clientWidth), ...Object.fromEntries(axes) };
  }

  /**
   * Find out how many labels there is room for, once for each size and number of tokens.
   * @param {Record<string, any>} layout Python's, as drawn
   * @returns {boolean} whether that has changed
   */
  measure(layout) {
    const area = this.plot.querySelector(".nsewdrag")?.getBoundingClientRect();
    const [x, y] = ["x", "y"].map((letter) => most(layout, letter));
    const space = [this.plot.clientWidth, this.plot.clientHeight, x, y].join();
    if (!area?.width || space === this.space) return false;
    this.space = space;
    const size = layout.template?.layout?.xaxis?.tickfont?.size ?? 12;
    const before = this.nth;
    this.nth = { x: every(x, area.width, size), y: every(y, area.height, size) };
    return before.x !== this.nth.x || before.y !== this.nth.y;
  }
}

/**
 * The axes of a layout by their names, which begin with their letter: maps beside each other are of one size.
 * @param {Record<string, any>} layout
 */
function axesOf(layout) {
  return Object.entries(layout).filter(([name]) => /^[xy]axis\d*$/.test(name));
}

/**
 * The most labels that an axis of this letter has.
 * @param {Record<string, any>} layout
 * @param {string} letter
 */
function most(layout, letter) {
  return Math.max(0, ...axesOf(layout).filter(([name]) => name[0] === letter).map(([, axis]) => printed(axis)));
}

/**
 * Which labels an axis can keep: every first, every second …
 * @param {number} count of its labels
 * @param {number} length pixels of the axis
 * @param {number} size pixels of its font
 */
function every(count, length, size) {
  return count ? Math.max(1, Math.ceil((count * size * LINE) / length)) : 1;
}

/**
 * How many of an axis's labels lie within its range: those of a long text are many more.
 * @param {Record<string, any> | undefined} axis
 */
function printed(axis) {
  const [low, high] = [Math.min(...(axis?.range ?? [-Infinity])), Math.max(...(axis?.range ?? [Infinity]))];
  const tickvals = Array.isArray(axis?.tickvals) ? axis.tickvals : []; // numpy's travel as bytes, and are few
  return tickvals.filter((/** @type {number} */ at) => at >= low && at <= high).length;
}

/**
 * @param {Record<string, any>} axis
 * @param {number} nth
 */
function thinned(axis, nth) {
  if (nth === 1 || !Array.isArray(axis.tickvals)) return axis;
  const keep = (/** @type {any[]} */ all) => all.filter((_, i) => i % nth === 0);
  return { ...axis, tickvals: keep(axis.tickvals), ticktext: keep(axis.ticktext) };
}

/**
 * The title, with its subtitle no wider than the plot.
 * @param {Record<string, any>} layout
 * @param {number} width of the plot
 */
function titleWithin(layout, width) {
  const { title, template } = layout;
  const text = title?.subtitle?.text;
  if (!text) return title;
  const base = template?.layout ?? {};
  const size = base.title?.subtitle?.font?.size ?? 12;
  const room = width - 1.5 * (base.title?.pad?.l ?? 0);
  const share = room / widest(text, `${size}px ${base.font?.family ?? "sans-serif"}`);
  if (share >= 1) return title;
  const smaller = Math.max(SMALLEST, Math.floor(share * size * 2) / 2);
  return { ...title, subtitle: { ...title.subtitle, font: { ...title.subtitle.font, size: smaller } } };
}

/**
 * Pixels of the widest line of a Plotly text, its markup apart.
 * @param {string} text
 * @param {string} font
 */
function widest(text, font) {
  const context = contextOf(element("canvas"));
  context.font = font;
  const lines = text.split(/<br\s*\/?>/).map((line) => line.replace(/<[^>]*>/g, ""));
  return Math.max(...lines.map((line) => context.measureText(line).width));
}
