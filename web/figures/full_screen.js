/** A figure for the whole screen, which is often a projector's: type and what is spaced by it are larger. */

const FONTS = new Set(["font", "tickfont", "textfont"]);
const SPACES = new Set(["margin", "pad"]);
const DISTANCES = new Set(["standoff", "ticklabelstandoff", "xshift", "yshift"]);

/**
 * A copy with every font and every distance that goes by it multiplied.
 * @param {any} part of a figure's data or layout
 * @param {number} times
 * @returns {any}
 */
export function enlarged(part, times) {
  if (Array.isArray(part)) return part.map((one) => enlarged(one, times));
  if (part === null || typeof part !== "object") return part;
  return Object.fromEntries(Object.entries(part).map(([name, value]) => [name, larger(name, value, times)]));
}

/**
 * @param {string} name
 * @param {any} value
 * @param {number} times
 */
function larger(name, value, times) {
  if (DISTANCES.has(name) && typeof value === "number") return times * value;
  if (FONTS.has(name) && typeof value?.size === "number") return { ...value, size: times * value.size };
  if (SPACES.has(name) && typeof value === "object") return multiplied(value, times);
  return enlarged(value, times);
}

/**
 * @param {Record<string, any>} sides
 * @param {number} times
 */
function multiplied(sides, times) {
  return Object.fromEntries(Object.entries(sides).map(([side, px]) => [side, typeof px === "number" ? times * px : px]));
}
