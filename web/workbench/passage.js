/** A text as running words, each a button; around one in focus, the others are shaded by their weights. */

import { element } from "./dom.js";

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
    const nodes = this.tokens.flatMap((token, i) => (pieces[i][0] === "space" && i ? [" ", token] : [token]));
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
    const last = this.tokens.length - 1;
    const moves = {
      ...{ ArrowLeft: index - 1, ArrowUp: index - 1, ArrowRight: index + 1, ArrowDown: index + 1 },
      ...{ Home: 0, End: last },
    };
    if (!Object.hasOwn(moves, event.key)) return;
    event.preventDefault(); // or the page scrolls
    const to = moves[/** @type {keyof typeof moves} */ (event.key)];
    this.tokens[Math.max(0, Math.min(last, to))].focus();
  }
}
