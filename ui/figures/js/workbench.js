/**
 * The workbench's modules that these figures are made of. They lie in another folder of this app, whose name, with the
 * digest of its files, is the last part of this folder's own: so the two always are of one version.
 */

const folder = new URL(`../${import.meta.url.split("/").at(-2).split("--").at(-1)}/`, import.meta.url);
const names = ["dom", "fit", "library"];
const modules = await Promise.all(names.map((name) => import(new URL(`${name}.js`, folder).href)));

export const { Fit, element, loadPlotly } = Object.assign({}, ...modules);
