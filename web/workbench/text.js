/** The text itself, shaded: point at a token, and the others show how much it looks at them, or they at it. */

import { Segments } from "../lib/choices.js";
import { element } from "../lib/dom.js";
import { fullName } from "../lib/heads.js";
import { measureToPaint } from "../lib/timing.js";
import { say } from "../lib/words.js";
import { headWeights, stateOf } from "./head_weights.js";
import { tilesOf } from "./model.js";
import { Passage } from "./passage.js";
import { labelsOf, otherSide, pinnedPlace, placeWithin, samePlace, tell } from "./place.js";
import { SaveButtons } from "./save_buttons.js";
import { Ramp, shadeAround, shadeOf } from "./shades.js";
import { textPicture } from "./text_picture.js";
import { isLong, partOf, windowOf, windowSaid } from "./window.js";

/** @typedef {import("./lines.js").PanelActions} PanelActions */
/** @typedef {import("./types.js").Model} Model */
/** @typedef {import("./types.js").Place} Place */
/** @typedef {import("./types.js").Shown} Shown */
/** @typedef {import("./types.js").Tiles} Tiles */
/** @typedef {import("./types.js").Weights} Weights */
/** @typedef {import("./types.js").Window} Window */

const SIDES = /** @type {const} */ (["query", "key"]);

export class Text {
  /** @param {PanelActions} actions */
  constructor(actions) {
    /** @type {Model} */ this.model;
    /** @type {Shown} */ this.shown;
    /** @type {Tiles} */ this.tiles;
    /** @type {Window} */ this.window;
    /** @type {Weights | null} */ this.weights;
    /** @type {boolean} */ this.single;
    this.actions = actions;
    /** @type {"query" | "key"} */
    this.direction = "query";
    /** @type {Place | null} */
    this.hovered = null;
    this.turn = new Segments((side, time) => this.turnTo(/** @type {"query" | "key"} */ (side), time));
    const passage = (/** @type {"query" | "key"} */ side) =>
      new Passage({
        hover: (at, time) => this.hover(this.placeOf(side, at), time),
        pin: (at, time) => actions.pin(this.placeOf(side, at), time),
      });
    this.passages = { query: passage("query"), key: passage("key") };
    this.ramp = new Ramp();
    this.told = element("p", { class: "hl-told", role: "note" });
    this.note = element("p", { class: "hl-note" });
    const texts = SIDES.map((side) => this.passages[side].root);
    this.saving = new SaveButtons(() => textPicture(this, this.shown.view.pinned ?? this.direction));
    const below = [this.told, this.ramp.root, this.note, this.saving.root];
    this.root = element("div", { class: "hl-text" }, [this.turn.root, ...texts, ...below]);
    this.root.onkeydown = (event) => this.press(event);
  }

  /**
   * New weights, tokens, colours or words.
   * @param {Model} model
   * @param {Shown} shown
   */
  update(model, shown) {
    this.model = model;
    this.shown = shown;
    this.write();
  }

  /**
   * Another head or token.
   * @param {Shown} shown
   */
  show(shown) {
    this.shown = shown;
    this.write();
  }

  /** @returns {import("../lib/announce.js").State} */
  get state() {
    return stateOf(this.model, this.weights);
  }

  destroy() {
    this.root.remove();
  }

  /** The texts themselves. */
  write() {
    const { model } = this;
    const { words } = model;
    const { site, head } = this.shown.selection;
    this.tiles = tilesOf(model, site);
    this.window = windowOf(model, this.shown);
    this.hovered = placeWithin(this.window, this.hovered);
    this.weights = headWeights(model, { site, head }, this.window);
    const { row, column, rows, columns } = this.window;
    this.single = this.tiles.queries === this.tiles.keys && row === column && rows === columns;
    if (this.shown.view.pinned) this.direction = this.shown.view.pinned;
    const label = say(words.text_label, { head: fullName(model.tiles, this.tiles, head) });
    const headings = this.single ? { query: "", key: "" } : { query: words.query_text, key: words.key_text };
    for (const side of SIDES) {
      const { first, count } = partOf(this.window, side);
      const pieces = model.pieces[side === "query" ? this.tiles.queries : this.tiles.keys].slice(first, first + count);
      this.passages[side].write(headings[side], label, this.single && side === "key" ? [] : pieces);
    }
    this.passages.key.root.hidden = this.single;
    this.root.classList.toggle("hl-long", isLong(model, this.tiles));
    this.turn.root.hidden = !this.single;
    const relations = { query: words.looks_at, key: words.looked_at };
    const choices = SIDES.map((side) => ({ value: side, label: relations[side] }));
    this.turn.show(words.direction, choices, this.direction);
    this.ramp.show(words.shade, model.colours);
    const pooled = model.pool > 1 ? say(words[`pooled_here_${model.pooling}`], { pool: model.pool }) : "";
    const part = windowSaid(model, this.tiles, this.window);
    this.note.textContent = [words.scale, words.strongest_marks, part, pooled].filter(Boolean).join(" · ");
    this.shade();
  }

  /** The shades around the token in focus. */
  shade() {
    const { model, tiles, weights } = this;
    const pinned = placeWithin(this.window, pinnedPlace(this.shown));
    const place = this.hovered ?? pinned;
    const shade = place && weights ? shadeAround(model, tiles, place, weights) : null;
    const shaded = place && this.passageOf(otherSide(place.side));
    for (const side of this.single ? [SIDES[0]] : SIDES) {
      const passage = this.passages[side];
      const labels = labelsOf(model, tiles, side, this.window);
      passage.shade(passage === shaded ? shade : null, labels, (weight) => shadeOf(model.colours, weight));
      const here = (/** @type {Place | null} */ one) =>
        one && this.passageOf(one.side) === passage ? one.index - partOf(this.window, one.side).first : null;
      passage.mark(here(place), here(pinned));
    }
    this.told.textContent = place ? tell(model, tiles, place, weights) : model.words.hint;
    this.saving.show(model.words, pinned && weights ? "" : model.words.save_nothing);
  }

  /**
   * Where a side's tokens stand: with one text, both in the same place.
   * @param {"query" | "key"} side
   */
  passageOf(side) {
    return this.passages[this.single ? "query" : side];
  }

  /**
   * What a token of a passage is asked as.
   * @param {"query" | "key"} side
   * @param {number | null} at its place in the passage
   * @returns {Place | null}
   */
  placeOf(side, at) {
    const { first } = partOf(this.window, side);
    return at === null ? null : { side: this.single ? this.direction : side, index: first + at };
  }

  /**
   * @param {Place | null} place
   * @param {number} time
   */
  hover(place, time) {
    if (samePlace(place, this.hovered)) return;
    this.hovered = place;
    this.shade();
    measureToPaint("headlight:hover", time);
  }

  /**
   * Ask the other way round.
   * @param {"query" | "key"} side
   * @param {number} time
   */
  turnTo(side, time) {
    this.direction = side;
    const pinned = pinnedPlace(this.shown);
    if (pinned) this.actions.pin({ side, index: pinned.index }, time);
    else this.shade();
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    if (event.key !== "Escape") return;
    this.hover(null, event.timeStamp);
    this.actions.pin(null, event.timeStamp);
  }
}
