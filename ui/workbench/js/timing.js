/** How long a person waits from an action to what it changes on the screen; benchmarks read these measures. */

/**
 * Measure from `start` until what was just drawn is on the screen.
 * @param {string} name
 * @param {number} start as `event.timeStamp`
 */
export function measureToPaint(name, start) {
  // The second frame begins when the first, with our drawing in it, has been painted.
  requestAnimationFrame(() =>
    requestAnimationFrame(() => performance.measure(name, { start, end: performance.now() })),
  );
}
