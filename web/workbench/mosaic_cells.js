/** Choosing heads in the mosaic: by pointer, with a modifier beside the chosen one, and by arrow keys. */

import { step } from "../lib/arrow_keys.js";
import { boxAt } from "./mosaic_layout.js";

/** @typedef {import("./mosaic.js").Mosaic} Mosaic */

export class MosaicCells {
  /** @param {Mosaic} mosaic */
  constructor(mosaic) {
    this.mosaic = mosaic;
    const { canvas } = mosaic;
    canvas.onpointermove = (event) => mosaic.hover(this.boxUnder(event));
    canvas.onpointerleave = () => mosaic.hover(undefined);
    canvas.onclick = (event) => this.pick(this.boxUnder(event), event);
    canvas.oncontextmenu = (event) => event.ctrlKey && event.preventDefault(); // a Mac's Ctrl-click
    canvas.onkeydown = (event) => this.press(event);
  }

  /**
   * @param {{row: number, head: number} | undefined} box
   * @param {MouseEvent | KeyboardEvent} event
   */
  pick(box, event) {
    if (!box) return;
    const beside = event instanceof MouseEvent && (event.ctrlKey || event.metaKey || event.shiftKey);
    this.mosaic.actions[beside ? "join" : "choose"](this.mosaic.model.tiles[box.row].site, box.head, event.timeStamp);
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      return this.mosaic.actions.confirm();
    }
    if (!this.mosaic.scene) return;
    const { grid } = this.mosaic.scene;
    const to = step(event.key, this.mosaic.chosenCell(), grid.map(({ cells }) => cells.length));
    if (!to) return;
    event.preventDefault(); // or the page scrolls
    this.pick(grid[to.row].cells[to.column], event);
  }

  /** @param {MouseEvent} event */
  boxUnder(event) {
    return this.mosaic.scene && boxAt(this.mosaic.scene.layout, event.offsetX, event.offsetY);
  }
}
