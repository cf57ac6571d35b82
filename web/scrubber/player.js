/** The slider over the checkpoints, and what plays them one after the other. */

import { Segments } from "../lib/choices.js";
import { element } from "../lib/dom.js";
import { say } from "../lib/words.js";

/** @typedef {{steps: number[], index: number, words: Record<string, string>}} Playable */

/** @type {Record<string, number>} milliseconds a checkpoint stays */
const PACES = { slow: 1200, medium: 600, fast: 250 };

export class Player {
  /**
   * @param {(index: number, time: number) => void} go
   * @param {() => void} rest called when playing ends
   */
  constructor(go, rest) {
    /** @type {Playable} */ this.shown;
    this.go = go;
    this.rest = rest;
    this.timer = 0;
    this.pace = "medium";
    this.button = element("button", { class: "hl-button hl-play", type: "button" });
    this.button.onclick = () => this.toggle();
    this.slider = element("input", { type: "range", class: "hl-steps", min: "0", step: "1" });
    this.slider.oninput = (event) => this.seek(this.slider.valueAsNumber, event.timeStamp);
    this.slider.onkeydown = (event) => this.press(event);
    this.said = element("output", { class: "hl-step" });
    this.speed = new Segments((pace) => this.hurry(pace));
    const beside = element("div", { class: "hl-beside" }, [this.button, this.said, this.speed.root]);
    this.root = element("div", { class: "hl-player" }, [beside, this.slider]);
  }

  get playing() {
    return this.timer !== 0;
  }

  /**
   * @param {Playable} shown
   */
  show({ steps, index, words }) {
    this.shown = { steps, index, words };
    this.slider.max = String(steps.length - 1);
    this.slider.value = String(index);
    const [step, last] = [steps[index], steps[steps.length - 1]].map((n) => n.toLocaleString("en"));
    const told = say(words.step_of, { step, last });
    this.slider.setAttribute("aria-valuetext", told);
    this.slider.setAttribute("aria-label", words.slider);
    this.slider.title = words.slider;
    this.said.textContent = told;
    this.button.textContent = this.playing ? words.pause : words.play;
    this.speed.show(words.speed, Object.keys(PACES).map((value) => ({ value, label: words[value] })), this.pace);
  }

  destroy() {
    clearInterval(this.timer);
  }

  /**
   * @param {number} index
   * @param {number} time of the event behind it
   */
  seek(index, time) {
    this.pause();
    this.go(index, time);
  }

  toggle() {
    if (this.playing) return this.pause();
    const { steps, index } = this.shown;
    if (index === steps.length - 1) this.go(0, performance.now());
    this.start();
  }

  start() {
    clearInterval(this.timer);
    this.timer = setInterval(() => this.next(), PACES[this.pace]);
    this.show(this.shown);
  }

  pause() {
    if (!this.playing) return;
    clearInterval(this.timer);
    this.timer = 0;
    this.show(this.shown);
    this.rest();
  }

  next() {
    const { steps, index } = this.shown;
    this.go(index + 1, performance.now());
    if (index + 1 === steps.length - 1) this.pause();
  }

  /** @param {string} pace */
  hurry(pace) {
    this.pace = pace;
    if (this.playing) this.start();
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    if (event.key !== " " || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault(); // or the page scrolls
    this.toggle();
  }
}
