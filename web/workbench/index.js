/** Entry points: the workbench, and what of a trace travels apart from it. */

import { entry } from "../lib/mount.js";
import { loadPlotly } from "../lib/plotly.js";
import { keepCodes, metrics } from "./trace_cache.js";
import { Workbench } from "./workbench.js";

/** @typedef {import("../lib/mount.js").Component} Component */

export const mountWorkbench = entry((parent, { plotly }) => new Workbench(parent, plotly));

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
