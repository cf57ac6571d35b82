/** Numbers in rows, as they come from the server; everything here sums in float64. */

/**
 * @typedef {Float32Array | Float64Array | number[]} Vector
 *
 * @typedef {object} Matrix
 * @property {Float32Array | Float64Array} values Row by row.
 * @property {number} rows
 * @property {number} columns
 */

/**
 * One row of a matrix, not copied.
 * @param {Matrix} matrix
 * @param {number} row
 */
export function rowAt({ values, columns }, row) {
  return values.subarray(row * columns, (row + 1) * columns);
}

/**
 * Σ_d x_d y_d
 * @param {Vector} x
 * @param {Vector} y as long
 */
export function dot(x, y) {
  let sum = 0;
  for (let d = 0; d < x.length; d++) sum += x[d] * y[d];
  return sum;
}

/**
 * x·m for every row m of a matrix: M x.
 * @param {Matrix} matrix
 * @param {Vector} x as long as its rows
 * @returns {Float64Array}
 */
export function times({ values, rows, columns }, x) {
  const sums = new Float64Array(rows);
  for (let row = 0, at = 0; row < rows; row++) {
    let sum = 0;
    for (let d = 0; d < columns; d++, at++) sum += values[at] * x[d];
    sums[row] = sum;
  }
  return sums;
}

/**
 * Σ over rows of x_row · m_row: xᵀM.
 * @param {Vector} x one number for each row
 * @param {Matrix} matrix
 * @returns {Float64Array}
 */
export function combined(x, { values, rows, columns }) {
  const sums = new Float64Array(columns);
  for (let row = 0, at = 0; row < rows; row++) {
    const share = x[row];
    for (let d = 0; d < columns; d++, at++) sums[d] += share * values[at];
  }
  return sums;
}

/**
 * √Σ_d x_d²
 * @param {Vector} x
 */
export function length(x) {
  return Math.sqrt(dot(x, x));
}

/**
 * x_d y_d
 * @param {Vector} x
 * @param {Vector} y
 */
export function products(x, y) {
  return Float64Array.from(x, (value, d) => value * y[d]);
}

/**
 * x/|x|; zeros for zeros
 * @param {Vector} x
 */
export function unit(x) {
  const long = length(x) || 1;
  return Float64Array.from(x, (value) => value / long);
}
