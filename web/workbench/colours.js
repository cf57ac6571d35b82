/** Colours of codes, as pixels. */

import { WEIGHTS } from "../lib/codes.js";
import { contextOf, element } from "../lib/dom.js";

/** Entry of a palette that colours masked cells, after those of the 256 codes. */
export const MASKED = 256;

/**
 * The mosaic's palette: entry c is the colour of code c.
 * @param {number[]} colours 256 RGB triples
 * @param {string} masked any CSS colour
 * @returns {Uint32Array}
 */
export function codePalette(colours, masked) {
  const bytes = new Uint8ClampedArray((MASKED + 1) * 4).fill(255);
  for (let code = 0; code < 256; code++) bytes.set(colours.slice(3 * code, 3 * code + 3), 4 * code);
  bytes.set(pixelOf(masked), 4 * MASKED);
  return new Uint32Array(bytes.buffer);
}

/**
 * A heatmap trace's palette: entry c is the colour the trace gives to the weight that code c stands for. Masked cells
 * are transparent.
 * @param {Record<string, any>} trace
 * @returns {Uint32Array | null} null if the trace does not spell its colours out
 */
export function tracePalette({ colorscale, zmin, zmax }) {
  if (!Array.isArray(colorscale) || !(zmax > zmin)) return null;
  const stops = colorscale.map(([position, colour]) => ({ position, pixel: pixelOf(colour) }));
  const bytes = new Uint8ClampedArray((MASKED + 1) * 4);
  WEIGHTS.forEach((weight, code) => {
    const position = Math.max(0, Math.min(1, (weight - zmin) / (zmax - zmin)));
    bytes.set(between(stops, position), 4 * code);
  });
  return new Uint32Array(bytes.buffer);
}

/**
 * @param {Array<{position: number, pixel: ArrayLike<number>}>} stops
 * @param {number} position
 */
function between(stops, position) {
  const next = Math.max(1, stops.findIndex((stop) => stop.position >= position));
  const [low, high] = [stops[next - 1], stops[next]];
  const share = (position - low.position) / (high.position - low.position || 1);
  return Array.from(low.pixel, (channel, i) => channel + share * (high.pixel[i] - channel));
}

/**
 * A CSS colour as four bytes.
 * @param {string} colour
 */
function pixelOf(colour) {
  const context = contextOf(element("canvas"));
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  return context.getImageData(0, 0, 1, 1).data;
}
