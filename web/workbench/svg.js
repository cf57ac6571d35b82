/** A canvas's drawing calls written down as SVG, so that what draws on the screen draws into a file too. */

const NAMESPACE = "http://www.w3.org/2000/svg";
const FONT = /^(?:(\d+) )?([\d.]+)px (.+)$/; // `600 13px sans-serif`
const MIDDLE = 0.35; // font sizes from the middle of a line to its baseline
const ANCHORS = { left: "start", center: "middle", right: "end" };
const NO_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu; // control characters, halves of pairs

/** The part of CanvasRenderingContext2D that our pictures need: one line or rectangle a path, and no state but these. */
export class SvgContext {
  /**
   * @param {number} width
   * @param {number} height
   */
  constructor(width, height) {
    const size = { width, height, viewBox: `0 0 ${width} ${height}` };
    this.root = make("svg", size);
    this.into = this.root;
    this.ruler = document.createElement("canvas").getContext("2d");
    Object.assign(this, { fillStyle: "#000", strokeStyle: "#000", lineWidth: 1, globalAlpha: 1 });
    Object.assign(this, { font: "10px sans-serif", textAlign: "left", textBaseline: "alphabetic" });
    this.dash = "";
  }

  /** The whole file. */
  toString() {
    return new XMLSerializer().serializeToString(this.root);
  }

  /** @param {number[]} lengths */
  setLineDash(lengths) {
    this.dash = lengths.join(" ");
  }

  beginPath() {
    this.path = null;
  }

  /**
   * @param {number} x1
   * @param {number} y1
   */
  moveTo(x1, y1) {
    this.path = { tag: "line", where: { x1, y1 } };
  }

  /**
   * @param {number} x2
   * @param {number} y2
   */
  lineTo(x2, y2) {
    Object.assign(this.path.where, { x2, y2 });
  }

  /**
   * @param {number} x
   * @param {number} y
   * @param {number} width
   * @param {number} height
   * @param {number} rx
   */
  roundRect(x, y, width, height, rx) {
    this.path = { tag: "rect", where: { x, y, width, height, rx } };
  }

  stroke() {
    const dashed = this.dash ? { "stroke-dasharray": this.dash } : {};
    const how = { fill: "none", stroke: this.strokeStyle, "stroke-width": this.lineWidth, opacity: this.globalAlpha };
    this.put(this.path.tag, { ...this.path.where, ...how, ...dashed });
  }

  fill() {
    this.put(this.path.tag, { ...this.path.where, fill: this.fillStyle, opacity: this.globalAlpha });
  }

  /**
   * @param {number} x
   * @param {number} y
   * @param {number} width
   * @param {number} height
   */
  fillRect(x, y, width, height) {
    this.put("rect", { x, y, width, height, fill: this.fillStyle, opacity: this.globalAlpha });
  }

  /** @param {string} text */
  measureText(text) {
    this.ruler.font = this.font;
    return this.ruler.measureText(text);
  }

  /**
   * As wide as it is here, whichever fonts the file's reader has.
   * @param {string} text
   * @param {number} x
   * @param {number} y
   */
  fillText(text, x, y) {
    const [, weight, size, family] = FONT.exec(this.font);
    const textLength = this.measureText(text).width;
    if (!textLength) return;
    const font = { "font-weight": weight ?? "400", "font-size": size, "font-family": family };
    const where = { x, y: this.textBaseline === "middle" ? y + MIDDLE * Number(size) : y };
    const fit = { textLength, lengthAdjust: "spacingAndGlyphs", "text-anchor": ANCHORS[this.textAlign] };
    const colour = { fill: this.fillStyle, opacity: this.globalAlpha, "xml:space": "preserve" };
    this.put("text", { ...where, ...font, ...fit, ...colour }).textContent = text.replace(NO_XML, "\uFFFD");
  }

  /**
   * Draw the rest from another origin, until `restore`.
   * @param {number} x
   * @param {number} y
   */
  translate(x, y) {
    this.into = this.put("g", { transform: `translate(${x} ${y})` });
  }

  save() {
    this.outer = this.into;
  }

  restore() {
    this.into = this.outer;
  }

  /**
   * @param {string} tag
   * @param {Record<string, string | number>} attributes
   */
  put(tag, attributes) {
    const made = make(tag, attributes);
    this.into.append(made);
    return made;
  }
}

/**
 * @param {string} tag
 * @param {Record<string, string | number>} attributes
 */
function make(tag, attributes) {
  const made = document.createElementNS(NAMESPACE, tag);
  for (const [name, value] of Object.entries(attributes)) {
    made.setAttribute(name, typeof value === "number" ? String(Number(value.toFixed(2))) : value);
  }
  return made;
}
