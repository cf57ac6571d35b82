/** Numbers as they are written here. */

/**
 * Whole numbers as they are, others with four digits behind the point, `1.2e−7` for what those would not show.
 * @param {number} value
 * @returns {string} with a true minus sign
 */
export function decimal(value) {
  if (Object.is(value, -Infinity)) return "−∞";
  const small = value !== 0 && Math.abs(value) < 0.00005;
  const written = Number.isInteger(value) ? String(value) : small ? value.toExponential(1) : value.toFixed(4);
  return (Object.is(value, -0) ? "0" : written).replaceAll("-", "−");
}

/**
 * Few digits, for many numbers beside each other.
 * @param {number} value
 */
export function short(value) {
  if (Number.isInteger(value) || !Number.isFinite(value)) return decimal(value);
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toFixed(digits).replace("-", "−");
}

/**
 * @param {number} share
 * @returns {string} `12.3 %`
 */
export function percent(share) {
  return `${(100 * share).toFixed(1)} %`.replace("-", "−");
}
