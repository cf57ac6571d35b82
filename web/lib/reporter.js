/**
 * Tells the server what was chosen: a little later, only the latest, and one question at a time, so that a held
 * arrow key asks for one new figure and not for twenty.
 */

/** @typedef {import("../workbench/types.js").Selection} Selection */

const DELAY = 120; // ms without a new choice
const PATIENCE = 5000; // ms until an unanswered question no longer holds back the next

export class Reporter {
  /** @param {(choice: Selection & {turn: number}) => void} send */
  constructor(send) {
    this.send = send;
    this.turn = 0;
    this.askedAt = -Infinity; // of the question that is not answered yet
    /** @type {Selection | null} */
    this.waiting = null;
    this.timer = 0;
  }

  /** Whether the server does not know the latest choice, or has not answered it. */
  get behind() {
    return this.waiting !== null || performance.now() - this.askedAt < PATIENCE;
  }

  /** @param {Selection} selection */
  report(selection) {
    this.waiting = selection;
    this.schedule(DELAY);
  }

  /** Do not wait any longer. */
  flush() {
    clearTimeout(this.timer);
    if (this.waiting === null) return;
    const patience = this.askedAt + PATIENCE - performance.now();
    if (patience > 0) return this.schedule(patience);
    this.turn += 1;
    this.askedAt = performance.now();
    const choice = { ...this.waiting, turn: this.turn };
    this.waiting = null;
    this.send(choice);
  }

  /**
   * A message of the server has come.
   * @param {number} turn the last choice it knows of
   */
  answered(turn) {
    if (turn < this.turn) return;
    this.turn = turn;
    this.askedAt = -Infinity;
    if (this.waiting) this.schedule(0);
  }

  stop() {
    clearTimeout(this.timer);
  }

  /** @param {number} delay */
  schedule(delay) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), delay);
  }
}
