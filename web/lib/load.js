/** What a component needs: its module and its style sheets are files beside this one, each fetched once a page. */

/** @type {Map<string, Promise<void>>} style sheets by address */
const sheets = new Map();

/**
 * @param {import("./mount.js").Component} component
 * @param {{module: string, entry: string, styles: string[], plotly: string, root: URL}} files addresses relative to the
 *     app's root, and the function of the module that mounts the component
 * @returns {Promise<(() => void) | void>} what takes it off the page
 */
export async function load(component, { module, entry, styles, plotly, root }) {
  const at = (/** @type {string} */ path) => new URL(path, root).href;
  const [found] = await Promise.all([import(at(module)), ...styles.map((sheet) => fetched(at(sheet)))]);
  return found[entry](component, { plotly: at(plotly), root: root.href });
}

/** @param {string} address */
function fetched(address) {
  if (!sheets.has(address)) sheets.set(address, linked(address));
  return sheets.get(address);
}

/**
 * @param {string} address
 * @returns {Promise<void>} done where the sheet is in force; or cannot be had, and is done without
 */
function linked(address) {
  return new Promise((resolve) => {
    const link = document.createElement("link");
    Object.assign(link, { rel: "stylesheet", href: address, onload: resolve, onerror: resolve });
    document.body.append(link); // behind Streamlit's own, which are in the head
  });
}
