/** The selection in words: a line that is read out as it changes, and a table for who cannot see the map. */

import { strongest } from "./codes.js";
import { element } from "./dom.js";
import { weightsOf } from "./known.js";
import { fullName, say, tilesOf } from "./model.js";

/** @typedef {import("./types.js").Model} Model */
/** @typedef {import("./types.js").Selection} Selection */
/** @typedef {import("./types.js").Weights} Weights */

export class Readout {
  constructor() {
    this.line = element("p", { class: "hl-line", role: "status", "aria-live": "polite" });
    this.table = element("table", { class: "hl-unseen" });
    this.root = element("div", { class: "hl-readout" }, [this.line, this.table]);
  }

  /**
   * @param {Model} model
   * @param {Selection} selection
   */
  show(model, selection) {
    const sentence = describe(model, selection);
    if (sentence !== this.line.textContent) this.line.textContent = sentence; // or it would be read out again
    clearTimeout(this.timer);
    this.timer = setTimeout(() => fill(this.table, model, selection), 200); // after what can be seen
  }

  destroy() {
    clearTimeout(this.timer);
    this.root.remove();
  }
}

/**
 * `L2H5 selected; strongest: cat → the, 0.43`
 * @param {Model} model
 * @param {Selection} selection
 */
export function describe(model, selection) {
  const tiles = tilesOf(model, selection.site);
  const selected = say(model.words.selected, { head: fullName(model.tiles, tiles, selection.head) });
  const weights = weightsOf(model, selection);
  if (!weights) return `${selected}; ${model.words.waiting}`;
  const { query, key } = selection;
  if (query !== null && key !== null) {
    const where = { query, key, weight: weights.at(query, key) };
    return `${selected}; ${say(model.words.cell, cell(model, selection, where))}`;
  }
  const best = strongest(weights, query);
  return best ? `${selected}; ${say(model.words.strongest, cell(model, selection, best))}` : selected;
}

/**
 * @param {Model} model
 * @param {Selection} selection
 * @param {{query: number, key: number, weight: number}} where
 */
function cell(model, selection, where) {
  const tiles = tilesOf(model, selection.site);
  return {
    query: model.tokens[tiles.queries][where.query],
    key: model.tokens[tiles.keys][where.key],
    weight: number(where.weight),
  };
}

/** @param {number} weight */
function number(weight) {
  return Number.isNaN(weight) ? "–" : weight.toFixed(2);
}

/**
 * The chosen query's weights, or the strongest key of every query.
 * @param {HTMLTableElement} table
 * @param {Model} model
 * @param {Selection} selection
 */
function fill(table, model, selection) {
  const { words } = model;
  const weights = weightsOf(model, selection);
  const tiles = tilesOf(model, selection.site);
  const head = fullName(model.tiles, tiles, selection.head);
  const { query } = selection;
  const cells = weights ? (query === null ? strongestKeys(weights) : rowOf(weights, query)) : [];
  const name = query === null ? "" : model.tokens[tiles.queries][query];
  const caption = element("caption", {}, [
    query === null ? say(words.strongest_table, { head }) : say(words.row_table, { head, query: name }),
  ]);
  const header = row("th", [words.query, words.key, words.weight]);
  const body = cells.map((where) => row("td", Object.values(cell(model, selection, where))));
  table.replaceChildren(caption, element("thead", {}, [header]), element("tbody", {}, body));
}

/** @param {Weights} weights */
function strongestKeys(weights) {
  return Array.from({ length: weights.rows }, (_, query) => strongest(weights, query)).filter((best) => best !== null);
}

/**
 * @param {Weights} weights
 * @param {number} query
 */
function rowOf(weights, query) {
  return Array.from({ length: weights.columns }, (_, key) => ({ query, key, weight: weights.at(query, key) }));
}

/**
 * @param {"th" | "td"} tag
 * @param {string[]} texts
 */
function row(tag, texts) {
  return element("tr", {}, texts.map((text) => element(tag, tag === "th" ? { scope: "col" } : {}, [text])));
}
