/** Arrow keys in a grid. */

/**
 * Where a key leads from a cell.
 * @param {string} key name of the key pressed
 * @param {{row: number, column: number}} from
 * @param {number[]} widths number of columns of each row
 * @returns {{row: number, column: number} | null} null for every other key
 */
export function step(key, from, widths) {
  const moves = {
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
    Home: [0, -Infinity],
    End: [0, Infinity],
  };
  if (!Object.hasOwn(moves, key)) return null;
  const [down, right] = moves[/** @type {keyof typeof moves} */ (key)];
  const row = clamp(from.row + down, widths.length - 1);
  return { row, column: clamp(from.column + right, widths[row] - 1) };
}

/**
 * @param {number} index
 * @param {number} last
 */
function clamp(index, last) {
  return Math.max(0, Math.min(last, index));
}
