/** What is striking about a head: a metric far from what attention spread evenly would give. */

import { say } from "../lib/words.js";

/** @typedef {import("./types.js").Model} Model */

const STRIKING = 0.4; // of the way from even attention to nothing but the pattern
const PATTERNS = ["previous", "next", "self", "first", "separator", "duplicate", "induction"];

/**
 * The metric to mark a head by: the one heads are sorted by, or else the most striking pattern.
 * @param {Model} model
 * @param {string} sort
 * @param {number} place of the head, in the order of the codes
 * @returns {string | null} null if nothing is striking
 */
export function badgeOf(model, sort, place) {
  const names = (sort === "layer" ? PATTERNS : [sort]).filter((name) => name in model.metrics);
  const most = names.reduce((a, b) => (excess(model, b, place) > excess(model, a, place) ? b : a), names[0]);
  return most !== undefined && excess(model, most, place) >= STRIKING ? most : null;
}

/**
 * How far a metric is from even attention: 0 not at all, 1 as far as it gets. Entropy strikes by being small, distance
 * by being so much larger.
 * @param {Model} model
 * @param {string} name
 * @param {number} place
 */
function excess(model, name, place) {
  const { values, uniform } = model.metrics[name];
  const [value, even] = [values[place], uniform[place]];
  if (value === null || even === null) return -Infinity;
  if (name === "entropy") return (even - value) / even;
  if (name === "distance") return even > 0 ? (value - even) / even : 0;
  return even < 1 ? (value - even) / (1 - even) : 0;
}

/**
 * `previous token 0.83 (spread evenly: 0.12; 15 queries)`
 * @param {Model} model
 * @param {string} name
 * @param {number} place
 */
export function metricSaid(model, name, place) {
  const { words } = model;
  const metric = words[`metric_${name}`];
  const { values, uniform, n } = model.metrics[name];
  const value = values[place];
  if (value === null) return say(words.unmeasured, { metric });
  const even = uniform[place]?.toFixed(2) ?? "–";
  return say(words.measured, { metric, value: value.toFixed(2), uniform: even, n: n[place] });
}

/**
 * What there is to say of one head: the metric in force, or what it is marked by; empty if neither.
 * @param {Model} model
 * @param {string} sort
 * @param {number} place
 */
export function strikingSaid(model, sort, place) {
  const name = sort in model.metrics ? sort : badgeOf(model, sort, place);
  return name ? metricSaid(model, name, place) : "";
}
