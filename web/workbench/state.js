/** The selection and what is shown beside it, shared by everything in the workbench. */

/** @typedef {import("./types.js").Selection} Selection */
/** @typedef {import("./types.js").Shown} Shown */
/** @typedef {import("./types.js").View} View */

export class State {
  /**
   * @param {Shown} shown
   * @param {(shown: Shown, before: Shown) => void} follow called after every change
   */
  constructor(shown, follow) {
    this.shown = shown;
    this.follow = follow;
  }

  get selection() {
    return this.shown.selection;
  }

  get view() {
    return this.shown.view;
  }

  /**
   * Change part of the selection, of the view, or of both, and tell of it once, unless nothing changes.
   * @param {{selection?: Partial<Selection>, view?: Partial<View>}} change
   */
  change({ selection = {}, view = {} }) {
    const before = this.shown;
    const after = { selection: merged(before.selection, selection), view: merged(before.view, view) };
    if (after.selection === before.selection && after.view === before.view) return;
    this.shown = after;
    this.follow(after, before);
  }
}

/**
 * With a change, or the very same where that changes nothing.
 * @template {object} Part
 * @param {Part} before
 * @param {Partial<Part>} change
 * @returns {Part}
 */
function merged(before, change) {
  const after = { ...before, ...change };
  return JSON.stringify(after) === JSON.stringify(before) ? before : after;
}
