/** Lines between two columns of tokens: queries at the left, keys at the right, one head or several. */

import { Cells } from "./cells.js";
import { columnsFor, heightOf, placeAt, walk } from "./columns.js";
import { compared, headWeights } from "./compare.js";
import { element } from "./dom.js";
import { Legend } from "./legend.js";
import { linesPicture } from "./lines_picture.js";
import { say, tilesOf } from "./model.js";
import { labelsOf, pinnedPlace, placeWithin, samePlace, tell } from "./place.js";
import { Saving } from "./saving.js";
import { countLines, linesOf, paintLines, sheetOf, widestOf, writeLabels } from "./strokes.js";
import { Threshold } from "./threshold.js";
import { measureToPaint } from "./timing.js";
import { sameWindow, windowOf, windowSaid } from "./window.js";

/** @typedef {import("./types.js").Model} Model */
/** @typedef {import("./types.js").Place} Place */
/** @typedef {import("./types.js").Shown} Shown */
/** @typedef {import("./types.js").View} View */

/** @typedef {object} PanelActions
 * @property {(change: Partial<View>) => void} see
 * @property {(place: Place | null, time: number) => void} pin Stay with a token, or with none.
 */

export class Lines {
  /** @param {PanelActions} actions */
  constructor(actions) {
    this.actions = actions;
    this.legend = new Legend(actions.see);
    this.threshold = new Threshold((threshold) => actions.see({ threshold }));
    this.count = element("span", { class: "hl-note hl-count" });
    this.canvas = element("canvas", { class: "hl-columns", role: "grid", tabindex: "0" });
    this.frame = element("div", { class: "hl-scroll" }, [this.canvas]);
    this.told = element("p", { class: "hl-told" });
    this.note = element("p", { class: "hl-note" });
    this.saving = new Saving(() => linesPicture(this));
    const controls = element("div", { class: "hl-controls" }, [this.threshold.root, this.count]);
    const below = [this.told, this.note, this.saving.root];
    this.root = element("div", { class: "hl-lines" }, [this.legend.root, controls, this.frame, ...below]);
    this.cells = new Cells(this.canvas);
    this.sheet = document.createElement("canvas"); // the tokens alone
    /** @type {Place | null} */
    this.hovered = null;
    this.listen();
  }

  listen() {
    const { canvas } = this;
    canvas.onpointermove = (event) => {
      if (event.pointerType !== "touch") this.hover(this.placeUnder(event), event.timeStamp);
    };
    canvas.onpointerleave = (event) => this.hover(null, event.timeStamp);
    canvas.onclick = (event) => this.pin(this.placeUnder(event), event.timeStamp);
    canvas.onkeydown = (event) => this.press(event);
    canvas.onblur = () => this.hover(null, performance.now());
    this.observer = new ResizeObserver(() => this.frame.clientWidth !== this.composedFor && this.compose());
    this.observer.observe(this.frame);
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

  destroy() {
    this.observer.disconnect();
    this.root.remove();
  }

  /** Lay out for the width and the tokens there are. */
  compose() {
    this.composedFor = this.frame.clientWidth;
    if (!this.model || !this.composedFor) return;
    const { model } = this;
    const tiles = tilesOf(model, this.shown.selection.site);
    this.style = getComputedStyle(this.root);
    this.window = windowOf(model, this.shown);
    const labels = (/** @type {"query" | "key"} */ side) => labelsOf(model, tiles, side, this.window);
    this.labels = { query: labels("query"), key: labels("key") };
    const space = { width: this.composedFor, height: parseFloat(getComputedStyle(this.frame).maxHeight) };
    const counts = { query: this.window.rows, key: this.window.columns };
    const first = { query: this.window.row, key: this.window.column };
    this.columns = columnsFor({ counts, first }, widestOf(this.labels, this.style.fontFamily), space);
    this.ratio = window.devicePixelRatio || 1;
    for (const canvas of [this.canvas, this.sheet]) {
      canvas.width = Math.round(this.columns.width * this.ratio);
      canvas.height = Math.round(this.columns.height * this.ratio);
    }
    this.canvas.style.height = `${this.columns.height}px`;
    writeLabels(this.pen(this.sheet), this.labels, model.words);
    const rows = Array.from({ length: Math.max(counts.query, counts.key) }, (_, i) => i);
    this.cells.describe(rows.map((i) => [this.labels.query[i] ?? "", this.labels.key[i] ?? ""]));
    this.refresh();
  }

  /** The same tokens, other lines. */
  refresh() {
    const { model, shown } = this;
    if (!this.columns) return;
    this.heads = compared(model, shown).filter((one) => one.drawn);
    this.drawn = this.heads
      .map((head) => ({ head, weights: headWeights(model, head, this.window) }))
      .filter(({ weights }) => weights !== null);
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
    const { query, key } = this.columns.counts;
    this.canvas.setAttribute("aria-label", say(words.lines_label, { heads, queries: query, keys: key }));
  }

  /** Tokens, and the lines of all of them or of the one in focus. */
  draw() {
    if (!this.columns || !this.drawn) return;
    const pen = this.pen(this.canvas);
    const { context } = pen;
    const { width, height } = this.columns;
    context.clearRect(0, 0, width, height);
    context.drawImage(this.sheet, 0, 0, width, height);
    const place = this.focus();
    paintLines(pen, this.model, this.drawn, this.linesAround(place), place);
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
    if (samePlace(place, this.hovered) || !this.drawn) return;
    this.hovered = place;
    this.canvas.style.cursor = place ? "pointer" : "";
    this.draw();
    measureToPaint("headlight:hover", time);
  }

  /**
   * @param {Place | null} place
   * @param {number} time
   */
  pin(place, time) {
    if (place) this.actions.pin(place, time);
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || !this.drawn) return;
    const active = this.focus();
    const to = walk(this.columns, event.key, active);
    if (to) this.goTo(to, event.timeStamp);
    else if (event.key === "Enter" || event.key === " ") this.pin(active, event.timeStamp);
    else if (event.key === "Escape") {
      this.hover(null, event.timeStamp);
      this.actions.pin(null, event.timeStamp);
    } else return;
    event.preventDefault(); // or the page scrolls
  }

  /**
   * By keyboard: scrolled to, and read out.
   * @param {Place} place
   * @param {number} time
   */
  goTo(place, time) {
    this.hover(place, time);
    this.cells.choose(place.index - this.columns.first[place.side], place.side === "query" ? 0 : 1, this.said(place).join(" · "));
    const y = heightOf(this.columns, place);
    const { scrollTop, clientHeight } = this.frame;
    if (y < scrollTop + 40 || y > scrollTop + clientHeight - 40) this.frame.scrollTop = y - clientHeight / 2;
  }

  /** @param {MouseEvent} event */
  placeUnder(event) {
    return this.columns ? placeAt(this.columns, event.offsetX, event.offsetY) : null;
  }

  /** @param {HTMLCanvasElement} canvas */
  pen(canvas) {
    const context = canvas.getContext("2d");
    context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    return sheetOf(context, this.columns, this.style);
  }
}
