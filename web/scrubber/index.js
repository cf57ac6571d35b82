/** Entry points: what Streamlit calls at every run of the page, with the same element and new data. */

import { keepColumns } from "./columns.js";
import { Scrubber } from "./scrubber.js";

/** @typedef {import("../workbench/types.js").Component} Component */

/** @type {WeakMap<HTMLElement, Scrubber>} */
const scrubbers = new WeakMap();

/**
 * Mount the scrubber, or bring the mounted one up to date.
 * @param {Component} component
 * @param {{plotly: string, root: string}} addresses
 * @returns {() => void} takes it off the page
 */
export function mountScrubber(component, addresses) {
  const parent = component.parentElement;
  let scrubber = scrubbers.get(parent);
  if (!scrubber) scrubbers.set(parent, (scrubber = new Scrubber(parent, addresses)));
  const generation = ++scrubber.generation;
  scrubber.update(component);
  // Streamlit also cleans up after a call that a newer one has overtaken; only the last call's counts.
  return () => {
    if (scrubber.generation !== generation) return;
    scrubber.destroy();
    scrubbers.delete(parent);
  };
}

/**
 * Take in the arrays of a recording.
 * @param {Component} component
 */
export function receiveRecording({ data }) {
  const { digest, ...columns } = data;
  const arrays = Object.entries(columns).map(([name, column]) => [name, column.getChildAt(0)?.toArray() ?? []]);
  keepColumns(digest, Object.fromEntries(arrays));
}
