/** Small controls: one of a few things in a row, or one of several in a list. */

import { element } from "./dom.js";

/** @typedef {{value: string, label: string, title?: string}} Choice */

let groups = 0;

/** A row of radio buttons that looks like one bar; arrow keys, focus and reading aloud are the browser's. */
export class Segments {
  /** @param {(value: string, time: number) => void} choose */
  constructor(choose) {
    /** @type {string} */ this.outline;
    this.choose = choose;
    this.name = `hl-segments-${++groups}`;
    this.legend = element("span", { class: "hl-legend", id: `${this.name}-legend` });
    this.bar = element("span", { class: "hl-bar" });
    const attributes = { class: "hl-segments", role: "radiogroup", "aria-labelledby": this.legend.id };
    this.root = element("div", attributes, [this.legend, this.bar]);
  }

  /**
   * @param {string} legend
   * @param {Choice[]} choices
   * @param {string} chosen
   */
  show(legend, choices, chosen) {
    const outline = JSON.stringify([legend, choices]);
    if (outline !== this.outline) {
      this.outline = outline;
      this.legend.textContent = legend;
      this.bar.replaceChildren(...choices.map((choice) => this.segment(choice)));
    }
    for (const input of this.bar.querySelectorAll("input")) input.checked = input.value === chosen;
  }

  /** @param {Choice} choice */
  segment({ value, label, title }) {
    const input = element("input", { type: "radio", name: this.name, value });
    input.onchange = (event) => this.choose(value, event.timeStamp);
    /** @type {Record<string, string>} */
    const attributes = title ? { class: "hl-segment", title } : { class: "hl-segment" };
    return element("label", attributes, [input, element("span", {}, [label])]);
  }
}

/** A drop-down list. */
export class Picker {
  /** @param {(value: string) => void} choose */
  constructor(choose) {
    /** @type {string} */ this.outline;
    this.legend = element("span", { class: "hl-legend" });
    this.select = element("select", { class: "hl-select" });
    this.select.onchange = () => choose(this.select.value);
    this.root = element("label", { class: "hl-picker" }, [this.legend, this.select]);
  }

  /**
   * @param {string} legend
   * @param {Choice[]} choices
   * @param {string} chosen
   */
  show(legend, choices, chosen) {
    const outline = JSON.stringify([legend, choices]);
    if (outline !== this.outline) {
      this.outline = outline;
      this.legend.textContent = legend;
      const option = (/** @type {Choice} */ { value, label, title }) =>
        element("option", { value, title: title ?? "" }, [label]);
      this.select.replaceChildren(...choices.map(option));
    }
    this.select.value = chosen;
  }
}
