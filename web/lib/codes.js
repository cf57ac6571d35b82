/** From bytes to weights: a code is round(255·√weight), so that small weights keep their digits. */

/** Weight of each code. */
export const WEIGHTS = Float32Array.from({ length: 256 }, (_, code) => (code / 255) ** 2);

/**
 * @param {number} weight from 0 to 1
 * @returns {number} a byte
 */
export function codeOf(weight) {
  return Math.round(255 * Math.sqrt(Math.min(1, weight)));
}
