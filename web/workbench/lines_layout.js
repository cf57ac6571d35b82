/** Where everything in the picture of lines goes: queries in a column at the left, keys in one at the right. */

/** @typedef {import("./types.js").Place} Place */

/**
 * @typedef {object} Columns CSS pixels.
 * @property {number} width
 * @property {number} height
 * @property {number} top Where the first token's line begins.
 * @property {number} pitch From token to token.
 * @property {number} font
 * @property {number} numbers Room for a weight at the outer edge of either column.
 * @property {number} from Where lines leave the queries.
 * @property {number} to Where they reach the keys.
 * @property {{query: number, key: number}} counts
 * @property {{query: number, key: number}} first The first token of each column.
 */

const ROOMY = 26; // px from token to token where there is plenty of room
const TIGHT = 14; // and where there is not: beyond that, one scrolls
const LINE = 1.25; // pitch of tokens in font sizes
const LARGEST = 14; // px of the font
const NUMBERS = 3.6; // font sizes
const AWAY = 6; // px between tokens and lines

/**
 * @param {{counts: {query: number, key: number}, first: {query: number, key: number}}} tokens
 * @param {{query: number, key: number}} labels widths of the widest labels, in font sizes
 * @param {{width: number, height: number}} space
 * @returns {Columns}
 */
export function columnsFor({ counts, first }, labels, space) {
  const most = Math.max(counts.query, counts.key);
  const top = 1.8 * LARGEST;
  const pitch = Math.max(TIGHT, Math.min(ROOMY, (space.height - top) / most));
  const font = Math.min(LARGEST, pitch / LINE);
  const numbers = NUMBERS * font;
  const room = (/** @type {number} */ label) => numbers + Math.min(label * font, 0.27 * space.width) + AWAY;
  return {
    width: space.width,
    height: Math.ceil(top + most * pitch) + 4,
    ...{ top, pitch, font, numbers, counts, first },
    from: room(labels.query),
    to: space.width - room(labels.key),
  };
}

/**
 * Middle of a token's line.
 * @param {Columns} columns
 * @param {Place} place
 */
export function heightOf({ top, pitch, first }, { side, index }) {
  return top + (index - first[side] + 0.5) * pitch;
}

/**
 * The token at a point; null between the columns and outside.
 * @param {Columns} columns
 * @param {number} x
 * @param {number} y
 * @returns {Place | null}
 */
export function placeAt({ from, to, top, pitch, counts, first }, x, y) {
  const side = x <= from + AWAY ? "query" : x >= to - AWAY ? "key" : null;
  const index = Math.floor((y - top) / pitch);
  return side && index >= 0 && index < counts[side] ? { side, index: first[side] + index } : null;
}

/**
 * Where an arrow key leads: up and down a column, left to the queries, right to the keys.
 * @param {Columns} columns
 * @param {string} key name of the key pressed
 * @param {Place | null} from
 * @returns {Place | null} null for every other key
 */
export function walk({ counts, first }, key, from) {
  const { side, index } = from ?? { side: /** @type {const} */ ("query"), index: first.query - 1 };
  /** @type {Record<string, number>} */
  const moves = {
    ...{ ArrowUp: index - 1, ArrowDown: index + 1, ArrowLeft: index, ArrowRight: index },
    ...{ Home: 0, End: Infinity },
  };
  if (!Object.hasOwn(moves, key)) return null;
  const to = key === "ArrowLeft" ? "query" : key === "ArrowRight" ? "key" : side;
  return { side: to, index: Math.max(first[to], Math.min(first[to] + counts[to] - 1, moves[key])) };
}
