/** What travels apart from the view, once a trace, and is shared by all workbenches on the page: codes and metrics. */

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

/**
 * Take in codes. Deflated ones are there a few milliseconds later.
 * @param {string} digest
 * @param {Uint8Array} sent
 * @param {boolean} deflated
 */
export function keepCodes(digest, sent, deflated) {
  if (codes.coming.has(digest)) return;
  const known = codes.of(digest);
  if (known || !deflated) codes.keep(digest, known ?? sent);
  else codes.await(digest, inflated(sent));
}
