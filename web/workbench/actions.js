/** What a visitor's choices do: a head, a cell, a head beside the chosen one, a token to stay with. */

import { measureToPaint } from "../lib/timing.js";
import { MOST, compared, shareAxes } from "./compare.js";
import { fitted, tilesOf } from "./model.js";
import { pinnedPlace, samePlace } from "./place.js";
import { startShowing } from "./window.js";

/** @typedef {import("./types.js").Place} Place */
/** @typedef {import("./types.js").View} View */
/** @typedef {import("./workbench.js").Workbench} Workbench */

export class Actions {
  /** @param {Workbench} bench */
  constructor(bench) {
    this.bench = bench;
  }

  /**
   * @param {string} site
   * @param {number} head
   * @param {Partial<View>} view what else changes
   * @param {number} time of the event behind it
   */
  chooseHead(site, head, view, time) {
    const before = this.bench.state.selection;
    if (site === before.site && head === before.head) return;
    this.bench.state.change({ selection: fitted(this.bench.model, { ...before, site, head }), view });
    measureToPaint("headlight:head-switch", time);
  }

  /**
   * Choose a cell; the window comes along.
   * @param {{query: number | null, key: number | null}} cell
   */
  chooseCell(cell) {
    if (!this.bench.state) return; // nothing has come yet
    const window = startShowing(this.bench.model, this.bench.state.shown, cell);
    this.bench.state.change({ selection: cell, view: window ? { window } : {} });
  }

  /**
   * Look at a head beside the chosen one, which is kept; or take it out again.
   * @param {string} site
   * @param {number} head
   * @param {number} time
   */
  join(site, head, time) {
    const { selection, view } = this.bench.state;
    const others = view.heads.filter((one) => one[0] !== site || one[1] !== head);
    if (others.length < view.heads.length) return this.bench.state.change({ view: { heads: others, panel: "lines" } });
    this.bench.state.change({ view: { panel: "lines" } });
    const { legend } = this.bench.panels.lines;
    if (!shareAxes(tilesOf(this.bench.model, site), tilesOf(this.bench.model, selection.site)))
      return legend.refuse(this.bench.model, this.bench.state.shown, { site, head });
    const heads = compared(this.bench.model, this.bench.state.shown);
    if (heads.length >= MOST) return legend.full(this.bench.model);
    this.chooseHead(site, head, { heads: heads.map((one) => [one.site, one.head]) }, time);
  }

  /**
   * Stay with a token and choose it as query or key; the same one again, or none, lets go.
   * @param {Place | null} place
   * @param {number} time
   */
  pin(place, time) {
    const letGo = place === null || samePlace(place, pinnedPlace(this.bench.state.shown));
    if (letGo) this.bench.state.change({ view: { pinned: null } });
    else this.bench.state.change({ selection: { [place.side]: place.index }, view: { pinned: place.side } });
    measureToPaint("headlight:pin", time);
  }
}
