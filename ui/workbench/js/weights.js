/** The codes of every trace on this page, by digest. They travel once and are shared by all workbenches. */

const KEPT = 4; // traces; a comparison needs two

/** @type {Map<string, Uint8Array>} in the order they were last sent */
const store = new Map();

/** @type {Set<() => void>} */
const listeners = new Set();

/**
 * Keep codes that have arrived.
 * @param {string} digest
 * @param {Uint8Array} codes
 */
export function keepCodes(digest, codes) {
  const known = store.delete(digest);
  store.set(digest, codes);
  if (store.size > KEPT) store.delete(store.keys().next().value);
  if (!known) for (const listener of [...listeners]) listener();
}

/**
 * @param {string} digest
 * @returns {Uint8Array | null}
 */
export function codesOf(digest) {
  return store.get(digest) ?? null;
}

/**
 * @param {() => void} listener called when codes have arrived
 * @returns {() => void} ends it
 */
export function onCodes(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
