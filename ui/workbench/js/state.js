/** The selection, shared by everything in the workbench. */

/** @typedef {import("./types.js").Selection} Selection */

export class State {
  /** @param {Selection} selection */
  constructor(selection) {
    this.selection = selection;
    /** @type {Set<(selection: Selection, before: Selection) => void>} */
    this.listeners = new Set();
  }

  /**
   * Change part of the selection and tell everybody, unless nothing changes.
   * @param {Partial<Selection>} change
   */
  choose(change) {
    const before = this.selection;
    const after = { ...before, ...change };
    if (same(before, after)) return;
    this.selection = after;
    for (const listener of this.listeners) listener(after, before);
  }
}

/**
 * @param {Selection} a
 * @param {Selection} b
 */
export function same(a, b) {
  return a.site === b.site && a.head === b.head && a.query === b.query && a.key === b.key;
}
