/** What is known of a head: the model's own float32 values, or what its codes tell until those have come. */

import { codedWeights } from "./codes.js";
import { exactWeights } from "./figure.js";
import { isExact, tilesOf } from "./model.js";

/** @typedef {import("./types.js").Model} Model */
/** @typedef {import("./types.js").Selection} Selection */
/** @typedef {import("./types.js").Weights} Weights */

/**
 * The best that is known of the chosen head's weights; null while nothing is.
 * @param {Model} model
 * @param {Selection} selection
 * @returns {Weights | null}
 */
export function weightsOf(model, selection) {
  if (isExact(model, selection)) return exactWeights(model, tilesOf(model, selection.site));
  if (!model.codes || !model.preview) return null;
  return codedWeights(model, tilesOf(model, selection.site), selection.head);
}
