/** What heads are called. */

/** @typedef {{label: string, group: string}} Layer */

/**
 * `L2H5`.
 * @param {Layer} layer
 * @param {number} head
 */
export function nameOf(layer, head) {
  return `${layer.label}H${head}`;
}

/**
 * `L2H5`, and which attention it is where there are several kinds.
 * @param {Layer[]} layers
 * @param {Layer} layer one of them
 * @param {number} head
 */
export function fullName(layers, layer, head) {
  const several = layers.some((other) => other.group !== layer.group);
  return several ? `${nameOf(layer, head)} · ${layer.group}` : nameOf(layer, head);
}
