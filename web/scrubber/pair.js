/** One pair of words in one head: its score and weight over the checkpoints, and how the score here comes about. */

import { element } from "../lib/dom.js";
import { say } from "../lib/words.js";
import { Chart } from "./chart.js";

/** @typedef {import("./types.js").Scene} Scene */

export class Pair {
  /**
   * @param {Promise<any>} plotly
   * @param {(index: number, time: number) => void} go
   * @param {() => void} changed called when its state may be another
   */
  constructor(plotly, go, changed) {
    /** @type {number[]} */ this.scores;
    /** @type {number} */ this.most;
    this.title = element("h3", { class: "hl-title" });
    this.chart = new Chart(plotly, go, changed);
    this.told = element("p", { class: "hl-equation" });
    this.caption = element("p", { class: "hl-note" });
    this.bars = element("div", { class: "hl-terms", role: "img" });
    this.help = element("p", { class: "hl-note" });
    const parts = [this.title, this.chart.root, this.told, this.caption, this.bars, this.help];
    this.root = element("section", { class: "hl-pair" }, parts);
  }

  /**
   * Another head or another pair, or new words.
   * @param {Scene} scene
   */
  update(scene) {
    const { words, recording, labels, head, selection, figure } = scene;
    const { query, key } = selection;
    const values = { query: labels[query], key: labels[key], head: scene.name };
    this.title.textContent = `${scene.name} · ${say(words.pair, values)}`;
    this.caption.textContent = words.terms;
    this.help.textContent = words.pair_help;
    this.chart.root.setAttribute("aria-label", say(words.pair_label, values));
    const { steps } = recording.sizes;
    const scores = Array.from({ length: steps }, (_, step) => recording.score(step, head, query, key));
    const seen = key <= query;
    const weights = scores.map((_, step) => (seen ? recording.row(step, head, query)[key] : null));
    const curves = { score: scores, weight: weights };
    const data = figure.data.map((/** @type {any} */ trace) => ({ ...trace, y: curves[/** @type {"score" | "weight"} */ (trace.meta.pair)] }));
    const { layout } = figure;
    this.chart.index = scene.index;
    this.chart.drawWhenCalm({ data, layout: { ...layout, yaxis: { ...layout.yaxis, range: around(scores) } } });
    this.scores = scores;
    this.most = Math.max(1e-9, ...this.termsOfAll(scene));
    this.show(scene);
  }

  /**
   * Another checkpoint.
   * @param {Scene} scene
   */
  show(scene) {
    const { words, recording, head, index, selection } = scene;
    const { query, key } = selection;
    this.chart.moveTo(index);
    const terms = recording.terms(index, head, query, key);
    const score = this.scores[index];
    const values = {
      factor: brief(recording.factor),
      dot: signed(score / recording.factor),
      score: signed(score),
      visible: query + 1,
      weight: key <= query ? recording.row(index, head, query)[key].toFixed(4) : "–",
    };
    this.told.textContent = key <= query ? say(words.equation, values) : words.unseen;
    const said = Array.from(terms, (value, d) => say(words.term, { index: d, value: signed(value) }));
    this.bars.setAttribute("aria-label", `${words.terms}: ${said.join(", ")}`);
    this.bars.replaceChildren(
      ...Array.from(terms, (value, d) => {
        const bar = element("span", { class: value < 0 ? "hl-term hl-below" : "hl-term", title: said[d] });
        bar.style.setProperty("--length", String(Math.abs(value) / this.most));
        return bar;
      }),
    );
  }

  destroy() {
    this.chart.destroy();
  }

  /**
   * The size of every term at every checkpoint, so that bars keep one scale while the slider moves.
   * @param {Scene} scene
   */
  termsOfAll({ recording, head, selection: { query, key } }) {
    const steps = Array.from({ length: recording.sizes.steps }, (_, step) => step);
    return steps.map((step) => recording.terms(step, head, query, key).reduce((a, b) => Math.max(a, Math.abs(b)), 0));
  }
}

/**
 * A range with some air around values.
 * @param {number[]} values
 */
function around(values) {
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  const air = 0.08 * (high - low || 1);
  return [low - air, high + air];
}

/**
 * Three digits, with a minus sign that is one.
 * @param {number} value
 */
function signed(value) {
  return value.toFixed(3).replace("-", "−");
}

/** @param {number} value */
function brief(value) {
  return String(Number(value.toPrecision(4)));
}
