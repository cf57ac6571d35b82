/** What is said on the page: one file a language, see translations/browser.py, and sentences whose gaps are filled here. */

/** @typedef {Record<string, Record<string, string>>} Words by subject, and by name */

/** @type {Map<string, Promise<void>>} by address */
const fetching = new Map();

/** @type {Map<string, Words>} what has arrived, by language */
const arrived = new Map();

/**
 * Have a language's words ready. The folder's address changes with any of them, hence a browser may keep what it has.
 * @param {string} folder its address
 * @param {string} language
 * @returns {Promise<void>}
 */
export function fetchWords(folder, language) {
  const address = `${folder}/${language}.json`;
  const known = fetching.get(address);
  if (known) return known;
  const promise = fetched(address).then((words) => void arrived.set(language, words));
  promise.catch(() => fetching.delete(address)); // so that the next mount tries again
  fetching.set(address, promise);
  return promise;
}

/**
 * @param {string} address
 * @returns {Promise<Words>}
 */
async function fetched(address) {
  const kept = await fetch(address, { cache: "force-cache" }); // Streamlit sends neither date nor age
  const response = kept.ok ? kept : await fetch(address, { cache: "reload" }); // an error may have been kept too
  if (!response.ok) throw new Error(`expected words at ${address}; got ${response.status}`);
  return response.json();
}

/**
 * @param {string} language
 * @param {string} subject such as `workbench`
 * @returns {Record<string, string>} its words, by name
 */
export function wordsOf(language, subject) {
  const found = arrived.get(language)?.[subject];
  if (!found) throw new Error(`expected the words of ${subject} in ${language} to have arrived`);
  return found;
}

/**
 * A sentence of the catalogue, filled.
 * @param {string} sentence with `{name}` where a value goes
 * @param {Record<string, string | number>} values
 */
export function say(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}
