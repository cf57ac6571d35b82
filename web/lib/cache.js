/** Values that travel apart from what names them, and once: the last few, each by its digest. */

/** @template Value */
export class Cache {
  /** @param {number} most how many values are kept */
  constructor(most) {
    this.most = most;
    /** @type {Map<string, Value>} by name, in the order they were last sent */
    this.kept = new Map();
    /** @type {Set<string>} names of what is being made ready */
    this.coming = new Set();
    /** @type {Set<string>} names of what could not be */
    this.failed = new Set();
    /** @type {Set<() => void>} */
    this.listeners = new Set();
  }

  /**
   * @param {string} name
   * @returns {Value | null}
   */
  of(name) {
    return this.kept.get(name) ?? null;
  }

  /**
   * Whether there is nothing to wait for any more.
   * @param {string} name
   */
  settled(name) {
    return this.kept.has(name) || this.failed.has(name);
  }

  /**
   * Keep what has arrived.
   * @param {string} name
   * @param {Value} value
   */
  keep(name, value) {
    const known = this.kept.delete(name);
    this.kept.set(name, value);
    const [oldest] = this.kept.keys();
    if (this.kept.size > this.most) this.kept.delete(oldest);
    if (!known) this.tell();
  }

  /**
   * Keep what will be ready in a moment.
   * @param {string} name
   * @param {Promise<Value>} promise
   */
  async await(name, promise) {
    this.coming.add(name);
    const value = await promise.catch(() => null);
    this.coming.delete(name);
    if (value !== null) return this.keep(name, value);
    this.failed.add(name);
    this.tell();
  }

  tell() {
    for (const listener of [...this.listeners]) listener();
  }

  /**
   * @param {() => void} listener called when something has arrived
   * @returns {() => void} ends it
   */
  listen(listener) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
