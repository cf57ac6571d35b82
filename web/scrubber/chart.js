/**
 * A Plotly chart over the checkpoints, drawn by Python, with a line and dots that follow the slider.
 *
 * They are elements over the chart: Plotly would need a new layout to move a line, and these move within a frame. That
 * they can be placed by arithmetic is because the chart cannot be zoomed and says its ranges.
 */

import { element } from "../lib/dom.js";
import { PRIVATE } from "../lib/plotly.js";

const CONFIG = { ...PRIVATE, displayModeBar: false };

const CALM = 120; // ms without another choice

/** @typedef {import("../lib/plotly.js").Figure} Figure */

export class Chart {
  /**
   * @param {Promise<any>} plotly
   * @param {(index: number, time: number) => void} go called with the checkpoint that was clicked
   * @param {() => void} changed called when its state may be another
   */
  constructor(plotly, go, changed) {
    /** @type {Figure} */ this.figure;
    /** @type {boolean} */ this.drawn;
    /** @type {boolean} */ this.gone;
    /** @type {any} */ this.library;
    this.go = go;
    this.changed = changed;
    this.index = 0;
    this.late = false; // whether other curves are still to be drawn
    this.timer = 0;
    /** @type {import("../lib/plotly.js").PlotElement} */
    this.plot = element("div", { class: "hl-chart-plot" });
    this.over = element("div", { class: "hl-over", "aria-hidden": "true" });
    this.root = element("div", { class: "hl-chart", role: "img" }, [this.plot, this.over]);
    this.observer = new ResizeObserver(() => this.resize());
    this.observer.observe(this.plot);
    plotly.then((library) => {
      this.library = library;
      if (this.figure && !this.gone) this.draw(this.figure);
    });
  }

  /**
   * Draw other curves once things are calm: Plotly needs more than a frame or two. Until then the old ones are pale.
   * @param {Figure} figure
   */
  drawWhenCalm(figure) {
    if (!this.drawn) return this.draw(figure);
    this.figure = figure;
    this.root.classList.add("hl-late");
    this.late = true;
    this.changed();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.draw(figure), CALM);
  }

  /**
   * @param {Figure} figure
   */
  draw(figure) {
    clearTimeout(this.timer);
    this.figure = figure;
    this.root.classList.remove("hl-late");
    this.late = false;
    if (!this.library) return;
    const fresh = !this.drawn;
    this.library.react(this.plot, figure.data, { ...structuredClone(figure.layout), autosize: true }, CONFIG);
    this.drawn = true;
    if (fresh) this.plot.on?.("plotly_click", (event) => this.pick(event));
    this.place();
    this.changed();
  }

  /** @returns {import("../lib/announce.js").State} */
  get state() {
    if (this.root.hidden) return "ready";
    return this.late ? "preview" : this.drawn ? "ready" : "waiting";
  }

  /** @param {number} index of the checkpoint */
  moveTo(index) {
    this.index = index;
    if (this.drawn) this.place();
  }

  destroy() {
    this.gone = true;
    clearTimeout(this.timer);
    this.observer.disconnect();
    this.library?.purge(this.plot);
  }

  async resize() {
    if (!this.drawn || !this.plot.clientWidth) return;
    await this.library.Plots.resize(this.plot);
    if (!this.gone) this.place();
  }

  /** @param {any} event of Plotly */
  pick({ points, event }) {
    this.go(points[0].pointIndex, event.timeStamp);
  }

  /** Put the line and the dots where the checkpoint is. */
  place() {
    const [y, y2] = [this.panel("xy"), this.panel("xy2")];
    if (!y || !y2) return;
    const panels = { y, y2 };
    const curves = this.figure.data.filter(({ meta }) => meta);
    const x = along(this.figure.layout.xaxis.range, curves[0].x[this.index]);
    const left = panels.y.left + x * panels.y.width;
    const bottom = panels.y2.top + panels.y2.height;
    const line = element("div", { class: "hl-cursor" });
    Object.assign(line.style, { left: `${left}px`, top: `${panels.y.top}px`, height: `${bottom - panels.y.top}px` });
    const dots = curves.flatMap(({ y, yaxis, line: { color } }) => {
      const value = y[this.index];
      if (!Number.isFinite(value)) return [];
      const axis = yaxis === "y2" ? "y2" : "y";
      const up = along(this.figure.layout[axis === "y" ? "yaxis" : "yaxis2"].range, value);
      const dot = element("div", { class: "hl-dot" });
      const top = panels[axis].top + (1 - up) * panels[axis].height;
      Object.assign(dot.style, { left: `${left}px`, top: `${top}px`, background: color });
      return [dot];
    });
    this.over.replaceChildren(line, ...dots);
  }

  /**
   * Where one of the two charts is, in pixels of this element.
   * @param {string} name Plotly's
   */
  panel(name) {
    const area = this.plot.querySelector(`.draglayer .${name} .nsewdrag`)?.getBoundingClientRect();
    if (!area) return null;
    const own = this.root.getBoundingClientRect();
    return { left: area.left - own.left, top: area.top - own.top, width: area.width, height: area.height };
  }
}

/**
 * How far along a range a value is, 0 to 1.
 * @param {number[]} range
 * @param {number} value
 */
function along([low, high], value) {
  return (value - low) / (high - low);
}
