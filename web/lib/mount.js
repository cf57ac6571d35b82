/** Mounting a component: Streamlit calls its entry at every run of the page, with the same element and new data. */

/**
 * @typedef {object} Component What Streamlit hands over; see its components v2.
 * @property {any} data
 * @property {HTMLElement} parentElement
 * @property {(name: string, value: any) => void} setStateValue
 * @property {(name: string, value: any) => void} setTriggerValue
 *
 * @typedef {{plotly: string, root: string}} Addresses Of plotly.js, and of the app.
 *
 * @typedef {object} Mounted
 * @property {number} generation Counts updates; kept here.
 * @property {(component: Component) => void} update
 * @property {() => void} destroy
 */

/**
 * An entry point.
 * @template {Mounted} Part
 * @param {(parent: HTMLElement, addresses: Addresses) => Part} make
 * @returns {(component: Component, addresses: Addresses) => () => void} mounts a part, or brings the mounted one up to
 *   date; what it returns takes it off the page
 */
export function entry(make) {
  /** @type {WeakMap<HTMLElement, Part>} */
  const mounted = new WeakMap();
  return (component, addresses) => {
    const parent = component.parentElement;
    const part = mounted.get(parent) ?? make(parent, addresses);
    mounted.set(parent, part);
    const generation = ++part.generation;
    part.update(component);
    // Streamlit also cleans up after a call that a newer one has overtaken; only the last call's counts.
    return () => {
      if (part.generation !== generation) return;
      part.destroy();
      mounted.delete(parent);
    };
  };
}
