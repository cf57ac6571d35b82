/** A language's words are fetched once, at an address that says what is in them, and are there before anything speaks. */

import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { load } from "../../web/lib/load.js";
import { fetchWords, wordsOf } from "../../web/lib/words.js";

const answer = (/** @type {any} */ words) => Response.json(words);

test("a language is fetched once", async (context) => {
  const asked = context.mock.method(globalThis, "fetch", async () => answer({ images: { png: "PNG 图片" } }));
  await Promise.all([fetchWords("http://app/words-1", "zh"), fetchWords("http://app/words-1", "zh")]);
  await fetchWords("http://app/words-1", "zh");
  assert.deepEqual(asked.mock.calls.map(({ arguments: [address] }) => address), ["http://app/words-1/zh.json"]);
  assert.equal(wordsOf("zh", "images").png, "PNG 图片");
});

test("words that have not arrived are named", () => {
  assert.throws(() => wordsOf("eo", "images"), /words of images in eo/);
  assert.throws(() => wordsOf("zh", "mosaic"), /words of mosaic in zh/);
});

test("an error that the browser kept is asked again, and so is one that stays at the next mount", async (context) => {
  const missing = () => new Response(null, { status: 404 });
  const answers = [missing(), missing(), missing(), answer({ images: { png: "image" } })];
  const asked = context.mock.method(globalThis, "fetch", async () => answers.shift());
  await assert.rejects(fetchWords("http://app/words-1", "en"), /words at http:\/\/app\/words-1\/en.json; got 404/);
  await fetchWords("http://app/words-1", "en");
  const modes = asked.mock.calls.map(({ arguments: [, options] }) => options?.cache);
  assert.deepEqual(modes, ["force-cache", "reload", "force-cache", "reload"]);
  assert.equal(wordsOf("en", "images").png, "image");
});

test("a component is mounted when its words are there; one that says nothing waits for none", async (context) => {
  const asked = context.mock.method(globalThis, "fetch", async () => answer({ images: { png: "bildo" } }));
  const said = mock.fn((component) => component.data.language && wordsOf(component.data.language, "images").png);
  /** @type {any} */ (globalThis).says = said;
  const module = "data:text/javascript,export const mount = (...given) => void globalThis.says(...given)";
  const files = { module, entry: "mount", styles: [], words: "words-2", plotly: "plotly.js", root: new URL("http://app/") };
  await load(/** @type {any} */ ({ parentElement: {}, data: { language: "eo" } }), files);
  await load(/** @type {any} */ ({ parentElement: {}, data: {} }), files);
  assert.deepEqual(said.mock.calls.map(({ result }) => result), ["bildo", undefined]);
  assert.deepEqual(asked.mock.calls.map(({ arguments: [address] }) => address), ["http://app/words-2/eo.json"]);
});
