/** A text as running words, each a button; around one in focus, the others are shaded by their weights. */

import { element } from "../lib/dom.js";

/**
 * @typedef {object} Shade
 * @property {number[]} row A weight for each token; NaN where it may not be seen.
 * @property {string[]} said What each token is called, with its weight.
 * @property {number[]} best The strongest, strongest first.
 */

/**
 * @typedef {object} PassageActions
 * @property {(index: number | null, time: number) => void} hover
 * @property {(index: number, time: number) => void} pin
 */

export class Passage {
  /** @param {PassageActions} actions */
  constructor(actions) {
    /** @type {string} */ this.outline;
    this.actions = actions;
    this.heading = element("h4", { class: "hl-heading" });
    this.words = element("div", { class: "hl-passage", role: "group" });
    this.root = element("div", {}, [this.heading, this.words]);
    /** @type {HTMLButtonElement[]} */
    this.tokens = [];
    const { words } = this;
    words.onpointerover = (event) => {
      if (event.pointerType !== "touch") actions.hover(this.indexOf(event), event.timeStamp);
    };
    words.onpointerleave = (event) => actions.hover(null, event.timeStamp);
    words.addEventListener("focusin", (event) => this.enter(event));
    words.addEventListener("focusout", (event) => actions.hover(null, event.timeStamp));
    words.onclick = (event) => this.click(event);
    words.onkeydown = (event) => this.press(event);
  }

  /**
   * @param {string} heading empty for none
   * @param {string} label for assistive technology
   * @param {Array<["space" | "none" | "same", string]>} pieces
   */
  write(heading, label, pieces) {
    this.heading.textContent = heading;
    this.heading.hidden = !heading;
    this.words.setAttribute("aria-label", label);
    const outline = JSON.stringify(pieces);
    if (outline === this.outline) return;
    this.outline = outline;
    this.tokens = pieces.map(([join, text], i) => {
      const attributes = { type: "button", class: `hl-token hl-after-${join}`, tabindex: i ? "-1" : "0" };
      return element("button", attributes, [element("bdi", {}, [text])]);
    });
    const nodes = this.tokens.flatMap((token, i) => [gapBefore(pieces, i), token].filter(Boolean));
    this.words.replaceChildren(...nodes);
  }

  /**
   * @param {Shade | null} shade
   * @param {string[]} labels
   * @param {(weight: number) => {ground: string, ink: string}} paint
   */
  shade(shade, labels, paint) {
    this.tokens.forEach((token, i) => {
      const weight = shade ? shade.row[i] : 0;
      const { ground, ink } = shade && weight >= 0 ? paint(weight) : { ground: "", ink: "" };
      token.style.backgroundColor = ground;
      token.style.color = ink;
      const rank = shade ? shade.best.indexOf(i) : -1;
      token.dataset.rank = rank < 0 ? "" : String(rank + 1);
      token.classList.toggle("hl-hidden", Number.isNaN(weight));
      token.title = shade ? shade.said[i] : labels[i];
      token.setAttribute("aria-label", token.title);
    });
  }

  /**
   * @param {number | null} focus
   * @param {number | null} pinned
   */
  mark(focus, pinned) {
    this.tokens.forEach((token, i) => {
      token.classList.toggle("hl-focus", i === focus);
      token.setAttribute("aria-pressed", String(i === pinned));
    });
  }

  /** @param {Event} event */
  indexOf(event) {
    const token = /** @type {HTMLElement} */ (event.target).closest("button");
    const index = this.tokens.indexOf(/** @type {HTMLButtonElement} */ (token));
    return index < 0 ? null : index;
  }

  /** @param {FocusEvent} event */
  enter(event) {
    const index = this.indexOf(event);
    this.tokens.forEach((token, i) => (token.tabIndex = i === index ? 0 : -1));
    if (/** @type {HTMLElement} */ (event.target).matches(":focus-visible")) this.actions.hover(index, event.timeStamp);
  }

  /** @param {MouseEvent} event */
  click(event) {
    const index = this.indexOf(event);
    if (index !== null) this.actions.pin(index, event.timeStamp);
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const index = this.indexOf(event);
    if (index === null || event.ctrlKey || event.metaKey || event.altKey) return;
    const to = along(event.key, index, this.tokens.length);
    if (to === null) return;
    event.preventDefault(); // or the page scrolls
    this.tokens[to].focus();
  }
}

/**
 * Where a key leads in running text.
 * @param {string} key name of the key pressed
 * @param {number} index
 * @param {number} count
 * @returns {number | null} null for every other key
 */
export function along(key, index, count) {
  /** @type {Record<string, number>} */
  const moves = {
    ...{ ArrowLeft: index - 1, ArrowUp: index - 1, ArrowRight: index + 1, ArrowDown: index + 1 },
    ...{ Home: 0, End: count - 1 },
  };
  return Object.hasOwn(moves, key) ? Math.max(0, Math.min(count - 1, moves[key])) : null;
}

/**
 * What stands before a token: a space between words, nothing at the beginning.
 * @param {Array<["space" | "none" | "same", string]>} pieces
 * @param {number} i
 */
export function gapBefore(pieces, i) {
  return i && pieces[i][0] === "space" ? " " : "";
}
