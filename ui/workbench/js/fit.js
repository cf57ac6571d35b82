/** A figure fitted to the space it gets, which only the browser knows: fewer labels, a smaller subtitle. */

const LINE = 1.2; // pitch of labels that do not touch, in font sizes
const SMALLEST = 9; // px

export class Fit {
  /** @param {HTMLElement} plot */
  constructor(plot) {
    this.plot = plot;
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
    return {
      ...layout,
      title: titleWithin(layout, this.plot.clientWidth),
      xaxis: thinned(layout.xaxis, this.nth.x),
      yaxis: thinned(layout.yaxis, this.nth.y),
    };
  }

  /**
   * Find out how many labels there is room for, once for each size and number of tokens.
   * @param {Record<string, any>} layout Python's, as drawn
   * @returns {boolean} whether that has changed
   */
  measure({ xaxis, yaxis, template }) {
    const area = this.plot.querySelector(".nsewdrag")?.getBoundingClientRect();
    const counts = [printed(xaxis), printed(yaxis)];
    const space = [this.plot.clientWidth, this.plot.clientHeight, ...counts].join();
    if (!area?.width || space === this.space) return false;
    this.space = space;
    const size = template?.layout?.xaxis?.tickfont?.size ?? 12;
    const before = this.nth;
    this.nth = { x: every(xaxis, area.width, size), y: every(yaxis, area.height, size) };
    return before.x !== this.nth.x || before.y !== this.nth.y;
  }
}

/**
 * How many labels an axis can keep: every first, every second …
 * @param {Record<string, any>} axis
 * @param {number} length pixels of the axis
 * @param {number} size pixels of its font
 */
function every(axis, length, size) {
  const count = printed(axis);
  return count ? Math.max(1, Math.ceil((count * size * LINE) / length)) : 1;
}

/**
 * How many of an axis's labels lie within its range: those of a long text are many more.
 * @param {Record<string, any> | undefined} axis
 */
function printed(axis) {
  const [low, high] = [Math.min(...(axis?.range ?? [-Infinity])), Math.max(...(axis?.range ?? [Infinity]))];
  return (axis?.tickvals ?? []).filter((/** @type {number} */ at) => at >= low && at <= high).length;
}

/**
 * @param {Record<string, any>} axis
 * @param {number} nth
 */
function thinned(axis, nth) {
  if (nth === 1) return axis;
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
  const context = new OffscreenCanvas(1, 1).getContext("2d");
  context.font = font;
  const lines = text.split(/<br\s*\/?>/).map((line) => line.replace(/<[^>]*>/g, ""));
  return Math.max(...lines.map((line) => context.measureText(line).width));
}
