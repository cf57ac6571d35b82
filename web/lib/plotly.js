/** plotly.js: from this app once a browser, loaded once a page. */

/**
 * @typedef {object} Figure A Plotly figure as JSON.
 * @property {Array<Record<string, any>>} data
 * @property {Record<string, any>} layout
 *
 * @typedef {HTMLDivElement & {on?: (name: string, listener: (event: any) => void) => void}} PlotElement Plotly adds events.
 */

/** What every plot is drawn with: Plotly's default offers to upload the visitor's text. */
export const PRIVATE = { displaylogo: false, showSendToCloud: false, plotlyServerURL: "" };

const CACHE = "headlight-library";

/** @type {Map<string, Promise<any>>} */
const loading = new Map();

/**
 * @param {string} address
 * @returns {Promise<any>} the library
 */
export function loadPlotly(address) {
  const known = loading.get(address);
  if (known) return known;
  const promise = kept(address).then(run);
  promise.catch(() => loading.delete(address)); // so that the next mount tries again
  loading.set(address, promise);
  return promise;
}

/**
 * The library as this browser keeps it. Streamlit serves it without a date or an age, so a browser by itself fetches
 * all of it at every visit. The address names the version, hence what is kept never goes stale.
 * @param {string} address
 * @returns {Promise<string>} where to run it from; the address itself where nothing can be kept
 */
async function kept(address) {
  try {
    const cache = await caches.open(CACHE); // not there unless the page came from https or from this machine
    if (!(await cache.match(address))) {
      for (const older of await cache.keys()) await cache.delete(older);
      await cache.add(address);
    }
    const response = await cache.match(address);
    return response ? URL.createObjectURL(await response.blob()) : address;
  } catch {
    return address;
  }
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
