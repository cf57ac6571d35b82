/** One head as a picture of a given size, in device pixels. */

import { headCodes } from "./codes.js";
import { MASKED } from "./colours.js";
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
  for (let y = 0, i = 0; y < size.height; y++) {
    const [top, bottom] = rows[y].map((row) => window.row + row);
    const [upper, lower] = [code(top), code(bottom)];
    for (let x = 0; x < size.width; x++, i++) {
      const left = window.column + columns[x][0];
      const right = window.column + columns[x][1];
      const box = [upper, lower, code(left), code(right)];
      target[i] = pixels[hidden([top, bottom, left, right]) ? MASKED : largest(codes, tiles.columns, box)];
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
 * @param {number[]} box first and last row, first and last column
 */
function largest(codes, width, [top, bottom, left, right]) {
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
