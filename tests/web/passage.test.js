import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { along, gapBefore } from "../../web/workbench/passage.js";

test("arrows walk through a text and stay in it", () => {
  const keys = ["ArrowLeft", "ArrowUp", "ArrowRight", "ArrowDown", "Home", "End", "a"];
  assert.deepEqual(keys.map((key) => along(key, 0, 5)), [0, 0, 1, 1, 0, 4, null]);
  assert.deepEqual(keys.map((key) => along(key, 4, 5)), [3, 3, 4, 4, 0, 4, null]);
});

test("tokens as running text read as what was typed", () => {
  const { texts } = JSON.parse(readFileSync(new URL("../vectors/running_text.json", import.meta.url), "utf-8"));
  for (const { typed, pieces } of texts) {
    assert.equal(pieces.map((piece, i) => gapBefore(pieces, i) + piece[1]).join(""), typed);
  }
});
