/**
 * One cell step by step, one step on the screen at a time: first by hand, with three dimensions and whole numbers, then
 * with the model's own numbers. Next and back by button and by arrow key.
 */

import { announce } from "../lib/announce.js";
import { dress, element } from "../lib/dom.js";
import { FIRST, TOKENS, handGiven, handHead } from "./by_hand.js";
import { Frame } from "./frame.js";
import { readGiven } from "./given.js";
import { Kit } from "./kit.js";
import { pathOf } from "./path.js";
import { SCORE } from "./screens_score.js";
import { streamScreens } from "./screens_stream.js";
import { VECTORS } from "./screens_vectors.js";

/**
 * @typedef {import("../attention/head.js").Head} Head
 * @typedef {import("../attention/safetensors.js").File} File
 *
 * @typedef {object} Reading What is said of the head's reading.
 * @property {string} name Of the head, such as `L4H1`.
 * @property {number} layer
 * @property {string[]} queries Labels of the rows, and of the columns.
 * @property {string[]} keys
 * @property {boolean} [cross] Whether the columns are another text's.
 * @property {string} [masked] Which keys the model hides, in a sentence.
 * @property {string[]} [changes] Interventions at this head, in words.
 * @property {(query: number, key: number, signal: AbortSignal) => Promise<File>} [load] The API's answer of one cell's
 *     steps; without it only what the head itself tells is shown.
 *
 * @typedef {object} Options
 * @property {Reading} reading
 * @property {Head | null} head Null while none is chosen.
 * @property {number} query
 * @property {number} key
 * @property {Record<string, string>} words The catalogue's `steps-…`.
 * @property {Record<string, string>} [theme] Colours by name.
 *
 * @typedef {"hand" | "head"} Mode
 * @typedef {object} Scene What is followed.
 * @property {import("./path.js").Path} path
 * @property {import("./screens_vectors.js").Screen[]} screens
 * @property {Kit} kit
 * @property {boolean} waiting Whether the server's part is on its way.
 */

/**
 * @param {HTMLElement} parent
 * @param {Options} options
 */
export function mountSteps(parent, options) {
  const steps = new Steps(options);
  parent.append(steps.frame.root);
  steps.update(options);
  return { update: (/** @type {Options} */ newer) => steps.update(newer), destroy: () => steps.destroy() };
}

class Steps {
  /** @param {Options} options */
  constructor(options) {
    this.options = options;
    /** @type {{head: Head, query: number, key: number}} */ this.hand = { head: handHead(), ...FIRST };
    /** @type {Mode} */ this.mode = "hand";
    /** @type {"place" | "size"} */ this.order = "place";
    this.at = "read"; // the name of the step on the screen
    /** @type {{cell: string, head: Head | null, given: import("./given.js").Given | null}} what the server said last */
    this.known = { cell: "", head: null, given: null };
    /** @type {AbortController | null} */ this.asking = null;
    /** @type {Array<() => void>} */ this.draws = [];
    this.frame = new Frame({
      choose: (mode) => this.change({ mode: mode === "head" ? "head" : "hand" }),
      point: (cell) => this.change({ hand: { ...this.hand, ...cell } }),
      go: (by) => this.go(by),
      goTo: (name) => this.change({ at: name }),
      resize: () => this.paint(),
    });
  }

  destroy() {
    this.asking?.abort();
    this.frame.destroy();
  }

  /** @param {Options} options */
  update(options) {
    dress(this.frame.root, options.theme ?? {});
    this.change({ options });
  }

  /** @param {Partial<Pick<Steps, "options" | "mode" | "hand" | "at" | "order">>} what */
  change(what) {
    Object.assign(this, what);
    this.show();
    void this.ask();
  }

  /** @param {number} by */
  go(by) {
    const screens = this.scene()?.screens ?? [];
    const to = screens[placeOf(screens, this.at) + by];
    if (to) this.change({ at: to.name });
  }

  /** Have the server's part of the chosen cell, once it is to be seen. */
  async ask() {
    const { head, reading } = this.options;
    if (this.mode === "hand" || !head?.scored || this.knows(head)) return;
    const { query, key } = this.options;
    this.asking?.abort();
    const asking = new AbortController();
    this.asking = asking;
    let given = null;
    try {
      const file = await reading.load?.(query, key, asking.signal);
      given = file ? readGiven(file) : null;
    } catch (fault) {
      if (!asking.signal.aborted) console.warn(fault); // the head's own numbers are still there
    }
    if (asking.signal.aborted) return;
    this.known = { cell: cellOf(this.options), head, given };
    this.show();
  }

  /**
   * Whether the server was asked for the chosen cell and has answered.
   * @param {Head} head
   */
  knows(head) {
    return this.known.head === head && this.known.cell === cellOf(this.options);
  }

  /**
   * What is followed now; null where there is nothing to.
   * @returns {Scene | null}
   */
  scene() {
    return this.mode === "hand" ? this.byHand() : this.ofHead();
  }

  byHand() {
    const { words } = this.options;
    const { head, query, key } = this.hand;
    const keys = tokensOf(words);
    const path = pathOf(head, query, key, handGiven(head, query, key));
    const told = { query: keys[query], key: keys[key], keys, masked: words.hand_masked, changes: [], layer: 0 };
    return { ...sceneOf(head, path), kit: this.kit({ ...told, byHand: true, cross: false }), waiting: false };
  }

  ofHead() {
    const { head, query, key, reading } = this.options;
    if (!head?.scored) return null;
    const known = this.knows(head);
    const path = pathOf(head, query, key, known ? this.known.given : null);
    const { masked = "", changes = [], cross = false, layer } = reading;
    const keys = reading.keys.slice(head.first.column);
    const told = { query: reading.queries[query], key: reading.keys[key], keys, masked, changes, layer };
    return { ...sceneOf(head, path), kit: this.kit({ ...told, byHand: false, cross }), waiting: !known };
  }

  /** @param {import("./kit.js").Told} told */
  kit(told) {
    const reorder = (/** @type {string} */ order) => this.change({ order: order === "size" ? "size" : "place" });
    return new Kit(this.options.words, told, { order: this.order, reorder });
  }

  show() {
    const { words, reading } = this.options;
    this.frame.showChoices(words, { mode: this.mode, name: reading.name, hand: this.hand, tokens: tokensOf(words) });
    const scene = this.scene();
    announce(this.frame.root, scene?.waiting ? "waiting" : "ready");
    if (scene?.waiting) return; // what is on the screen stays until then
    const screens = scene?.screens ?? [];
    const at = placeOf(screens, this.at);
    this.frame.showWay(words, screens.map(({ name }) => name), at);
    this.frame.body.replaceChildren(...(scene ? contentOf(scene, at) : [this.nothing()]));
    this.draws = scene?.kit.draws ?? [];
    this.paint();
  }

  nothing() {
    const { words, head } = this.options;
    return element("p", {}, [head ? words.weights_only : words.nothing]);
  }

  paint() {
    for (const draw of this.draws) draw();
  }
}

/**
 * A step, under what interventions do to all of them.
 * @param {Scene} scene
 * @param {number} at
 */
function contentOf({ path, screens, kit }, at) {
  const changes = kit.told.changes.join(" · ");
  return [...(changes ? [kit.note("changed", { changes })] : []), ...screens[at].draw(path, kit)];
}

/**
 * @param {Head} head
 * @param {import("./path.js").Path} path
 */
function sceneOf(head, path) {
  return { path, screens: [...VECTORS, ...SCORE, ...streamScreens(head)].filter(({ has }) => has(path)) };
}

/**
 * Where a step is among those there are; the first if it is none of them.
 * @param {Array<{name: string}>} screens
 * @param {string} wanted
 */
function placeOf(screens, wanted) {
  return Math.max(0, screens.findIndex(({ name }) => name === wanted));
}

/** @param {Options} options */
function cellOf({ query, key }) {
  return `${query} ${key}`;
}

/** @param {Record<string, string>} words */
function tokensOf(words) {
  return Array.from({ length: TOKENS }, (_, i) => words[`hand_${i}`]);
}
