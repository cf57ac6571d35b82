import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { announce, together } from "../../web/lib/announce.js";
import { Cache } from "../../web/lib/cache.js";
import { fullName, nameOf } from "../../web/lib/heads.js";
import { entry } from "../../web/lib/mount.js";
import { Reporter } from "../../web/lib/reporter.js";
import { say } from "../../web/lib/words.js";
import { fitted } from "../../web/workbench/model.js";
import { State } from "../../web/workbench/state.js";
import { FIRST, changed, fittedView } from "../../web/workbench/view.js";
import { modelLike, shownLike } from "./model.js";

const { selection } = shownLike();

test("a change is told once, and none that changes nothing", () => {
  const listener = mock.fn();
  const state = new State(shownLike(), listener);
  state.change({ selection: { head: 0 }, view: { heads: [] } });
  assert.equal(listener.mock.callCount(), 0);
  const before = state.shown;
  state.change({ selection: { head: 1 } });
  assert.deepEqual(listener.mock.calls.map((call) => call.arguments), [[state.shown, before]]);
  assert.equal(state.shown.view, before.view);
});

test("a selection of another text is brought to the nearest this one has", () => {
  const asked = { site: "decoder.self.9", head: 7, query: 3, key: 4 };
  assert.deepEqual(fitted(modelLike(), asked), { site: "decoder.self.0", head: 1, query: 3, key: null });
});

test("a view holds what the model has, whatever a link asks for", () => {
  const heads = /** @type {[string, number][]} */ ([["decoder.self.1", 1], ["decoder.self.1", 1], ["decoder.self.1", 9], ["nowhere", 0]]);
  const view = fittedView(modelLike(), { ...FIRST, panel: /** @type {any} */ ("x"), heads, threshold: 7, sort: "entropy" });
  assert.deepEqual(view, { ...FIRST, heads: [["decoder.self.1", 1]], threshold: 1 });
  assert.equal(fittedView(modelLike({ measuring: true }), { sort: "entropy" }).sort, "entropy");
  assert.deepEqual(changed(FIRST), {});
  assert.deepEqual(changed({ ...FIRST, window: [1, 2] }), { window: [1, 2] });
});

test("the server is told the latest choice, a little later and one at a time", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  let now = 1e6;
  context.mock.method(performance, "now", () => now);
  const pass = (/** @type {number} */ ms) => {
    now += ms;
    context.mock.timers.tick(ms);
  };
  const send = mock.fn();
  const reporter = new Reporter(send);
  const sent = () => send.mock.calls.map(({ arguments: [choice] }) => [choice.head, choice.turn]);
  reporter.report({ ...selection, head: 1 });
  assert.ok(reporter.behind);
  pass(100);
  reporter.report({ ...selection, head: 2 });
  pass(119);
  assert.deepEqual(sent(), []);
  pass(1);
  assert.deepEqual(sent(), [[2, 1]]);
  reporter.report({ ...selection, head: 3 });
  pass(1000);
  assert.deepEqual(sent(), [[2, 1]], "while a question is open none follows");
  reporter.answered(1);
  pass(0);
  assert.deepEqual(sent(), [[2, 1], [3, 2]]);
  reporter.answered(1);
  assert.ok(reporter.behind, "an older answer is none");
  reporter.answered(2);
  assert.ok(!reporter.behind);
});

test("an unanswered question holds the next one back for five seconds", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  let now = 1e6;
  context.mock.method(performance, "now", () => now);
  const send = mock.fn();
  const reporter = new Reporter(send);
  reporter.report(selection);
  reporter.flush();
  reporter.report({ ...selection, head: 1 });
  reporter.flush();
  assert.equal(send.mock.callCount(), 1);
  now += 5000;
  context.mock.timers.tick(5000);
  assert.equal(send.mock.callCount(), 2);
});

test("a cache keeps the last it was given and tells what has arrived", async () => {
  const cache = new Cache(2);
  const told = mock.fn();
  const end = cache.listen(told);
  for (const name of ["a", "b", "a", "c"]) cache.keep(name, name);
  assert.deepEqual([cache.of("a"), cache.of("b"), cache.of("c")], ["a", null, "c"]);
  assert.equal(told.mock.callCount(), 3);
  await cache.await("d", Promise.reject(new Error("broken")));
  assert.ok(cache.settled("d") && cache.of("d") === null && !cache.settled("e"));
  end();
  cache.keep("f", "f");
  assert.equal(told.mock.callCount(), 4);
});

test("a component is mounted once and leaves with its last call", () => {
  const made = mock.fn(() => ({ generation: 0, update: mock.fn(), destroy: mock.fn() }));
  const mount = entry(made);
  const component = /** @type {any} */ ({ parentElement: {}, data: 1 });
  const first = mount(component, { plotly: "p", root: "r" });
  const last = mount(component, { plotly: "p", root: "r" });
  assert.equal(made.mock.callCount(), 1);
  const part = made.mock.calls[0].result;
  assert.equal(part?.update.mock.callCount(), 2);
  first();
  assert.equal(part?.destroy.mock.callCount(), 0);
  last();
  assert.equal(part?.destroy.mock.callCount(), 1);
  mount(component, { plotly: "p", root: "r" });
  assert.equal(made.mock.callCount(), 2);
});

test("a whole is as far as its parts", () => {
  assert.equal(together(["ready", "preview", "ready"]), "preview");
  assert.equal(together(["waiting", "preview", "failed"]), "failed");
  assert.equal(together([]), "ready");
  const root = /** @type {any} */ ({ dataset: {} });
  announce(root, "ready", "abc");
  announce(root, "preview");
  assert.deepEqual(root.dataset, { state: "preview", digest: "abc" });
});

test("sentences are filled, and heads called by layer and number", () => {
  assert.equal(say("{a} of {b}{c}", { a: 0, b: "$&" }), "0 of $&");
  const layers = [{ label: "L0", group: "self" }, { label: "L0", group: "cross" }];
  assert.equal(nameOf(layers[0], 3), "L0H3");
  assert.equal(fullName(layers, layers[1], 3), "L0H3 · cross");
  assert.equal(fullName([layers[0]], layers[0], 3), "L0H3");
});
