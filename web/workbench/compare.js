/** Heads that are looked at together: the chosen one and those kept beside it, each with a colour and a dash. */

import { fullName } from "../lib/heads.js";
import { tilesOf } from "./model.js";

/** @typedef {import("./types.js").Model} Model */
/** @typedef {import("./types.js").Selection} Selection */
/** @typedef {import("./types.js").Shown} Shown */
/** @typedef {import("./types.js").Tiles} Tiles */
/** @typedef {import("./types.js").Weights} Weights */
/** @typedef {import("./types.js").Window} Window */

/**
 * @typedef {object} Compared
 * @property {string} site
 * @property {number} head
 * @property {Tiles} tiles
 * @property {string} name
 * @property {string} colour
 * @property {number[]} dash So that colour is not all that tells heads apart.
 * @property {boolean} kept Whether it stays when another head is chosen.
 * @property {boolean} chosen
 * @property {boolean} drawn Whether it has the axes of the chosen head.
 */

const DASHES = [[], [7, 3], [2, 3], [10, 3, 2, 3], [4, 2]];

/** How many heads can be told apart. */
export const MOST = DASHES.length;

/**
 * Every head of the comparison. Kept ones come first, so that the chosen head's colour stays its own when it is kept.
 * @param {Model} model
 * @param {Shown} shown
 * @returns {Compared[]}
 */
export function compared(model, { selection, view }) {
  const own = /** @type {[string, number]} */ ([selection.site, selection.head]);
  const isOwn = (/** @type {[string, number]} */ [site, head]) => site === own[0] && head === own[1];
  const heads = view.heads.some(isOwn) ? view.heads : [...view.heads, own];
  return heads.map(([site, head], i) => {
    const tiles = tilesOf(model, site);
    return {
      ...{ site, head, tiles, name: fullName(model.tiles, tiles, head) },
      ...{ colour: model.lines[i % model.lines.length], dash: DASHES[i % MOST] },
      kept: view.heads.length > i,
      chosen: isOwn([site, head]),
      drawn: shareAxes(tiles, tilesOf(model, selection.site)),
    };
  });
}

/**
 * @param {Tiles} a
 * @param {Tiles} b
 */
export function shareAxes(a, b) {
  return a.queries === b.queries && a.keys === b.keys;
}
