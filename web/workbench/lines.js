/** Lines between two columns of tokens: queries at the left, keys at the right, one head or several. */

import { element } from "../lib/dom.js";
import { measureToPaint } from "../lib/timing.js";
import { say } from "../lib/words.js";
import { compared } from "./compare.js";
import { headWeights, stateOf } from "./head_weights.js";
import { Legend } from "./legend.js";
import { LinesCanvas } from "./lines_canvas.js";
import { countLines, linesOf, paintLines } from "./lines_drawing.js";
import { linesPicture } from "./lines_picture.js";
import { tilesOf } from "./model.js";
import { labelsOf, pinnedPlace, placeWithin, samePlace, tell } from "./place.js";
import { SaveButtons } from "./save_buttons.js";
import { Threshold } from "./threshold.js";
import { sameWindow, windowOf, windowSaid } from "./window.js";

/** @typedef {import("./compare.js").Compared} Compared */
/** @typedef {import("./lines_drawing.js").Drawn} Drawn */
/** @typedef {import("./lines_drawing.js").Line} Line */
/** @typedef {import("./types.js").Model} Model */
/** @typedef {import("./types.js").Place} Place */
/** @typedef {import("./types.js").Shown} Shown */
/** @typedef {import("./types.js").View} View */
/** @typedef {import("./types.js").Window} Window */

/** @typedef {object} PanelActions
 * @property {(change: Partial<View>) => void} see
 * @property {(place: Place | null, time: number) => void} pin Stay with a token, or with none.
 */

export class Lines {
  /** @param {PanelActions} actions */
  constructor(actions) {
    /** @type {Model} */ this.model;
    /** @type {Shown} */ this.shown;
    /** @type {Window} */ this.window;
    /** @type {{query: string[], key: string[]}} */ this.labels;
    /** @type {Compared[]} */
    this.heads = [];
    /** @type {Drawn[]} */
    this.drawn = [];
    /** @type {Line[][]} of each head */
    this.lines = [];
    this.all = 0; // lines there would be without a threshold
    /** @type {Place | null} */
    this.hovered = null;
    this.legend = new Legend(actions.see);
    this.threshold = new Threshold((threshold) => actions.see({ threshold }));
    this.count = element("span", { class: "hl-note hl-count" });
    this.canvas = new LinesCanvas({
      focus: () => this.focus(),
      hover: (place, time) => this.hover(place, time),
      pin: actions.pin,
      say: (place) => this.said(place).join(" · "),
      resize: () => this.compose(),
    });
    this.told = element("p", { class: "hl-told", role: "note" });
    this.note = element("p", { class: "hl-note" });
    this.saving = new SaveButtons(() => linesPicture(this));
    const controls = element("div", { class: "hl-controls" }, [this.threshold.root, this.count]);
    const below = [this.told, this.note, this.saving.root];
    this.root = element("div", { class: "hl-lines" }, [this.legend.root, controls, this.canvas.root, ...below]);
  }

  /**
   * New weights, tokens, colours or words.
   * @param {Model} model
   * @param {Shown} shown
   */
  update(model, shown) {
    this.model = model;
    this.shown = shown;
    this.hovered = placeWithin(windowOf(model, shown), this.hovered);
    this.compose();
  }

  /**
   * Another head, token or threshold.
   * @param {Shown} shown
   * @param {Shown} before
   */
  show(shown, before) {
    this.shown = shown;
    const { heads, threshold } = shown.view;
    const same = heads === before.view.heads && threshold === before.view.threshold;
    const { site, head } = shown.selection;
    const moved = !sameWindow(windowOf(this.model, shown), windowOf(this.model, before));
    if (moved) this.update(this.model, shown);
    else if (same && site === before.selection.site && head === before.selection.head) this.draw();
    else if (site === before.selection.site) this.refresh();
    else this.update(this.model, shown);
  }

  /** @returns {import("../lib/announce.js").State} */
  get state() {
    return stateOf(this.model, this.drawn.find(({ head }) => head.chosen)?.weights ?? null);
  }

  destroy() {
    this.canvas.destroy();
    this.root.remove();
  }

  /** Lay out for the width and the tokens there are. */
  compose() {
    const { model, shown } = this;
    if (!model) return;
    this.window = windowOf(model, shown);
    const tiles = tilesOf(model, shown.selection.site);
    const labels = (/** @type {"query" | "key"} */ side) => labelsOf(model, tiles, side, this.window);
    this.labels = { query: labels("query"), key: labels("key") };
    this.canvas.compose({ labels: this.labels, window: this.window, words: model.words });
    this.refresh();
  }

  /** The same tokens, other lines. */
  refresh() {
    const { model, shown } = this;
    if (!this.canvas.columns) return;
    this.heads = compared(model, shown).filter((one) => one.drawn);
    this.drawn = this.heads.flatMap((head) => {
      const weights = headWeights(model, head, this.window);
      return weights ? [{ head, weights }] : [];
    });
    this.lines = this.drawn.map(({ weights }) => linesOf(weights, shown.view.threshold, null));
    this.legend.show(model, shown);
    this.threshold.show(model.words.threshold, shown.view.threshold);
    this.explain();
    this.saving.show(model.words, this.drawn.length ? "" : model.words.waiting);
    this.draw();
  }

  /** What is drawn, in words. */
  explain() {
    const { words, pool, pooling } = this.model;
    this.all = this.drawn.reduce((sum, { weights }) => sum + countLines(weights), 0);
    const counts = { drawn: this.lines.flat().length, all: this.all };
    this.count.textContent = this.drawn.length ? say(words.drawn, counts) : words.waiting;
    const pooled = pool > 1 ? say(words[`pooled_here_${pooling}`], { pool }) : "";
    const part = windowSaid(this.model, tilesOf(this.model, this.shown.selection.site), this.window);
    this.note.textContent = [words.line_scale, part, pooled].filter(Boolean).join(" · ");
    const heads = this.heads.map(({ name }) => name).join(", ");
    const label = say(words.lines_label, { heads, queries: this.window.rows, keys: this.window.columns });
    this.canvas.canvas.setAttribute("aria-label", label);
  }

  /** Tokens, and the lines of all of them or of the one in focus. */
  draw() {
    if (!this.canvas.columns) return;
    const place = this.focus();
    this.canvas.draw((sheet) => paintLines(sheet, this.model, this.drawn, this.linesAround(place), place));
    this.told.textContent = place ? this.said(place).join("\n") : this.model.words.hint;
  }

  /**
   * Each head's lines: a token's, or all of them.
   * @param {Place | null} place
   */
  linesAround(place) {
    const { threshold } = this.shown.view;
    return place ? this.drawn.map(({ weights }) => linesOf(weights, threshold, place)) : this.lines;
  }

  /** The token whose lines alone are drawn. */
  focus() {
    return this.hovered ?? placeWithin(this.window, pinnedPlace(this.shown));
  }

  /**
   * A line for each head.
   * @param {Place} place
   */
  said(place) {
    const several = this.drawn.length > 1;
    return this.drawn.map(({ head, weights }) => {
      const sentence = tell(this.model, head.tiles, place, weights);
      return several ? `${head.name}: ${sentence}` : sentence;
    });
  }

  /**
   * @param {Place | null} place
   * @param {number} time
   */
  hover(place, time) {
    if (samePlace(place, this.hovered) || !this.canvas.columns) return;
    this.hovered = place;
    this.canvas.canvas.style.cursor = place ? "pointer" : "";
    this.draw();
    measureToPaint("headlight:hover", time);
  }
}
