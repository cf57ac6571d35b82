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
 * The title with a subtitle no wider than the plot.
 * @param {Record<string, any>} title
 * @param {{size: number, family: string, pad: number}} style of the subtitle, and pixels left of it
 * @param {number} width of the plot
 */
export function titleWithin(title, style, width) {
  const text = title?.subtitle?.text;
  if (!text) return title;
  const context = new OffscreenCanvas(1, 1).getContext("2d");
  context.font = `${style.size}px ${style.family}`;
  const lines = text.split(/<br\s*\/?>/).map((/** @type {string} */ line) => line.replace(/<[^>]*>/g, ""));
  const widest = Math.max(...lines.map((/** @type {string} */ line) => context.measureText(line).width));
  const share = (width - 1.5 * style.pad) / widest;
  if (share >= 1) return title;
  const size = Math.max(SMALLEST, Math.floor(share * style.size * 2) / 2);
  return { ...title, subtitle: { ...title.subtitle, font: { ...title.subtitle.font, size } } };
}
