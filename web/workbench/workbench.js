/** One workbench on the page: its parts, and the selection they share. */

import { announce, together } from "../lib/announce.js";
import { Segments } from "../lib/choices.js";
import { dress, element } from "../lib/dom.js";
import { loadPlotly } from "../lib/plotly.js";
import { Reporter } from "../lib/reporter.js";
import { afterPaint } from "../lib/timing.js";
import { Actions } from "./actions.js";
import { Heatmap } from "./heatmap.js";
import { Lines } from "./lines.js";
import { fitted, measured, readModel } from "./model.js";
import { Mosaic } from "./mosaic.js";
import { Overview } from "./overview.js";
import { Readout } from "./readout.js";
import { State } from "./state.js";
import { Text } from "./text.js";
import { codes, lacks, metrics } from "./trace_cache.js";
import { FIRST, PANELS, changed, fittedView } from "./view.js";
import { drawnStart } from "./window.js";

/** @typedef {import("../lib/mount.js").Component} Component */
/** @typedef {import("./types.js").Model} Model */
/** @typedef {import("./types.js").Place} Place */
/** @typedef {import("./types.js").Selection} Selection */
/** @typedef {import("./types.js").Shown} Shown */
/** @typedef {import("./types.js").View} View */

export class Workbench {
  /**
   * @param {HTMLElement} parent
   * @param {string} plotly address of the library
   */
  constructor(parent, plotly) {
    /** @type {Component["setStateValue"]} */ this.setStateValue;
    /** @type {string} */ this.message;
    /** @type {any} */ this.next;
    /** @type {Model} */ this.model;
    /** @type {State} */ this.state;
    /** @type {ReturnType<typeof afterPaint> | undefined} */ this.rest;
    this.generation = 0;
    this.resting = false; // whether what takes longer is still to be drawn
    this.actions = new Actions(this);
    const confirm = () => this.reporter.flush();
    const see = (/** @type {Partial<View>} */ view) => this.state.change({ view });
    this.mosaic = new Mosaic({
      choose: (site, head, time) => this.actions.chooseHead(site, head, {}, time),
      join: (site, head, time) => this.actions.join(site, head, time),
      ...{ confirm, see },
    });
    const pin = (/** @type {Place | null} */ place, /** @type {number} */ time) => this.actions.pin(place, time);
    this.panels = {
      heatmap: new Heatmap(loadPlotly(plotly), (cell) => this.actions.chooseCell(cell), confirm, () => this.announce()),
      lines: new Lines({ see, pin }),
      text: new Text({ see, pin }),
    };
    this.switch = new Segments((panel) => see({ panel: /** @type {View["panel"]} */ (panel) }));
    this.switch.root.classList.add("hl-switch");
    this.overview = new Overview((window) => see({ window }));
    this.readout = new Readout();
    this.reporter = new Reporter((choice) => this.setStateValue?.("choice", choice));
    this.title = element("h3", { class: "hl-title" });
    const left = element("section", { class: "hl-left" }, [this.title, this.mosaic.root]);
    const panels = PANELS.map((name) => this.panels[name].root);
    const parts = [this.switch.root, this.overview.root, ...panels, this.readout.root];
    const right = element("section", { class: "hl-right" }, parts);
    this.root = element("div", { class: "hl-bench" }, [left, right]);
    this.root.inert = true; // until there is something to choose
    announce(this.root, "waiting");
    // After an update of the app an open page still has the workbench of older modules in this place.
    for (const old of parent.querySelectorAll(":scope > .hl-bench")) old.remove();
    parent.append(this.root);
    this.ends = [codes.listen(() => this.take()), metrics.listen(() => this.receiveMetrics())];
  }

  /** @param {Component} component */
  update({ data, setStateValue }) {
    this.setStateValue = setStateValue;
    const message = JSON.stringify(data);
    if (message === this.message) return; // the page ran again for other reasons
    this.message = message;
    this.next = data;
    this.take();
    if (this.next) announce(this.root, "waiting");
  }

  /** Show what Python last sent, unless it cannot be drawn yet: until it can, what there is stays and can be used. */
  take() {
    const data = this.next;
    if (!data || lacks(data, this.state?.view)) return;
    this.next = null;
    this.root.inert = false;
    this.model = readModel(data);
    dress(this.root, data.theme);
    this.title.textContent = data.words.mosaic;
    this.title.hidden = !data.words.mosaic;
    this.reporter.answered(data.turn);
    this.state ??= new State({ selection: data.selection, view: { ...FIRST, ...data.view } }, this.follow.bind(this));
    // The browser may be ahead: then its own choice stands, and the server will follow.
    const own = this.reporter.behind;
    const before = this.state.selection;
    const view = own || data.view === null ? this.state.view : { ...data.view, ...drawnStart(this.model, data.view) };
    this.state.shown = {
      selection: fitted(this.model, own ? this.state.selection : data.selection),
      view: fittedView(this.model, view),
    };
    this.refresh();
    if (!own) this.reveal(before);
  }

  /**
   * A cell chosen elsewhere on the page is brought into the window.
   * @param {Selection} before
   */
  reveal(before) {
    const { query, key } = this.state.selection;
    const moved = query !== before.query || key !== before.key;
    if (this.state.view.window && moved && before.query !== null) this.actions.chooseCell({ query, key });
  }

  /** Say how far things are, and what is shown. */
  announce() {
    if (!this.model || this.next || this.resting) return;
    const panel = this.panels[this.state.view.panel].state;
    announce(this.root, together([panel, this.reporter.behind ? "preview" : "ready"]), this.model.digest);
    this.root.dataset.reading = this.model.reading;
  }

  destroy() {
    for (const end of this.ends) end();
    this.rest?.cancel();
    this.reporter.stop();
    for (const part of [this.mosaic, this.overview, ...Object.values(this.panels), this.readout]) part.destroy();
    this.root.remove();
  }

  /**
   * Draw what has changed, and tell the server.
   * @param {Shown} after
   * @param {Shown} before
   */
  follow(after, before) {
    this.rest?.now();
    const { selection, view } = after;
    const rearranged = view.sort !== before.view.sort || view.scale !== before.view.scale;
    if (rearranged) this.mosaic.update(this.model, after);
    else this.mosaic.show(after);
    if (view.panel === before.view.panel) this.panels[view.panel].show(after, before);
    else this.showPanel();
    this.overview.show(this.model, after);
    this.readout.show(this.model, after);
    if (this.model.view !== null) this.reporter.report({ ...selection, ...changed(view) });
    else if (selection !== before.selection) this.reporter.report(selection);
    this.announce();
  }

  /** Draw everything anew: all heads first, and once they are on the screen what takes longer. */
  refresh() {
    this.mosaic.update(this.model, this.state.shown);
    this.rest?.cancel();
    this.resting = true;
    announce(this.root, "preview");
    this.rest = afterPaint(() => {
      this.resting = false;
      this.showPanel();
      this.overview.show(this.model, this.state.shown);
      this.readout.show(this.model, this.state.shown);
      this.announce();
    });
  }

  /** Show the chosen panel alone. */
  showPanel() {
    const { words } = this.model;
    const { panel } = this.state.view;
    this.switch.show(words.panel, PANELS.map((value) => ({ value, label: words[value] })), panel);
    for (const name of PANELS) this.panels[name].root.hidden = name !== panel;
    this.panels[panel].update(this.model, this.state.shown);
  }

  receiveMetrics() {
    if (this.next) return this.take();
    if (!this.model?.measuring) return;
    Object.assign(this.model, measured(this.model));
    if (this.model.measuring) return; // another reading's
    const { selection, view } = this.state.shown;
    this.state.shown = { selection, view: fittedView(this.model, view) };
    this.mosaic.update(this.model, this.state.shown);
  }
}
