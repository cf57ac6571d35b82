/** Entry points: the workbench, and what of a trace travels apart from it. */

import { entry } from "../lib/mount.js";
import { loadPlotly } from "../lib/plotly.js";
import { keep } from "./trace_cache.js";
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
 * Take in what many views have in common, such as the codes of a trace.
 * @param {Component} component
 */
export function receive({ data }) {
  keep(data);
}
