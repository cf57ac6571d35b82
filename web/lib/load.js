/** What a component needs: its module, its style sheets and its words are files, each fetched once a page. */

import { fetchWords } from "./words.js";

/** @type {Map<string, Promise<void>>} style sheets by address */
const sheets = new Map();

/** @type {WeakMap<HTMLElement, number>} calls that are under way, by the place they mount into */
const pending = new WeakMap();

/**
 * @param {import("./mount.js").Component} component
 * @param {{module: string, entry: string, styles: string[], words: string, plotly: string, root: URL}} files
 *     addresses relative to the app's root, and the function of the module that mounts the component
 * @returns {Promise<() => void>} what takes it off the page
 */
export async function load(component, { module, entry, styles, words, plotly, root }) {
  const at = (/** @type {string} */ path) => new URL(path, root).href;
  const { parentElement, data } = component;
  count(parentElement, 1);
  try {
    const spoken = data?.language && fetchWords(at(words), data.language);
    const [found] = await Promise.all([import(at(module)), spoken, ...styles.map((sheet) => fetched(at(sheet)))]);
    const leave = found[entry](component, { plotly: at(plotly), root: root.href });
    // Streamlit cleans up after a call before the next one, for the same place, has got as far as here. So wait until
    // that one has begun: then what is mounted is kept for it, and not made anew.
    return () => setTimeout(() => pending.get(parentElement) || leave?.());
  } finally {
    count(parentElement, -1);
  }
}

/**
 * @param {HTMLElement} parent
 * @param {number} by
 */
function count(parent, by) {
  pending.set(parent, (pending.get(parent) ?? 0) + by);
}

/** @param {string} address */
function fetched(address) {
  if (!sheets.has(address)) sheets.set(address, linked(address));
  return sheets.get(address);
}

/**
 * @param {string} address
 * @returns {Promise<void>} done where the sheet is in force; or cannot be had, and is done without
 */
function linked(address) {
  return new Promise((resolve) => {
    const link = document.createElement("link");
    Object.assign(link, { rel: "stylesheet", href: address, onload: resolve, onerror: resolve });
    document.body.append(link); // behind Streamlit's own, which are in the head
  });
}
