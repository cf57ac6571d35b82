/** A small model of the page for the tests: two layers of two heads over four tokens, causal. */

const N = 4;
const HEADS = 2;

export const WORDS = {
  rest: "{token} {weight}",
  told: "{token} {relation} {others}",
  told_nothing: "{token} {relation} nothing",
  looks_at: "looks at",
  looked_at: "is looked at by",
  approximate: "≈ {weight}",
  waiting: "waiting",
  window: "queries {row}–{bottom} of {n_query}, keys {column}–{right} of {n_key}",
  metric_previous: "previous token",
  metric_entropy: "entropy",
  measured: "{metric} {value} (spread evenly: {uniform}; {n} queries)",
  unmeasured: "{metric}: not possible",
};

/**
 * @param {Partial<import("../../web/workbench/types.js").Tiles>} [change]
 * @returns {import("../../web/workbench/types.js").Tiles}
 */
export function tilesLike(change = {}) {
  return {
    ...{ site: "decoder.self.0", label: "L0", group: "decoder self", n_heads: HEADS, n_query: N, n_key: N },
    ...{ rows: N, columns: N, offset: 0, queries: "decoder", keys: "decoder", masked: "causal", rank: [] },
    ...change,
  };
}

/**
 * Every head looks a third at the first key and two thirds at itself, as far as it may.
 * @param {Partial<import("../../web/workbench/types.js").Model>} [change]
 * @returns {import("../../web/workbench/types.js").Model}
 */
export function modelLike(change = {}) {
  const size = HEADS * N * N;
  const tiles = [tilesLike(), tilesLike({ site: "decoder.self.1", label: "L1", offset: size })];
  const codes = new Uint8Array(2 * size);
  for (let start = 0; start < codes.length; start += N * N) {
    for (let i = 0; i < N; i++) {
      codes[start + i * N] = 147;
      codes[start + i * N + i] = i ? 208 : 255;
    }
  }
  const z = [0, 1, 2, 3].map((query) => [0, 1, 2, 3].map((key) => (key > query ? null : (query === key ? 0.7 : 0.1))));
  const layout = { title: { text: "L0H0 of gpt<span> · sink 0.2</span>" }, shapes: [{ name: "own" }, { name: "selected" }] };
  return {
    ...{ digest: "abc", reading: "def", tiles, codes, pool: 1, pooling: "mean", window: null, preview: true },
    ...{ tokens: { decoder: ["The", "·cat", "·sat", "."] }, pieces: { decoder: [] }, words: WORDS, theme: {} },
    ...{ figure: { data: [{ type: "heatmap", z }], layout }, figureOf: { site: "decoder.self.0", head: 0 } },
    ...{ colours: Array.from({ length: 768 }, (_, i) => Math.floor(i / 3)), lines: ["red", "green", "blue"] },
    ...{ view: null, metrics: {}, measuring: false },
    ...change,
  };
}

/**
 * @param {Partial<import("../../web/workbench/types.js").Selection>} [selection]
 * @param {Partial<import("../../web/workbench/types.js").View>} [view]
 * @returns {import("../../web/workbench/types.js").Shown}
 */
export function shownLike(selection = {}, view = {}) {
  return {
    selection: { site: "decoder.self.0", head: 0, query: null, key: null, ...selection },
    view: {
      ...{ panel: "heatmap", heads: [], threshold: 0.05, sort: "layer", scale: "shared", pinned: null, window: null },
      ...{ pooling: "mean", ...view },
    },
  };
}
