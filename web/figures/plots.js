/** Figures beside each other, each drawn again in its place when it has changed, so that nothing flickers. */

import { announce, together } from "../lib/announce.js";
import { element } from "../lib/dom.js";
import { loadPlotly } from "../lib/plotly.js";
import { wordsOf } from "../lib/words.js";
import { Plot } from "./plot.js";

/** @typedef {{figure: string, x: number, y: number}} Picked */

export class Plots {
  /**
   * @param {HTMLElement} parent
   * @param {string} plotly the library's address
   */
  constructor(parent, plotly) {
    /** @type {(picked: Picked) => void} */ this.report;
    /** @type {boolean} */ this.gone;
    this.generation = 0;
    this.root = element("div", { class: "hl-plots" });
    parent.append(this.root);
    /** @type {Map<string, Plot>} */
    this.plots = new Map();
    this.library = loadPlotly(plotly);
    this.actions = {
      report: (/** @type {Picked} */ picked) => this.report(picked),
      changed: () => announce(this.root, together([...this.plots.values()].map((one) => one.state))),
    };
    announce(this.root, "waiting");
  }

  /** @param {any} component with `figures`, [name, description, JSON] each, and how they are shown */
  async update(component) {
    const { figures, config, narrowest, picks, language } = component.data;
    const words = wordsOf(language, "figures");
    this.report = (/** @type {any} */ picked) => component.setTriggerValue("picked", picked);
    this.root.style.setProperty("--narrowest", `${narrowest}px`);
    this.root.classList.toggle("hl-picks", picks);
    this.keep(figures.map((/** @type {string[]} */ [name]) => name));
    for (const [name, about, json] of figures) this.plot(name, config, words).take(about, json);
    this.actions.changed();
    const { generation } = this;
    let library;
    try {
      library = await this.library;
    } catch {
      this.root.textContent = words.failed;
      return announce(this.root, "failed");
    }
    if (generation !== this.generation || this.gone) return; // overtaken while the library came
    for (const plot of this.plots.values()) plot.draw(library);
    this.actions.changed();
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
    if (!plot) this.plots.set(name, (plot = new Plot(name, config, words, this.actions)));
    this.root.append(plot.root);
    return plot;
  }

  destroy() {
    this.gone = true;
    this.keep([]);
    this.root.remove();
  }
}
