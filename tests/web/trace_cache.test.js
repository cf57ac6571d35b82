import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import { deflateSync } from "node:zlib";

import { inflated } from "../../web/lib/inflate.js";
import { codes, keepCodes, lacks, metrics } from "../../web/workbench/trace_cache.js";

const PLAIN = Uint8Array.from({ length: 5000 }, (_, i) => (i % 7 ? 0 : i % 256));

/** @returns {Promise<void>} when codes have arrived */
function arrival() {
  const target = new EventTarget();
  const end = codes.listen(() => {
    end();
    target.dispatchEvent(new Event("arrived"));
  });
  return /** @type {Promise<any>} */ (once(target, "arrived"));
}

test("what was deflated is as it was", async () => {
  assert.deepEqual(await inflated(Uint8Array.from(deflateSync(PLAIN))), PLAIN);
});

test("plain codes are there at once, deflated ones a moment later, and each travels once", async () => {
  keepCodes("plain", PLAIN, false);
  assert.equal(codes.of("plain"), PLAIN);
  const arrived = arrival();
  keepCodes("deflated", Uint8Array.from(deflateSync(PLAIN)), true);
  keepCodes("deflated", new Uint8Array(), true);
  assert.equal(codes.settled("deflated"), false);
  await arrived;
  assert.deepEqual(codes.of("deflated"), PLAIN);
});

test("codes that cannot be inflated are not waited for", async () => {
  const arrived = arrival();
  keepCodes("broken", Uint8Array.from([1, 2, 3]), true);
  await arrived;
  assert.ok(codes.settled("broken"));
  assert.equal(codes.of("broken"), null);
});

test("a view waits for its codes, and a ranking for its metrics", () => {
  const message = { digest: "plain", reading: "r", view: { sort: "layer" } };
  assert.equal(lacks(message, undefined), false);
  assert.equal(lacks({ ...message, digest: "another" }, undefined), true);
  assert.equal(lacks({ ...message, view: { sort: "entropy" } }, undefined), true);
  assert.equal(lacks({ ...message, view: null }, { sort: "entropy" }), true);
  metrics.keep("r", {});
  assert.equal(lacks(message, { sort: "entropy" }), false);
});
