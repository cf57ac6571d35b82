/** Buttons that save what a panel shows as a picture. */

import { element } from "../lib/dom.js";
import { savePicture } from "./picture_file.js";

/** @typedef {import("./picture_file.js").Picture} Picture */

const FORMATS = /** @type {const} */ (["png", "svg"]);

export class SaveButtons {
  /** @param {() => {picture: Picture, name: string}} shown what to save, when it is asked for */
  constructor(shown) {
    /** @type {Record<string, string>} */ this.words;
    this.shown = shown;
    this.legend = element("span", { class: "hl-legend" });
    this.buttons = FORMATS.map((format) => {
      const button = element("button", { class: "hl-button", type: "button" }, [format.toUpperCase()]);
      button.onclick = () => this.save(format);
      return button;
    });
    this.failed = element("span", { class: "hl-legend", role: "status" });
    this.root = element("div", { class: "hl-saving" }, [this.legend, ...this.buttons, this.failed]);
  }

  /**
   * @param {Record<string, string>} words
   * @param {string} missing why there is nothing to save; empty if there is
   */
  show(words, missing) {
    this.words = words;
    this.legend.textContent = words.save;
    this.buttons.forEach((button, i) => {
      button.disabled = missing !== "";
      button.title = missing;
      button.setAttribute("aria-label", `${words.save} ${FORMATS[i].toUpperCase()}`);
    });
  }

  /** @param {"png" | "svg"} format */
  async save(format) {
    const { picture, name } = this.shown();
    this.failed.textContent = "";
    try {
      await savePicture(picture, format, name);
    } catch (error) {
      console.error(error);
      this.failed.textContent = this.words.save_failed;
    }
  }
}
