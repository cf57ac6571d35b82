/** The softmax over what may be seen, as `masked_softmax` of model/attention.py, in float64. */

/**
 * @typedef {object} Softmax One row, written out.
 * @property {number} peak The largest visible score; 0 for a row that sees nothing.
 * @property {Float64Array} powers exp(score − peak), 0 where masked.
 * @property {number} total Σ of the powers.
 * @property {Float64Array} weights powers / total; zeros for a row that sees nothing.
 */

/**
 * exp(s − max s) / Σ exp(s − max s) over the visible keys.
 * @param {Float64Array} scores
 * @param {Uint8Array | null} visible 1 = may be seen; null: everything may
 * @returns {Softmax}
 */
export function softmax(scores, visible) {
  let most = -Infinity;
  for (let key = 0; key < scores.length; key++) {
    if ((!visible || visible[key]) && scores[key] > most) most = scores[key];
  }
  const peak = most === -Infinity ? 0 : most;
  const powers = new Float64Array(scores.length);
  let total = 0;
  for (let key = 0; key < scores.length; key++) {
    if (!visible || visible[key]) total += powers[key] = Math.exp(scores[key] - peak);
  }
  return { peak, powers, total, weights: powers.map((power) => power / (total || 1)) };
}

/**
 * −Σ w ln w, in nats, with 0 ln 0 = 0.
 * @param {Float64Array} weights
 */
export function entropy(weights) {
  let sum = 0;
  for (const weight of weights) if (weight > 0) sum -= weight * Math.log(weight);
  return sum;
}
