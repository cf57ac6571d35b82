/** The window through which a long text's map is seen. Of a short text it is the whole map. */

import { fullName } from "../lib/heads.js";
import { say } from "../lib/words.js";
import { tilesOf } from "./model.js";

/** @typedef {import("./types.js").Model} Model */
/** @typedef {import("./types.js").Selection} Selection */
/** @typedef {import("./types.js").Shown} Shown */
/** @typedef {import("./types.js").Tiles} Tiles */
/** @typedef {import("./types.js").View} View */
/** @typedef {import("./types.js").Window} Window */

/** @typedef {"query" | "key"} Side */

/**
 * What is looked at: as chosen, else as Python drew it.
 * @param {Model} model
 * @param {Shown} shown
 * @returns {Window}
 */
export function windowOf(model, { selection, view }) {
  const wanted = view.window ?? [model.window?.row ?? 0, model.window?.column ?? 0];
  return windowAt(model, tilesOf(model, selection.site), wanted);
}

/**
 * The window of a map that begins there, or as near as the map's edges let it.
 * @param {Model} model
 * @param {Tiles} tiles
 * @param {number[]} start first query and first key
 * @returns {Window}
 */
export function windowAt({ reach = Infinity }, { n_query, n_key }, [row, column]) {
  const [rows, columns] = [Math.min(reach, n_query), Math.min(reach, n_key)];
  const within = (/** @type {number} */ at, /** @type {number} */ last) => Math.max(0, Math.min(last, Math.round(at)));
  return { row: within(row, n_query - rows), column: within(column, n_key - columns), rows, columns };
}

/**
 * The window of Python's figure.
 * @param {Model} model
 * @returns {Window}
 */
export function drawnWindow(model) {
  const tiles = tilesOf(model, model.figureOf.site);
  return model.window ?? windowAt(model, tiles, [0, 0]);
}

/**
 * Whether there is more of a map than a window shows.
 * @param {Model} model
 * @param {Tiles} tiles
 */
export function isLong({ reach = Infinity }, { n_query, n_key }) {
  return n_query > reach || n_key > reach;
}

/**
 * @param {Window} a
 * @param {Window} b
 */
export function sameWindow(a, b) {
  return a.row === b.row && a.column === b.column && a.rows === b.rows && a.columns === b.columns;
}

/**
 * The first token of a window on one side, and how many there are.
 * @param {Window} window
 * @param {Side} side
 */
export function partOf({ row, column, rows, columns }, side) {
  return side === "query" ? { first: row, count: rows } : { first: column, count: columns };
}

/**
 * Whether a window shows a token; no token is everywhere.
 * @param {Window} window
 * @param {Side} side
 * @param {number | null} index
 */
export function shows(window, side, index) {
  const { first, count } = partOf(window, side);
  return index === null || (index >= first && index < first + count);
}

/**
 * Where a window has to begin so that it shows a cell; null if it does already.
 * @param {Model} model
 * @param {Shown} shown
 * @param {Partial<Selection>} cell
 * @returns {[number, number] | null}
 */
export function startShowing(model, shown, { query = null, key = null }) {
  const window = windowOf(model, shown);
  if (shows(window, "query", query) && shows(window, "key", key)) return null;
  const around = (/** @type {Side} */ side, /** @type {number | null} */ index) => {
    const { first, count } = partOf(window, side);
    return index === null || shows(window, side, index) ? first : index - Math.floor(count / 2);
  };
  const start = [around("query", query), around("key", key)];
  const { row, column } = windowAt(model, tilesOf(model, shown.selection.site), start);
  return [row, column];
}

/**
 * `queries 256–511 of 1,024, keys 0–255 of 1,024`, counted from 0 as on the axes; nothing of a short text.
 * @param {Model} model
 * @param {Tiles} tiles
 * @param {Window} window
 */
export function windowSaid(model, tiles, { row, column, rows, columns }) {
  if (!isLong(model, tiles)) return "";
  const numbers = { row, bottom: row + rows - 1, n_query: tiles.n_query };
  const all = { ...numbers, column, right: column + columns - 1, n_key: tiles.n_key };
  const spelled = Object.entries(all).map(([name, number]) => [name, number.toLocaleString("en")]);
  return say(model.words.window, Object.fromEntries(spelled));
}

/**
 * Head, sizes and window in one sentence, for who cannot see the overview.
 * @param {Model} model
 * @param {Shown} shown
 */
export function overviewSaid(model, shown) {
  const tiles = tilesOf(model, shown.selection.site);
  const head = fullName(model.tiles, tiles, shown.selection.head);
  const window = windowSaid(model, tiles, windowOf(model, shown));
  return say(model.words.overview, { head, rows: tiles.n_query, columns: tiles.n_key, window });
}

/**
 * The place of the window that Python drew, where another was asked for: the server leads.
 * @param {Model} model
 * @param {Partial<View>} view
 * @returns {Partial<View>}
 */
export function drawnStart(model, view) {
  return view.window && model.window ? { window: [model.window.row, model.window.column] } : {};
}
