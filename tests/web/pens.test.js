import assert from "node:assert/strict";
import { before, mock, test } from "node:test";

import { CanvasPen, SvgPen } from "../../web/workbench/pens.js";

/** As much of a document as an SVG file needs, and of a canvas as letters are measured on: ten pixels each. */
class Element {
  constructor(tag) {
    Object.assign(this, { tag, attributes: {}, children: [] });
  }
  setAttribute(name, value) {
    this.attributes[name] = value;
  }
  append(child) {
    this.children.push(child);
  }
  getContext() {
    return { measureText: (text) => ({ width: 10 * text.length }) };
  }
}

before(() => {
  const create = (/** @type {string} */ tag) => new Element(tag);
  globalThis.document = /** @type {any} */ ({ createElement: create, createElementNS: (_, tag) => create(tag) });
});

const LETTERS = { family: "sans", size: 20, fill: "black" };

/** @param {import("../../web/workbench/pens.js").Pen} pen */
function draw(pen) {
  pen.box(0, 0, 100, 50, { fill: "white" });
  pen.shift(10, 5, () => {
    pen.line(0, 0, 1 / 3, 2, { stroke: "red", width: 2, dash: [7, 3], opacity: 0.5 });
    pen.box(1, 1, 8, 8, { stroke: "blue", radius: 3 });
  });
  pen.write("a\u0000b", 1, 40, { ...LETTERS, align: "right", weight: "600" });
  pen.write("", 1, 40, LETTERS);
}

test("what is drawn stands in an SVG file as elements", () => {
  const pen = new SvgPen(100, 50);
  draw(pen);
  const root = /** @type {any} */ (pen.root);
  assert.equal(root.attributes.viewBox, "0 0 100 50");
  const [ground, group, text] = root.children;
  assert.equal(root.children.length, 3, "nothing is written where there is nothing to read");
  assert.deepEqual(ground.attributes, { x: "0", y: "0", width: "100", height: "50", fill: "white", opacity: "1" });
  assert.equal(group.attributes.transform, "translate(10 5)");
  const [line, box] = group.children;
  assert.deepEqual(line.attributes, {
    ...{ x1: "0", y1: "0", x2: "0.33", y2: "2", fill: "none", opacity: "0.5", stroke: "red" },
    ...{ "stroke-width": "2", "stroke-dasharray": "7 3" },
  });
  assert.equal(box.attributes.rx, "3");
  assert.equal(text.textContent, "a\uFFFDb", "what XML cannot hold is replaced");
  assert.equal(text.attributes.y, "47");
  assert.equal(text.attributes.textLength, "30");
  assert.equal(text.attributes["text-anchor"], "end");
});

test("the same verbs draw on a canvas, which is told of dashes only when they change", () => {
  const names = ["beginPath", "moveTo", "lineTo", "stroke", "fill", "roundRect", "fillText", "save", "translate", "restore"];
  const context = /** @type {any} */ (Object.fromEntries([...names, "setLineDash"].map((name) => [name, mock.fn()])));
  const pen = new CanvasPen(context);
  draw(pen);
  const calls = (/** @type {string} */ name) => context[name].mock.calls.map((call) => call.arguments);
  assert.deepEqual(calls("lineTo"), [[1 / 3, 2]]);
  assert.deepEqual(calls("roundRect"), [[0, 0, 100, 50, 0], [1, 1, 8, 8, 3]]);
  assert.deepEqual([calls("fill").length, calls("stroke").length], [1, 2]);
  assert.deepEqual(calls("translate"), [[10, 5]]);
  assert.deepEqual(calls("setLineDash"), [[[]], [[7, 3]], [[]]]);
  const dash = [1];
  for (let i = 0; i < 3; i++) pen.line(0, 0, 1, 1, { stroke: "red", dash });
  assert.equal(calls("setLineDash").length, 4);
  assert.equal(context.font, "400 20px sans");
});
