/** The chosen head's map: Python's Plotly figure, kept in place, zoom and all, while heads and cells change. */

import { element, themed } from "./dom.js";
import { figureFor } from "./figure.js";
import { Fit } from "./fit.js";
import { step } from "./keys.js";
import { withFrames } from "./frames.js";
import { weightsOf } from "./known.js";
import { fullName, isExact, say, tilesOf } from "./model.js";
import { layOver } from "./preview.js";
import { drawnWindow, sameWindow, windowOf, windowSaid } from "./window.js";

/** @typedef {import("./types.js").Figure} Figure */
/** @typedef {import("./types.js").Model} Model */
/** @typedef {import("./types.js").Selection} Selection */
/** @typedef {import("./types.js").Shown} Shown */

const CONFIG = {
  displaylogo: false,
  showSendToCloud: false, // Plotly's default offers to upload the visitor's text
  plotlyServerURL: "",
  modeBarButtonsToRemove: ["select2d", "lasso2d", "autoScale2d"],
};
const CALM = 250; // ms after a preview until Plotly draws it; the exact values are often here before

export class Heatmap {
  /**
   * @param {Promise<any>} plotly
   * @param {(cell: {query: number | null, key: number | null}) => void} choose
   * @param {() => void} confirm
   */
  constructor(plotly, choose, confirm) {
    this.choose = choose;
    this.confirm = confirm;
    this.plot = element("div", { class: "hl-plot" });
    this.badge = element("span", { class: "hl-badge" });
    this.root = element("div", { class: "hl-heatmap", role: "group", tabindex: "0" }, [this.plot, this.badge]);
    this.root.onkeydown = (event) => this.press(event);
    this.fit = new Fit(this.plot);
    this.observer = new ResizeObserver(() => this.resize());
    this.observer.observe(this.plot);
    plotly.then(
      (library) => {
        this.library = library;
        if (this.model && !this.gone) this.paint();
      },
      () => this.fail(),
    );
  }

  /**
   * New figure, colours or words.
   * @param {Model} model
   * @param {Shown} shown
   */
  update(model, shown) {
    this.take(model, shown);
    if (this.isExact() || !this.figure || !this.isDrawn()) this.paint();
    else this.paintWhenCalm(); // an answer that was overtaken
  }

  /**
   * @param {Model} model
   * @param {Shown} shown
   */
  take(model, shown) {
    this.model = model;
    this.selection = shown.selection;
    this.window = windowOf(model, shown);
  }

  /** Whether Python's figure shows the chosen head, and this window of it. */
  isExact() {
    return isExact(this.model, this.selection) && sameWindow(this.window, drawnWindow(this.model));
  }

  /** Whether what is on the plot is this head in this window, exact or not. */
  isDrawn() {
    return this.drawn && sameHead(this.drawn.selection, this.selection) && sameWindow(this.drawn.window, this.window);
  }

  /**
   * The chosen head or cell has changed.
   * @param {Shown} shown
   * @param {Shown} before
   */
  show(shown, before) {
    this.take(this.model, shown);
    this.describe();
    if (!this.figure) return;
    const { selection, window } = this;
    const moved = !sameWindow(window, windowOf(this.model, before));
    const shapes = () => this.library.relayout(this.plot, { shapes: this.shapes(this.figure.layout) });
    if (sameHead(selection, before.selection) && !moved) return shapes();
    if (moved) shapes();
    const over = layOver(this.library, this.plot, this.model, selection, { window, moved });
    this.root.classList.toggle("hl-passing", over);
    if (over) {
      this.drawn = { selection, window };
      this.library.Fx.unhover(this.plot); // its number is the other head's
      this.mark(true);
      this.paintWhenCalm();
    } else this.paint();
  }

  destroy() {
    this.gone = true;
    clearTimeout(this.timer);
    this.observer.disconnect();
    this.library?.purge(this.plot);
    this.root.remove();
  }

  /** Let Plotly draw what is known of the chosen head. */
  paint() {
    clearTimeout(this.timer);
    if (!this.library) return;
    const { model, selection } = this;
    const weights = weightsOf(model, selection, this.window);
    const figure = weights && figureFor(model, selection, weights);
    if (figure) this.react(figure);
    this.drawn = { selection, window: this.window };
    this.root.classList.remove("hl-passing");
    this.mark(figure !== null);
    this.describe();
  }

  paintWhenCalm() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.paint(), CALM);
  }

  /**
   * Say how true the map is.
   * @param {boolean} drawn whether it shows the chosen head at all
   */
  mark(drawn) {
    const { words } = this.model;
    this.root.classList.toggle("hl-waiting", !drawn);
    this.badge.textContent = this.isExact() ? "" : drawn ? words.preview : words.waiting;
    this.badge.hidden = !this.badge.textContent;
  }

  async resize() {
    if (!this.figure || !this.plot.clientWidth) return;
    await this.library.Plots.resize(this.plot);
    if (!this.gone && this.fit.measure(this.figure.layout)) this.react(this.figure);
  }

  /** @param {Figure} figure */
  react(figure) {
    // For other tokens a new plot: there is no zoom to keep, and Plotly would leave the ground in its old place.
    const fresh = this.figure?.layout.uirevision !== figure.layout.uirevision;
    if (fresh) this.library.purge(this.plot);
    const draw = () => this.library.react(this.plot, figure.data, this.layout(figure.layout), CONFIG);
    this.figure = figure;
    draw();
    if (fresh) this.plot.on("plotly_click", (/** @type {any} */ event) => this.pick(event.points[0]));
    if (this.fit.measure(this.figure.layout)) draw();
  }

  /** @param {Record<string, any>} original Python's layout */
  layout(original) {
    const touch = matchMedia("(pointer: coarse)").matches; // there a drag scrolls the page
    const layout = this.fit.layout(original);
    return { ...layout, shapes: this.shapes(layout), autosize: true, dragmode: touch ? false : "zoom" };
  }

  /** @param {Record<string, any>} layout */
  shapes(layout) {
    return withFrames(layout, this.selection, themed(getComputedStyle(this.root))("selected"));
  }

  /** @param {any} point of Plotly's click event */
  pick(point) {
    const { y: query, x: key } = point; // cells stand at their tokens' numbers
    this.root.focus({ preventScroll: true }); // Plotly keeps the mouse's own focus from us
    this.choose({ query, key });
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    if (event.target !== this.root || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" || event.key === " ") this.confirm();
    else if (event.key === "Escape") this.choose({ query: null, key: null });
    else if (!this.move(event.key)) return;
    event.preventDefault(); // or the page scrolls
  }

  /**
   * @param {string} name of an arrow key
   * @returns {boolean} whether it was one
   */
  move(name) {
    const { query, key, site } = this.selection;
    const tiles = tilesOf(this.model, site);
    const widths = Array(tiles.n_query).fill(tiles.n_key);
    const to = step(name, { row: query ?? 0, column: key ?? 0 }, widths);
    if (!to) return false;
    const fresh = query === null && key === null; // the first arrow only shows where one is
    const first = { query: this.window.row, key: this.window.column };
    this.choose(fresh ? first : { query: to.row, key: to.column });
    return true;
  }

  describe() {
    const { model, selection } = this;
    const tiles = tilesOf(model, selection.site);
    const values = { head: fullName(model.tiles, tiles, selection.head), rows: tiles.n_query, columns: tiles.n_key };
    const parts = [say(model.words.heatmap_label, values), windowSaid(model, tiles, this.window)];
    this.root.setAttribute("aria-label", parts.filter(Boolean).join(" "));
  }

  fail() {
    if (this.gone) return;
    this.badge.textContent = this.model?.words.failed ?? "";
    this.badge.hidden = false;
  }
}

/**
 * @param {Selection | undefined} a
 * @param {Selection} b
 */
function sameHead(a, b) {
  return a?.site === b.site && a?.head === b.head;
}
