/** A long text's map in small, and on it the window that the panels show: it can be dragged, clicked and steered by keys. */

import { contextOf, element, themed } from "../lib/dom.js";
import { say } from "../lib/words.js";
import { codePalette } from "./colours.js";
import { isExact, tilesOf } from "./model.js";
import { tileImage } from "./tile_image.js";
import { drawnWindow, isLong, overviewSaid, sameWindow, windowAt, windowOf, windowSaid } from "./window.js";

/** @typedef {import("./types.js").Model} Model */
/** @typedef {import("./types.js").Shown} Shown */
/** @typedef {import("./types.js").Tiles} Tiles */
/** @typedef {import("./types.js").Window} Window */

const LONGER = 144; // CSS pixels of the longer side
const SHORTER = 24; // and at least of the other

export class Overview {
  /** @param {(start: [number, number]) => void} move */
  constructor(move) {
    /** @type {Model} */ this.model;
    /** @type {Shown} */ this.shown;
    /** @type {Tiles} */ this.tiles;
    /** @type {Window} */ this.window;
    /** @type {number[]} */ this.size;
    /** @type {string} */ this.look;
    /** @type {number[] | null} */ this.held;
    this.move = move;
    this.canvas = element("canvas", { class: "hl-overview-map", role: "application", tabindex: "0" });
    this.said = element("p", { class: "hl-note hl-window" });
    this.rule = element("p", { class: "hl-note" });
    this.hint = element("p", { class: "hl-note" });
    this.state = element("p", { class: "hl-note hl-loading", role: "status" });
    const texts = element("div", {}, [this.said, this.rule, this.hint, this.state]);
    this.root = element("div", { class: "hl-overview" }, [this.canvas, texts]);
    this.picture = document.createElement("canvas"); // the map without the window
    this.listen();
  }

  listen() {
    const { canvas } = this;
    canvas.onpointerdown = (event) => this.grab(event);
    canvas.onpointermove = (event) => this.drag(event);
    canvas.onpointerup = canvas.onpointercancel = () => (this.held = null);
    canvas.onkeydown = (event) => this.press(event);
  }

  /**
   * New weights, colours or words, another head or window.
   * @param {Model} model
   * @param {Shown} shown
   */
  show(model, shown) {
    this.model = model;
    this.shown = shown;
    this.tiles = tilesOf(model, shown.selection.site);
    this.root.hidden = !isLong(model, this.tiles) || model.view === null;
    if (this.root.hidden) return;
    this.window = windowOf(model, shown);
    const { words, pool } = model;
    const kind = pool > 1 ? model.pooling : "whole";
    this.said.textContent = windowSaid(model, this.tiles, this.window);
    this.rule.textContent = say(words[`overview_${kind}`], { pool });
    this.hint.textContent = words.window_hint;
    this.state.textContent = this.loaded() ? "" : pool > 1 ? words.window_loading : words.window_preview;
    this.canvas.setAttribute("aria-label", overviewSaid(model, shown));
    this.paint();
  }

  /** Whether the exact weights of the window are here. */
  loaded() {
    return isExact(this.model, this.shown.selection) && sameWindow(drawnWindow(this.model), this.window);
  }

  paint() {
    const ratio = window.devicePixelRatio || 1;
    const { n_query, n_key } = this.tiles;
    const most = Math.max(n_query, n_key);
    this.size = [n_key, n_query].map((n) => Math.max(SHORTER, Math.round((LONGER * n) / most)));
    const [width, height] = this.size.map((side) => Math.round(side * ratio));
    const { site, head } = this.shown.selection;
    const look = JSON.stringify([this.model.digest, this.model.codes !== null, site, head, width, this.model.theme]);
    if (look !== this.look) this.compose(width, height);
    this.look = look;
    Object.assign(this.canvas, { width, height });
    [this.canvas.style.width, this.canvas.style.height] = this.size.map((side) => `${side}px`);
    const context = contextOf(this.canvas);
    context.drawImage(this.picture, 0, 0);
    context.scale(ratio, ratio);
    this.outline(context);
  }

  /**
   * @param {number} width
   * @param {number} height
   */
  compose(width, height) {
    Object.assign(this.picture, { width, height });
    if (!this.model.codes) return;
    const pixels = codePalette(this.model.colours, this.colour("masked"));
    const image = tileImage(this.model, this.tiles, this.shown.selection.head, { width, height }, pixels);
    contextOf(this.picture).putImageData(image, 0, 0);
  }

  /**
   * The window, and the chosen cell.
   * @param {CanvasRenderingContext2D} context
   */
  outline(context) {
    const { row, column, rows, columns } = this.window;
    const [x, y] = this.scale();
    const box = [column * x, row * y, columns * x, rows * y];
    for (const [colour, line] of [["paper", 4], ["selected", 2]]) {
      context.strokeStyle = this.colour(String(colour));
      context.lineWidth = Number(line);
      context.strokeRect(box[0] + 1, box[1] + 1, box[2] - 2, box[3] - 2);
    }
    const { query, key } = this.shown.selection;
    if (query === null || key === null) return;
    context.fillStyle = this.colour("selected");
    context.beginPath();
    context.arc((key + 0.5) * x, (query + 0.5) * y, 2.5, 0, 2 * Math.PI);
    context.fill();
  }

  /** CSS pixels of a key and of a query. */
  scale() {
    return [this.size[0] / this.tiles.n_key, this.size[1] / this.tiles.n_query];
  }

  /** @param {string} name */
  colour(name) {
    return themed(getComputedStyle(this.root))(name);
  }

  /**
   * Hold the window where it was touched; a touch beside it brings it there.
   * @param {PointerEvent} event
   */
  grab(event) {
    const [key, query] = this.placeUnder(event);
    const { row, column, rows, columns } = this.window;
    const inside = query >= row && query < row + rows && key >= column && key < column + columns;
    this.held = inside ? [query - row, key - column] : [rows / 2, columns / 2];
    this.canvas.setPointerCapture(event.pointerId);
    this.drag(event);
  }

  /** @param {PointerEvent} event */
  drag(event) {
    if (!this.held) return;
    const [key, query] = this.placeUnder(event);
    this.go([query - this.held[0], key - this.held[1]]);
  }

  /** @param {PointerEvent} event */
  placeUnder({ offsetX, offsetY }) {
    const [x, y] = this.scale();
    return [offsetX / x, offsetY / y];
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { row, column, rows, columns } = this.window;
    const part = event.shiftKey ? 1 : 1 / 4;
    /** @type {Record<string, [number, number]>} */
    const moves = {
      ...{ ArrowUp: [row - part * rows, column], ArrowDown: [row + part * rows, column] },
      ...{ ArrowLeft: [row, column - part * columns], ArrowRight: [row, column + part * columns] },
      ...{ Home: [0, 0], End: [this.tiles.n_query, this.tiles.n_key] },
    };
    if (!Object.hasOwn(moves, event.key)) return;
    event.preventDefault(); // or the page scrolls
    this.go(moves[event.key]);
  }

  /** @param {[number, number]} start first query and first key */
  go(start) {
    const to = windowAt(this.model, this.tiles, start);
    if (!sameWindow(to, this.window)) this.move([to.row, to.column]);
  }

  destroy() {
    this.root.remove();
  }
}
