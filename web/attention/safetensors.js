/**
 * A safetensors file as typed arrays, none of them copied: 8 bytes that say how long the header is (little-endian), a
 * header of JSON that names each array's type, shape and place, then the arrays, one behind the other.
 *
 * What is not an array is JSON too, a string in the header's `__metadata__` under the name `headlight`.
 *
 * Source: https://github.com/huggingface/safetensors, "Format". As its own readers do, this refuses what the format does
 * not allow, before anything is made of it: a file comes from a network.
 */

const PREFIX = 8; // bytes: the header's length
const LONGEST = 1 << 24; // bytes of a header
const METADATA = "__metadata__";
const OURS = "headlight";

const TYPES = Object.freeze({
  F64: Float64Array,
  F32: Float32Array,
  I64: BigInt64Array,
  U64: BigUint64Array,
  I32: Int32Array,
  U32: Uint32Array,
  I16: Int16Array,
  U16: Uint16Array,
  I8: Int8Array,
  U8: Uint8Array,
  BOOL: Uint8Array,
});

/**
 * @typedef {keyof typeof TYPES} Type
 *
 * @typedef {object} Stored
 * @property {Type} type
 * @property {number[]} shape
 * @property {InstanceType<(typeof TYPES)[Type]>} values Row by row, in the file's own memory.
 *
 * @typedef {object} File
 * @property {any} metadata What was said beside the arrays; null where nothing was.
 * @property {Map<string, Stored>} arrays By name.
 *
 * @typedef {{name: string, type: Type, shape: number[], begin: number, end: number}} Entry Bytes from the header's end.
 */

/** A file that is not what it should be; the message says what was expected and what is there. */
export class BrokenFile extends Error {
  name = "BrokenFile";
}

/**
 * @param {ArrayBuffer} buffer a whole file
 * @returns {File}
 * @throws {BrokenFile}
 */
export function parse(buffer) {
  const { header, start } = headerOf(buffer);
  const entries = Object.entries(header).filter(([name]) => name !== METADATA);
  const placed = entries.map(([name, entry]) => entryOf(name, entry));
  checkPlaces(placed, buffer.byteLength - start);
  return { metadata: metadataOf(header[METADATA]), arrays: new Map(placed.map((entry) => [entry.name, view(buffer, start, entry)])) };
}

/**
 * @param {ArrayBuffer} buffer
 * @returns {{header: Record<string, unknown>, start: number}} and where the arrays begin
 */
function headerOf(buffer) {
  expect(buffer.byteLength >= PREFIX, `at least ${PREFIX} bytes`, buffer.byteLength);
  const said = new DataView(buffer).getBigUint64(0, true);
  expect(said <= LONGEST, `a header of at most ${LONGEST} bytes`, said);
  const length = Number(said);
  expect(PREFIX + length <= buffer.byteLength, `a header within ${buffer.byteLength} bytes`, length);
  const header = json(text(new Uint8Array(buffer, PREFIX, length)), "a header of JSON");
  expect(isRecord(header), "a header that is an object", JSON.stringify(header)?.slice(0, 40));
  return { header, start: PREFIX + length };
}

/**
 * @param {string} name
 * @param {unknown} entry as the header has it
 * @returns {Entry}
 */
function entryOf(name, entry) {
  expect(isRecord(entry), `type, shape and place of ${name}`, entry);
  const { dtype: type, shape, data_offsets: place } = entry;
  expect(typeof type === "string" && Object.hasOwn(TYPES, type), `a type of ${Object.keys(TYPES).join(", ")} for ${name}`, type);
  expect(isCounts(shape), `a shape for ${name}`, shape);
  expect(isCounts(place) && place.length === 2 && place[0] <= place[1], `first and last byte of ${name}`, place);
  const bytes = shape.reduce((size, count) => size * count, TYPES[/** @type {Type} */ (type)].BYTES_PER_ELEMENT);
  expect(place[1] - place[0] === bytes, `${bytes} bytes for ${name}`, place[1] - place[0]);
  return { name, type: /** @type {Type} */ (type), shape, begin: place[0], end: place[1] };
}

/**
 * Every byte belongs to one array: no gaps, nothing twice, nothing behind the end.
 * @param {Entry[]} entries
 * @param {number} size bytes behind the header
 */
function checkPlaces(entries, size) {
  const sorted = [...entries].sort((a, b) => a.begin - b.begin || a.end - b.end);
  let end = 0;
  for (const entry of sorted) {
    expect(entry.begin === end, `${entry.name} to begin at byte ${end}`, entry.begin);
    end = entry.end;
  }
  expect(end === size, `arrays of ${size} bytes together`, end);
}

/**
 * @param {ArrayBuffer} buffer
 * @param {number} start
 * @param {Entry} entry
 * @returns {Stored}
 */
function view(buffer, start, { name, type, shape, begin, end }) {
  const Values = TYPES[type];
  const bytes = Values.BYTES_PER_ELEMENT;
  expect((start + begin) % bytes === 0, `${name} to begin at a multiple of ${bytes} bytes`, start + begin);
  return { type, shape, values: new Values(buffer, start + begin, (end - begin) / bytes) };
}

/** @param {unknown} said */
function metadataOf(said) {
  if (said === undefined) return null;
  expect(isRecord(said) && Object.values(said).every((value) => typeof value === "string"), "metadata of strings", said);
  if (!Object.hasOwn(said, OURS)) return null;
  return json(/** @type {string} */ (said[OURS]), `JSON under ${OURS}`);
}

/** @param {Uint8Array} bytes */
function text(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new BrokenFile("expected a header in UTF-8");
  }
}

/**
 * @param {string} written
 * @param {string} what
 * @returns {unknown}
 */
function json(written, what) {
  try {
    return JSON.parse(written);
  } catch {
    throw new BrokenFile(`expected ${what}, got ${written.slice(0, 40)}`);
  }
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
function isRecord(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * @param {unknown} value
 * @returns {value is number[]}
 */
function isCounts(value) {
  return Array.isArray(value) && value.every((count) => Number.isSafeInteger(count) && count >= 0);
}

/**
 * @param {boolean} holds
 * @param {string} expected
 * @param {unknown} actual
 * @returns {asserts holds}
 */
function expect(holds, expected, actual) {
  if (!holds) throw new BrokenFile(`expected ${expected}, got ${typeof actual === "object" ? JSON.stringify(actual) : actual}`);
}
