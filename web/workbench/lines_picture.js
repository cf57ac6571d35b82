/** The lines as a file: those that are shown, and in words how to read them. */

import { themed } from "./dom.js";
import { say } from "./model.js";
import { paintLines, sheetOf, writeLabels } from "./strokes.js";

/** @typedef {import("./compare.js").Compared} Compared */
/** @typedef {import("./lines.js").Lines} Lines */
/** @typedef {import("./picture.js").Picture} Picture */

const KEYS = 24; // px of the line of heads, where there are several
const SAMPLE = 24; // px of a piece of a head's line

/**
 * @param {Lines} panel
 * @returns {{picture: Picture, name: string}}
 */
export function linesPicture(panel) {
  const { model, columns, drawn, labels, style } = panel;
  const heads = drawn.map(({ head }) => head);
  const [place, several] = [panel.focus(), heads.length > 1];
  const lines = panel.linesAround(place);
  const top = several ? KEYS : 0;
  /** @param {CanvasRenderingContext2D} context */
  const draw = (context) => {
    if (several) writeHeads(context, heads, style.fontFamily);
    context.translate(0, top);
    const sheet = sheetOf(context, columns, style);
    writeLabels(sheet, labels, model.words);
    paintLines(sheet, model, drawn, lines, place);
  };
  const size = { width: columns.width, height: top + columns.height };
  const title = several ? model.words.lines : heads[0].name;
  const picture = { title, notes: notesOf(panel, lines.flat().length), draw };
  const { site, head } = panel.shown.selection;
  const look = { family: style.fontFamily, colour: themed(style) };
  return { picture: { ...picture, ...size, ...look }, name: `headlight-${site}-head${head}-lines` };
}

/**
 * @param {Lines} panel
 * @param {number} drawn how many lines
 */
function notesOf(panel, drawn) {
  const { words } = panel.model;
  const place = panel.focus();
  const from = say(words.lines_from, { threshold: panel.shown.view.threshold, drawn, all: panel.all });
  return [...(place ? panel.said(place) : []), `${words.lines_way} · ${from}`, panel.note.textContent];
}

/**
 * A piece of each head's line, and its name.
 * @param {CanvasRenderingContext2D} context
 * @param {Compared[]} heads
 * @param {string} family
 */
function writeHeads(context, heads, family) {
  context.font = `600 12px ${family}`;
  context.textBaseline = "middle";
  context.textAlign = "left";
  context.lineWidth = 2.5;
  let x = 0;
  for (const { name, colour, dash } of heads) {
    context.strokeStyle = context.fillStyle = colour;
    context.setLineDash(dash);
    context.beginPath();
    context.moveTo(x, KEYS / 3);
    context.lineTo(x + SAMPLE, KEYS / 3);
    context.stroke();
    context.fillText(name, x + SAMPLE + 6, KEYS / 3);
    x += SAMPLE + 6 + context.measureText(name).width + 18;
  }
  context.setLineDash([]);
}
