/** Formulas in text: `W_Q x` with a true subscript, everything else as it stands. */

import { element } from "../lib/dom.js";

/**
 * @param {string} text
 * @returns {Array<Node | string>}
 */
export function symbols(text) {
  return text.split(/(_\w+)/).map((part) => (part.startsWith("_") ? element("sub", {}, [part.slice(1)]) : part));
}

/**
 * A formula by itself on a line, such as `q = W_Q x + b`.
 * @param {string} text
 */
export function formula(text) {
  return element("p", { class: "hl-formula" }, symbols(text));
}
