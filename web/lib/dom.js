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
 * Hand a theme on to the style sheet, which has the page's own colours for what is missing.
 * @param {HTMLElement} root
 * @param {Record<string, string>} theme colours by name
 */
export function dress(root, theme) {
  for (const [name, colour] of Object.entries(theme)) root.style.setProperty(`--hl-${name}`, colour);
}

/**
 * The theme's colours, by name.
 * @param {CSSStyleDeclaration} style
 * @returns {(name: string) => string}
 */
export function themed(style) {
  return (name) => style.getPropertyValue(`--hl-${name}`).trim();
}

/**
 * @param {HTMLCanvasElement} canvas
 * @returns {CanvasRenderingContext2D}
 */
export function contextOf(canvas) {
  const context = canvas.getContext("2d");
  if (!context) throw new Error("this canvas has another kind of context");
  return context;
}
