/** The first steps: from x to q, k and v, to the score and its weight. */

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
const TOLERANCE = 1e-4; // how far a number may be from the model's before an intervention is held to be behind it

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
  const head = made ? formula(`${vector} = ${made.projected ? kit.words.turn : ""}${made.projected ? `(${product})` : product}`) : formula(vector);
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
    const before = plain ? [] : [kit.dimensionsOf([{ name: "q", values: path.q }, { name: "k", values: k }])];
    return [
      kit.text(terms.symbol === "q·k" ? "meet" : "meet_other", { symbol: terms.symbol.replaceAll("_", "") }),
      ...(answers && answers === k ? [kit.note("projected_keys")] : []),
      ...before,
      ...chooseOrder(kit),
      kit.dimensionsOf(...ordered(terms, kit)),
      ...(kit.told.byHand ? kit.worked(terms.formula, { values: path.q, rows: 1, columns: path.q.length }, path.k) : [formula(`${terms.formula} = Σ = ${decimal(total)}`)]),
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
function ordered({ parts, symbol, terms }, { words, dimensions, told }) {
  const numbers = Array.from(terms, (_, i) => i);
  if (dimensions.order === "size" && !told.byHand) numbers.sort((a, b) => Math.abs(terms[b]) - Math.abs(terms[a]));
  const moved = (/** @type {ArrayLike<number>} */ values) => numbers.map((i) => values[i]);
  let sum = 0;
  const running = numbers.map((i) => (sum += terms[i]));
  const named = parts.map(([name, values]) => ({ name, values: moved(values) }));
  return [[...named, { name: symbol, values: moved(terms) }, { name: words.running, values: running, running: true }], numbers];
}

/** @type {Screen} */
const scale = {
  name: "scale",
  has: () => true,
  draw(path, kit) {
    const { terms, total, scaled, cell, row, given } = path;
    const root = Math.abs(terms.factor * Math.sqrt(terms.terms.length) - 1) < 1e-6;
    const bias = given?.bias;
    const sum = scaled + cell.bias;
    const factor = root ? `1/√${terms.terms.length} = ${decimal(terms.factor)}` : decimal(terms.factor);
    const lines = [formula(`${terms.formula} = ${decimal(total)}`)];
    if (terms.factor !== 1) lines.push(formula(`× ${factor} → ${decimal(scaled)}`));
    if (row.bias) lines.push(formula(`+ ${kit.words.bias} ${decimal(cell.bias)} → ${decimal(sum)}`));
    if (cell.score !== null && Math.abs(cell.score - sum) > 1e-12) {
      lines.push(formula(`÷ ${decimal(sum / cell.score)} → ${decimal(cell.score)}`), kit.note("temperature"));
    }
    return [
      kit.text(terms.factor === 1 ? "no_scale" : root ? "scale_root" : "scale"),
      ...(bias ? biasOf(bias, kit) : []),
      ...lines,
      ...(given && differ(cell.score ?? NaN, given.used.score) ? [kit.note("changed_score", { score: decimal(given.used.score) })] : []),
    ];
  },
};

/**
 * How what is added to the score comes about.
 * @param {import("../attention/scores.js").Terms} bias
 * @param {Kit} kit
 */
function biasOf(bias, kit) {
  const total = bias.terms.reduce((sum, term) => sum + term, 0);
  const line = formula(`${kit.words.bias} = ${decimal(bias.factor)} × ${bias.formula} = ${decimal(bias.factor)} × ${decimal(total)} = ${decimal(bias.factor * total)}`);
  const relative = bias.parts.some(([symbol]) => symbol === "q + v") ? [kit.note("relative")] : [];
  return [kit.text("bias_text"), ...relative, ...(bias.parts.length ? [kit.dimensionsOf(ordered(bias, kit)[0])] : []), line];
}

/** @type {Screen} */
const mask = {
  name: "mask",
  has: () => true,
  draw({ cell, row, key, seen }, kit) {
    const says = cell.visible ? (cell.allowed ? "visible" : "uncovered") : cell.allowed ? "cut" : "masked";
    const kept = Array.from(row.scores ?? [], (score, i) => (row.visible && !row.visible[i] ? NaN : score));
    const strips = [{ name: kit.words.score, values: row.scores ?? [] }, { name: kit.words.score_seen, values: kept }];
    return [
      kit.text(says, { why: kit.told.masked }),
      kit.note("seen", { seen, all: kept.length }),
      kit.keysOf(strips, key - row.first),
      ...(cell.visible ? [] : [formula(`${kit.words.score} = −∞`)]),
    ];
  },
};

/** @type {Screen} */
const softmax = {
  name: "softmax",
  has: ({ row }) => row.softmax !== null,
  draw({ cell, row, key, seen }, kit) {
    const found = row.softmax;
    if (!found) return [];
    const at = key - row.first;
    const kept = Array.from(row.scores ?? [], (score, i) => (row.visible && !row.visible[i] ? NaN : score));
    const strips = [{ name: kit.words.score, values: kept }, { name: "exp(s − max)", values: found.powers }, { name: kit.words.weight, values: row.weights }];
    const power = `exp(${decimal(cell.visible ? (cell.score ?? NaN) : -Infinity)} − ${decimal(found.peak)}) = ${decimal(found.powers[at])}`;
    return [
      kit.text(seen ? "softmax" : "softmax_nothing"),
      kit.keysOf(strips, at),
      ...(seen ? [formula(`max = ${decimal(found.peak)}   ${power}   Σ = ${decimal(found.total)}`)] : []),
      formula(`${kit.words.weight} = ${decimal(found.powers[at])} / ${decimal(found.total)} = ${decimal(found.weights[at])}`),
      ...(differ(found.weights[at], row.weights[at]) ? [kit.note("changed_weight", { weight: decimal(row.weights[at]) })] : []),
    ];
  },
};

/**
 * Whether two numbers are further apart than rounding brings them.
 * @param {number} ours
 * @param {number} used
 */
export function differ(ours, used) {
  return Math.abs(ours - used) > TOLERANCE * Math.max(1, Math.abs(used));
}

/** @type {Screen[]} */
export const SCORE = [read, project, meet, scale, mask, softmax];
