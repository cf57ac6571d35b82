/** Whose lines these are: a chip for each head, a button that keeps the chosen one, a word if one cannot join. */

import { element } from "../lib/dom.js";
import { fullName } from "../lib/heads.js";
import { say } from "../lib/words.js";
import { MOST, compared } from "./compare.js";
import { tilesOf } from "./model.js";
import { made } from "./pens.js";

/** @typedef {import("./compare.js").Compared} Compared */
/** @typedef {import("./types.js").Model} Model */
/** @typedef {import("./types.js").Shown} Shown */
/** @typedef {import("./types.js").View} View */

export class Legend {
  /** @param {(change: Partial<View>) => void} see */
  constructor(see) {
    /** @type {string} */ this.outline;
    this.see = see;
    this.chips = element("ul", { class: "hl-chips" });
    this.keep = element("button", { class: "hl-button", type: "button" });
    this.notice = element("p", { class: "hl-note", role: "status" });
    this.root = element("div", { class: "hl-heads" }, [this.chips, this.keep, this.notice]);
  }

  /**
   * @param {Model} model
   * @param {Shown} shown
   */
  show(model, shown) {
    const { words } = model;
    const heads = compared(model, shown);
    const outline = JSON.stringify([heads, words]);
    if (outline === this.outline) return;
    this.outline = outline;
    this.chips.replaceChildren(...heads.map((one) => this.chip(one, model, shown.view)));
    this.offer(model, shown, heads);
    const apart = heads.filter((one) => !one.drawn).map((one) => say(words.apart, { head: one.name }));
    this.tell(apart.join(" "));
  }

  /**
   * To keep the chosen head.
   * @param {Model} model
   * @param {Shown} shown
   * @param {Compared[]} heads
   */
  offer({ words }, { view }, heads) {
    const chosen = heads.find((one) => one.chosen);
    if (!chosen) return;
    this.keep.textContent = say(words.keep, { head: chosen.name });
    this.keep.title = words.keep_help;
    this.keep.hidden = chosen.kept;
    this.keep.disabled = heads.length >= MOST;
    this.keep.onclick = () => this.see({ heads: [...view.heads, [chosen.site, chosen.head]] });
  }

  /** @param {string} sentence */
  tell(sentence) {
    this.notice.textContent = sentence;
    this.notice.hidden = !sentence;
  }

  /**
   * Say why a head cannot stand beside the chosen one.
   * @param {Model} model
   * @param {Shown} shown
   * @param {{site: string, head: number}} other
   */
  refuse(model, { selection }, other) {
    const name = (/** @type {{site: string, head: number}} */ { site, head }) =>
      fullName(model.tiles, tilesOf(model, site), head);
    this.tell(say(model.words.refused, { head: name(other), with: name(selection) }));
  }

  /** @param {Model} model */
  full({ words }) {
    this.tell(say(words.full, { most: MOST }));
  }

  /**
   * @param {Compared} one
   * @param {Model} model
   * @param {View} view
   */
  chip(one, { words }, view) {
    const chip = element("li", { class: one.drawn ? "hl-chip" : "hl-chip hl-apart" }, [sample(one), one.name]);
    if (!one.kept) return chip;
    const attributes = { type: "button", class: "hl-remove", "aria-label": say(words.remove, { head: one.name }) };
    const remove = element("button", { ...attributes, title: attributes["aria-label"] }, ["×"]);
    const others = view.heads.filter(([site, head]) => site !== one.site || head !== one.head);
    remove.onclick = () => this.see({ heads: others });
    chip.append(remove);
    return chip;
  }
}

/**
 * A piece of a head's line.
 * @param {Compared} one
 */
function sample({ colour, dash }) {
  const picture = made("svg", { class: "hl-sample", "aria-hidden": "true", viewBox: "0 0 24 10" });
  const line = { x1: 0, x2: 24, y1: 5, y2: 5, stroke: colour, "stroke-width": 2.5, "stroke-dasharray": dash.join(" ") };
  picture.append(made("line", line));
  return picture;
}
