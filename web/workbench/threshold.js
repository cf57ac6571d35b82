/** From which weight on lines are drawn: a slider over round numbers, closer together where weights are small. */

import { element } from "../lib/dom.js";

const STEPS = [0, 0.001, 0.002, 0.005, 0.01, 0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1];

export class Threshold {
  /** @param {(threshold: number) => void} choose */
  constructor(choose) {
    this.legend = element("span", { class: "hl-legend" });
    this.value = element("output", { class: "hl-number" });
    const attributes = { type: "range", min: "0", max: String(STEPS.length - 1), step: "1", class: "hl-slider" };
    this.input = element("input", attributes);
    this.input.oninput = () => choose(STEPS[this.input.valueAsNumber]);
    this.root = element("label", { class: "hl-picker" }, [this.legend, this.input, this.value]);
  }

  /**
   * @param {string} legend
   * @param {number} threshold
   */
  show(legend, threshold) {
    const nearest = STEPS.reduce((a, b) => (Math.abs(b - threshold) < Math.abs(a - threshold) ? b : a));
    this.legend.textContent = legend;
    this.input.value = String(STEPS.indexOf(nearest));
    this.input.setAttribute("aria-valuetext", String(threshold));
    this.value.textContent = String(threshold);
  }
}
