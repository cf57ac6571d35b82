/** One workbench on the page: its parts, and the selection they share. */

import { Segments } from "./choices.js";
import { MOST, compared, shareAxes } from "./compare.js";
import { element } from "./dom.js";
import { Heatmap } from "./heatmap.js";
import { loadPlotly } from "./library.js";
import { Lines } from "./lines.js";
import { Mosaic } from "./mosaic.js";
import { fitted, measured, readModel, tilesOf } from "./model.js";
import { Overview } from "./overview.js";
import { pinnedPlace, samePlace } from "./place.js";
import { Readout } from "./readout.js";
import { Reporter } from "./reporter.js";
import { State } from "./state.js";
import { Text } from "./text.js";
import { afterPaint, measureToPaint } from "./timing.js";
import { FIRST, PANELS, changed, fittedView } from "./view.js";
import { codes, metrics } from "./weights.js";
import { drawnStart, startShowing } from "./window.js";

/** @typedef {import("./types.js").Component} Component */
/** @typedef {import("./types.js").Place} Place */
/** @typedef {import("./types.js").Selection} Selection */
/** @typedef {import("./types.js").Shown} Shown */
/** @typedef {import("./types.js").View} View */

export class Bench {
  /**
   * @param {HTMLElement} parent
   * @param {string} plotly address of the library
   */
  constructor(parent, plotly) {
    this.generation = 0;
    const confirm = () => this.reporter.flush();
    const see = (/** @type {Partial<View>} */ view) => this.state.change({ view });
    this.mosaic = new Mosaic({
      choose: (site, head, time) => this.chooseHead(site, head, {}, time),
      join: (site, head, time) => this.join(site, head, time),
      ...{ confirm, see },
    });
    const pin = (/** @type {Place | null} */ place, /** @type {number} */ time) => this.pin(place, time);
    this.panels = {
      heatmap: new Heatmap(loadPlotly(plotly), (cell) => this.chooseCell(cell), confirm),
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
  }

  /** Show what Python last sent, unless it cannot be drawn yet: until it can, what there is stays and can be used. */
  take() {
    const data = this.next;
    if (!data || this.lacks(data)) return;
    this.next = null;
    this.root.inert = false;
    this.model = readModel(data);
    this.theme(data.theme);
    this.title.textContent = data.words.mosaic;
    this.title.hidden = !data.words.mosaic;
    this.reporter.answered(data.turn);
    if (!this.state) this.start({ selection: data.selection, view: { ...FIRST, ...data.view } });
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
   * Whether codes have yet to come or to be inflated, or heads are to be ranked by metrics that have yet to come.
   * @param {any} data a message of `Payload.view_message`
   */
  lacks({ digest, reading, view }) {
    const ranked = [view, this.state?.view].some((one) => (one?.sort ?? "layer") !== "layer");
    return !codes.settled(digest) || (ranked && !metrics.settled(reading));
  }

  /**
   * A cell chosen elsewhere on the page is brought into the window.
   * @param {Selection} before
   */
  reveal(before) {
    const { query, key } = this.state.selection;
    const moved = query !== before.query || key !== before.key;
    if (this.state.view.window && moved && before.query !== null) this.chooseCell({ query, key });
  }

  destroy() {
    for (const end of this.ends) end();
    this.rest?.cancel();
    this.reporter.stop();
    for (const part of [this.mosaic, this.overview, ...Object.values(this.panels), this.readout]) part.destroy();
    this.root.remove();
  }

  /** @param {Shown} shown */
  start(shown) {
    this.state = new State(shown);
    this.state.listeners.add((after, before) => this.follow(after, before));
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
  }

  /** Draw everything anew: all heads first, and once they are on the screen what takes longer. */
  refresh() {
    this.mosaic.update(this.model, this.state.shown);
    this.rest?.cancel();
    this.rest = afterPaint(() => {
      this.showPanel();
      this.overview.show(this.model, this.state.shown);
      this.readout.show(this.model, this.state.shown);
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

  /**
   * @param {string} site
   * @param {number} head
   * @param {Partial<View>} view what else changes
   * @param {number} time of the event behind it
   */
  chooseHead(site, head, view, time) {
    const before = this.state.selection;
    if (site === before.site && head === before.head) return;
    this.state.change({ selection: fitted(this.model, { ...before, site, head }), view });
    measureToPaint("headlight:head-switch", time);
  }

  /**
   * Choose a cell; the window comes along.
   * @param {{query: number | null, key: number | null}} cell
   */
  chooseCell(cell) {
    if (!this.state) return;
    const window = startShowing(this.model, this.state.shown, cell);
    this.state.change({ selection: cell, view: window ? { window } : {} });
  }

  /**
   * Look at a head beside the chosen one, which is kept; or take it out again.
   * @param {string} site
   * @param {number} head
   * @param {number} time
   */
  join(site, head, time) {
    const { selection, view } = this.state;
    const others = view.heads.filter((one) => one[0] !== site || one[1] !== head);
    if (others.length < view.heads.length) return this.state.change({ view: { heads: others, panel: "lines" } });
    this.state.change({ view: { panel: "lines" } });
    const { legend } = this.panels.lines;
    if (!shareAxes(tilesOf(this.model, site), tilesOf(this.model, selection.site)))
      return legend.refuse(this.model, this.state.shown, { site, head });
    const heads = compared(this.model, this.state.shown);
    if (heads.length >= MOST) return legend.full(this.model);
    this.chooseHead(site, head, { heads: heads.map((one) => [one.site, one.head]) }, time);
  }

  /**
   * Stay with a token and choose it as query or key; the same one again, or none, lets go.
   * @param {Place | null} place
   * @param {number} time
   */
  pin(place, time) {
    const letGo = place === null || samePlace(place, pinnedPlace(this.state.shown));
    if (letGo) this.state.change({ view: { pinned: null } });
    else this.state.change({ selection: { [place.side]: place.index }, view: { pinned: place.side } });
    measureToPaint("headlight:pin", time);
  }

  /** @param {Record<string, string>} theme colours by name; the style sheet has the page's own for what is missing */
  theme(theme) {
    for (const [name, colour] of Object.entries(theme)) this.root.style.setProperty(`--hl-${name}`, colour);
  }
}
