/** Figures beside each other, each drawn again in its place when it has changed, so that nothing flickers. */

import { Plot } from "./plot.js";
import { element } from "../workbench/dom.js";
import { loadPlotly } from "../workbench/library.js";

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

  /** @param {any} component with `figures`, [name, description, JSON] each, and how they are shown */
  async update(component) {
    const { figures, config, narrowest, picks, words } = component.data;
    this.report = (/** @type {any} */ picked) => component.setTriggerValue("picked", picked);
    this.root.style.setProperty("--narrowest", `${narrowest}px`);
    this.root.classList.toggle("hl-picks", picks);
    this.keep(figures.map((/** @type {string[]} */ [name]) => name));
    for (const [name, about, json] of figures) this.plot(name, config, words).take(about, json);
    const { generation } = this;
    let library;
    try {
      library = await this.library;
    } catch {
      this.root.textContent = words.failed;
      return;
    }
    if (generation !== this.generation || this.gone) return; // overtaken while the library came
    for (const plot of this.plots.values()) plot.draw(library);
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
   * The figure of that name, in the order in which they are given.
   * @param {string} name
   * @param {Record<string, any>} config Plotly's
   * @param {Record<string, string>} words
   * @returns {Plot}
   */
  plot(name, config, words) {
    let plot = this.plots.get(name);
    if (!plot) this.plots.set(name, (plot = new Plot(name, config, words, (picked) => this.report(picked))));
    this.root.append(plot.root);
    return plot;
  }

  destroy() {
    this.gone = true;
    this.keep([]);
    this.root.remove();
  }
}
