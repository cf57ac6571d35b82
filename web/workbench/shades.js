/** The shades of a text, and what they stand for: the colour scale as a bar, with weights below it. */

import { codeOf } from "../lib/codes.js";
import { element } from "../lib/dom.js";
import { say } from "../lib/words.js";
import { along, labelsOf, largest, numberOf, otherSide } from "./place.js";

/** @typedef {import("./types.js").Model} Model */
/** @typedef {import("./types.js").Place} Place */
/** @typedef {import("./types.js").Tiles} Tiles */
/** @typedef {import("./types.js").Weights} Weights */

const BEST = 3; // tokens that are underlined
const TICKS = [0, 0.05, 0.2, 0.5, 1];

export class Ramp {
  constructor() {
    this.legend = element("span", { class: "hl-legend" });
    this.bar = element("span", { class: "hl-ramp-bar" });
    const ticks = TICKS.map((weight) => {
      const tick = element("span", {}, [String(weight)]);
      tick.style.left = `${100 * Math.sqrt(weight)}%`; // as codes are
      return tick;
    });
    const under = element("span", { class: "hl-ramp-ticks" }, ticks);
    const scale = element("span", { class: "hl-ramp-scale" }, [this.bar, under]);
    this.root = element("div", { class: "hl-ramp" }, [this.legend, scale]);
  }

  /**
   * @param {string} legend
   * @param {number[]} colours 256 RGB triples
   */
  show(legend, colours) {
    this.legend.textContent = legend;
    const stops = [0, 51, 102, 153, 204, 255].map((code) => rgb(colours, code));
    this.bar.style.backgroundImage = `linear-gradient(to right, ${stops.join(", ")})`;
  }
}

/**
 * The same in a picture.
 * @param {import("./pens.js").Pen} pen
 * @param {{y: number, width: number, family: string, colour: (name: string) => string}} place
 * @param {string} legend
 * @param {number[]} colours 256 RGB triples
 */
export function paintRamp(pen, { y, width, family, colour }, legend, colours) {
  const letters = { family, size: 12, fill: colour("muted") };
  pen.write(legend, 0, y + 5, letters);
  const from = pen.measure(legend, letters) + 12;
  const right = Math.max(1, width - from - 12);
  for (let code = 0; code < 256; code++) {
    pen.box(from + (right * code) / 256, y, right / 256 + 1, 10, { fill: rgb(colours, code) });
  }
  for (const weight of TICKS) {
    pen.write(String(weight), from + right * Math.sqrt(weight), y + 20, { ...letters, align: "center" });
  }
}

/**
 * How a token shades the others: by its weights in their window.
 * @param {Model} model
 * @param {Tiles} tiles
 * @param {Place} place
 * @param {Weights} weights
 * @returns {import("./passage.js").Shade}
 */
export function shadeAround(model, tiles, place, weights) {
  const row = along(weights, place);
  const labels = labelsOf(model, tiles, otherSide(place.side), weights.window);
  const said = row.map((weight, i) =>
    Number.isNaN(weight)
      ? say(model.words.unseen, { token: labels[i] })
      : say(model.words.rest, { token: labels[i], weight: numberOf(model, weights, weight) }),
  );
  return { row, said, best: largest(row, BEST) };
}

/**
 * The colours of a weight: its ground, and ink that can be read on it.
 * @param {number[]} colours 256 RGB triples
 * @param {number} weight
 */
export function shadeOf(colours, weight) {
  const code = codeOf(weight);
  const [red, green, blue] = colours.slice(3 * code, 3 * code + 3).map((channel) => (channel / 255) ** 2.2);
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return { ground: rgb(colours, code), ink: luminance > 0.18 ? "#10141b" : "#ffffff" };
}

/**
 * @param {number[]} colours
 * @param {number} code
 */
function rgb(colours, code) {
  return `rgb(${colours.slice(3 * code, 3 * code + 3).join(" ")})`;
}
