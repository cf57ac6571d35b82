/** What is known of a head: the model's own float32 values, or what its codes tell until those have come. */

import { codedWeights } from "./codes.js";
import { exactWeights } from "./figure.js";
import { isExact, tilesOf } from "./model.js";
import { drawnWindow, sameWindow } from "./window.js";

/** @typedef {import("./types.js").Model} Model */
/** @typedef {import("./types.js").Selection} Selection */
/** @typedef {import("./types.js").Weights} Weights */
/** @typedef {import("./types.js").Window} Window */

/**
 * The best that is known of the chosen head's weights; null while nothing is.
 * @param {Model} model
 * @param {Selection} selection
 * @param {Window} window of the map
 * @returns {Weights | null}
 */
export function weightsOf(model, selection, window) {
  const tiles = tilesOf(model, selection.site);
  const own = isExact(model, selection);
  if (own && (sameWindow(window, drawnWindow(model)) || !model.preview)) return exactWeights(model, tiles, window);
  if (!model.codes || !model.preview) return null;
  return codedWeights(model, tiles, selection.head, window);
}
