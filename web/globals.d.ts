/** plotly.js, while its script runs; see lib/plotly.js. */
interface Window {
  Plotly?: unknown;
}
