/** What is set above the mosaic, and what is explained below it: order, colour scale, badges. */

import { Picker, Segments } from "../lib/choices.js";
import { element } from "../lib/dom.js";
import { badgeOf, strikingSaid } from "./badges.js";
import { captionOf, lettersSaid } from "./mosaic_order.js";
import { isLong } from "./window.js";

/** @typedef {import("./types.js").Model} Model */
/** @typedef {import("./types.js").Shown} Shown */
/** @typedef {import("./types.js").View} View */
/** @typedef {import("./mosaic_layout.js").Box} Box */

export class MosaicControls {
  /** @param {(change: Partial<View>) => void} see */
  constructor(see) {
    /** @type {boolean} */ this.shown;
    /** @type {string} */ this.outline;
    this.see = see;
    this.sort = new Picker((sort) => see({ sort }));
    this.scale = new Segments((scale) => see({ scale: /** @type {View["scale"]} */ (scale) }));
    this.pooling = new Segments((pooling) => see({ pooling: /** @type {View["pooling"]} */ (pooling) }));
    this.root = element("div", { class: "hl-controls" }, [this.sort.root, this.scale.root, this.pooling.root]);
    this.about = element("p", { class: "hl-note hl-about" });
    this.marks = element("p", { class: "hl-note hl-marks" });
    this.head = element("p", { class: "hl-note hl-head" });
    this.below = element("div", {}, [this.head, this.marks, this.about]);
  }

  /**
   * @param {Model} model
   * @param {Shown} shown
   * @param {Box[]} boxes
   */
  show(model, { selection, view }, boxes) {
    const long = model.tiles.some((tiles) => isLong(model, tiles));
    // What is said of the text before stands for the moment; a long text is measured for longer than that.
    if (model.measuring && this.shown && !long) return;
    this.shown = true;
    const { words, metrics } = model;
    const choices = Object.keys(metrics).map((value) => ({
      value,
      label: [words[`metric_${value}`], words[`order_${value}`]].filter(Boolean).join(" · "),
      title: words[`about_${value}`],
    }));
    this.sort.show(words.sort, [{ value: "layer", label: words.sort_layer }, ...choices], view.sort);
    const scales = ["shared", "head"].map((value) => ({ value, label: words[`scale_${value}`] }));
    this.scale.show(words.tile_scale, scales, view.scale);
    this.pooling.root.hidden = model.pool === 1 || model.view === null;
    const poolings = ["mean", "maximum"].map((value) => ({ value, label: words[`pooling_${value}`] }));
    this.pooling.show(words.pooling, poolings, view.pooling);
    const ranked = view.sort !== "layer";
    const unmeasured = long && !model.measuring && Object.keys(metrics).length === 0 ? words.unmeasured_long : "";
    this.about.textContent = [unmeasured, words[`about_${view.sort}`], ...(ranked ? [lettersSaid(model), words.one_text] : [])]
      .filter(Boolean)
      .join(" · ");
    this.about.hidden = !this.about.textContent;
    this.showMarks(model, view, boxes);
    const own = boxes.find((b) => b.head === selection.head && model.tiles[b.row].site === selection.site);
    const said = own ? strikingSaid(model, view.sort, own.place) : "";
    this.head.textContent = own && said ? `${captionOf(model, own)}: ${said}` : "";
    this.head.hidden = !said;
  }

  /**
   * What each mark on show stands for; choosing one sorts by it.
   * @param {Model} model
   * @param {View} view
   * @param {Box[]} boxes
   */
  showMarks(model, view, boxes) {
    const { words } = model;
    const used = [...new Set(boxes.map((box) => badgeOf(model, view.sort, box.place)))].filter((name) => name !== null);
    const outline = JSON.stringify([used, words]);
    if (outline === this.outline) return;
    this.outline = outline;
    this.marks.hidden = used.length === 0;
    this.marks.replaceChildren(words.marks, " ", ...used.map((name) => this.mark(name, words)));
  }

  /**
   * @param {string} name
   * @param {Record<string, string>} words
   */
  mark(name, words) {
    const attributes = { class: "hl-mark", type: "button", title: words[`about_${name}`] };
    const label = element("b", {}, [words[`mark_${name}`]]);
    const button = element("button", attributes, [label, ` ${words[`metric_${name}`]}`]);
    button.onclick = () => this.see({ sort: name });
    return button;
  }
}
