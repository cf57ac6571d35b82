/** Buttons that save a figure of this page as an image: Plotly draws it again, at the size it has on the screen. */

import { element } from "../lib/dom.js";
import { loadPlotly } from "../lib/plotly.js";
import { wordsOf } from "../lib/words.js";

/** @typedef {{place: string, name: string, language: string}} Kept Where the figure is, and the file's name. */
/** @typedef {keyof typeof FORMATS} Format */

const FORMATS = { png: 3, svg: 1 }; // pixels for each of the screen's

/**
 * Called by Streamlit at every run, with the same element.
 * @param {import("../lib/mount.js").Component} component
 * @param {import("../lib/mount.js").Addresses} addresses
 */
export function mountImages({ parentElement, data }, { plotly }) {
  const host = parentElement.querySelector(".keep-images") ?? element("div", { class: "keep-images" });
  const failed = element("p", { role: "alert" });
  const formats = /** @type {Format[]} */ (Object.keys(FORMATS));
  host.replaceChildren(...formats.map((format) => button(format, data, plotly, failed)), failed);
  parentElement.append(host);
}

/**
 * @param {Format} format
 * @param {Kept} kept
 * @param {string} library its address
 * @param {HTMLElement} failed what says that it did not work
 */
function button(format, kept, library, failed) {
  const words = wordsOf(kept.language, "images");
  const made = element("button", { type: "button", class: "keep-image" }, [words[format]]);
  made.onclick = async () => {
    made.disabled = true;
    failed.textContent = "";
    try {
      await save(format, kept, library);
    } catch (error) {
      console.error(error);
      failed.textContent = words.failed;
    }
    made.disabled = false;
  };
  return made;
}

/**
 * @param {Format} format
 * @param {Kept} kept
 * @param {string} library
 */
async function save(format, { place, name }, library) {
  const around = document.querySelector(place);
  const drawn = /** @type {HTMLElement & import("../lib/plotly.js").Figure | null | undefined} */ (
    around?.matches(".js-plotly-plot") ? around : around?.querySelector(".js-plotly-plot")
  );
  if (!drawn) throw new Error(`there is no figure in ${place}`);
  const plotly = await loadPlotly(library);
  const { width, height } = drawn.getBoundingClientRect();
  const figure = { data: drawn.data, layout: { ...drawn.layout, autosize: false } };
  const options = { format, width: Math.round(width), height: Math.round(height), scale: FORMATS[format] };
  const link = element("a", { href: await plotly.toImage(figure, options), download: `${name}.${format}` });
  link.click();
}
