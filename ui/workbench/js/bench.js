/** One workbench on the page: its parts, and the selection they share. */

import { element } from "./dom.js";
import { Heatmap } from "./heatmap.js";
import { loadPlotly } from "./library.js";
import { Mosaic } from "./mosaic.js";
import { fitted, readModel } from "./model.js";
import { Readout } from "./readout.js";
import { Reporter } from "./reporter.js";
import { State } from "./state.js";
import { codesOf, onCodes } from "./weights.js";

/** @typedef {import("./types.js").Component} Component */
/** @typedef {import("./types.js").Selection} Selection */

export class Bench {
  /**
   * @param {HTMLElement} parent
   * @param {string} plotly address of the library
   */
  constructor(parent, plotly) {
    this.generation = 0;
    /** @type {number | null} time of the event that is being handled */
    this.time = null;
    const confirm = () => this.reporter.flush();
    this.mosaic = new Mosaic((site, head, time) => this.chooseHead(site, head, time), confirm);
    this.heatmap = new Heatmap(loadPlotly(plotly), (cell) => this.state?.choose(cell), confirm);
    this.readout = new Readout();
    this.reporter = new Reporter((choice) => this.setStateValue?.("choice", choice));
    this.title = element("h3", { class: "hl-title" });
    const left = element("section", { class: "hl-left" }, [this.title, this.mosaic.root, this.mosaic.note]);
    const right = element("section", { class: "hl-right" }, [this.heatmap.root, this.readout.root]);
    this.root = element("div", { class: "hl-bench" }, [left, right]);
    // After an update of the app an open page still has the workbench of older modules in this place.
    for (const old of parent.querySelectorAll(":scope > .hl-bench")) old.remove();
    parent.append(this.root);
    this.forget = onCodes(() => this.receiveCodes());
  }

  /** @param {Component} component */
  update({ data, setStateValue }) {
    this.setStateValue = setStateValue;
    const message = JSON.stringify(data);
    if (message === this.message) return; // the page ran again for other reasons
    this.message = message;
    this.model = readModel(data);
    this.theme(data.theme);
    this.title.textContent = data.words.mosaic;
    this.title.hidden = !data.words.mosaic;
    this.reporter.answered(data.turn);
    if (!this.state) this.start(data.selection);
    // The browser may be ahead: then its own choice stands, and the server will follow.
    const wanted = this.reporter.behind ? this.state.selection : data.selection;
    this.state.selection = fitted(this.model, wanted);
    this.refresh();
  }

  destroy() {
    this.forget();
    this.reporter.stop();
    for (const part of [this.mosaic, this.heatmap, this.readout]) part.destroy();
    this.root.remove();
  }

  /** @param {Selection} selection */
  start(selection) {
    this.state = new State(selection);
    this.state.listeners.add((after, before) => {
      this.mosaic.show(after);
      this.heatmap.show(after, before, this.time);
      this.readout.show(this.model, after);
      this.reporter.report(after);
    });
  }

  /** Draw everything anew. */
  refresh() {
    this.mosaic.update(this.model, this.state.selection);
    this.heatmap.update(this.model, this.state.selection);
    this.readout.show(this.model, this.state.selection);
  }

  receiveCodes() {
    if (!this.model || this.model.codes) return;
    this.model.codes = codesOf(this.model.digest);
    if (this.model.codes) this.refresh();
  }

  /**
   * @param {string} site
   * @param {number} head
   * @param {number} time
   */
  chooseHead(site, head, time) {
    this.time = time;
    this.state.choose(fitted(this.model, { ...this.state.selection, site, head }));
    this.time = null;
  }

  /** @param {Record<string, string>} theme colours by name; the style sheet has the page's own for what is missing */
  theme(theme) {
    for (const [name, colour] of Object.entries(theme)) this.root.style.setProperty(`--hl-${name}`, colour);
  }
}
