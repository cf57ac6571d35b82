/** The first steps: from x to q, k and v, and how these meet. */

import { element } from "../lib/dom.js";
import { Segments } from "../lib/choices.js";
import { formula } from "./formula.js";
import { apart, decimal } from "./numbers.js";

/**
 * @typedef {import("./kit.js").Kit} Kit
 * @typedef {import("./path.js").Path} Path
 * @typedef {import("./strips.js").Strip} Strip
 *
 * @typedef {object} Screen
 * @property {string} name
 * @property {(path: Path) => boolean} has Whether there is anything to show.
 * @property {(path: Path, kit: Kit) => Node[]} draw
 */

const PLAIN = ["q", "q/|q|"]; // parts that show the query as it is

/** @type {Screen} */
const read = {
  name: "read",
  has: ({ given }) => Boolean(given?.read.query && given.read.key),
  draw({ given }, kit) {
    const { query, key, cross } = kit.told;
    const strips = /** @type {Strip[]} */ ([
      given?.norms === "before" && { name: kit.words.stream_of, values: given.sublayers[0].before },
      { name: `x · ${query}`, values: given?.read.query },
      { name: `x · ${key}`, values: given?.read.key },
    ].filter(Boolean));
    const norm = given?.norms === "before" ? [formula("x = norm(stream)"), kit.text("read_norm")] : [];
    return [kit.text("read"), ...norm, ...(cross ? [kit.text("read_memory")] : []), kit.dimensionsOf(strips)];
  },
};

/** @type {Screen} */
const project = {
  name: "project",
  has: () => true,
  draw(path, kit) {
    const { query, key } = kit.told;
    const known = Object.values(path.given?.projections ?? {}).some(Boolean);
    const columns = /** @type {const} */ ([["q", "Q", "query", query], ["k", "K", "key", key], ["v", "V", "value", key]]);
    const drawn = columns.map(([vector, matrix, name, token]) => projected(path, kit, { vector, matrix, name, token }));
    const off = path.given?.verified.projections ?? null;
    return [
      kit.text(known ? "project" : "no_projection"),
      ...(path.given?.turned ? [kit.text("turned")] : []),
      element("div", { class: "hl-three" }, drawn),
      ...(known && off !== null && !kit.told.byHand ? [kit.note("verified_projections", { error: apart(off) })] : []),
    ];
  },
};

/**
 * One of q, k and v, and what made it.
 * @param {Path} path
 * @param {Kit} kit
 * @param {{vector: "q" | "k" | "v", matrix: string, name: "query" | "key" | "value", token: string}} which
 */
function projected(path, kit, { vector, matrix, name, token }) {
  const made = path.given?.projections[name];
  const x = path.given?.read[name === "query" ? "query" : "key"];
  const product = `W_${matrix} x${made?.bias ? " + b" : ""}`;
  const strips = /** @type {Strip[]} */ ([
    kit.told.byHand && x && { name: "x", values: x },
    made?.projected && { name: product, values: made.projected },
    { name: vector, values: path[vector] },
  ].filter(Boolean));
  const how = made?.projected ? `${kit.words.turn}(${product})` : product;
  const head = formula(made ? `${vector} = ${how}` : vector);
  const matrices = made ? [kit.matrix(`W_${matrix}`, made.weight)] : [];
  const worked = made && x ? kit.worked(vector, made.weight, x) : [];
  const rows = [head, element("p", { class: "hl-note" }, [token]), ...matrices, kit.dimensionsOf(strips), ...worked];
  return element("div", {}, rows);
}

/** @type {Screen} */
const meet = {
  name: "meet",
  has: () => true,
  draw(path, kit) {
    const { terms, total, k } = path;
    const answers = terms.parts.find(([symbol]) => symbol === "W_k k")?.[1];
    const plain = terms.parts.some(([symbol]) => PLAIN.includes(symbol));
    const worked = kit.worked(terms.formula, { values: path.q, rows: 1, columns: path.q.length }, k);
    const own = [{ name: "q", values: path.q }, ...(answers === k ? [] : [{ name: "k", values: k }])];
    return [
      kit.text(terms.symbol === "q·k" ? "meet" : "meet_other", { symbol: terms.symbol.replaceAll("_", "") }),
      ...(answers === k ? [kit.note("projected_keys")] : []),
      ...(plain ? [] : [kit.dimensionsOf(own)]),
      ...chooseOrder(kit),
      kit.dimensionsOf(...ordered(terms, kit)),
      ...(kit.told.byHand ? worked : [formula(`${terms.formula} = Σ = ${decimal(total)}`)]),
      kit.note("total", { count: terms.terms.length }),
    ];
  },
};

/** @param {Kit} kit */
function chooseOrder({ words, dimensions, told }) {
  if (told.byHand) return [];
  const segments = new Segments(dimensions.reorder);
  const choices = [{ value: "place", label: words.order_place }, { value: "size", label: words.order_size }];
  segments.show(words.order, choices, dimensions.order);
  return [segments.root];
}

/**
 * Parts, terms and their sum so far, in the order that was chosen.
 * @param {import("../attention/scores.js").Terms} terms
 * @param {Kit} kit
 * @returns {[Strip[], number[]]}
 */
export function ordered({ parts, symbol, terms }, { words, dimensions, told }) {
  const numbers = Array.from(terms, (_, i) => i);
  if (dimensions.order === "size" && !told.byHand) numbers.sort((a, b) => Math.abs(terms[b]) - Math.abs(terms[a]));
  const moved = (/** @type {ArrayLike<number>} */ values) => numbers.map((i) => values[i]);
  let sum = 0;
  const running = numbers.map((i) => (sum += terms[i]));
  const named = parts.map(([name, values]) => ({ name, values: moved(values) }));
  const sums = { name: words.running, values: running, running: true };
  return [[...named, { name: symbol, values: moved(terms) }, sums], numbers];
}

/** @type {Screen[]} */
export const VECTORS = [read, project, meet];
