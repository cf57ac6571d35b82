/** What the shades of a text stand for: the colour scale as a bar, with weights below it. */

import { element } from "./dom.js";

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
 * @param {CanvasRenderingContext2D} context
 * @param {{y: number, width: number, family: string, colour: (name: string) => string}} place
 * @param {string} legend
 * @param {number[]} colours 256 RGB triples
 */
export function paintRamp(context, { y, width, family, colour }, legend, colours) {
  context.font = `12px ${family}`;
  context.textBaseline = "middle";
  context.textAlign = "left";
  context.fillStyle = colour("muted");
  context.fillText(legend, 0, y + 5);
  const from = context.measureText(legend).width + 12;
  const right = Math.max(1, width - from - 12);
  for (let code = 0; code < 256; code++) {
    context.fillStyle = rgb(colours, code);
    context.fillRect(from + (right * code) / 256, y, right / 256 + 1, 10);
  }
  context.fillStyle = colour("muted");
  context.textAlign = "center";
  for (const weight of TICKS) context.fillText(String(weight), from + right * Math.sqrt(weight), y + 20);
}

/**
 * The colours of a weight: its ground, and ink that can be read on it.
 * @param {number[]} colours 256 RGB triples
 * @param {number} weight
 */
export function shadeOf(colours, weight) {
  const code = Math.round(255 * Math.sqrt(Math.min(1, weight)));
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
