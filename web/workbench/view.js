/** What is shown beside the selection: how it begins, what a model has of it, what of it is worth telling. */

import { MOST } from "./compare.js";

/** @typedef {import("./types.js").Model} Model */
/** @typedef {import("./types.js").View} View */

export const PANELS = /** @type {const} */ (["heatmap", "lines", "text"]);

/** @type {View} */
export const FIRST = {
  panel: "heatmap",
  heads: [],
  threshold: 0.05,
  sort: "layer",
  scale: "shared",
  pinned: null,
  window: null,
  pooling: "mean",
};

/**
 * The nearest view this model has: a link may ask for anything, and another model has other heads.
 * @param {Model} model
 * @param {Partial<View>} wanted
 * @returns {View}
 */
export function fittedView(model, wanted) {
  const heads = (wanted.heads ?? []).filter(([site, head]) =>
    model.tiles.some((tiles) => tiles.site === site && head < tiles.n_heads),
  );
  const among = (/** @type {readonly any[]} */ choices, /** @type {any} */ value) =>
    choices.includes(value) ? value : choices[0];
  return {
    panel: among(PANELS, wanted.panel),
    heads: heads.filter((one, i) => heads.findIndex((other) => `${other}` === `${one}`) === i).slice(0, MOST),
    threshold: Math.max(0, Math.min(1, wanted.threshold ?? FIRST.threshold)),
    sort: model.measuring ? (wanted.sort ?? FIRST.sort) : among(["layer", ...Object.keys(model.metrics)], wanted.sort),
    scale: among(["shared", "head"], wanted.scale),
    pinned: among([null, "query", "key"], wanted.pinned),
    window: wanted.window ?? null, // fitted to each head's own map, see window.js
    pooling: among(["mean", "maximum"], wanted.pooling),
  };
}

/**
 * What of a view is not as at first.
 * @param {View} view
 * @returns {Partial<View>}
 */
export function changed(view) {
  const differs = (/** @type {keyof View} */ name) => JSON.stringify(view[name]) !== JSON.stringify(FIRST[name]);
  const names = /** @type {Array<keyof View>} */ (Object.keys(view)).filter(differs);
  return Object.fromEntries(names.map((name) => [name, view[name]]));
}
