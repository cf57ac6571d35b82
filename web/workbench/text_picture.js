/** The shaded text as a file: every token where it stands on the screen, and in words what its shade says. */

import { themed } from "../lib/dom.js";
import { fullName } from "../lib/heads.js";
import { paintRamp } from "./shades.js";

/** @typedef {import("./pens.js").Pen} Pen */
/** @typedef {import("./picture_file.js").Picture} Picture */
/** @typedef {import("./text.js").Text} Text */

const RAMP = { height: 44, width: 256 };
const LINES = [3, 2, 1]; // px under the strongest three

/**
 * @param {Text} panel
 * @param {"query" | "key"} side which of its weights the token in focus shows
 * @returns {{picture: Picture, name: string}}
 */
export function textPicture(panel, side) {
  const { model, tiles } = panel;
  const { words } = model;
  const { site, head } = panel.shown.selection;
  const style = getComputedStyle(panel.root);
  const look = { family: style.fontFamily, colour: themed(style) };
  const shown = Object.values(panel.passages).filter(({ root }) => !root.hidden);
  const boxes = shown.map(({ root }) => root.getBoundingClientRect());
  const [origin, height] = [boxes[0], boxes[boxes.length - 1].bottom - boxes[0].top];
  /** @param {Pen} pen */
  const draw = (pen) => {
    for (const { heading, tokens } of shown) {
      if (!heading.hidden) write(pen, heading, origin);
      for (const token of tokens) paintToken(pen, token, origin, look.colour("selected"));
    }
    paintRamp(pen, { ...look, y: height + 14, width: RAMP.width }, words.shade, model.colours);
  };
  const notes = [panel.told.textContent, words[`shades_${side}`], panel.note.textContent];
  const picture = { title: fullName(model.tiles, tiles, head), notes, draw };
  const size = { width: Math.max(origin.width, RAMP.width), height: height + RAMP.height };
  return { picture: { ...picture, ...size, ...look }, name: `headlight-${site}-head${head}-text` };
}

/**
 * A token with its shade, the line under it if it is among the strongest, its frame if it is in focus.
 * @param {Pen} pen
 * @param {HTMLElement} token
 * @param {DOMRect} origin
 * @param {string} selected colour of the frame
 */
function paintToken(pen, token, origin, selected) {
  const { backgroundColor, color, opacity: share } = getComputedStyle(token);
  const { width, height, ...box } = token.getBoundingClientRect().toJSON();
  const [x, y, opacity] = [box.x - origin.x, box.y - origin.y, Number(share)];
  if (token.style.backgroundColor) pen.box(x, y, width, height, { fill: backgroundColor, radius: 4, opacity });
  write(pen, token, origin, opacity);
  const line = LINES[Number(token.dataset.rank) - 1];
  if (line) pen.box(x + 2, y + height - 4 - line / 2, width - 4, line, { fill: color, opacity });
  if (!token.classList.contains("hl-focus")) return;
  pen.box(x - 2, y - 2, width + 4, height + 4, { stroke: selected, width: 2, radius: 5, opacity });
}

/**
 * What an element says, in its own letters and ink.
 * @param {Pen} pen
 * @param {HTMLElement} element
 * @param {DOMRect} origin
 * @param {number} [opacity]
 */
function write(pen, element, origin, opacity = 1) {
  const { color, fontFamily, fontSize, fontWeight } = getComputedStyle(element);
  const letters = document.createRange();
  letters.selectNodeContents(element);
  const box = letters.getBoundingClientRect();
  const font = { family: fontFamily, size: parseFloat(fontSize), weight: fontWeight };
  const middle = box.y + box.height / 2 - origin.y;
  pen.write(element.textContent ?? "", box.x - origin.x, middle, { ...font, fill: color, opacity });
}
