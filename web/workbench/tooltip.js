/** A small dark label over a point of a canvas, for the mouse alone: whatever it says is told elsewhere too. */

import { element } from "../lib/dom.js";

export class Tooltip {
  constructor() {
    this.root = element("div", { class: "hl-tip", "aria-hidden": "true" });
    this.root.hidden = true;
  }

  /**
   * @param {string[]} lines
   * @param {number} x middle, in CSS pixels of the positioned parent
   * @param {number} y its foot
   */
  show(lines, x, y) {
    this.root.textContent = lines.filter(Boolean).join("\n");
    this.root.hidden = false;
    const half = this.root.offsetWidth / 2;
    const width = /** @type {HTMLElement} */ (this.root.offsetParent).clientWidth;
    this.root.style.left = `${Math.max(half, Math.min(width - half, x))}px`;
    this.root.style.top = `${y}px`;
  }

  hide() {
    this.root.hidden = true;
  }
}
