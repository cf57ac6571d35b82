/** A panel as a file: what it shows under a title, its legend below, in the colours of the page. */

import { SvgContext } from "./svg.js";

/**
 * @typedef {object} Picture
 * @property {string} title
 * @property {string[]} notes What is drawn and how to read it, a line each.
 * @property {number} width Of the body, in CSS pixels.
 * @property {number} height
 * @property {(context: CanvasRenderingContext2D) => void} draw The body.
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
  const composed = compose(picture);
  const context = new SvgContext(composed.width, composed.height);
  composed.paint(/** @type {any} */ (context));
  return new Blob([context.toString()], { type: "image/svg+xml" });
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
  const context = canvas.getContext("2d");
  context.scale(scale, scale);
  paint(context);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("the canvas is too large"))), "image/png"),
  );
}

/**
 * The whole picture's size, and what paints it.
 * @param {Picture} picture
 */
function compose({ title, notes, width, height, draw, family, colour }) {
  const ruler = document.createElement("canvas").getContext("2d");
  ruler.font = `${NOTE.size}px ${family}`;
  const lines = notes.flatMap((note) => wrapped(note, (text) => ruler.measureText(text).width, width));
  const foot = MARGIN + TITLE.line + height + 8;
  const whole = { width: width + 2 * MARGIN, height: Math.ceil(foot + lines.length * NOTE.line + MARGIN) };
  /** @param {CanvasRenderingContext2D} context */
  const paint = (context) => {
    context.fillStyle = colour("paper");
    context.fillRect(0, 0, whole.width, whole.height);
    context.textBaseline = "middle";
    context.textAlign = "left";
    context.fillStyle = colour("text");
    context.font = `600 ${TITLE.size}px ${family}`;
    context.fillText(title, MARGIN, MARGIN + TITLE.size / 2);
    context.font = `${NOTE.size}px ${family}`;
    context.fillStyle = colour("muted");
    lines.forEach((line, i) => context.fillText(line, MARGIN, foot + (i + 0.5) * NOTE.line));
    context.save();
    context.translate(MARGIN, MARGIN + TITLE.line);
    draw(context);
    context.restore();
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
