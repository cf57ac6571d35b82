/** For test_recorded.py: how far each head file's contexts, computed here, are from the recorded ones, as JSON. */

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { argv } from "node:process";

import { furthest } from "../../web/attention/context.js";
import { readHead } from "../../web/attention/head.js";
import { parse } from "../../web/attention/safetensors.js";

const [, , folder] = argv;
const distances = readdirSync(folder).map((file) => {
  return [file, furthest(readHead(parse(new Uint8Array(readFileSync(join(folder, file))).buffer)))];
});
console.log(JSON.stringify(Object.fromEntries(distances)));
