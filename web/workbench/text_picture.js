/** The shaded text as a file: every token where it stands on the screen, and in words what its shade says. */

import { themed } from "./dom.js";
import { fullName } from "./model.js";
import { paintRamp } from "./ramp.js";

/** @typedef {import("./picture.js").Picture} Picture */
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
  /** @param {CanvasRenderingContext2D} context */
  const draw = (context) => {
    for (const { heading, tokens } of shown) {
      if (!heading.hidden) write(context, heading, origin);
      for (const token of tokens) paintToken(context, token, origin, look.colour("selected"));
    }
    paintRamp(context, { ...look, y: height + 14, width: RAMP.width }, words.shade, model.colours);
  };
  const notes = [panel.told.textContent, words[`shades_${side}`], panel.note.textContent];
  const picture = { title: fullName(model.tiles, tiles, head), notes, draw };
  const size = { width: Math.max(origin.width, RAMP.width), height: height + RAMP.height };
  return { picture: { ...picture, ...size, ...look }, name: `headlight-${site}-head${head}-text` };
}

/**
 * A token with its shade, the line under it if it is among the strongest, its frame if it is in focus.
 * @param {CanvasRenderingContext2D} context
 * @param {HTMLElement} token
 * @param {DOMRect} origin
 * @param {string} selected colour of the frame
 */
function paintToken(context, token, origin, selected) {
  const { backgroundColor, opacity } = getComputedStyle(token);
  const box = token.getBoundingClientRect();
  const [x, y] = [box.x - origin.x, box.y - origin.y];
  context.globalAlpha = Number(opacity);
  if (token.style.backgroundColor) {
    context.fillStyle = backgroundColor;
    outline(context, x, y, box.width, box.height, 4);
    context.fill();
  }
  write(context, token, origin);
  const line = LINES[Number(token.dataset.rank) - 1];
  if (line) context.fillRect(x + 2, y + box.height - 4 - line / 2, box.width - 4, line);
  if (token.classList.contains("hl-focus")) {
    context.strokeStyle = selected;
    context.lineWidth = 2;
    outline(context, x - 2, y - 2, box.width + 4, box.height + 4, 5);
    context.stroke();
  }
  context.globalAlpha = 1;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} x
 * @param {number} y
 * @param {number} width
 * @param {number} height
 * @param {number} radius
 */
function outline(context, x, y, width, height, radius) {
  context.beginPath();
  context.roundRect(x, y, width, height, radius);
}

/**
 * What an element says, in its own letters and ink.
 * @param {CanvasRenderingContext2D} context
 * @param {HTMLElement} element
 * @param {DOMRect} origin
 */
function write(context, element, origin) {
  const { color, fontFamily, fontSize, fontWeight } = getComputedStyle(element);
  const letters = document.createRange();
  letters.selectNodeContents(element);
  const box = letters.getBoundingClientRect();
  context.fillStyle = color;
  context.font = `${fontWeight} ${fontSize} ${fontFamily}`;
  context.textAlign = "left";
  context.textBaseline = "middle";
  context.fillText(element.textContent, box.x - origin.x, box.y + box.height / 2 - origin.y);
}
