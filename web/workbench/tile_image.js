/** One head as a picture of a given size, in device pixels. */

import { MASKED } from "./colours.js";
import { headCodes } from "./head_weights.js";
import { hidesBlock } from "./masks.js";

/** @typedef {import("./types.js").Model} Model */
/** @typedef {import("./types.js").Tiles} Tiles */
/** @typedef {import("./types.js").Window} Window */

/**
 * Draw a head's codes, or a window of them. Where a pixel covers several cells it takes the largest: averaging would hide a single strong
 * key. Where a cell covers several pixels its edges stay sharp.
 * @param {Model} model
 * @param {Tiles} tiles
 * @param {number} head
 * @param {{width: number, height: number}} size
 * @param {Uint32Array} pixels a palette
 * @param {Window} [window] what part; if not given, all
 * @returns {ImageData}
 */
export function tileImage(model, tiles, head, size, pixels, window = wholeOf(tiles)) {
  const codes = headCodes(model, tiles, head);
  const image = new ImageData(size.width, size.height);
  const target = new Uint32Array(image.data.buffer);
  const rows = spans(window.rows, size.height);
  const columns = spans(window.columns, size.width);
  const hidden = hidesBlock(tiles);
  const code = (/** @type {number} */ token) => Math.floor(token / model.pool);
  let i = 0;
  for (const [first, last] of rows) {
    const [top, bottom] = [window.row + first, window.row + last];
    const [upper, lower] = [code(top), code(bottom)];
    for (let x = 0; x < size.width; x++, i++) {
      const left = window.column + columns[x][0];
      const right = window.column + columns[x][1];
      const masked = hidden(top, bottom, left, right);
      target[i] = pixels[masked ? MASKED : largest(codes, tiles.columns, upper, lower, code(left), code(right))];
    }
  }
  return image;
}

/**
 * @param {Tiles} tiles
 * @returns {Window}
 */
function wholeOf({ n_query, n_key }) {
  return { row: 0, column: 0, rows: n_query, columns: n_key };
}

/**
 * @param {Uint8Array} codes
 * @param {number} width
 * @param {number} top first row
 * @param {number} bottom last row
 * @param {number} left first column
 * @param {number} right last column
 */
function largest(codes, width, top, bottom, left, right) {
  let most = 0;
  for (let row = top; row <= bottom; row++) {
    for (let i = row * width + left, end = row * width + right; i <= end; i++) {
      if (codes[i] > most) most = codes[i];
    }
  }
  return most;
}

/**
 * First and last of `cells` that fall on each of `pixels`.
 * @param {number} cells
 * @param {number} pixels
 * @returns {Array<[number, number]>}
 */
export function spans(cells, pixels) {
  return Array.from({ length: pixels }, (_, pixel) => {
    const first = Math.floor((pixel * cells) / pixels);
    const last = Math.ceil(((pixel + 1) * cells) / pixels) - 1;
    // An enlarged cell keeps its pixels to itself: only a shrunken map merges.
    return cells <= pixels ? [first, first] : [first, Math.max(first, last)];
  });
}
