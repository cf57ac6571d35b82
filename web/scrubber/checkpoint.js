/** One checkpoint of a recorded training, as the parts that draw it want it. */

import { nameOf } from "../lib/heads.js";
import { say, wordsOf } from "../lib/words.js";

/** @typedef {import("./recording.js").Recording} Recording */
/** @typedef {import("./types.js").Scene} Scene */
/** @typedef {import("./types.js").Selection} Selection */

/**
 * The server's message, its figures unpacked, with what is said about it.
 * @param {any} data
 */
export function read(data) {
  const figures = { growth: JSON.parse(data.growth), pair: JSON.parse(data.pair), map: JSON.parse(data.map) };
  const bench = wordsOf(data.language, "workbench");
  return { ...data, ...figures, words: wordsOf(data.language, "scrubber"), bench };
}

/**
 * @param {any} data the server's message
 * @param {Recording} recording
 * @param {Selection} selection
 * @returns {Scene}
 */
export function sceneOf(data, recording, selection) {
  const { steps, tiles, labels, ids, guessed, words, growth, curves } = data;
  const layer = tiles.findIndex((/** @type {any} */ one) => one.site === selection.site);
  const head = layer * tiles[layer].n_heads + selection.head;
  const name = nameOf(tiles[layer], selection.head);
  const index = steps.indexOf(selection.step);
  const figure = data.pair;
  return { recording, selection, index, head, name, labels, ids, guessed, figure, growth, curves, words };
}

/**
 * The checkpoint as the workbench's parts know a trace.
 * @param {any} data the server's message
 * @param {Scene} scene
 * @param {Uint8Array} codes of all heads
 * @returns {any}
 */
export function modelOf(data, { recording, index, head, name, labels, selection }, codes) {
  const { map } = data;
  const maps = map.data.map((/** @type {any} */ trace) => ({ ...trace, z: recording.map(index, head) }));
  const text = `${name} · ${say(data.words.step_of, stepsSaid(data, selection))}`;
  return {
    ...{ digest: `${data.digest}@${selection.step}`, tiles: data.tiles, tokens: { decoder: labels } },
    ...{ pool: 1, colours: data.colours, theme: data.theme, words: data.bench, metrics: {}, lines: data.lines },
    ...{ pieces: {}, view: null, preview: true, codes },
    figure: { data: maps, layout: { ...map.layout, title: { ...map.layout.title, text } } },
    figureOf: { site: selection.site, head: selection.head },
  };
}

/**
 * This step and the last as words want them.
 * @param {any} data the server's message
 * @param {Selection} selection
 */
export function stepsSaid({ steps }, { step }) {
  return { step: step.toLocaleString("en"), last: steps.at(-1).toLocaleString("en") };
}

/**
 * The parameters under which Explore shows the same.
 * @param {any} data the server's message
 * @param {Selection} selection
 */
export function linkOf({ explore }, { step, ...cell }) {
  const given = Object.entries({ ...explore, model: `${explore.model}@${step}`, ...cell });
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
}
