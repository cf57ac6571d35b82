/** The reader of safetensors files: what the library writes (tests/vectors/rules.py), and what nobody should. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { BrokenFile, parse } from "../../web/attention/safetensors.js";

const FILES = JSON.parse(readFileSync(new URL("../vectors/safetensors_files.json", import.meta.url), "utf-8"));

/**
 * @param {string} header
 * @param {number} [bytes] of the arrays
 * @param {{length?: bigint}} [lie]
 * @returns {ArrayBuffer}
 */
function fileOf(header, bytes = 0, { length } = {}) {
  const text = new TextEncoder().encode(header);
  const file = new Uint8Array(8 + text.length + bytes);
  new DataView(file.buffer).setBigUint64(0, length ?? BigInt(text.length), true);
  file.set(text, 8);
  return file.buffer;
}

/**
 * A header of whole eights, so that arrays behind it are aligned.
 * @param {unknown} header
 * @param {number} [more] bytes too many
 */
function padded(header, more = 0) {
  const text = JSON.stringify(header);
  return text.padEnd(Math.ceil(text.length / 8) * 8 + more);
}

/**
 * @param {string} dtype
 * @param {unknown} shape
 * @param {unknown} data_offsets
 */
function entry(dtype, shape, data_offsets) {
  return { dtype, shape, data_offsets };
}

test("files of the library are read as they were written, without copying", () => {
  for (const { file, metadata, arrays } of FILES) {
    const bytes = new Uint8Array(Buffer.from(file, "base64"));
    const found = parse(bytes.buffer);
    assert.deepEqual(found.metadata, metadata);
    assert.deepEqual([...found.arrays.keys()].sort(), Object.keys(arrays).sort());
    for (const [name, { shape, values }] of found.arrays) {
      assert.deepEqual(shape, arrays[name].shape);
      assert.deepEqual([...values], arrays[name].values);
      assert.equal(values.buffer, bytes.buffer);
    }
  }
});

test("the library's types become typed arrays", () => {
  const [{ file }] = FILES;
  const { arrays } = parse(new Uint8Array(Buffer.from(file, "base64")).buffer);
  const types = Object.fromEntries([...arrays].map(([name, { values }]) => [name, values.constructor]));
  assert.deepEqual(types, { exact: Float64Array, flags: Uint8Array, ids: Int32Array, none: Float32Array, query: Float32Array });
});

/** @type {Array<[string, () => ArrayBuffer, RegExp]>} */
const BROKEN = [
  ["nothing", () => new ArrayBuffer(0), /expected at least 8 bytes, got 0/],
  ["half a prefix", () => new ArrayBuffer(7), /expected at least 8 bytes, got 7/],
  ["a huge header", () => fileOf("{}", 0, { length: 1n << 60n }), /expected a header of at most/],
  ["a header beyond the end", () => fileOf("{}", 0, { length: 3n }), /expected a header within 10 bytes, got 3/],
  ["a header that is no JSON", () => fileOf("{,}"), /expected a header of JSON/],
  ["a header that is a list", () => fileOf("[]"), /expected a header that is an object/],
  ["a header that is no UTF-8", () => { const file = fileOf('"x"'); new Uint8Array(file)[9] = 0xff; return file; }, /UTF-8/],
  ["an array that is a number", () => fileOf(padded({ a: 3 })), /expected type, shape and place of a, got 3/],
  ["an unknown type", () => fileOf(padded({ a: entry("F9", [1], [0, 4]) }), 4), /expected a type of .* for a, got F9/],
  ["a type of every object", () => fileOf(padded({ a: entry("toString", [1], [0, 4]) }), 4), /expected a type/],
  ["a negative shape", () => fileOf(padded({ a: entry("F32", [-1, -1], [0, 4]) }), 4), /expected a shape for a/],
  ["a broken shape", () => fileOf(padded({ a: entry("F32", [0.5], [0, 2]) }), 2), /expected a shape for a/],
  ["a shape too large to count", () => fileOf(padded({ a: entry("F32", [2 ** 52, 2 ** 52], [0, 4]) }), 4), /bytes for a, got 4/],
  ["one offset", () => fileOf(padded({ a: entry("F32", [1], [0]) }), 4), /expected first and last byte of a/],
  ["offsets the wrong way", () => fileOf(padded({ a: entry("F32", [1], [4, 0]) }), 4), /expected first and last byte of a/],
  ["a shape that does not fill its place", () => fileOf(padded({ a: entry("F32", [2], [0, 4]) }), 4), /expected 8 bytes for a, got 4/],
  ["an array beyond the end", () => fileOf(padded({ a: entry("F32", [2], [0, 8]) }), 4), /expected arrays of 4 bytes together, got 8/],
  ["bytes that nobody has", () => fileOf(padded({ a: entry("F32", [1], [0, 4]) }), 8), /expected arrays of 8 bytes together, got 4/],
  ["a gap", () => fileOf(padded({ a: entry("U8", [1], [0, 1]), b: entry("U8", [1], [2, 3]) }), 3), /expected b to begin at byte 1, got 2/],
  ["arrays that overlap", () => fileOf(padded({ a: entry("F32", [2], [0, 8]), b: entry("F32", [2], [4, 12]) }), 12), /expected b to begin at byte 8, got 4/],
  ["the same bytes twice", () => fileOf(padded({ a: entry("U8", [4], [0, 4]), b: entry("U8", [4], [0, 4]) }), 4), /expected b to begin at byte 4, got 0/],
  ["a crooked header", () => fileOf(padded({ a: entry("F32", [1], [0, 4]) }, 1), 4), /expected a to begin at a multiple of 4 bytes/],
  ["metadata that is no text", () => fileOf(padded({ __metadata__: { headlight: 3 } })), /expected metadata of strings/],
  ["metadata that is no JSON", () => fileOf(padded({ __metadata__: { headlight: "{" } })), /expected JSON under headlight/],
];

for (const [what, make, message] of BROKEN) {
  test(`${what} is refused`, () => {
    assert.throws(() => parse(make()), (error) => error instanceof BrokenFile && message.test(error.message));
  });
}

test("no cut or changed byte of a header lets a file be read beyond its arrays", () => {
  const [{ file }] = FILES;
  const whole = new Uint8Array(Buffer.from(file, "base64"));
  for (let length = 0; length < whole.length; length++) {
    assert.throws(() => parse(whole.slice(0, length).buffer), BrokenFile);
  }
  const header = Number(new DataView(whole.buffer).getBigUint64(0, true));
  for (let at = 0; at < 8 + header; at++) {
    const changed = whole.slice();
    changed[at] ^= 1 << (at % 7);
    try {
      const room = changed.length - 8;
      for (const { values } of parse(changed.buffer).arrays.values()) assert.ok(values.byteLength <= room);
    } catch (error) {
      assert.ok(error instanceof BrokenFile, `${error}`);
    }
  }
});

test("a name is only a name", () => {
  const header = `{"__proto__":${JSON.stringify(entry("U8", [1], [0, 1]))}}`;
  const { arrays } = parse(fileOf(header.padEnd(64), 1));
  assert.deepEqual([...arrays.keys()], ["__proto__"]);
});
