/** The verbs that pictures are drawn with, for a canvas and for an SVG file. All lengths are CSS pixels. */

import { contextOf } from "../lib/dom.js";

/**
 * @typedef {object} Look How a line or a box is painted.
 * @property {string} [fill]
 * @property {string} [stroke]
 * @property {number} [width] Of the stroke.
 * @property {number[]} [dash]
 * @property {number} [radius] Of corners.
 * @property {number} [opacity]
 *
 * @typedef {object} Font
 * @property {string} family
 * @property {number} size
 * @property {string} [weight]
 *
 * @typedef {Font & {fill: string, align?: "left" | "center" | "right", opacity?: number}} Letters
 *
 * @typedef {object} Pen
 * @property {(x1: number, y1: number, x2: number, y2: number, look: Look) => void} line
 * @property {(x: number, y: number, width: number, height: number, look: Look) => void} box
 * @property {(text: string, x: number, y: number, letters: Letters) => void} write On a line whose middle is y.
 * @property {(text: string, font: Font) => number} measure
 * @property {(x: number, y: number, draw: () => void) => void} shift Draw something from another origin.
 */

/** @type {number[]} */
const SOLID = [];
const NAMESPACE = "http://www.w3.org/2000/svg";
const BASELINE = 0.35; // font sizes from the middle of a line to its baseline
const ANCHORS = { left: "start", center: "middle", right: "end" };
const NO_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu; // control characters, halves of pairs

/** @implements {Pen} */
export class CanvasPen {
  /** @param {CanvasRenderingContext2D} context */
  constructor(context) {
    this.context = context;
    /** @type {number[] | null} to set dashes takes time, and many lines have the same */
    this.dash = null;
  }

  /** @type {Pen["line"]} */
  line(x1, y1, x2, y2, look) {
    this.dip(look);
    this.context.beginPath();
    this.context.moveTo(x1, y1);
    this.context.lineTo(x2, y2);
    this.context.stroke();
  }

  /** @type {Pen["box"]} */
  box(x, y, width, height, look) {
    this.dip(look);
    this.context.beginPath();
    this.context.roundRect(x, y, width, height, look.radius ?? 0);
    if (look.fill) this.context.fill();
    if (look.stroke) this.context.stroke();
  }

  /** @type {Pen["write"]} */
  write(text, x, y, { fill, align = "left", opacity = 1, ...font }) {
    const look = { fillStyle: fill, globalAlpha: opacity, textAlign: align, textBaseline: "middle", font: css(font) };
    Object.assign(this.context, look);
    this.context.fillText(text, x, y);
  }

  /** @type {Pen["measure"]} */
  measure(text, font) {
    this.context.font = css(font);
    return this.context.measureText(text).width;
  }

  /** @type {Pen["shift"]} */
  shift(x, y, draw) {
    this.context.save();
    this.context.translate(x, y);
    draw();
    this.context.restore();
    this.dash = null;
  }

  /** @param {Look} look */
  dip({ fill = "", stroke = "", width = 1, dash = SOLID, opacity = 1 }) {
    const { context } = this;
    context.fillStyle = fill;
    context.strokeStyle = stroke;
    context.lineWidth = width;
    context.globalAlpha = opacity;
    if (dash !== this.dash) context.setLineDash(dash);
    this.dash = dash;
  }
}

/** @implements {Pen} */
export class SvgPen {
  /**
   * @param {number} width
   * @param {number} height
   */
  constructor(width, height) {
    this.root = made("svg", { width, height, viewBox: `0 0 ${width} ${height}` });
    this.into = this.root;
    this.ruler = ruler();
  }

  /** The whole file. */
  toString() {
    return new XMLSerializer().serializeToString(this.root);
  }

  /** @type {Pen["line"]} */
  line(x1, y1, x2, y2, look) {
    this.put("line", { x1, y1, x2, y2, ...attributesOf(look) });
  }

  /** @type {Pen["box"]} */
  box(x, y, width, height, look) {
    this.put("rect", { x, y, width, height, ...(look.radius ? { rx: look.radius } : {}), ...attributesOf(look) });
  }

  /**
   * As wide as it is here, whichever fonts the file's reader has.
   * @type {Pen["write"]}
   */
  write(text, x, y, { fill, align = "left", opacity = 1, family, size, weight = "400" }) {
    const textLength = this.measure(text, { family, size, weight });
    if (!textLength) return;
    const font = { "font-weight": weight, "font-size": size, "font-family": family };
    const fit = { textLength, lengthAdjust: "spacingAndGlyphs", "text-anchor": ANCHORS[align] };
    const look = { fill, opacity, "xml:space": "preserve" };
    const letters = this.put("text", { x, y: y + BASELINE * size, ...font, ...fit, ...look });
    letters.textContent = text.replace(NO_XML, "\uFFFD");
  }

  /** @type {Pen["measure"]} */
  measure(text, font) {
    return this.ruler.measure(text, font);
  }

  /** @type {Pen["shift"]} */
  shift(x, y, draw) {
    const outer = this.into;
    this.into = this.put("g", { transform: `translate(${x} ${y})` });
    draw();
    this.into = outer;
  }

  /**
   * @param {string} tag
   * @param {Record<string, string | number>} attributes
   */
  put(tag, attributes) {
    const element = made(tag, attributes);
    this.into.append(element);
    return element;
  }
}

/** A pen that measures. */
export function ruler() {
  return new CanvasPen(contextOf(document.createElement("canvas")));
}

/** @param {Font} font */
function css({ weight = "400", size, family }) {
  return `${weight} ${size}px ${family}`;
}

/**
 * @param {Look} look
 * @returns {Record<string, string | number>}
 */
function attributesOf({ fill = "none", stroke, width = 1, dash = SOLID, opacity = 1 }) {
  /** @type {Record<string, string | number>} */
  const attributes = { fill, opacity };
  if (stroke) Object.assign(attributes, { stroke, "stroke-width": width });
  if (dash.length) attributes["stroke-dasharray"] = dash.join(" ");
  return attributes;
}

/**
 * An SVG element.
 * @param {string} tag
 * @param {Record<string, string | number>} attributes
 */
export function made(tag, attributes) {
  const element = document.createElementNS(NAMESPACE, tag);
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, typeof value === "number" ? String(Number(value.toFixed(2))) : value);
  }
  return element;
}
