/** Making elements. Text goes in as text: a token is data, whatever it looks like. */

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string>} [attributes]
 * @param {Array<Node | string>} [children]
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, attributes = {}, children = []) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/**
 * The theme's colours, by name.
 * @param {CSSStyleDeclaration} style
 * @returns {(name: string) => string}
 */
export function themed(style) {
  return (name) => style.getPropertyValue(`--hl-${name}`).trim();
}
