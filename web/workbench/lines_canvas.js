/** The canvas of the lines: its tokens in two columns, and what pointer and keys mean there. */

import { contextOf, element, themed } from "../lib/dom.js";
import { AriaGrid } from "./aria_grid.js";
import { widestOf, writeLabels } from "./lines_drawing.js";
import { columnsFor, heightOf, placeAt, walk } from "./lines_layout.js";
import { CanvasPen } from "./pens.js";

/** @typedef {import("./lines_layout.js").Columns} Columns */
/** @typedef {import("./types.js").Place} Place */
/** @typedef {import("./types.js").Window} Window */

/**
 * @typedef {object} CanvasActions
 * @property {() => Place | null} focus The token whose lines alone are drawn.
 * @property {(place: Place | null, time: number) => void} hover
 * @property {(place: Place | null, time: number) => void} pin
 * @property {(place: Place) => string} say What there is to read out of a token.
 * @property {() => void} resize
 *
 * @typedef {object} Tokens
 * @property {{query: string[], key: string[]}} labels
 * @property {Window} window
 * @property {Record<string, string>} words
 */

const EDGE = 40; // px at both ends of the frame where a token would be hard to see

export class LinesCanvas {
  /** @param {CanvasActions} actions */
  constructor(actions) {
    /** @type {Columns | undefined} where the tokens are, once there is room for them */
    this.columns;
    /** @type {CSSStyleDeclaration} */ this.style;
    this.ratio = 1;
    this.width = 0;
    this.actions = actions;
    this.canvas = element("canvas", { class: "hl-columns", role: "grid", tabindex: "0" });
    this.root = element("div", { class: "hl-scroll" }, [this.canvas]);
    this.sheet = element("canvas"); // the tokens alone
    this.cells = new AriaGrid(this.canvas);
    this.observer = new ResizeObserver(() => this.root.clientWidth !== this.width && actions.resize());
    this.observer.observe(this.root);
    this.listen();
  }

  listen() {
    const { canvas, actions } = this;
    canvas.onpointermove = (event) => {
      if (event.pointerType !== "touch") actions.hover(this.placeUnder(event), event.timeStamp);
    };
    canvas.onpointerleave = (event) => actions.hover(null, event.timeStamp);
    canvas.onclick = (event) => {
      const place = this.placeUnder(event);
      if (place) actions.pin(place, event.timeStamp);
    };
    canvas.onkeydown = (event) => this.press(event);
    canvas.onblur = () => actions.hover(null, performance.now());
  }

  destroy() {
    this.observer.disconnect();
  }

  /**
   * Lay out for the width and the tokens there are.
   * @param {Tokens} tokens
   */
  compose({ labels, window: { row, column, rows, columns }, words }) {
    this.width = this.root.clientWidth;
    if (!this.width) return;
    this.style = getComputedStyle(this.root);
    const space = { width: this.width, height: parseFloat(this.style.maxHeight) };
    const counts = { query: rows, key: columns };
    const first = { query: row, key: column };
    const place = columnsFor({ counts, first }, widestOf(labels, this.style.fontFamily), space);
    this.columns = place;
    this.ratio = window.devicePixelRatio || 1;
    for (const canvas of [this.canvas, this.sheet]) {
      canvas.width = Math.round(place.width * this.ratio);
      canvas.height = Math.round(place.height * this.ratio);
    }
    this.canvas.style.height = `${place.height}px`;
    writeLabels(this.sheetOn(this.sheet, place), labels, words);
    const most = Math.max(rows, columns);
    this.cells.describe(Array.from({ length: most }, (_, i) => [labels.query[i] ?? "", labels.key[i] ?? ""]));
  }

  /**
   * The tokens, and what is painted over them.
   * @param {(sheet: import("./lines_drawing.js").Sheet) => void} paint
   */
  draw(paint) {
    if (!this.columns) return;
    const sheet = this.sheetOn(this.canvas, this.columns);
    const { width, height } = this.columns;
    sheet.pen.context.clearRect(0, 0, width, height);
    sheet.pen.context.drawImage(this.sheet, 0, 0, width, height);
    paint(sheet);
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || !this.columns) return;
    const { actions } = this;
    const active = actions.focus();
    const to = walk(this.columns, event.key, active);
    if (to) this.goTo(this.columns, to, event.timeStamp);
    else if (event.key === "Enter" || event.key === " ") {
      if (active) actions.pin(active, event.timeStamp);
    } else if (event.key === "Escape") {
      actions.hover(null, event.timeStamp);
      actions.pin(null, event.timeStamp);
    } else return;
    event.preventDefault(); // or the page scrolls
  }

  /**
   * By keyboard: scrolled to, and read out.
   * @param {Columns} columns
   * @param {Place} place
   * @param {number} time
   */
  goTo(columns, place, time) {
    this.actions.hover(place, time);
    const row = place.index - columns.first[place.side];
    this.cells.choose(row, place.side === "query" ? 0 : 1, this.actions.say(place));
    const y = heightOf(columns, place);
    const { scrollTop, clientHeight } = this.root;
    if (y < scrollTop + EDGE || y > scrollTop + clientHeight - EDGE) this.root.scrollTop = y - clientHeight / 2;
  }

  /** @param {MouseEvent} event */
  placeUnder(event) {
    return this.columns ? placeAt(this.columns, event.offsetX, event.offsetY) : null;
  }

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {Columns} columns
   */
  sheetOn(canvas, columns) {
    const context = contextOf(canvas);
    context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    return { pen: new CanvasPen(context), columns, family: this.style.fontFamily, colour: themed(this.style) };
  }
}
