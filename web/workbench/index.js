/** Entry points: what Streamlit calls at every run of the page, with the same element and new data. */

import { Bench } from "./bench.js";
import { loadPlotly } from "./library.js";
import { keepCodes, metrics } from "./weights.js";

/** @typedef {import("./types.js").Component} Component */

/** @type {WeakMap<HTMLElement, Bench>} */
const benches = new WeakMap();

/**
 * Mount the workbench, or bring the mounted one up to date.
 * @param {Component} component
 * @param {{plotly: string}} addresses
 * @returns {() => void} takes it off the page
 */
export function mountWorkbench(component, addresses) {
  const parent = component.parentElement;
  let bench = benches.get(parent);
  if (!bench) benches.set(parent, (bench = new Bench(parent, addresses.plotly)));
  const generation = ++bench.generation;
  bench.update(component);
  // Streamlit also cleans up after a call that a newer one has overtaken; only the last call's counts.
  return () => {
    if (bench.generation !== generation) return;
    bench.destroy();
    benches.delete(parent);
  };
}

/**
 * Have the library ready before anything is mounted.
 * @param {string} plotly its address
 */
export function prepare(plotly) {
  loadPlotly(plotly).catch(() => {}); // the mount tries again, and says so if it fails
}

/**
 * Take in the codes of a trace.
 * @param {Component} component
 */
export function receiveWeights({ data }) {
  keepCodes(data.digest, data.codes.getChildAt(0).toArray(), data.deflated);
}

/**
 * Take in the metrics of a trace.
 * @param {Component} component
 */
export function receiveMetrics({ data }) {
  metrics.keep(data.reading, data.metrics);
}
