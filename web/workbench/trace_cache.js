/** What travels apart from the view, once for many of them, and is shared by all workbenches on the page. */

import { Cache } from "../lib/cache.js";
import { inflated } from "../lib/inflate.js";

const KEPT = 4; // traces; a comparison needs two

/** @type {Cache<Uint8Array>} by the digest of the codes */
export const codes = new Cache(KEPT);

/** @type {Cache<Record<string, import("./types.js").Metric>>} by the digest of the reading */
export const metrics = new Cache(KEPT);

/** What else a view is about: looks, a text, the frame of a map, its numbers; see `Payload.parts`. */
export const common = {
  /** @type {Cache<import("./types.js").Look>} */
  look: new Cache(KEPT),
  /** @type {Cache<import("./types.js").Read>} */
  text: new Cache(KEPT),
  /** @type {Cache<import("./types.js").Frame>} */
  frame: new Cache(KEPT),
  /** @type {Cache<import("./types.js").Numbers>} */
  map: new Cache(KEPT),
};

/**
 * Take in what Python sent.
 * @param {any} data with its kind and its digest
 */
export function keep({ kind, digest, ...data }) {
  if (kind === "weights") keepCodes(digest, columnOf(data.codes), data.deflated);
  else if (kind === "metrics") metrics.keep(digest, data.metrics);
  else if (kind === "map") common.map.keep(digest, { rows: rowsOf(columnOf(data.numbers), data.shape) });
  else common[/** @type {"look" | "text" | "frame"} */ (kind)].keep(digest, data);
}

/**
 * The bytes of a table's one column.
 * @param {any} table of Arrow
 * @returns {Uint8Array<ArrayBuffer>}
 */
function columnOf(table) {
  return table.getChildAt(0).toArray();
}

/**
 * A map's rows, out of the bytes of its numbers.
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {[number, number]} shape
 */
function rowsOf(bytes, [rows, columns]) {
  const flat = new Float32Array(bytes.slice().buffer); // a copy begins where a float may
  return Array.from({ length: rows }, (_, i) => flat.subarray(i * columns, (i + 1) * columns));
}

/**
 * Take in codes. Deflated ones are there a few milliseconds later.
 * @param {string} digest
 * @param {Uint8Array<ArrayBuffer>} sent
 * @param {boolean} deflated
 */
export function keepCodes(digest, sent, deflated) {
  if (codes.coming.has(digest)) return;
  const known = codes.of(digest);
  if (known || !deflated) codes.keep(digest, known ?? sent);
  else codes.await(digest, inflated(sent));
}

/**
 * Whether something has yet to come or to be inflated, or heads are to be ranked by metrics that have yet to come.
 * @param {any} message of `Payload.view_message`
 * @param {{sort: string} | undefined} shown the view so far
 */
export function lacks({ parts, reading, view }, shown) {
  if (Object.entries(common).some(([kind, cache]) => !cache.settled(parts[kind]))) return true;
  const ranked = [view, shown].some((one) => (one?.sort ?? "layer") !== "layer");
  return !codes.settled(parts.weights) || (ranked && !metrics.settled(reading));
}
