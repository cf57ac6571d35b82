/** The mosaic's grid for assistive technology: elements inside the canvas, which nobody else sees. */

import { element } from "./dom.js";
import { fullName } from "./model.js";

/** @typedef {import("./types.js").Tiles} Tiles */

export class Cells {
  /** @param {HTMLCanvasElement} canvas of role grid */
  constructor(canvas) {
    this.canvas = canvas;
    this.prefix = `hl-${crypto.getRandomValues(new Uint32Array(1))[0].toString(36)}`;
    this.outline = "";
  }

  /**
   * A row per layer, a cell per head.
   * @param {Tiles[]} layers
   */
  describe(layers) {
    const outline = JSON.stringify(layers.map((tiles) => [tiles.label, tiles.group, tiles.n_heads]));
    if (outline === this.outline) return;
    this.outline = outline;
    this.canvas.replaceChildren(...layers.map((_, row) => this.row(layers, row)));
  }

  /**
   * @param {number} row
   * @param {number} head
   */
  choose(row, head) {
    this.canvas.querySelector('[aria-selected="true"]')?.setAttribute("aria-selected", "false");
    const cell = this.canvas.children[row]?.children[head];
    if (!cell) return;
    cell.setAttribute("aria-selected", "true");
    this.canvas.setAttribute("aria-activedescendant", cell.id);
  }

  /**
   * @param {Tiles[]} layers
   * @param {number} row
   */
  row(layers, row) {
    const tiles = layers[row];
    const cells = Array.from({ length: tiles.n_heads }, (_, head) => {
      const attributes = { role: "gridcell", id: `${this.prefix}-${row}-${head}`, "aria-selected": "false" };
      return element("span", attributes, [fullName(layers, tiles, head)]);
    });
    return element("div", { role: "row" }, cells);
  }
}
