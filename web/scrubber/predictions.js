/** The text as it was foretold, token by token, and what the model expects after one of them. */

import { element } from "../lib/dom.js";
import { say } from "../lib/words.js";

/** @typedef {import("./types.js").Scene} Scene */

const DARKEST = 9.01; // nats of guessing evenly among 8,192 tokens

export class Predictions {
  /** @param {(position: number, time: number) => void} choose */
  constructor(choose) {
    /** @type {Scene} */ this.scene;
    this.choose = choose;
    /** @type {Array<{button: HTMLButtonElement, value: HTMLElement}>} */
    this.buttons = [];
    this.title = element("h3", { class: "hl-title" });
    this.strip = element("div", { class: "hl-strip", role: "group" });
    this.strip.onkeydown = (event) => this.press(event);
    this.help = element("p", { class: "hl-note" });
    this.heading = element("h4", { class: "hl-heading" });
    this.list = element("ol", {});
    const guesses = element("div", { class: "guesses" }, [this.list]);
    this.root = element("section", {}, [this.title, this.strip, this.help, this.heading, guesses]);
  }

  /**
   * Other tokens, or new words.
   * @param {Scene} scene
   */
  update(scene) {
    const { words, labels } = scene;
    this.title.textContent = words.tokens;
    this.help.textContent = words.tokens_help;
    this.strip.setAttribute("aria-label", words.tokens);
    this.buttons = labels.map((label, position) => this.token(label, position));
    this.strip.replaceChildren(...this.buttons.map(({ button }) => button));
    this.show(scene);
  }

  /**
   * @param {string} label
   * @param {number} position
   */
  token(label, position) {
    const value = element("small", {});
    const button = element("button", { type: "button", class: "hl-surprise" }, [element("bdi", {}, [label]), value]);
    button.onclick = (event) => this.choose(position, event.timeStamp);
    return { button, value };
  }

  /**
   * Another checkpoint or another token.
   * @param {Scene} scene
   */
  show(scene) {
    this.scene = scene;
    const { recording, index, labels, words, selection } = scene;
    this.buttons.forEach(({ button, value }, position) => {
      const nats = recording.surprisal(index, position);
      const known = Number.isFinite(nats);
      const told = known ? nats.toFixed(2) : "–";
      value.textContent = told;
      button.style.setProperty("--surprise", String(known ? Math.min(1, nats / DARKEST) : 0));
      button.title = known ? say(words.surprisal, { token: labels[position], value: told }) : "";
      const chosen = position === selection.query;
      button.setAttribute("aria-pressed", String(chosen));
      button.tabIndex = chosen ? 0 : -1;
    });
    this.showGuesses(scene);
  }

  /** @param {Scene} scene */
  showGuesses({ recording, index, labels, ids, words, guessed, selection: { query } }) {
    this.heading.textContent = say(words.guesses, { token: labels[query] });
    const last = query === labels.length - 1;
    const items = recording.expected(index, query).map(({ token, chance }, rank) => {
      const { id, label } = guessed[token];
      return guess(`${rank + 1}`, label, chance, !last && id === ids[query + 1], words);
    });
    const named = items.some((item) => item.classList.contains("actual"));
    if (!last && !named) {
      const chance = Math.exp(-recording.surprisal(index, query + 1));
      items.push(guess("", labels[query + 1], chance, true, words));
    }
    this.list.replaceChildren(...items);
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!by || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault(); // or the page scrolls
    const to = Math.max(0, Math.min(this.scene.labels.length - 1, this.scene.selection.query + by));
    this.choose(to, event.timeStamp);
    this.buttons[to].button.focus();
  }
}

/**
 * One token that may follow, with its probability as a bar behind it.
 * @param {string} rank
 * @param {string} label
 * @param {number} chance
 * @param {boolean} actual whether it does follow
 * @param {Record<string, string>} words
 */
function guess(rank, label, chance, actual, words) {
  const item = element("li", actual ? { class: "actual" } : {}, [
    element("small", { class: "hl-rank" }, [rank]),
    element("bdi", {}, [label]),
    element("small", {}, [actual ? words.follows : ""]),
    element("span", {}, [percent(chance)]),
  ]);
  item.style.setProperty("--share", String(chance));
  return item;
}

/**
 * `31.2 %`; `< 0.1 %` for what would be printed as nothing, as `percent` in viz/outcome/guesses.py.
 * @param {number} share
 */
export function percent(share) {
  return share >= 0.0005 || share === 0 ? `${(100 * share).toFixed(1)} %` : "< 0.1 %";
}
