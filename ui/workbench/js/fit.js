/** A figure fitted to the space it gets, which only the browser knows: fewer labels, a smaller subtitle. */

/** @typedef {import("./types.js").Figure} Figure */

const LINE = 1.2; // pitch of labels that do not touch, in font sizes
const SMALLEST = 9; // px

/**
 * How many labels an axis can keep: every first, every second …
 * @param {Record<string, any>} axis
 * @param {number} length pixels of the axis
 * @param {number} size pixels of its font
 */
export function every(axis, length, size) {
  const count = axis?.tickvals?.length ?? 0;
  return count ? Math.max(1, Math.ceil((count * size * LINE) / length)) : 1;
}

/**
 * @param {Record<string, any>} axis
 * @param {number} nth
 */
export function thinned(axis, nth) {
  if (nth === 1) return axis;
  const keep = (/** @type {any[]} */ all) => all.filter((_, i) => i % nth === 0);
  return { ...axis, tickvals: keep(axis.tickvals), ticktext: keep(axis.ticktext) };
}

/**
 * The title, with its subtitle no wider than the plot.
 * @param {Record<string, any>} layout
 * @param {number} width of the plot
 */
export function titleWithin(layout, width) {
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
  const context = new OffscreenCanvas(1, 1).getContext("2d");
  context.font = font;
  const lines = text.split(/<br\s*\/?>/).map((line) => line.replace(/<[^>]*>/g, ""));
  return Math.max(...lines.map((line) => context.measureText(line).width));
}
