/** Figures beside each other, each drawn again in its place when it has changed, so that nothing flickers. */

import { Fit, element, loadPlotly } from "./workbench.js";

const CONFIG = {
  displaylogo: false,
  displayModeBar: false,
  showSendToCloud: false, // Plotly's default offers to upload the visitor's text
  plotlyServerURL: "",
};

export class Plots {
  /**
   * @param {HTMLElement} parent
   * @param {string} plotly the library's address
   */
  constructor(parent, plotly) {
    this.generation = 0;
    this.root = element("div", { class: "hl-plots" });
    parent.append(this.root);
    /** @type {Map<string, Plot>} */
    this.plots = new Map();
    this.library = loadPlotly(plotly);
  }

  /** @param {any} component with `figures`, [name, description, JSON] each, and the least width of one */
  async update(component) {
    const { figures, narrowest, failed } = component.data;
    this.report = (/** @type {any} */ picked) => component.setTriggerValue("picked", picked);
    this.root.style.setProperty("--narrowest", `${narrowest}px`);
    const { generation } = this;
    let library;
    try {
      library = await this.library;
    } catch {
      this.root.textContent = failed;
      return;
    }
    if (generation !== this.generation || this.gone) return; // overtaken while the library came
    this.keep(figures.map((/** @type {string[]} */ [name]) => name));
    for (const [name, about, json] of figures) this.plot(name, library).draw(about, json);
  }

  /**
   * Take away figures that are not shown any more.
   * @param {string[]} names
   */
  keep(names) {
    for (const [name, plot] of this.plots) {
      if (names.includes(name)) continue;
      plot.destroy();
      this.plots.delete(name);
    }
  }

  /**
   * @param {string} name
   * @param {any} library
   * @returns {Plot}
   */
  plot(name, library) {
    let plot = this.plots.get(name);
    if (!plot) {
      plot = new Plot(name, library, (picked) => this.report(picked));
      this.plots.set(name, plot);
    }
    this.root.append(plot.root); // in the order in which they are given
    return plot;
  }

  destroy() {
    this.gone = true;
    this.keep([]);
    this.root.remove();
  }
}

class Plot {
  /**
   * @param {string} name
   * @param {any} library
   * @param {(picked: {figure: string, x: number, y: number}) => void} report
   */
  constructor(name, library, report) {
    this.name = name;
    this.library = library;
    this.report = report;
    this.root = element("div", { class: "hl-plots-one", "data-figure": name, role: "img" });
    this.fit = new Fit(this.root);
    this.observer = new ResizeObserver(() => this.resize());
    this.observer.observe(this.root);
  }

  /**
   * @param {string} about for those who do not see it
   * @param {string} json Python's figure
   */
  draw(about, json) {
    this.root.setAttribute("aria-label", about);
    if (json === this.json) return;
    this.json = json;
    this.figure = JSON.parse(json);
    this.root.style.height = `${this.figure.layout.height}px`;
    this.react();
    if (this.fit.measure(this.figure.layout)) this.react();
  }

  react() {
    const { data, layout } = this.figure;
    const fresh = !this.drawn;
    this.drawn = true;
    // A drag scrolls a page that is touched, and there is nothing to zoom into while lines grow.
    this.library.react(this.root, data, { ...this.fit.layout(layout), autosize: true, dragmode: false }, CONFIG);
    if (fresh) this.root.on("plotly_click", (/** @type {any} */ event) => this.pick(event.points[0]));
  }

  /** @param {any} point of Plotly's click event */
  pick({ x, y, data }) {
    if (data.type === "heatmap") this.report({ figure: this.name, x: Math.round(x), y: Math.round(y) });
  }

  async resize() {
    if (!this.drawn || !this.root.clientWidth) return;
    await this.library.Plots.resize(this.root);
    if (!this.gone && this.fit.measure(this.figure.layout)) this.react();
  }

  destroy() {
    this.gone = true;
    this.observer.disconnect();
    if (this.drawn) this.library.purge(this.root);
    this.root.remove();
  }
}
