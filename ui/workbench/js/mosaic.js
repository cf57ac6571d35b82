/** The mosaic: every head as a small picture on one canvas, layers down, heads across. */

import { Cells } from "./cells.js";
import { element } from "./dom.js";
import { step } from "./keys.js";
import { arrange, boxAt } from "./layout.js";
import { fullName, say } from "./model.js";
import { paintLabels, paintTiles } from "./painting.js";

/** @typedef {import("./types.js").Model} Model */
/** @typedef {import("./types.js").Selection} Selection */
/** @typedef {import("./layout.js").Box} Box */

const FONT = 0.75; // rem of labels

export class Mosaic {
  /**
   * @param {(site: string, head: number, time: number) => void} choose
   * @param {() => void} confirm
   */
  constructor(choose, confirm) {
    this.choose = choose;
    this.confirm = confirm;
    this.canvas = element("canvas", { class: "hl-mosaic", role: "grid", tabindex: "0" });
    this.tip = element("div", { class: "hl-tip", "aria-hidden": "true" });
    this.tip.hidden = true;
    this.note = element("p", { class: "hl-note" });
    this.root = element("div", { class: "hl-mosaic-frame" }, [this.canvas, this.tip]);
    this.cells = new Cells(this.canvas);
    this.picture = document.createElement("canvas"); // all tiles, without rings
    /** @type {Box | undefined} */
    this.hovered = undefined;
    this.canvas.onpointermove = (event) => this.hover(this.boxUnder(event));
    this.canvas.onpointerleave = () => this.hover(undefined);
    this.canvas.onclick = (event) => this.pick(this.boxUnder(event), event.timeStamp);
    this.canvas.onkeydown = (event) => this.press(event);
    this.observer = new ResizeObserver(() => this.resize());
    this.observer.observe(this.root);
  }

  /**
   * New weights, colours or words.
   * @param {Model} model
   * @param {Selection} selection
   */
  update(model, selection) {
    this.model = model;
    this.selection = selection;
    const { digest, codes, tiles, theme, words, colours } = model;
    const look = JSON.stringify([digest, codes !== null, tiles, theme, words, colours]);
    if (look !== this.look) this.compose();
    this.look = look;
    this.cells.describe(model.tiles);
    this.show(selection);
  }

  /**
   * The chosen head has changed.
   * @param {Selection} selection
   */
  show(selection) {
    this.selection = selection;
    this.draw();
    const { model } = this;
    const row = model.tiles.findIndex((tiles) => tiles.site === selection.site);
    const name = fullName(model.tiles, model.tiles[row], selection.head);
    this.canvas.setAttribute("aria-label", say(model.words.mosaic_label, { head: name }));
    this.cells.choose(row, selection.head);
  }

  destroy() {
    this.observer.disconnect();
    this.root.remove();
  }

  resize() {
    const width = this.root.clientWidth;
    if (!this.model || width === this.composedFor) return;
    this.compose();
    this.draw();
  }

  /** Lay out for the width there is, and draw every tile into the picture. */
  compose() {
    const { model, picture } = this;
    this.composedFor = this.root.clientWidth;
    if (!model || !this.composedFor) return;
    this.ratio = window.devicePixelRatio || 1;
    const context = picture.getContext("2d");
    this.style = getComputedStyle(this.root);
    context.font = this.font();
    const labels = [model.words.head_axis, ...model.tiles.map((tiles) => tiles.label)];
    const widest = Math.max(...labels.map((label) => context.measureText(label).width));
    this.layout = arrange(model.tiles, this.composedFor, this.ratio, { width: widest, size: this.fontSize() });
    for (const canvas of [picture, this.canvas]) {
      canvas.width = Math.round(this.layout.width * this.ratio);
      canvas.height = Math.round(this.layout.height * this.ratio);
    }
    this.canvas.style.width = `${this.layout.width}px`;
    this.canvas.style.height = `${this.layout.height}px`;
    const colour = (/** @type {string} */ name) => this.colour(name);
    const scene = { model, layout: this.layout, ratio: this.ratio, colour, font: this.font() };
    if (model.codes) paintTiles(context, scene);
    paintLabels(context, scene);
    this.paintNote();
  }

  /** Say by which rules the tiles were drawn. */
  paintNote() {
    const { model, layout, ratio } = this;
    const { words, pool } = model;
    const merged = layout.boxes.some((box) => model.tiles[box.row].columns > box.width * ratio);
    const rule = pool > 1 ? say(words.pooled, { pool }) : merged ? words.merged : "";
    this.note.textContent = [words.scale, rule].filter(Boolean).join(" · ");
  }

  /** The picture, the ring of the chosen head, the outline of the hovered one. */
  draw() {
    if (!this.layout) return;
    const context = this.canvas.getContext("2d");
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    context.drawImage(this.picture, 0, 0);
    context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    if (this.hovered) this.ring(context, this.hovered, "muted", 1);
    const { model, selection } = this;
    const box = this.layout.boxes.find(
      (b) => b.head === selection.head && model.tiles[b.row].site === selection.site,
    );
    if (box) this.ring(context, box, "selected", 2.5);
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Box} box
   * @param {string} colour
   * @param {number} width
   */
  ring(context, box, colour, width) {
    const away = width / 2 + 0.5;
    context.strokeStyle = this.colour(colour);
    context.lineWidth = width;
    context.beginPath();
    context.roundRect(box.x - away, box.y - away, box.width + 2 * away, box.height + 2 * away, 2);
    context.stroke();
  }

  /** @param {Box | undefined} box */
  hover(box) {
    if (box === this.hovered) return;
    this.hovered = box;
    this.canvas.style.cursor = box ? "pointer" : "";
    this.tip.hidden = !box;
    if (box) {
      this.tip.textContent = fullName(this.model.tiles, this.model.tiles[box.row], box.head);
      this.tip.style.left = `${box.x + box.width / 2}px`;
      this.tip.style.top = `${box.y}px`;
    }
    this.draw();
  }

  /**
   * @param {{row: number, head: number} | undefined} box
   * @param {number} time
   */
  pick(box, time) {
    if (box) this.choose(this.model.tiles[box.row].site, box.head, time);
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      return this.confirm();
    }
    const { tiles } = this.model;
    const row = tiles.findIndex((layer) => layer.site === this.selection.site);
    const from = { row, column: this.selection.head };
    const to = step(event.key, from, tiles.map((layer) => layer.n_heads));
    if (!to) return;
    event.preventDefault(); // or the page scrolls
    this.pick({ row: to.row, head: to.column }, event.timeStamp);
  }

  /** @param {MouseEvent} event */
  boxUnder(event) {
    return this.layout && boxAt(this.layout, event.offsetX, event.offsetY);
  }

  font() {
    return `${this.fontSize()}px ${this.style.fontFamily}`;
  }

  fontSize() {
    return FONT * parseFloat(getComputedStyle(document.documentElement).fontSize);
  }

  /** @param {string} name of the theme's colour */
  colour(name) {
    return this.style.getPropertyValue(`--hl-${name}`).trim();
  }
}
