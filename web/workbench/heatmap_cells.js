/** Choosing cells of a map: with the mouse, as Plotly tells of it, and with arrow keys. */

import { step } from "../lib/arrow_keys.js";
import { tilesOf } from "./model.js";

/** @typedef {{query: number | null, key: number | null}} Cell */

export class HeatmapCells {
  /**
   * @param {import("./heatmap.js").Heatmap} map
   * @param {(cell: Cell) => void} choose
   * @param {() => void} confirm
   */
  constructor(map, choose, confirm) {
    this.map = map;
    this.choose = choose;
    this.confirm = confirm;
    map.root.onkeydown = (event) => this.press(event);
  }

  /** @param {any} point of Plotly's click event */
  pick(point) {
    const { y: query, x: key } = point; // cells stand at their tokens' numbers
    this.map.root.focus({ preventScroll: true }); // Plotly keeps the mouse's own focus from us
    this.choose({ query, key });
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    if (event.target !== this.map.root || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" || event.key === " ") this.confirm();
    else if (event.key === "Escape") this.choose({ query: null, key: null });
    else if (!this.move(event.key)) return;
    event.preventDefault(); // or the page scrolls
  }

  /**
   * @param {string} name of an arrow key
   * @returns {boolean} whether it was one
   */
  move(name) {
    const { query, key, site } = this.map.selection;
    const tiles = tilesOf(this.map.model, site);
    const widths = Array(tiles.n_query).fill(tiles.n_key);
    const to = step(name, { row: query ?? 0, column: key ?? 0 }, widths);
    if (!to) return false;
    const fresh = query === null && key === null; // the first arrow only shows where one is
    const first = { query: this.map.window.row, key: this.map.window.column };
    this.choose(fresh ? first : { query: to.row, key: to.column });
    return true;
  }
}
