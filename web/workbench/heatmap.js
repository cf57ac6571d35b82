/** The chosen head's map: Python's Plotly figure, kept in place, zoom and all, while heads and cells change. */

import { element, themed } from "../lib/dom.js";
import { Fit } from "../lib/fit.js";
import { fullName } from "../lib/heads.js";
import { PRIVATE } from "../lib/plotly.js";
import { say } from "../lib/words.js";
import { figureFor } from "./figure.js";
import { weightsOf } from "./head_weights.js";
import { HeatmapCells } from "./heatmap_cells.js";
import { isExact, sameHead, tilesOf } from "./model.js";
import { layOver } from "./preview.js";
import { withFrames } from "./selection_frames.js";
import { drawnWindow, sameWindow, windowOf, windowSaid } from "./window.js";

/** @typedef {import("./types.js").Figure} Figure */
/** @typedef {import("./types.js").Model} Model */
/** @typedef {import("./types.js").Selection} Selection */
/** @typedef {import("./types.js").Shown} Shown */
/** @typedef {import("./types.js").Window} Window */

const CONFIG = { ...PRIVATE, modeBarButtonsToRemove: ["select2d", "lasso2d", "autoScale2d"] };
const CALM = 250; // ms after a preview until Plotly draws it; the exact values are often here before

export class Heatmap {
  /**
   * @param {Promise<any>} plotly
   * @param {(cell: {query: number | null, key: number | null}) => void} choose
   * @param {() => void} confirm
   * @param {() => void} changed called when its state may be another
   */
  constructor(plotly, choose, confirm, changed) {
    /** @type {Model} */ this.model;
    /** @type {Selection} */ this.selection;
    /** @type {Window} */ this.window;
    /** @type {Figure | undefined} */ this.figure;
    /** @type {{selection: Selection, window: Window} | undefined} */ this.drawn;
    /** @type {any} */ this.library;
    /** @type {boolean} */ this.gone;
    /** @type {number | undefined} */ this.timer;
    /** @type {import("../lib/announce.js").State} */
    this.state = "waiting";
    this.changed = changed;
    /** @type {import("../lib/plotly.js").PlotElement} */
    this.plot = element("div", { class: "hl-plot" });
    this.badge = element("span", { class: "hl-badge" });
    this.root = element("div", { class: "hl-heatmap", role: "group", tabindex: "0" }, [this.plot, this.badge]);
    this.cells = new HeatmapCells(this, choose, confirm);
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
    const { figure, selection, window } = this;
    if (!figure) return;
    const moved = !sameWindow(window, windowOf(this.model, before));
    const shapes = () => this.library.relayout(this.plot, { shapes: this.shapes(figure.layout) });
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
    this.state = "preview";
    this.changed();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.paint(), CALM);
  }

  /**
   * Say how true the map is.
   * @param {boolean} drawn whether it shows the chosen head at all
   */
  mark(drawn) {
    const { words } = this.model;
    this.state = drawn ? (this.isExact() ? "ready" : "preview") : "waiting";
    this.root.classList.toggle("hl-waiting", !drawn);
    this.badge.textContent = this.isExact() ? "" : drawn ? words.preview : words.waiting;
    this.badge.hidden = !this.badge.textContent;
    this.changed();
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
    if (fresh) this.plot.on?.("plotly_click", (event) => this.cells.pick(event.points[0]));
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
    this.state = "failed";
    this.changed();
  }
}
