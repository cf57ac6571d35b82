/** A component that is mounted again before its last call's clean-up stays; one that leaves the page is taken off. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "../../web/lib/load.js";
import { entry } from "../../web/lib/mount.js";

class Part {
  generation = 0;
  destroyed = false;
  update() {}
  destroy() {
    this.destroyed = true;
  }
}

const FILES = { module: "data:text/javascript,export const mount = (...given) => globalThis.mounts(...given)", entry: "mount" };
const later = () => new Promise((resolve) => setTimeout(resolve, 5));

function mounting() {
  const parts = [];
  globalThis.mounts = entry(() => parts[parts.push(new Part()) - 1]);
  const component = { parentElement: {} };
  const files = { ...FILES, styles: [], plotly: "plotly.js", root: new URL("http://app/") };
  return { parts, mount: () => load(component, files) };
}

test("a call that is overtaken does not take away what the next one shows", async () => {
  const { parts, mount } = mounting();
  const leave = await mount();
  leave(); // as Streamlit does it: first cleans up, then calls again
  await mount();
  await later();
  assert.equal(parts.length, 1);
  assert.equal(parts[0].destroyed, false);
});

test("the last call's clean-up takes it off the page", async () => {
  const { parts, mount } = mounting();
  await mount();
  (await mount())();
  await later();
  assert.equal(parts.length, 1);
  assert.equal(parts[0].destroyed, true);
});
