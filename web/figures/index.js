/** Entry point: what Streamlit calls at every run of the page, with the same element and new figures. */

import { Plots } from "./plots.js";

/** @type {WeakMap<HTMLElement, Plots>} */
const mounted = new WeakMap();

/**
 * Mount some figures, or bring those that are mounted up to date.
 * @param {import("../workbench/types.js").Component} component
 * @param {{plotly: string}} addresses
 * @returns {() => void} takes them off the page
 */
export function mountPlots(component, addresses) {
  const parent = component.parentElement;
  let plots = mounted.get(parent);
  if (!plots) mounted.set(parent, (plots = new Plots(parent, addresses.plotly)));
  const generation = ++plots.generation;
  plots.update(component);
  // Streamlit also cleans up after a call that a newer one has overtaken; only the last call's counts.
  return () => {
    if (plots.generation !== generation) return;
    plots.destroy();
    mounted.delete(parent);
  };
}
