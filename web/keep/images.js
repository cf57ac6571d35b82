/** Buttons that save a figure of this page as an image: Plotly draws it again, at the size it has on the screen. */

import { loadPlotly } from "../workbench/library.js";

const FORMATS = { png: 3, svg: 1 }; // pixels for each of the screen's

/** Called by Streamlit at every run, with the same element. */
export function mountImages({ parentElement, data }, { plotly }) {
  const host = parentElement.querySelector(".keep-images") ?? document.createElement("div");
  host.className = "keep-images";
  const failed = document.createElement("p");
  failed.setAttribute("role", "alert");
  host.replaceChildren(...Object.keys(FORMATS).map((format) => button(format, data, plotly)), failed);
  parentElement.append(host);
}

function button(format, data, library) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "keep-image";
  made.textContent = data.words[format];
  made.onclick = async () => {
    const failed = made.parentElement.querySelector("[role=alert]");
    made.disabled = true;
    failed.textContent = "";
    try {
      await save(format, data, library);
    } catch (error) {
      console.error(error);
      failed.textContent = data.words.failed;
    }
    made.disabled = false;
  };
  return made;
}

async function save(format, { place, name }, library) {
  const around = document.querySelector(place);
  const drawn = around.matches(".js-plotly-plot") ? around : around.querySelector(".js-plotly-plot");
  const plotly = await loadPlotly(library);
  const { width, height } = drawn.getBoundingClientRect();
  const figure = { data: drawn.data, layout: { ...drawn.layout, autosize: false } };
  const options = { format, width: Math.round(width), height: Math.round(height), scale: FORMATS[format] };
  const link = document.createElement("a");
  link.href = await plotly.toImage(figure, options);
  link.download = `${name}.${format}`;
  link.click();
}
