/** Where everything in the mosaic goes: pure arithmetic, in CSS pixels that fall on device pixels. */

/** @typedef {import("./types.js").Tiles} Tiles */

/**
 * @typedef {object} Box One head's place.
 * @property {number} row Index of its layer in the model's tiles.
 * @property {number} head
 * @property {number} x
 * @property {number} y
 * @property {number} width
 * @property {number} height
 *
 * @typedef {object} Layout
 * @property {number} width
 * @property {number} height
 * @property {Box[]} boxes
 * @property {Array<{text: string, x: number, y: number}>} layers Row labels, right-aligned at x, centred on y.
 * @property {Array<{text: string, x: number, y: number}>} heads Column labels, centred on x, standing on y.
 * @property {Array<{text: string, x: number, y: number}>} groups Headings, from x, standing on y.
 */

const LARGEST = 168; // px of a tile's longer side
const SMALLEST = 6;
const TALLEST = 720; // px of all layers together, so that they stay beside the large map
const HEADER = 1.7; // font sizes of the line of head numbers
const GROUP = 2.2; // and of a heading

/**
 * @param {Tiles[]} layers
 * @param {number} available CSS pixels
 * @param {number} ratio device pixels per CSS pixel
 * @param {{width: number, size: number}} label CSS pixels of the widest label at the left, and of the font
 * @returns {Layout}
 */
export function arrange(layers, available, ratio, label) {
  const snap = (/** @type {number} */ length) => Math.round(length * ratio) / ratio;
  const most = Math.max(...layers.map((tiles) => tiles.n_heads));
  const gap = snap(available / most < 36 ? 3 : 6);
  const left = snap(label.width + 10);
  const edge = 4; // room for a ring around the outermost tiles
  const fit = (available - left - edge - (most - 1) * gap) / most;
  const stacked = layers.reduce((height, tiles) => height + side(fit, aspect(tiles)) / aspect(tiles), 0);
  const room = Math.min(LARGEST, fit) * Math.min(1, TALLEST / stacked);
  const widths = layers.map((tiles) => Math.floor(side(room, aspect(tiles)) * ratio) / ratio);
  const pitch = Math.max(...widths) + gap;
  /** @type {Layout} */
  const layout = { width: 0, height: 0, boxes: [], layers: [], heads: [], groups: [] };
  const grouped = new Set(layers.map((tiles) => tiles.group)).size > 1;
  const header = snap(HEADER * label.size);
  let y = header;
  layers.forEach((tiles, row) => {
    if (grouped && tiles.group !== layers[row - 1]?.group) {
      layout.groups.push({ text: tiles.group, x: left, y: y + (GROUP - 0.75) * label.size });
      y += snap(GROUP * label.size);
    }
    const width = widths[row];
    const height = snap(Math.max(SMALLEST, width / aspect(tiles)));
    for (let head = 0; head < tiles.n_heads; head++) {
      layout.boxes.push({ row, head, x: snap(left + head * pitch), y: snap(y), width, height });
    }
    layout.layers.push({ text: tiles.label, x: left - 10, y: y + height / 2 });
    y += height + gap;
  });
  for (let head = 0; head < most; head++) {
    layout.heads.push({ text: String(head), x: left + head * pitch + widths[0] / 2, y: header - label.size / 2 });
  }
  layout.width = left + most * pitch - gap + edge;
  layout.height = y - gap + edge;
  return layout;
}

/**
 * Width of a tile whose longer side fits.
 * @param {number} fit the width there is
 * @param {number} proportion
 */
function side(fit, proportion) {
  return Math.max(SMALLEST, Math.min(LARGEST, fit)) * Math.min(1, proportion);
}

/**
 * Width to height; very long maps are drawn less long than they are, or nothing could be seen in them.
 * @param {Tiles} tiles
 */
function aspect(tiles) {
  return Math.max(1 / 3, Math.min(3, tiles.n_key / tiles.n_query));
}

/**
 * The head at a point, undefined between tiles.
 * @param {Layout} layout
 * @param {number} x
 * @param {number} y
 */
export function boxAt(layout, x, y) {
  return layout.boxes.find((b) => x >= b.x && x < b.x + b.width && y >= b.y && y < b.y + b.height);
}
