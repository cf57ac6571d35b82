/**
 * What a mounted component says of itself on its element, for whoever has to wait for it, such as tests and benchmarks:
 *
 * `data-state`   `waiting`: what is asked for is not there yet; `preview`: something like it is shown, or the server does
 *                not know of the last choice; `ready`: the server's own is drawn and nothing is on its way; `failed`
 * `data-digest`  what is shown, by the server's name for it
 */

/** @typedef {"waiting" | "preview" | "ready" | "failed"} State */

/** @type {readonly State[]} */
const WORST_FIRST = ["failed", "waiting", "preview", "ready"];

/**
 * @param {HTMLElement} root
 * @param {State} state
 * @param {string} [digest]
 */
export function announce(root, state, digest) {
  root.dataset.state = state;
  if (digest !== undefined) root.dataset.digest = digest;
}

/**
 * The state of a whole.
 * @param {State[]} parts
 * @returns {State}
 */
export function together(parts) {
  return WORST_FIRST.find((state) => parts.includes(state)) ?? "ready";
}
