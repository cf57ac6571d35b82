/** Which cells of a map a query may not see: those after it, or those later in an order. */

/** @typedef {import("./types.js").Tiles} Tiles */

/** @type {Record<string, (query: number, key: number) => boolean>} by places in the order */
const LATER = { up_to: (query, key) => key > query, before: (query, key) => key >= query };

/**
 * Whether a query may not see a key.
 * @param {Tiles} tiles
 * @returns {(query: number, key: number) => boolean}
 */
export function hides({ masked, rank }) {
  if (masked === "causal") return (query, key) => key > query;
  const later = LATER[masked];
  return later ? (query, key) => later(rank[query], rank[key]) : () => false;
}

/**
 * Whether nothing of a block of cells may be seen: first and last row, first and last column.
 * @param {Tiles} tiles
 * @returns {(top: number, bottom: number, left: number, right: number) => boolean}
 */
export function hidesBlock(tiles) {
  if (tiles.masked === "causal") return (_, bottom, left) => left > bottom;
  const later = LATER[tiles.masked];
  if (!later) return () => false;
  const { rank } = tiles;
  const of = (/** @type {number} */ first, /** @type {number} */ last) => rank.slice(first, last + 1);
  return (top, bottom, left, right) => later(Math.max(...of(top, bottom)), Math.min(...of(left, right)));
}
