/** A canvas's grid for assistive technology: elements inside the canvas, which nobody else sees. */

import { element } from "../lib/dom.js";

export class AriaGrid {
  /** @param {HTMLCanvasElement} canvas of role grid */
  constructor(canvas) {
    this.canvas = canvas;
    this.prefix = `hl-${crypto.getRandomValues(new Uint32Array(1))[0].toString(36)}`;
    this.outline = "";
  }

  /**
   * Names of the cells, row by row.
   * @param {string[][]} rows
   */
  describe(rows) {
    const outline = JSON.stringify(rows);
    if (outline === this.outline) return;
    this.outline = outline;
    this.canvas.replaceChildren(...rows.map((names, row) => this.row(names, row)));
  }

  /**
   * @param {number} row
   * @param {number} column
   * @param {string} [name] a new one
   */
  choose(row, column, name) {
    this.canvas.querySelector('[aria-selected="true"]')?.setAttribute("aria-selected", "false");
    const cell = this.canvas.children[row]?.children[column];
    if (!cell) return;
    if (name !== undefined) cell.textContent = name;
    cell.setAttribute("aria-selected", "true");
    this.canvas.setAttribute("aria-activedescendant", cell.id);
  }

  /**
   * @param {string[]} names
   * @param {number} row
   */
  row(names, row) {
    const cells = names.map((name, column) => {
      const attributes = { role: "gridcell", id: `${this.prefix}-${row}-${column}`, "aria-selected": "false" };
      return element("span", attributes, [name]);
    });
    return element("div", { role: "row" }, cells);
  }
}
