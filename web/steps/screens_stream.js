/** The last steps: from the weight to the context, through W_O into the stream, and on to the next layer. */

import { length, times } from "../attention/matrix.js";
import { element } from "../lib/dom.js";
import { formula } from "./formula.js";
import { apart, decimal, percent } from "./numbers.js";
import { othersOf } from "./path.js";

/**
 * @typedef {import("./kit.js").Kit} Kit
 * @typedef {import("./path.js").Path} Path
 * @typedef {import("./screens_vectors.js").Screen} Screen
 * @typedef {import("./strips.js").Strip} Strip
 * @typedef {import("./given.js").Sublayer} Sublayer
 */

const FAR = 1e-3; // between contexts: further than rounding brings them

/**
 * @param {import("../attention/head.js").Head} head
 * @returns {Screen}
 */
const value = (head) => ({
  name: "value",
  has: ({ v }) => v.length > 0,
  draw(path, kit) {
    const { v, part, context, recorded, distance, cell, seen } = path;
    const strips = [
      { name: "v", values: v },
      { name: kit.words.mixed, values: part },
      { name: kit.words.context, values: context },
    ];
    const lengths = { value: decimal(length(v)), mixed: decimal(length(part)), context: decimal(length(context)) };
    const [weight, changed] = [decimal(cell.weight), distance !== null && distance > FAR];
    return [
      kit.text("value"),
      formula(`${kit.words.context} = Σ ${kit.words.weight} · v`),
      kit.dimensionsOf(strips),
      ...kit.worked("c", turned(head.value), path.row.weights),
      ...(kit.told.byHand ? [] : [formula(`${weight} × |v| = ${weight} × ${lengths.value} = ${lengths.mixed}`)]),
      kit.note("value_lengths", { keys: seen, ...lengths }),
      ...(changed ? [kit.note("changed_context", { used: decimal(length(recorded)) })] : []),
      ...(distance !== null && !changed && !kit.told.byHand ? [kit.note("verified", { error: apart(distance) })] : []),
    ];
  },
});

/**
 * Columns as rows.
 * @param {import("../attention/matrix.js").Matrix} matrix
 */
function turned({ values, rows, columns }) {
  const moved = Float64Array.from(values, (_, i) => values[(i % rows) * columns + Math.floor(i / rows)]);
  return { values: moved, rows: columns, columns: rows };
}

/**
 * @param {import("../attention/head.js").Head} head
 * @returns {Screen}
 */
const output = (head) => ({
  name: "output",
  has: () => true,
  draw(path, kit) {
    if (!path.output || !head.output) return [kit.text("no_output")];
    const { head: whole, cell, share } = path.output;
    const strips = [
      { name: `W_O · ${kit.words.mixed}`, values: cell },
      { name: `W_O · ${kit.words.context}`, values: whole },
    ];
    return [
      kit.text("output"),
      kit.matrix("W_O", head.output),
      kit.dimensionsOf(strips),
      ...kit.worked("o", head.output, path.context),
      formula(`|W_O · ${kit.words.context}| = ${decimal(length(whole))}`),
      kit.note("share", { cell: decimal(length(cell)), share: percent(share) }),
    ];
  },
});

/** @type {Screen} */
const stream = {
  name: "stream",
  has: ({ given }) => Boolean(given?.sublayers.length),
  draw(path, kit) {
    const [part] = path.given?.sublayers ?? [];
    const others = othersOf(path);
    const strips = /** @type {Strip[]} */ ([
      { name: kit.words.stream_before, values: part.before },
      path.output && { name: kit.words.this_head, values: path.output.head },
      others && !kit.told.byHand && { name: kit.words.others, values: others },
      ...behind(part, kit),
    ].filter(Boolean));
    const off = path.given?.verified.stream ?? null;
    const cosine = path.output?.cosine ?? null;
    const vectors = { stream: part.before, sublayer: part.output, head: path.output?.head ?? [] };
    const lengths = Object.entries(vectors).map(([name, x]) => [name, decimal(length(x))]);
    const against = { ...Object.fromEntries(lengths), cosine: decimal(cosine ?? 0) };
    return [
      kit.text("stream"),
      formula(part.sum ? "stream′ = norm(stream + W_O · heads)" : "stream′ = stream + W_O · heads"),
      ...(path.given?.parallel ? [kit.note("parallel")] : []),
      kit.dimensionsOf(strips),
      ...(cosine !== null ? [kit.note("against", against)] : []),
      ...(off !== null && !kit.told.byHand ? [kit.note("verified_stream", { error: apart(off) })] : []),
    ];
  },
};

/** @type {Screen} */
const between = {
  name: "between",
  has: ({ given }) => (given?.sublayers.length ?? 0) > 2,
  draw: ({ given }, kit) => sublayer(given?.sublayers[1], kit, "between"),
};

/** @type {Screen} */
const feedForward = {
  name: "feed_forward",
  has: ({ given }) => (given?.sublayers.length ?? 0) > 1,
  draw({ given }, kit) {
    const own = kit.told.byHand ? "max(0, W_1 x)" : "f(W_1 x + b_1)";
    const line = formula(`FFN(x) = W_2 ${own}${kit.told.byHand ? "" : " + b_2"}`);
    return [line, ...workedFeedForward(given, kit), ...sublayer(given?.sublayers.at(-1), kit, "feed_forward")];
  },
};

/**
 * The example's own, written out: W₁ x, what is left of it above zero, W₂ of that.
 * @param {import("./given.js").Given | null} given
 * @param {Kit} kit
 */
function workedFeedForward(given, kit) {
  const [weights, x] = [given?.feedForward, given?.sublayers.at(-1)?.before];
  if (!weights || !x) return [];
  const hidden = times(weights.widen, x).map((value) => Math.max(0, value));
  const [widen, narrow] = [kit.worked("W_1 x", weights.widen, x), kit.worked("FFN", weights.narrow, hidden)];
  return [element("div", { class: "hl-three" }, [
    element("div", {}, [kit.matrix("W_1", weights.widen), ...widen]),
    element("div", {}, [kit.matrix("W_2", weights.narrow), ...narrow]),
  ])];
}

/**
 * What a sublayer meets, reads, adds and leaves.
 * @param {Sublayer | undefined} part
 * @param {Kit} kit
 * @param {string} says
 */
function sublayer(part, kit, says) {
  if (!part) return [];
  const strips = /** @type {Strip[]} */ ([
    { name: kit.words.stream_before, values: part.before },
    part.read && { name: kit.words.reads, values: part.read },
    { name: kit.words.adds, values: part.output },
    ...behind(part, kit),
  ].filter(Boolean));
  const lengths = { stream: decimal(length(part.before)), added: decimal(length(part.output)) };
  return [kit.text(says), kit.dimensionsOf(strips), kit.note("added", lengths)];
}

/**
 * The stream behind a sublayer.
 * @param {Sublayer} part
 * @param {Kit} kit
 * @returns {Strip[]}
 */
function behind({ sum, after }, { words }) {
  const sums = sum ? [{ name: words.sum, values: sum }] : [];
  return after ? [...sums, { name: words.stream_after, values: after }] : sums;
}

/** @type {Screen} */
const next = {
  name: "next",
  has: ({ given }) => Boolean(given?.next),
  draw({ given }, kit) {
    const after = given?.sublayers.at(-1)?.after;
    const strips = /** @type {Strip[]} */ ([
      after && { name: kit.words.stream_after, values: after },
      given?.nextRead && { name: given.next === "norm" ? kit.words.normed : "x", values: given.nextRead },
    ].filter(Boolean));
    const says = kit.text(`next_${given?.next}`, { layer: kit.told.layer + 1 });
    return strips.length ? [says, kit.dimensionsOf(strips)] : [says];
  },
};

/**
 * @param {import("../attention/head.js").Head} head whose W_O is shown
 * @returns {Screen[]}
 */
export function streamScreens(head) {
  return [value(head), output(head), stream, between, feedForward, next];
}
