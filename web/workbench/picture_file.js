/** A panel as a file: what it shows under a title, its legend below, in the colours of the page. */

import { contextOf } from "../lib/dom.js";
import { CanvasPen, SvgPen, ruler } from "./pens.js";

/** @typedef {import("./pens.js").Pen} Pen */

/**
 * @typedef {object} Picture
 * @property {string} title
 * @property {string[]} notes What is drawn and how to read it, a line each.
 * @property {number} width Of the body, in CSS pixels.
 * @property {number} height
 * @property {(pen: Pen) => void} draw The body.
 * @property {string} family Of the font.
 * @property {(name: string) => string} colour The theme's.
 */

/** @typedef {"png" | "svg"} Format */

const SCALE = 3; // pixels of a PNG for each of the screen's
const LARGEST = 16384; // pixels: a side that every browser's canvas can have
const MARGIN = 16;
const TITLE = { size: 16, line: 26 };
const NOTE = { size: 12, line: 18 };

/**
 * Have the browser keep a picture.
 * @param {Picture} picture
 * @param {Format} format
 * @param {string} name of the file, without its ending
 */
export async function savePicture(picture, format, name) {
  const blob = format === "svg" ? svgOf(picture) : await pngOf(picture);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `${name}.${format}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // once it is surely written
}

/** @param {Picture} picture */
function svgOf(picture) {
  const { width, height, paint } = compose(picture);
  const pen = new SvgPen(width, height);
  paint(pen);
  return new Blob([pen.toString()], { type: "image/svg+xml" });
}

/**
 * @param {Picture} picture
 * @returns {Promise<Blob>}
 */
function pngOf(picture) {
  const { width, height, paint } = compose(picture);
  const scale = Math.min(SCALE, LARGEST / Math.max(width, height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = contextOf(canvas);
  context.scale(scale, scale);
  paint(new CanvasPen(context));
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("the canvas is too large"))), "image/png"),
  );
}

/**
 * The whole picture's size, and what paints it.
 * @param {Picture} picture
 */
function compose({ title, notes, width, height, draw, family, colour }) {
  const note = { family, size: NOTE.size };
  const pen = ruler();
  const lines = notes.flatMap((text) => wrapped(text, (part) => pen.measure(part, note), width));
  const foot = MARGIN + TITLE.line + height + 8;
  const whole = { width: width + 2 * MARGIN, height: Math.ceil(foot + lines.length * NOTE.line + MARGIN) };
  /** @param {Pen} pen */
  const paint = (pen) => {
    pen.box(0, 0, whole.width, whole.height, { fill: colour("paper") });
    const heading = { family, size: TITLE.size, weight: "600", fill: colour("text") };
    pen.write(title, MARGIN, MARGIN + TITLE.size / 2, heading);
    lines.forEach((line, i) => pen.write(line, MARGIN, foot + (i + 0.5) * NOTE.line, { ...note, fill: colour("muted") }));
    pen.shift(MARGIN, MARGIN + TITLE.line, () => draw(pen));
  };
  return { ...whole, paint };
}

/**
 * A sentence in lines that fit, broken between words, in whatever language.
 * @param {string} text
 * @param {(text: string) => number} measure
 * @param {number} width
 * @returns {string[]}
 */
function wrapped(text, measure, width) {
  const lines = [""];
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: "word" }).segment(text)) {
    const last = lines.length - 1;
    if (lines[last] && measure(lines[last] + segment) > width) lines.push(segment.trimStart());
    else lines[last] += segment;
  }
  return lines;
}
