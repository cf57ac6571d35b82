/** The mosaic: every head as a small picture on one canvas, layers down, heads across, or ranked by a metric. */

import { contextOf, element } from "../lib/dom.js";
import { fullName } from "../lib/heads.js";
import { say } from "../lib/words.js";
import { AriaGrid } from "./aria_grid.js";
import { strikingSaid } from "./badges.js";
import { compared } from "./compare.js";
import { tilesOf } from "./model.js";
import { MosaicCells } from "./mosaic_cells.js";
import { MosaicControls } from "./mosaic_controls.js";
import { compose, paintBadges, ring } from "./mosaic_picture.js";
import { Tooltip } from "./tooltip.js";

/** @typedef {import("./types.js").Model} Model */
/** @typedef {import("./types.js").Shown} Shown */
/** @typedef {import("./types.js").View} View */
/** @typedef {import("./mosaic_picture.js").Scene} Scene */
/** @typedef {import("./mosaic_layout.js").Box} Box */

/**
 * @typedef {object} MosaicActions
 * @property {(site: string, head: number, time: number) => void} choose
 * @property {(site: string, head: number, time: number) => void} join Look at a head beside the chosen one.
 * @property {() => void} confirm
 * @property {(change: Partial<View>) => void} see
 */

export class Mosaic {
  /** @param {MosaicActions} actions */
  constructor(actions) {
    /** @type {Model} */ this.model;
    /** @type {Shown} */ this.shown;
    /** @type {Scene} */ this.scene;
    /** @type {string} */ this.look;
    /** @type {number} */ this.composedFor;
    /** @type {boolean | undefined} */ this.unmarked;
    this.actions = actions;
    this.canvas = element("canvas", { class: "hl-mosaic", role: "grid", tabindex: "0" });
    this.tip = new Tooltip();
    this.note = element("p", { class: "hl-note" });
    this.sorting = new MosaicControls(actions.see);
    this.frame = element("div", { class: "hl-mosaic-frame" }, [this.canvas, this.tip.root]);
    this.root = element("div", {}, [this.sorting.root, this.frame, this.sorting.below, this.note]);
    this.cells = new AriaGrid(this.canvas);
    this.picture = document.createElement("canvas"); // all tiles, without rings
    /** @type {Box | undefined} */
    this.hovered = undefined;
    this.pointer = new MosaicCells(this);
    this.observer = new ResizeObserver(() => this.resize());
    this.observer.observe(this.frame);
  }

  /**
   * New weights, colours, words, order or scale.
   * @param {Model} model
   * @param {Shown} shown
   */
  update(model, shown) {
    this.model = model;
    this.shown = shown;
    const { digest, codes, tiles, theme, words, colours, metrics } = model;
    const { sort, scale } = shown.view;
    const ranks = sort === "layer" ? null : metrics;
    const look = JSON.stringify([digest, codes !== null, tiles, theme, words, colours, ranks, sort, scale]);
    if (look !== this.look) this.compose();
    else if (this.unmarked && !model.measuring) this.mark();
    this.look = look;
    this.show(shown);
  }

  /**
   * The chosen head has changed, or those beside it.
   * @param {Shown} shown
   */
  show(shown) {
    this.shown = shown;
    this.draw();
    const { model } = this;
    const { site, head } = shown.selection;
    const tiles = tilesOf(model, site);
    this.canvas.setAttribute("aria-label", say(model.words.mosaic_label, { head: fullName(model.tiles, tiles, head) }));
    const { row, column } = this.chosenCell();
    this.cells.choose(row, column);
    this.sorting.show(model, shown, this.scene?.layout.boxes ?? []);
  }

  destroy() {
    this.observer.disconnect();
    this.root.remove();
  }

  resize() {
    const width = this.frame.clientWidth;
    if (!this.model || width === this.composedFor) return;
    this.compose();
    this.show(this.shown);
  }

  /** Lay out for the width there is, and draw every tile into the picture. */
  compose() {
    this.composedFor = this.frame.clientWidth;
    if (!this.model || !this.composedFor) return;
    const space = { width: this.composedFor, style: getComputedStyle(this.root) };
    this.scene = compose(this.picture, this.model, this.shown.view, space);
    this.unmarked = this.model.measuring;
    const { layout, grid } = this.scene;
    this.canvas.width = this.picture.width;
    this.canvas.height = this.picture.height;
    this.canvas.style.width = `${layout.width}px`;
    this.canvas.style.height = `${layout.height}px`;
    this.describe(grid);
    this.paintNote();
  }

  /** The metrics have come after the tiles, which stay as they are. */
  mark() {
    this.unmarked = false;
    this.scene.model = this.model;
    paintBadges(contextOf(this.picture), this.scene);
    this.describe(this.scene.grid);
  }

  /** @param {import("./mosaic_order.js").Row[]} grid */
  describe(grid) {
    this.cells.describe(grid.map(({ cells }) => cells.map((cell) => this.said(cell).filter(Boolean).join(", "))));
  }

  /** Say by which rules the tiles were drawn. */
  paintNote() {
    const { model, layout, ratio } = this.scene;
    const { words, pool, pooling } = model;
    const merged = layout.boxes.some((box) => model.tiles[box.row].columns > box.width * ratio);
    const rule = [pool > 1 ? say(words[`pooled_${pooling}`], { pool }) : "", merged ? words.merged : ""];
    const scale = this.shown.view.scale === "head" ? words.scale_own : words.scale;
    this.note.textContent = [scale, ...rule].filter(Boolean).join(" · ");
  }

  /** The picture, rings around the chosen head and those beside it, the outline of the hovered one. */
  draw() {
    if (!this.scene) return;
    const { ratio, colour } = this.scene;
    const context = contextOf(this.canvas);
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    context.drawImage(this.picture, 0, 0);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    if (this.hovered) ring(context, this.hovered, colour("muted"), 1);
    for (const one of compared(this.model, this.shown)) {
      const box = this.boxOf(one);
      if (box && one.kept && !one.chosen) ring(context, box, one.colour, 2.5);
      if (box && one.chosen) ring(context, box, colour("selected"), 2.5);
    }
  }

  /** @param {{site: string, head: number}} where */
  boxOf({ site, head }) {
    return this.scene?.layout.boxes.find((box) => box.head === head && this.model.tiles[box.row].site === site);
  }

  /** Row and column of the chosen head in the order on show. */
  chosenCell() {
    const own = this.boxOf(this.shown.selection);
    const isOwn = (/** @type {import("./mosaic_order.js").Cell} */ cell) => cell.place === own?.place;
    const row = this.scene?.grid.findIndex(({ cells }) => cells.some(isOwn)) ?? -1;
    const column = row < 0 ? -1 : this.scene.grid[row].cells.findIndex(isOwn);
    return { row, column };
  }

  /** @param {Box | undefined} box */
  hover(box) {
    if (box === this.hovered) return;
    this.hovered = box;
    this.canvas.style.cursor = box ? "pointer" : "";
    if (box) this.tip.show(this.said(box), box.x + box.width / 2, box.y);
    else this.tip.hide();
    this.draw();
  }

  /**
   * A head's name, and what is striking about it.
   * @param {import("./mosaic_order.js").Cell} cell
   */
  said({ row, head, place }) {
    const { model } = this;
    return [fullName(model.tiles, model.tiles[row], head), strikingSaid(model, this.shown.view.sort, place)];
  }
}
