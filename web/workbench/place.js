/** A token on one of a map's axes: what it is called, its weights to or from the other axis, in numbers and words. */

import { say } from "../lib/words.js";
import { partOf, shows } from "./window.js";

/** @typedef {import("./types.js").Model} Model */
/** @typedef {import("./types.js").Place} Place */
/** @typedef {import("./types.js").Shown} Shown */
/** @typedef {import("./types.js").Tiles} Tiles */
/** @typedef {import("./types.js").Weights} Weights */
/** @typedef {import("./types.js").Window} Window */

const PRINTED = 0.005; // weights below it print as 0.00

/** @param {"query" | "key"} side */
export function otherSide(side) {
  return side === "query" ? "key" : "query";
}

/**
 * @param {Place | null} a
 * @param {Place | null} b
 */
export function samePlace(a, b) {
  return a === b || (a !== null && b !== null && a.side === b.side && a.index === b.index);
}

/**
 * The token that lines and text stay with.
 * @param {Shown} shown
 * @returns {Place | null}
 */
export function pinnedPlace({ selection, view }) {
  const index = view.pinned && selection[view.pinned];
  return view.pinned && index !== null ? { side: view.pinned, index } : null;
}

/**
 * Labels of a window's tokens on one axis.
 * @param {Model} model
 * @param {Tiles} tiles
 * @param {"query" | "key"} side
 * @param {Window} window
 */
export function labelsOf(model, tiles, side, window) {
  const { first, count } = partOf(window, side);
  return model.tokens[side === "query" ? tiles.queries : tiles.keys].slice(first, first + count);
}

/**
 * A query's weights over the window's keys, or a key's over its queries; NaN where one may not see the other.
 * @param {Weights} weights
 * @param {Place} place
 * @returns {number[]}
 */
export function along(weights, { side, index }) {
  const { row, column, rows, columns } = weights.window;
  return side === "query"
    ? Array.from({ length: columns }, (_, i) => weights.at(index, column + i))
    : Array.from({ length: rows }, (_, i) => weights.at(row + i, index));
}

/**
 * Indices of the largest weights, largest first; none that is 0 or may not be seen, nor one that would print as 0.00
 * beside others that would not.
 * @param {number[]} row
 * @param {number} count
 */
export function largest(row, count) {
  const seen = row.map((weight, index) => ({ weight, index })).filter(({ weight }) => weight > 0);
  const printed = seen.filter(({ weight }) => weight >= PRINTED);
  const worth = printed.length ? printed : seen;
  return worth.sort((a, b) => b.weight - a.weight).slice(0, count).map(({ index }) => index);
}

/**
 * `0.43`, or `≈ 0.43` where only the code is known.
 * @param {Model} model
 * @param {Weights} weights
 * @param {number} weight
 */
export function numberOf(model, weights, weight) {
  if (Number.isNaN(weight)) return "–";
  return weights.exact ? weight.toFixed(2) : say(model.words.approximate, { weight: weight.toFixed(2) });
}

/**
 * `·sat looks at ·cat 0.43, The 0.21, . 0.10`
 * @param {Model} model
 * @param {Tiles} tiles
 * @param {Place} place
 * @param {Weights | null} weights
 */
export function tell(model, tiles, place, weights) {
  const { words } = model;
  const token = model.tokens[place.side === "query" ? tiles.queries : tiles.keys][place.index];
  if (!weights) return `${token}: ${words.waiting}`;
  const relation = place.side === "query" ? words.looks_at : words.looked_at;
  const row = along(weights, place);
  const labels = labelsOf(model, tiles, otherSide(place.side), weights.window);
  const others = largest(row, 3).map((index) => {
    return say(words.rest, { token: labels[index], weight: numberOf(model, weights, row[index]) });
  });
  return say(others.length ? words.told : words.told_nothing, { token, relation, others: others.join(", ") });
}

/**
 * The same place, if the window shows it.
 * @param {Window} window
 * @param {Place | null} place
 */
export function placeWithin(window, place) {
  return place && shows(window, place.side, place.index) ? place : null;
}
