/** What stands around every step: whose numbers, the way with all its steps, back and next, the step's own place. */

import { Segments } from "../lib/choices.js";
import { element } from "../lib/dom.js";
import { say } from "../lib/words.js";
import { symbols } from "./formula.js";

/**
 * @typedef {object} Actions
 * @property {(mode: string) => void} choose
 * @property {(cell: Partial<{query: number, key: number}>) => void} point A cell of the example by hand.
 * @property {(by: number) => void} go
 * @property {(name: string) => void} goTo
 * @property {() => void} resize
 */

export class Frame {
  /** @param {Actions} actions */
  constructor(actions) {
    this.actions = actions;
    this.modes = new Segments(actions.choose);
    this.queries = new Segments((query) => actions.point({ query: Number(query) }));
    this.keys = new Segments((key) => actions.point({ key: Number(key) }));
    this.back = element("button", { type: "button" });
    this.next = element("button", { type: "button" });
    this.list = element("ol", { class: "hl-way" });
    this.title = element("h3", { class: "hl-step-title", "aria-live": "polite" });
    this.body = element("div", { class: "hl-step" });
    const head = element("div", { class: "hl-steps-head" }, [this.modes.root, this.queries.root, this.keys.root]);
    const move = element("div", { class: "hl-move" }, [this.back, this.title, this.next]);
    this.root = element("section", { class: "hl-steps" }, [head, this.list, move, this.body]);
    this.observer = new ResizeObserver(actions.resize);
    this.observer.observe(this.body);
    this.told = ""; // what the title says
    this.listen();
  }

  listen() {
    this.back.onclick = () => this.actions.go(-1);
    this.next.onclick = () => this.actions.go(1);
    this.root.onkeydown = (event) => {
      const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      const other = event.target instanceof HTMLInputElement; // whose arrow keys are its own
      if (!by || other || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      this.actions.go(by);
    };
  }

  destroy() {
    this.observer.disconnect();
    this.root.remove();
  }

  /**
   * @param {Record<string, string>} words
   * @param {{mode: string, name: string, hand: {query: number, key: number}, tokens: string[]}} chosen
   */
  showChoices(words, { mode, name, hand, tokens }) {
    this.root.setAttribute("aria-label", words.steps);
    this.back.textContent = words.back;
    this.next.textContent = words.next;
    const modes = [{ value: "hand", label: words.by_hand }, { value: "head", label: name || words.this_head }];
    this.modes.show(words.numbers, modes, mode);
    const labels = tokens.map((label, i) => ({ value: String(i), label }));
    this.queries.show(words.query, labels, String(hand.query));
    this.keys.show(words.key, labels, String(hand.key));
    for (const part of [this.queries, this.keys]) part.root.hidden = mode !== "hand";
  }

  /**
   * @param {Record<string, string>} words
   * @param {string[]} names of all steps
   * @param {number} at which of them is on the screen
   */
  showWay(words, names, at) {
    const focused = this.list.contains(document.activeElement);
    this.list.replaceChildren(...names.map((name, i) => this.entry(words, name, i === at)));
    if (focused) this.list.querySelectorAll("button")[at]?.focus();
    // Disabled, a button would lose the focus, and arrow keys with it.
    this.back.setAttribute("aria-disabled", String(at === 0));
    this.next.setAttribute("aria-disabled", String(at >= names.length - 1));
    this.root.dataset.step = names[at] ?? "";
    const place = { step: at + 1, steps: names.length, title: words[`title_${names[at]}`] };
    const title = names.length ? say(words.place, place) : "";
    if (title !== this.told) this.title.replaceChildren(...symbols(title)); // else it would be read out again
    this.told = title;
  }

  /**
   * A step's place on the way.
   * @param {Record<string, string>} words
   * @param {string} name
   * @param {boolean} here
   */
  entry(words, name, here) {
    /** @type {Record<string, string>} */
    const attributes = here ? { type: "button", "aria-current": "step" } : { type: "button" };
    const button = element("button", attributes, symbols(words[`short_${name}`]));
    button.onclick = () => this.actions.goTo(name);
    return element("li", {}, [button]);
  }
}
