/** What travels apart from the view, once for many of them, and is shared by all workbenches on the page. */

import { inflated } from "./inflate.js";

const KEPT = 4; // traces; a comparison needs two

/** @template Value */
class Arrivals {
  constructor() {
    /** @type {Map<string, Value>} by name, in the order they were last sent */
    this.kept = new Map();
    /** @type {Set<string>} names of what is being made ready */
    this.coming = new Set();
    /** @type {Set<string>} names of what could not be */
    this.failed = new Set();
    /** @type {Set<() => void>} */
    this.listeners = new Set();
  }

  /**
   * @param {string} name
   * @returns {Value | null}
   */
  of(name) {
    return this.kept.get(name) ?? null;
  }

  /**
   * Whether there is nothing to wait for any more.
   * @param {string} name
   */
  settled(name) {
    return this.kept.has(name) || this.failed.has(name);
  }

  /**
   * Keep what has arrived.
   * @param {string} name
   * @param {Value} value
   */
  keep(name, value) {
    const known = this.kept.delete(name);
    this.kept.set(name, value);
    if (this.kept.size > KEPT) this.kept.delete(this.kept.keys().next().value);
    if (!known) this.tell();
  }

  /**
   * Keep what will be ready in a moment.
   * @param {string} name
   * @param {Promise<Value>} promise
   */
  async await(name, promise) {
    this.coming.add(name);
    const value = await promise.catch(() => null);
    this.coming.delete(name);
    if (value !== null) return this.keep(name, value);
    this.failed.add(name);
    this.tell();
  }

  tell() {
    for (const listener of [...this.listeners]) listener();
  }

  /**
   * @param {() => void} listener called when something has arrived
   * @returns {() => void} ends it
   */
  listen(listener) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}

/** @type {Arrivals<Uint8Array>} by the digest of the codes */
export const codes = new Arrivals();

/** @type {Arrivals<Record<string, import("./types.js").Metric>>} by the digest of the reading */
export const metrics = new Arrivals();

/** What else a view is about: looks, a text, the frame of a map, its numbers; see `Payload.parts`. */
export const common = {
  /** @type {Arrivals<import("./types.js").Look>} */
  look: new Arrivals(),
  /** @type {Arrivals<import("./types.js").Read>} */
  text: new Arrivals(),
  /** @type {Arrivals<import("./types.js").Frame>} */
  frame: new Arrivals(),
  /** @type {Arrivals<import("./types.js").Numbers>} */
  map: new Arrivals(),
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
 * @returns {Uint8Array}
 */
function columnOf(table) {
  return table.getChildAt(0).toArray();
}

/**
 * A map's rows, out of the bytes of its numbers.
 * @param {Uint8Array} bytes
 * @param {[number, number]} shape
 */
function rowsOf(bytes, [rows, columns]) {
  const flat = new Float32Array(bytes.slice().buffer); // a copy begins where a float may
  return Array.from({ length: rows }, (_, i) => flat.subarray(i * columns, (i + 1) * columns));
}

/**
 * Take in codes. Deflated ones are there a few milliseconds later.
 * @param {string} digest
 * @param {Uint8Array} sent
 * @param {boolean} deflated
 */
function keepCodes(digest, sent, deflated) {
  if (codes.coming.has(digest)) return;
  const known = codes.of(digest);
  if (known || !deflated) codes.keep(digest, known ?? sent);
  else codes.await(digest, inflated(sent));
}
