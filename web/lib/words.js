/** Sentences of the page's catalogue. */

/**
 * A sentence of the catalogue, filled.
 * @param {string} sentence with `{name}` where a value goes
 * @param {Record<string, string | number>} values
 */
export function say(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}
