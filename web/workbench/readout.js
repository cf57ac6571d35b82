/** The selection in words: a line that is read out as it changes, and a table for who cannot see the map. */

import { element } from "../lib/dom.js";
import { fullName } from "../lib/heads.js";
import { say } from "../lib/words.js";
import { strongest, weightsOf } from "./head_weights.js";
import { isExact, tilesOf } from "./model.js";
import { numberOf } from "./place.js";
import { drawnWindow, isLong, shows, windowOf, windowSaid } from "./window.js";

/** @typedef {import("./types.js").Model} Model */
/** @typedef {import("./types.js").Selection} Selection */
/** @typedef {import("./types.js").Shown} Shown */
/** @typedef {import("./types.js").Weights} Weights */

export class Readout {
  constructor() {
    /** @type {number | undefined} */ this.timer;
    this.line = element("p", { class: "hl-line", role: "status", "aria-live": "polite" });
    this.table = element("table", { class: "hl-unseen" });
    this.root = element("div", { class: "hl-readout" }, [this.line, this.table]);
  }

  /**
   * @param {Model} model
   * @param {Shown} shown
   */
  show(model, shown) {
    const sentence = describe(model, shown);
    if (sentence !== this.line.textContent) this.line.textContent = sentence; // or it would be read out again
    clearTimeout(this.timer);
    this.timer = setTimeout(() => fill(this.table, model, shown), 200); // after what can be seen
  }

  destroy() {
    clearTimeout(this.timer);
    this.root.remove();
  }
}

/**
 * `L2H5 selected; strongest: cat → the, 0.43`
 * @param {Model} model
 * @param {Shown} shown
 */
export function describe(model, shown) {
  const { selection } = shown;
  const tiles = tilesOf(model, selection.site);
  const selected = say(model.words.selected, { head: fullName(model.tiles, tiles, selection.head) });
  const window = windowAround(model, shown);
  const weights = weightsOf(model, selection, window);
  if (!weights) return `${selected}; ${model.words.waiting}`;
  const { query, key } = selection;
  if (query !== null && key !== null) {
    const inside = shows(window, "query", query) && shows(window, "key", key);
    const sentence = inside ? model.words.cell : model.words.cell_outside;
    return `${selected}; ${say(sentence, cell(model, selection, weights, { query, key }))}`;
  }
  const best = strongest(weights, query);
  const found = isLong(model, tiles) ? model.words.strongest_here : model.words.strongest;
  return best ? `${selected}; ${say(found, cell(model, selection, weights, best))}` : selected;
}

/**
 * The window on show; that of Python's figure, if it has the chosen cell and the one on show has not.
 * @param {Model} model
 * @param {Shown} shown
 */
function windowAround(model, shown) {
  const { query, key } = shown.selection;
  const all = [windowOf(model, shown), ...(isExact(model, shown.selection) ? [drawnWindow(model)] : [])];
  return all.find((one) => shows(one, "query", query) && shows(one, "key", key)) ?? all[0];
}

/**
 * @param {Model} model
 * @param {Selection} selection
 * @param {Weights} weights
 * @param {{query: number, key: number}} where
 */
function cell(model, selection, weights, where) {
  const tiles = tilesOf(model, selection.site);
  return {
    query: model.tokens[tiles.queries][where.query],
    key: model.tokens[tiles.keys][where.key],
    weight: number(model, weights, weights.at(where.query, where.key)),
  };
}

/**
 * A code stands for its weight to two digits, a pooled one only about.
 * @param {Model} model
 * @param {Weights} weights
 * @param {number} weight
 */
function number(model, weights, weight) {
  return numberOf(model, model.pool > 1 ? weights : { ...weights, exact: true }, weight);
}

/**
 * The chosen query's weights, or the strongest key of every query.
 * @param {HTMLTableElement} table
 * @param {Model} model
 * @param {Shown} shown
 */
function fill(table, model, shown) {
  const { words } = model;
  const { selection } = shown;
  const window = windowAround(model, shown);
  const weights = weightsOf(model, selection, window);
  const tiles = tilesOf(model, selection.site);
  const head = fullName(model.tiles, tiles, selection.head);
  const { query } = selection;
  const name = query === null ? "" : model.tokens[tiles.queries][query];
  const said = query === null ? say(words.strongest_table, { head }) : say(words.row_table, { head, query: name });
  const part = windowSaid(model, tiles, window);
  const caption = element("caption", {}, [part ? say(words.in_window, { caption: said, window: part }) : said]);
  const header = row("th", [words.query, words.key, words.weight]);
  const known = weights && shows(window, "query", query); // or nothing is known of that row
  const cells = known ? cellsOf(weights, query).map((where) => cell(model, selection, weights, where)) : [];
  const body = cells.map((texts) => row("td", Object.values(texts)));
  table.replaceChildren(caption, element("thead", {}, [header]), element("tbody", {}, body));
}

/**
 * @param {Weights} weights
 * @param {number | null} query
 */
function cellsOf(weights, query) {
  const { row, rows, column, columns } = weights.window;
  if (query !== null) return Array.from({ length: columns }, (_, i) => ({ query, key: column + i }));
  return Array.from({ length: rows }, (_, i) => strongest(weights, row + i)).filter((best) => best !== null);
}

/**
 * @param {"th" | "td"} tag
 * @param {string[]} texts
 */
function row(tag, texts) {
  return element("tr", {}, texts.map((text) => element(tag, tag === "th" ? { scope: "col" } : {}, [text])));
}
