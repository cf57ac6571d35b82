/** The model of the page: what Python last sent, with the codes found and the selection made to fit. */

import { wordsOf } from "../lib/words.js";
import { codes, common, metrics } from "./trace_cache.js";

/** @typedef {import("./types.js").Figure} Figure */
/** @typedef {import("./types.js").Model} Model */
/** @typedef {import("./types.js").Selection} Selection */
/** @typedef {import("./types.js").Tiles} Tiles */

/**
 * @param {any} data a message of `Payload.view_message`
 * @returns {Model}
 */
export function readModel({ parts: of, ...data }) {
  const { window, figure } = there(common.frame, of.frame);
  return {
    ...there(common.look, of.look),
    ...there(common.text, of.text),
    ...{ ...data, window, words: wordsOf(data.language, "workbench") },
    figure: completed(JSON.parse(figure), there(common.map, of.map).rows, data),
    figureOf: { site: data.selection.site, head: data.selection.head },
    digest: of.weights,
    codes: codes.of(of.weights),
    ...measured(data),
  };
}

/**
 * What has arrived.
 * @template Value
 * @param {import("../lib/cache.js").Cache<Value>} cache
 * @param {string} name
 * @returns {Value}
 */
function there(cache, name) {
  const found = cache.of(name);
  if (!found) throw new Error(`expected ${name} to have arrived`);
  return found;
}

/**
 * The exact map as Python drew it: frames and numbers travel apart, see figure_parts.py.
 * @param {Figure} frame
 * @param {Float32Array[]} rows
 * @param {{title: string, shapes: Array<Record<string, any>>}} own what is the head's alone
 * @returns {Figure}
 */
function completed({ data: [map, ...others], layout }, rows, { title, shapes }) {
  const data = map ? [{ ...map, z: rows }, ...others] : [];
  return { data, layout: { ...layout, title: { ...layout.title, text: title }, shapes } };
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
