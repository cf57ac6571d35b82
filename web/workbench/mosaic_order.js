/** In which order the mosaic shows heads: a row per layer, or one ranking by a metric. */

import { nameOf } from "../lib/heads.js";

/** @typedef {import("./types.js").Model} Model */

/**
 * @typedef {object} Cell
 * @property {number} row Index of the head's layer in the model's tiles.
 * @property {number} head
 * @property {number} place Index among all heads, in the order of the codes.
 * @property {string} caption Printed above the tile; empty where row and column say it.
 *
 * @typedef {object} Row
 * @property {string} label
 * @property {string} group Heading, printed where it changes.
 * @property {Cell[]} cells
 */

/**
 * The mosaic's rows.
 * @param {Model} model
 * @param {string} sort `layer`, or a metric
 * @param {number} across tiles in a row of a ranking
 * @returns {Row[]}
 */
export function gridOf(model, sort, across) {
  const metric = model.metrics[sort];
  if (!metric) return layers(model);
  const ranked = layers(model).flatMap((row) => row.cells);
  ranked.sort((a, b) => rank(sort, metric.values[b.place]) - rank(sort, metric.values[a.place]) || a.place - b.place);
  const captioned = ranked.map((cell) => ({ ...cell, caption: captionOf(model, cell) }));
  const starts = Array.from({ length: Math.ceil(ranked.length / across) }, (_, i) => i * across);
  return starts.map((start) => {
    const cells = captioned.slice(start, start + across);
    return { label: String(start + 1), group: "", cells };
  });
}

/**
 * @param {Model} model
 * @returns {Row[]}
 */
function layers({ tiles }) {
  let place = 0;
  return tiles.map(({ label, group, n_heads }, row) => ({
    label,
    group,
    cells: Array.from({ length: n_heads }, (_, head) => ({ row, head, place: place++, caption: "" })),
  }));
}

/**
 * What is largest comes first; of entropies, the smallest; what has no value, last.
 * @param {string} sort
 * @param {number | null} value
 */
function rank(sort, value) {
  if (value === null) return -Number.MAX_VALUE;
  return sort === "entropy" ? -value : value;
}

/**
 * `L2H5`, and a letter for its kind of attention where there are several.
 * @param {Model} model
 * @param {{row: number, head: number}} cell
 */
export function captionOf({ tiles }, { row, head }) {
  const groups = groupsOf(tiles);
  const letter = groups.length > 1 ? letterOf(groups.indexOf(tiles[row].group)) : "";
  return letter + nameOf(tiles[row], head);
}

/**
 * What the letters of captions stand for.
 * @param {Model} model
 * @returns {string} empty where there is one kind of attention
 */
export function lettersSaid({ tiles }) {
  const groups = groupsOf(tiles);
  return groups.length > 1 ? groups.map((group, i) => `${letterOf(i)}: ${group}`).join(" · ") : "";
}

/** @param {Model["tiles"]} tiles */
function groupsOf(tiles) {
  return [...new Set(tiles.map(({ group }) => group))];
}

/** @param {number} index */
function letterOf(index) {
  return String.fromCharCode("a".charCodeAt(0) + index);
}
