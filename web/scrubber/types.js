/**
 * Shapes of what moves between these modules. No code.
 *
 * @typedef {object} Selection What is looked at; the step is the checkpoint's, not its index.
 * @property {number} step
 * @property {string} site
 * @property {number} head
 * @property {number} query
 * @property {number} key
 *
 * @typedef {object} Scene Everything the parts draw from.
 * @property {import("./recording.js").Recording} recording
 * @property {Selection} selection
 * @property {number} index Of the checkpoint.
 * @property {number} head Counted through all layers.
 * @property {string} name Of the head: `L1H2`.
 * @property {string[]} labels Of the text's tokens.
 * @property {number[]} ids Of the text's tokens.
 * @property {Array<{id: number, label: string}>} guessed
 * @property {any} figure Score and weight of a pair, empty.
 * @property {any} growth Curves of the card, or null.
 * @property {Record<string, Record<string, number[]>>} curves Of every head, by metric.
 * @property {Record<string, string>} words
 */
export {};
