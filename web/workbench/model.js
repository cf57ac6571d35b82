/** The model of the page: what Python last sent, with the codes found and the selection made to fit. */

import { codes, metrics } from "./trace_cache.js";

/** @typedef {import("./types.js").Model} Model */
/** @typedef {import("./types.js").Selection} Selection */
/** @typedef {import("./types.js").Tiles} Tiles */

/**
 * @param {any} data a message of `Payload.view_message`
 * @returns {Model}
 */
export function readModel(data) {
  return {
    ...data,
    figure: JSON.parse(data.figure),
    figureOf: { site: data.selection.site, head: data.selection.head },
    codes: codes.of(data.digest),
    ...measured(data),
  };
}

/**
 * What is known of every head in numbers, which may come later than the view.
 * @param {{reading: string}} data
 * @returns {Pick<Model, "metrics" | "measuring">}
 */
export function measured({ reading }) {
  const found = metrics.of(reading);
  return { metrics: found ?? {}, measuring: found === null };
}

/**
 * @param {Model} model
 * @param {string} site
 * @returns {Tiles}
 */
export function tilesOf(model, site) {
  return model.tiles.find((tiles) => tiles.site === site) ?? model.tiles[0];
}

/**
 * Whether the figure at hand is the chosen head's own.
 * @param {Model} model
 * @param {Selection} selection
 */
export function isExact(model, selection) {
  return sameHead(model.figureOf, selection);
}

/**
 * The nearest selection this model has: another text has other heads and fewer tokens.
 * @param {Model} model
 * @param {Selection} selection
 * @returns {Selection}
 */
export function fitted(model, selection) {
  const tiles = tilesOf(model, selection.site);
  const within = (/** @type {number | null} */ i, /** @type {number} */ n) => (i !== null && i < n ? i : null);
  return {
    site: tiles.site,
    head: Math.min(selection.head, tiles.n_heads - 1),
    query: within(selection.query, tiles.n_query),
    key: within(selection.key, tiles.n_key),
  };
}

/**
 * @param {{site: string, head: number}} a
 * @param {{site: string, head: number}} b
 */
export function sameHead(a, b) {
  return a.site === b.site && a.head === b.head;
}
