/** From what q and k make of each other to the score and its weight. */

import { formula } from "./formula.js";
import { decimal } from "./numbers.js";
import { ordered } from "./screens_vectors.js";

/** @typedef {import("./kit.js").Kit} Kit */
/** @typedef {import("./screens_vectors.js").Screen} Screen */

const TOLERANCE = 1e-4; // how far a number may be from the model's before an intervention is held to be behind it

/** @type {Screen} */
const scale = {
  name: "scale",
  has: () => true,
  draw(path, kit) {
    const { terms, total, scaled, cell, row, given } = path;
    const root = Math.abs(terms.factor * Math.sqrt(terms.terms.length) - 1) < 1e-6;
    const bias = given?.bias;
    const [sum, used] = [scaled + cell.bias, decimal(given?.used.score ?? NaN)];
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
      ...(given && differ(cell.score ?? NaN, given.used.score) ? [kit.note("changed_score", { score: used })] : []),
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
  const [factor, added] = [bias.factor, bias.factor * total].map(decimal);
  const line = formula(`${kit.words.bias} = ${factor} × ${bias.formula} = ${factor} × ${decimal(total)} = ${added}`);
  const relative = bias.parts.some(([symbol]) => symbol === "q + v") ? [kit.note("relative")] : [];
  const strips = bias.parts.length ? [kit.dimensionsOf(...ordered(bias, kit))] : [];
  return [kit.text("bias_text"), ...relative, ...strips, line];
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
    const strips = [
      { name: kit.words.score, values: kept },
      { name: "exp(s − max)", values: found.powers },
      { name: kit.words.weight, values: row.weights },
    ];
    const score = cell.visible ? (cell.score ?? NaN) : -Infinity;
    const [own, peak, power, total, weight, used] = [
      ...[score, found.peak, found.powers[at], found.total, found.weights[at], row.weights[at]],
    ].map(decimal);
    return [
      kit.text(seen ? "softmax" : "softmax_nothing"),
      kit.keysOf(strips, at),
      ...(seen ? [formula(`max = ${peak}   exp(${own} − ${peak}) = ${power}   Σ = ${total}`)] : []),
      formula(`${kit.words.weight} = ${power} / ${total} = ${weight}`),
      ...(differ(found.weights[at], row.weights[at]) ? [kit.note("changed_weight", { weight: used })] : []),
    ];
  },
};

/**
 * Whether two numbers are further apart than rounding brings them.
 * @param {number} ours
 * @param {number} used
 */
function differ(ours, used) {
  return Math.abs(ours - used) > TOLERANCE * Math.max(1, Math.abs(used));
}

/** @type {Screen[]} */
export const SCORE = [scale, mask, softmax];
