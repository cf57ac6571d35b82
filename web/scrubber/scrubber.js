/** A recorded training: one slider moves everything that is shown of a checkpoint. */

import { columnsOf, onColumns } from "./columns.js";
import { Expected } from "./expected.js";
import { Measured } from "./measured.js";
import { Pair } from "./pair.js";
import { Player } from "./player.js";
import { Recording } from "./recording.js";
import { element } from "../workbench/dom.js";
import { Heatmap } from "../workbench/heatmap.js";
import { loadPlotly } from "../workbench/library.js";
import { nameOf, say } from "../workbench/model.js";
import { Mosaic } from "../workbench/mosaic.js";
import { Reporter } from "../workbench/reporter.js";
import { measureToPaint } from "../workbench/timing.js";

/** @typedef {import("./types.js").Scene} Scene */
/** @typedef {import("./types.js").Selection} Selection */

const VIEW = { panel: "heatmap", heads: [], threshold: 0, sort: "layer", scale: "shared", pinned: null };
const ANOTHER = { selection: { site: "", head: -1, query: null, key: null }, view: VIEW };

export class Scrubber {
  /**
   * @param {HTMLElement} parent
   * @param {{plotly: string, root: string}} addresses of the library, and of the app
   */
  constructor(parent, { plotly, root }) {
    this.generation = 0;
    this.address = root;
    this.view = VIEW;
    const library = loadPlotly(plotly);
    const go = (/** @type {number} */ index, /** @type {number} */ time) => this.go(index, time);
    const pick = (/** @type {string} */ site, /** @type {number} */ head, /** @type {number} */ time) =>
      this.choose({ site, head }, "head", time);
    const confirm = () => this.reporter.flush();
    this.reporter = new Reporter((choice) => this.setStateValue?.("choice", choice));
    this.player = new Player(go, () => this.report());
    this.measured = new Measured(library, go);
    this.mosaic = new Mosaic({ choose: pick, join: pick, confirm, see: (view) => this.see(view) });
    this.map = new Heatmap(library, (cell) => this.chooseCell(cell), confirm);
    this.pair = new Pair(library, go);
    this.expected = new Expected((query, time) => this.choose({ query }, "pair", time));
    this.heads = element("h3", { class: "hl-title" });
    this.open = element("a", { class: "hl-open" });
    this.root = this.arrange();
    for (const old of parent.querySelectorAll(":scope > .hl-bench")) old.remove();
    parent.append(this.root);
    this.forget = onColumns(() => this.receive());
    library.catch(() => this.fail());
  }

  arrange() {
    const left = element("section", { class: "hl-left" }, [this.heads, this.mosaic.root, this.expected.root]);
    const right = element("section", { class: "hl-right" }, [this.map.root, this.pair.root]);
    const parts = element("div", { class: "hl-parts" }, [left, right]);
    const all = [this.player.root, this.measured.root, parts, this.open];
    return element("div", { class: "hl-bench hl-scrubber" }, all);
  }

  /** @param {import("../workbench/types.js").Component} component */
  update({ data, setStateValue }) {
    this.setStateValue = setStateValue;
    const message = JSON.stringify(data);
    if (message === this.message) return; // the page ran again for other reasons
    this.message = message;
    const own = this.reporter.behind || this.player.playing;
    const same = this.data?.digest === data.digest;
    this.data = { ...data, growth: JSON.parse(data.growth), pair: JSON.parse(data.pair), map: JSON.parse(data.map) };
    for (const [name, colour] of Object.entries(data.theme)) this.root.style.setProperty(`--hl-${name}`, colour);
    this.reporter.answered(data.turn);
    // The browser may be ahead: then its own choice stands, and the server will follow.
    if (!own || !same) this.selection = data.selection;
    this.receive();
  }

  /** The arrays may come before what says how to read them, or after. */
  receive() {
    const columns = this.data && columnsOf(this.data.digest);
    this.root.classList.toggle("hl-awaiting", !columns);
    if (!columns) return;
    this.recording = new Recording(columns, this.data.sizes, this.data.factor);
    this.refresh();
  }

  /** Draw everything anew. */
  refresh() {
    const scene = this.scene();
    const model = this.model(scene);
    this.showStep(scene, model);
    this.map.update(model, this.shown());
    for (const part of [this.measured, this.expected, this.pair]) part.update(scene);
  }

  destroy() {
    this.forget();
    this.reporter.stop();
    for (const part of [this.player, this.measured, this.mosaic, this.map, this.pair]) part.destroy();
    this.root.remove();
  }

  /** @returns {Scene} */
  scene() {
    const { data, recording, selection } = this;
    const { steps, tiles, labels, ids, guessed, words, growth, curves } = data;
    const layer = tiles.findIndex((/** @type {any} */ one) => one.site === selection.site);
    const head = layer * tiles[layer].n_heads + selection.head;
    const name = nameOf(tiles[layer], selection.head);
    const index = steps.indexOf(selection.step);
    const figure = data.pair;
    return { recording, selection, index, head, name, labels, ids, guessed, figure, growth, curves, words };
  }

  /** What the workbench's parts call the selection. */
  shown() {
    const { site, head, query, key } = this.selection;
    return { selection: { site, head, query, key }, view: this.view };
  }

  /**
   * This checkpoint as the workbench's parts know a trace.
   * @param {Scene} scene
   * @returns {any}
   */
  model({ recording, index, head, name, labels, selection }) {
    const { data } = this;
    const { map } = data;
    const maps = map.data.map((/** @type {any} */ trace) => ({ ...trace, z: recording.map(index, head) }));
    const text = `${name} · ${say(data.words.step_of, this.places())}`;
    return {
      ...{ digest: `${data.digest}@${selection.step}`, tiles: data.tiles, tokens: { decoder: labels } },
      ...{ pool: 1, colours: data.colours, theme: data.theme, words: data.bench, metrics: {}, lines: data.lines },
      ...{ pieces: {}, view: null, preview: true, codes: this.codes(index) },
      figure: { data: maps, layout: { ...map.layout, title: { ...map.layout.title, text } } },
      figureOf: { site: selection.site, head: selection.head },
    };
  }

  /** @param {number} index */
  codes(index) {
    const name = `${this.data.digest}@${index}`;
    if (name !== this.coded?.name) this.coded = { name, codes: this.recording.codes(index) };
    return this.coded.codes;
  }

  /** This step and the last as words want them. */
  places() {
    const { steps } = this.data;
    return { step: this.selection.step.toLocaleString("en"), last: steps.at(-1).toLocaleString("en") };
  }

  /**
   * Look at another checkpoint.
   * @param {number} index
   * @param {number} time of the event behind it
   */
  go(index, time) {
    const step = this.data.steps[index];
    if (step === this.selection.step) return;
    this.selection = { ...this.selection, step };
    const scene = this.scene();
    const model = this.model(scene);
    this.showStep(scene, model);
    this.layOver(model);
    for (const part of [this.measured, this.expected, this.pair]) part.show(scene);
    if (!this.player.playing) this.report();
    measureToPaint("headlight:step", time);
  }

  /**
   * Look at another head or pair of words.
   * @param {Partial<Selection>} change
   * @param {string} what changes, as benchmarks call it
   * @param {number} time of the event behind it
   */
  choose(change, what, time) {
    const before = this.shown();
    this.selection = { ...this.selection, ...change };
    const scene = this.scene();
    if (what === "head") {
      this.layOver(this.model(scene));
      this.measured.update(scene);
    } else {
      this.map.show(this.shown(), before);
      this.expected.show(scene);
    }
    this.mosaic.show(this.shown());
    this.pair.update(scene);
    this.link();
    if (!this.player.playing) this.report();
    measureToPaint(`headlight:learning-${what}`, time);
  }

  /** @param {{query: number | null, key: number | null}} cell */
  chooseCell({ query, key }) {
    if (query === null || key === null) return; // there is always a pair
    this.choose({ query, key }, "pair", performance.now());
  }

  /** @param {Partial<typeof VIEW>} view how the mosaic is drawn */
  see(view) {
    this.view = { ...this.view, ...view };
    this.mosaic.update(this.model(this.scene()), this.shown());
  }

  /**
   * @param {Scene} scene
   * @param {any} model
   */
  showStep(scene, model) {
    const { words, steps } = this.data;
    this.player.show({ steps, index: scene.index, words });
    this.heads.textContent = say(words.heads, this.places());
    this.mosaic.update(model, this.shown());
    this.link();
  }

  /**
   * Another map over the drawn one, at once; Plotly draws it when things are calm.
   * @param {any} model
   */
  layOver(model) {
    this.map.model = model;
    this.map.show(this.shown(), ANOTHER);
  }

  /** The same checkpoint, text, head and pair in Explore. */
  link() {
    const { step, ...cell } = this.selection;
    const { words, explore } = this.data;
    const params = new URLSearchParams({ ...explore, model: `${explore.model}@${step}`, ...cell });
    this.open.href = new URL(`?${params}`, this.address).href;
    this.open.textContent = words.open;
  }

  report() {
    this.reporter.report(this.selection);
  }

  fail() {
    this.measured.values.textContent = this.data?.words.failed ?? "";
  }
}
