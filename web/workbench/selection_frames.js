/** Frames around the chosen row, column and cell of a map. */

/** @typedef {import("./types.js").Selection} Selection */

/**
 * The figure's own shapes, and our frames in place of the ones Python may have drawn.
 * @param {Record<string, any>} layout
 * @param {Selection} selection
 * @param {string} colour
 * @returns {Array<Record<string, any>>}
 */
export function withFrames(layout, { query, key }, colour) {
  const own = (layout.shapes ?? []).filter((/** @type {any} */ shape) => shape.name !== "selected");
  const across = query === null ? null : { y0: query - 0.5, y1: query + 0.5 };
  const down = key === null ? null : { x0: key - 0.5, x1: key + 0.5 };
  const frames = [
    across && frame({ ...across, xref: "x domain", x0: 0, x1: 1 }, colour, 1),
    down && frame({ ...down, yref: "y domain", y0: 0, y1: 1 }, colour, 1),
    across && down && frame({ ...across, ...down }, colour, 2.5),
  ];
  return [...own, ...frames.filter(Boolean)];
}

/**
 * @param {object} where
 * @param {string} colour
 * @param {number} width
 */
function frame(where, colour, width) {
  return { type: "rect", name: "selected", line: { color: colour, width }, fillcolor: "rgba(0,0,0,0)", ...where };
}
