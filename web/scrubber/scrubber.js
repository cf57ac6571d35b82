/** A recorded training: one slider moves everything that is shown of a checkpoint. */

import { announce, together } from "../lib/announce.js";
import { dress, element } from "../lib/dom.js";
import { loadPlotly } from "../lib/plotly.js";
import { Reporter } from "../lib/reporter.js";
import { measureToPaint } from "../lib/timing.js";
import { say } from "../lib/words.js";
import { Heatmap } from "../workbench/heatmap.js";
import { Mosaic } from "../workbench/mosaic.js";
import { FIRST } from "../workbench/view.js";
import { linkOf, modelOf, read, sceneOf, stepsSaid } from "./checkpoint.js";
import { MetricCurves } from "./metric_curves.js";
import { Pair } from "./pair.js";
import { Player } from "./player.js";
import { Predictions } from "./predictions.js";
import { Recording, recordings } from "./recording.js";

/** @typedef {import("./types.js").Scene} Scene */
/** @typedef {import("../lib/mount.js").Component} Component */
/** @typedef {import("../workbench/types.js").View} View */
/** @typedef {import("./types.js").Selection} Selection */

const VIEW = { ...FIRST, threshold: 0 };
const ANOTHER = { selection: { site: "", head: -1, query: null, key: null }, view: VIEW };

export class Scrubber {
  /**
   * @param {HTMLElement} parent
   * @param {{plotly: string, root: string}} addresses of the library, and of the app
   */
  constructor(parent, { plotly, root }) {
    /** @type {Component["setStateValue"]} */ this.setStateValue;
    /** @type {string} */ this.message;
    /** @type {any} */ this.data;
    /** @type {Selection} */ this.selection;
    /** @type {Recording} */ this.recording;
    /** @type {{name: string, codes: Uint8Array} | undefined} */ this.coded;
    this.generation = 0;
    this.awaiting = true; // whether the arrays have yet to come
    this.address = root;
    this.view = VIEW;
    const library = loadPlotly(plotly);
    const go = (/** @type {number} */ index, /** @type {number} */ time) => this.go(index, time);
    const pick = (/** @type {string} */ site, /** @type {number} */ head, /** @type {number} */ time) =>
      this.choose({ site, head }, "head", time);
    const confirm = () => this.reporter.flush();
    this.reporter = new Reporter((choice) => this.setStateValue?.("choice", choice));
    this.player = new Player(go, () => this.report());
    const changed = () => this.announce();
    this.measured = new MetricCurves(library, go, changed);
    this.mosaic = new Mosaic({ choose: pick, join: pick, confirm, see: (view) => this.see(view) });
    this.map = new Heatmap(library, (cell) => this.chooseCell(cell), confirm, changed);
    this.pair = new Pair(library, go, changed);
    this.predictions = new Predictions((query, time) => this.choose({ query }, "pair", time));
    this.heads = element("h3", { class: "hl-title" });
    this.open = element("a", { class: "hl-open" });
    this.root = this.arrange();
    for (const old of parent.querySelectorAll(":scope > .hl-bench")) old.remove();
    parent.append(this.root);
    announce(this.root, "waiting");
    this.forget = recordings.listen(() => this.receive());
    library.catch(() => this.fail());
  }

  arrange() {
    const left = element("section", { class: "hl-left" }, [this.heads, this.mosaic.root, this.predictions.root]);
    const right = element("section", { class: "hl-right" }, [this.map.root, this.pair.root]);
    const parts = element("div", { class: "hl-parts" }, [left, right]);
    const all = [this.player.root, this.measured.root, parts, this.open];
    return element("div", { class: "hl-bench hl-scrubber" }, all);
  }

  /** @param {Component} component */
  update({ data, setStateValue }) {
    this.setStateValue = setStateValue;
    const message = JSON.stringify(data);
    if (message === this.message) return; // the page ran again for other reasons
    this.message = message;
    const own = this.reporter.behind || this.player.playing;
    const same = this.data?.digest === data.digest;
    this.data = read(data);
    dress(this.root, data.theme);
    this.reporter.answered(data.turn);
    // The browser may be ahead: then its own choice stands, and the server will follow.
    if (!own || !same) this.selection = data.selection;
    this.receive();
  }

  /** The arrays may come before what says how to read them, or after. */
  receive() {
    const columns = this.data && recordings.of(this.data.digest);
    this.awaiting = !columns;
    this.root.classList.toggle("hl-awaiting", !columns);
    if (!columns) return announce(this.root, "waiting");
    this.recording = new Recording(columns, this.data.sizes, this.data.factor);
    this.refresh();
  }

  /** Draw everything anew. */
  refresh() {
    const scene = this.scene();
    const model = this.model(scene);
    this.showStep(scene, model);
    this.map.update(model, this.shown());
    for (const part of [this.measured, this.predictions, this.pair]) part.update(scene);
    this.announce();
  }

  /** Say how far things are, and what is shown. */
  announce() {
    if (this.awaiting || this.root.dataset.state === "failed") return;
    const own = this.reporter.behind || this.player.playing ? "preview" : "ready";
    const state = together([this.map.state, this.measured.chart.state, this.pair.chart.state, own]);
    announce(this.root, state, this.data.digest);
  }

  destroy() {
    this.forget();
    this.reporter.stop();
    for (const part of [this.player, this.measured, this.mosaic, this.map, this.pair]) part.destroy();
    this.root.remove();
  }

  scene() {
    return sceneOf(this.data, this.recording, this.selection);
  }

  /** @param {Scene} scene */
  model(scene) {
    const name = `${this.data.digest}@${scene.index}`;
    if (name !== this.coded?.name) this.coded = { name, codes: this.recording.codes(scene.index) };
    return modelOf(this.data, scene, this.coded.codes);
  }

  /** What the workbench's parts call the selection. */
  shown() {
    const { site, head, query, key } = this.selection;
    return { selection: { site, head, query, key }, view: this.view };
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
    for (const part of [this.measured, this.predictions, this.pair]) part.show(scene);
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
      this.predictions.show(scene);
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

  /** @param {Partial<View>} view how the mosaic is drawn */
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
    this.heads.textContent = say(words.heads, stepsSaid(this.data, this.selection));
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
    this.open.href = new URL(`?${linkOf(this.data, this.selection)}`, this.address).href;
    this.open.textContent = this.data.words.open;
  }

  report() {
    this.reporter.report(this.selection);
    this.announce();
  }

  fail() {
    this.measured.values.textContent = this.data?.words.failed ?? "";
    announce(this.root, "failed");
  }
}
