/** One figure of Python's in its place. */

import { element } from "../lib/dom.js";
import { Fit } from "../lib/fit.js";
import { enlarged } from "./full_screen.js";

const HEIGHT = 450; // px, of a figure that has none of its own; Plotly's own default
const LARGER = 1.6; // times the usual type, on the whole screen
const FRAME = { width: 24, height: 24, path: "M3 3h7v3H6v4H3zM14 3h7v7h-3V6h-4zM3 14h3v4h4v3H3zM18 14h3v7h-7v-3h4z" };

/**
 * @typedef {object} PlotActions
 * @property {(picked: {figure: string, x: number, y: number}) => void} report
 * @property {() => void} changed Called when its state may be another.
 */

export class Plot {
  /**
   * @param {string} name
   * @param {Record<string, any>} config Plotly's
   * @param {Record<string, string>} words
   * @param {PlotActions} actions
   */
  constructor(name, config, words, actions) {
    /** @type {string} */ this.json;
    /** @type {import("../lib/plotly.js").Figure} */ this.figure;
    /** @type {boolean} */ this.changed;
    /** @type {boolean} */ this.drawn;
    /** @type {boolean} */ this.gone;
    /** @type {any} */ this.library;
    this.name = name;
    this.actions = actions;
    this.resizing = 0; // changes of size that are under way
    /** @type {import("../lib/plotly.js").PlotElement} */
    this.root = element("div", { class: "hl-plots-one", "data-figure": name, role: "figure" });
    const whole = { name: "whole_screen", title: words.whole_screen, icon: FRAME, click: () => this.root.requestFullscreen() };
    // One object for good: Plotly makes a figure anew when its settings are others, and functions always are.
    /** @type {Record<string, any>} */
    this.config = { ...config, modeBarButtonsToAdd: [whole] };
    this.whole = false;
    this.fit = new Fit(this.root);
    this.observer = new ResizeObserver(() => this.resize());
    this.observer.observe(this.root);
  }

  /**
   * What is to be drawn; its place is made before there is a library to draw with.
   * @param {string} about for those who do not see it
   * @param {string} json Python's figure
   */
  take(about, json) {
    this.root.setAttribute("aria-label", about);
    if (json === this.json) return;
    this.json = json;
    this.figure = JSON.parse(json);
    this.changed = true;
    this.root.style.height = `${this.figure.layout.height ?? HEIGHT}px`;
  }

  /** @param {any} library Plotly */
  draw(library) {
    this.library = library;
    if (!this.changed || !this.root.clientWidth) return; // what is hidden is drawn once it has a size
    this.changed = false;
    this.react();
    if (this.fit.measure(this.shown().layout)) this.react();
  }

  /** @returns {import("../lib/announce.js").State} */
  get state() {
    if (!this.root.clientWidth) return "ready"; // nothing of it is to be seen
    return this.changed || !this.drawn ? "waiting" : this.resizing ? "preview" : "ready";
  }

  /** Python's figure, larger where it has the whole screen. */
  shown() {
    return this.whole ? enlarged(this.figure, LARGER) : this.figure;
  }

  react() {
    const { data, layout } = this.shown();
    const fresh = !this.drawn;
    this.drawn = true;
    /** @type {Record<string, any>} */
    const fitted = { ...this.fit.layout(layout), autosize: true, width: undefined, height: undefined };
    // A drag scrolls a page that is touched; and without buttons nobody would find the way back from a zoom.
    if (matchMedia("(pointer: coarse)").matches || this.config.displayModeBar === false) fitted.dragmode = false;
    this.library.react(this.root, data, fitted, this.config);
    if (fresh) this.root.on?.("plotly_click", (event) => this.pick(event.points[0]));
  }

  /** @param {any} point of Plotly's click event */
  pick({ x, y, data }) {
    if (data.type === "heatmap") this.actions.report({ figure: this.name, x: Math.round(x), y: Math.round(y) });
  }

  async resize() {
    this.resizing++;
    this.actions.changed();
    await this.refit();
    this.resizing--;
    this.actions.changed();
  }

  /** Draw for another size. */
  async refit() {
    if (!this.library || !this.root.clientWidth) return;
    if (this.changed) return this.draw(this.library);
    const whole = document.fullscreenElement === this.root;
    if (whole !== this.whole) {
      this.whole = whole;
      this.react();
    } else {
      await this.library.Plots.resize(this.root);
    }
    if (!this.gone && this.fit.measure(this.shown().layout)) this.react();
  }

  destroy() {
    this.gone = true;
    this.observer.disconnect();
    if (this.drawn) this.library.purge(this.root);
    this.root.remove();
  }
}
