/** The curves of the card over the checkpoints, with the chosen head's own, and their values at this step in words. */

import { element } from "../lib/dom.js";
import { say } from "../lib/words.js";
import { Chart } from "./chart.js";

/** @typedef {import("./types.js").Scene} Scene */

export class MetricCurves {
  /**
   * @param {Promise<any>} plotly
   * @param {(index: number, time: number) => void} go
   * @param {() => void} changed called when its state may be another
   */
  constructor(plotly, go, changed) {
    /** @type {any[]} */ this.data;
    this.chart = new Chart(plotly, go, changed);
    this.values = element("dl", { class: "hl-values" });
    this.root = element("section", {}, [this.values, this.chart.root]);
  }

  /**
   * Another head, or new curves.
   * @param {Scene} scene
   */
  update(scene) {
    const { growth, curves, name, words } = scene;
    this.chart.root.hidden = growth === null;
    this.chart.root.setAttribute("aria-label", words.curves_label);
    if (growth) {
      this.data = growth.data.map((/** @type {any} */ trace) => ofHead(trace, curves, name));
      this.chart.index = scene.index;
      this.chart.drawWhenCalm({ ...growth, data: this.data });
    }
    this.show(scene);
  }

  /**
   * Another checkpoint.
   * @param {Scene} scene
   */
  show(scene) {
    const { growth, index, words, recording } = scene;
    if (growth) this.chart.moveTo(index);
    const nats = (/** @type {number} */ value) => say(words.nats, { value: value.toFixed(2) });
    const own = recording.loss(index);
    const said = Number.isFinite(own) ? [[words.this_text, nats(own)]] : [];
    for (const { meta, y, name } of growth ? this.data : []) {
      if (meta?.metric === "loss") said.unshift([words.held_out, nats(y[index])]);
      else if (meta?.head && y[index] !== null) said.push([name, y[index].toFixed(2)]);
    }
    const pairs = said.map(([term, value]) => element("div", {}, [element("dt", {}, [term]), element("dd", {}, [value])]));
    this.values.replaceChildren(...pairs);
  }

  destroy() {
    this.chart.destroy();
  }
}

/**
 * A line of the figure; the one that awaits the chosen head gets that head's curve, unless another line has it.
 * @param {Record<string, any>} trace
 * @param {Record<string, Record<string, number[]>>} curves by metric and head
 * @param {string} name of the chosen head
 */
function ofHead(trace, curves, name) {
  if (trace.meta?.head !== "chosen") return trace;
  const { metric, best } = trace.meta;
  if (name === best) return { ...trace, showlegend: false };
  return { ...trace, y: curves[metric][name], name: `${trace.name} · ${name}` };
}
