/** Where everything in the mosaic goes: pure arithmetic, in CSS pixels that fall on device pixels. */

/** @typedef {import("./mosaic_order.js").Cell} Cell */
/** @typedef {import("./mosaic_order.js").Row} Row */
/** @typedef {import("./types.js").Tiles} Tiles */

/**
 * @typedef {object} Frame One tile's place.
 * @property {number} x
 * @property {number} y
 * @property {number} width
 * @property {number} height
 *
 * @typedef {Cell & Frame} Box
 *
 * @typedef {{text: string, x: number, y: number}} Label
 *
 * @typedef {object} Layout
 * @property {number} width
 * @property {number} height
 * @property {Box[]} boxes
 * @property {Label[]} layers Row labels, right-aligned at x, centred on y.
 * @property {Label[]} heads Column labels and captions, centred on x, standing on y.
 * @property {Label[]} groups Headings, from x, standing on y.
 */

const LARGEST = 168; // px of a tile's longer side
const SMALLEST = 6;
const TALLEST = 720; // px of all rows together, so that they stay beside the large map
const HEADER = 1.7; // font sizes of the line of head numbers
const CAPTION = 1.4; // of a tile's own
const GROUP = 2.2; // and of a heading

/**
 * @param {Row[]} rows
 * @param {Tiles[]} tiles
 * @param {number} available CSS pixels
 * @param {number} ratio device pixels per CSS pixel
 * @param {{width: number, size: number}} label CSS pixels of the widest label at the left, and of the font
 * @returns {Layout}
 */
export function arrange(rows, tiles, available, ratio, label) {
  const snap = (/** @type {number} */ length) => Math.round(length * ratio) / ratio;
  const most = Math.max(...rows.map(({ cells }) => cells.length));
  const gap = snap(available / most < 36 ? 3 : 6);
  const left = snap(label.width + 10);
  const edge = 4; // room for a ring around the outermost tiles
  const fit = (available - left - edge - (most - 1) * gap) / most;
  const room = Math.min(LARGEST, fit) * Math.min(1, TALLEST / stacked(rows, tiles, fit));
  const sized = (/** @type {Cell} */ { row }) => {
    const proportion = aspect(tiles[row]);
    const width = Math.floor(side(room, proportion) * ratio) / ratio;
    return { width, height: snap(Math.max(SMALLEST, width / proportion)) };
  };
  const pitch = Math.max(...rows.flatMap(({ cells }) => cells.map((cell) => sized(cell).width))) + gap;
  /** @type {Layout} */
  const layout = { width: 0, height: 0, boxes: [], layers: [], heads: [], groups: [] };
  const grouped = new Set(rows.map(({ group }) => group)).size > 1;
  const captioned = rows[0].cells[0].caption !== "";
  const header = snap((captioned ? 0 : HEADER) * label.size);
  let y = header;
  rows.forEach(({ label: text, group, cells }, i) => {
    if (grouped && group !== rows[i - 1]?.group) {
      layout.groups.push({ text: group, x: left, y: y + (GROUP - 0.75) * label.size });
      y += snap(GROUP * label.size);
    }
    if (captioned) y += snap(CAPTION * label.size);
    const boxes = cells.map((cell, column) => {
      return { ...cell, ...sized(cell), x: snap(left + column * pitch), y: snap(y) };
    });
    const height = Math.max(...boxes.map((box) => box.height));
    layout.boxes.push(...boxes);
    layout.layers.push({ text, x: left - 10, y: y + height / 2 });
    y += height + gap;
  });
  layout.heads = captioned ? captions(layout.boxes, label.size) : numbers(layout.boxes, most, header - label.size / 2);
  layout.width = left + most * pitch - gap + edge;
  layout.height = y - gap + edge;
  return layout;
}

/**
 * Height of all rows of tiles, were they as wide as fits.
 * @param {Row[]} rows
 * @param {Tiles[]} tiles
 * @param {number} fit
 */
function stacked(rows, tiles, fit) {
  const heights = rows.map(({ cells }) =>
    Math.max(...cells.map(({ row }) => side(fit, aspect(tiles[row])) / aspect(tiles[row]))),
  );
  return heights.reduce((sum, height) => sum + height, 0);
}

/**
 * @param {Box[]} boxes
 * @param {number} size of the font
 * @returns {Label[]}
 */
function captions(boxes, size) {
  return boxes.map(({ caption, x, y, width }) => ({ text: caption, x: x + width / 2, y: y - 0.35 * size }));
}

/**
 * Heads' numbers above the first layer that has them.
 * @param {Box[]} boxes
 * @param {number} most
 * @param {number} y
 * @returns {Label[]}
 */
function numbers(boxes, most, y) {
  return Array.from({ length: most }, (_, head) => {
    const x = boxes.find((box) => box.head === head)?.x ?? 0;
    return { text: String(head), x: x + boxes[0].width / 2, y };
  });
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
