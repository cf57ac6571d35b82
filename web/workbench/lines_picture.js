/** The lines as a file: those that are shown, and in words how to read them. */

import { themed } from "../lib/dom.js";
import { say } from "../lib/words.js";
import { paintLines, writeLabels } from "./lines_drawing.js";

/** @typedef {import("./compare.js").Compared} Compared */
/** @typedef {import("./lines.js").Lines} Lines */
/** @typedef {import("./pens.js").Pen} Pen */
/** @typedef {import("./picture_file.js").Picture} Picture */

const KEYS = 24; // px of the line of heads, where there are several
const SAMPLE = 24; // px of a piece of a head's line

/**
 * @param {Lines} panel
 * @returns {{picture: Picture, name: string}}
 */
export function linesPicture(panel) {
  const { model, drawn, labels, canvas } = panel;
  const { columns, style } = canvas;
  if (!columns) throw new Error("nothing is drawn yet");
  const heads = drawn.map(({ head }) => head);
  const [place, several] = [panel.focus(), heads.length > 1];
  const lines = panel.linesAround(place);
  const top = several ? KEYS : 0;
  const look = { family: style.fontFamily, colour: themed(style) };
  /** @param {Pen} pen */
  const draw = (pen) => {
    if (several) writeHeads(pen, heads, look.family);
    pen.shift(0, top, () => {
      const sheet = { pen, columns, ...look };
      writeLabels(sheet, labels, model.words);
      paintLines(sheet, model, drawn, lines, place);
    });
  };
  const size = { width: columns.width, height: top + columns.height };
  const title = several ? model.words.lines : heads[0].name;
  const picture = { title, notes: notesOf(panel, lines.flat().length), draw };
  const { site, head } = panel.shown.selection;
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
 * @param {Pen} pen
 * @param {Compared[]} heads
 * @param {string} family
 */
function writeHeads(pen, heads, family) {
  const font = { family, size: 12, weight: "600" };
  const y = KEYS / 3;
  let x = 0;
  for (const { name, colour, dash } of heads) {
    pen.line(x, y, x + SAMPLE, y, { stroke: colour, width: 2.5, dash });
    pen.write(name, x + SAMPLE + 6, y, { ...font, fill: colour });
    x += SAMPLE + 6 + pen.measure(name, font) + 18;
  }
}
