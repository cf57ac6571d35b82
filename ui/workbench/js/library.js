/** plotly.js, loaded once a page, from this app. */

/** @type {Map<string, Promise<any>>} */
const loading = new Map();

/**
 * @param {string} address
 * @returns {Promise<any>} the library
 */
export function loadPlotly(address) {
  if (!loading.has(address)) {
    const promise = run(address);
    promise.catch(() => loading.delete(address)); // so that the next mount tries again
    loading.set(address, promise);
  }
  return loading.get(address);
}

/**
 * @param {string} address
 * @returns {Promise<any>}
 */
function run(address) {
  const before = window.Plotly;
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => {
      const library = window.Plotly;
      window.Plotly = before; // leave the page's globals as they were: Streamlit bundles another version
      resolve(library);
    };
    script.onerror = () => {
      script.remove();
      reject(new Error(`could not load ${address}`));
    };
    document.head.append(script);
  });
}
