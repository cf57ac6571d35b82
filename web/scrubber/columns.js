/** The arrays of the last recordings on this page, by digest: they travel once. */

const KEPT = 2;

/** @typedef {Record<string, any>} Columns Typed arrays by name, see `Recorded` in recorded_readings.py. */

/** @type {Map<string, Columns>} in the order they were last sent */
const store = new Map();

/** @type {Set<() => void>} */
const listeners = new Set();

/**
 * Keep arrays that have arrived.
 * @param {string} digest
 * @param {Columns} columns
 */
export function keepColumns(digest, columns) {
  const known = store.delete(digest);
  store.set(digest, columns);
  if (store.size > KEPT) store.delete(store.keys().next().value);
  if (!known) for (const listener of [...listeners]) listener();
}

/**
 * @param {string} digest
 * @returns {Columns | null}
 */
export function columnsOf(digest) {
  return store.get(digest) ?? null;
}

/**
 * @param {() => void} listener called when arrays have arrived
 * @returns {() => void} ends it
 */
export function onColumns(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
