/** What is on the screen when: how long a person waits for it, which benchmarks read, and what may come after it. */

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

/**
 * Do something once what was just drawn is on the screen; or earlier, if it is needed.
 * @param {() => void} action
 * @returns {{now: () => void, cancel: () => void}} `now` does nothing if it has been done
 */
export function afterPaint(action) {
  let waiting = true;
  const cancel = () => { waiting = false; };
  const now = () => {
    if (!waiting) return;
    cancel();
    action();
  };
  requestAnimationFrame(() => setTimeout(now));
  return { now, cancel };
}
