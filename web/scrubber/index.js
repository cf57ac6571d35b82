/** Entry points: a recorded training, and its arrays, which travel apart. */

import { entry } from "../lib/mount.js";
import { recordings } from "./recording.js";
import { Scrubber } from "./scrubber.js";

export const mountScrubber = entry((parent, addresses) => new Scrubber(parent, addresses));

/**
 * Take in the arrays of a recording.
 * @param {import("../lib/mount.js").Component} component
 */
export function receiveRecording({ data }) {
  const { digest, ...columns } = data;
  const arrays = Object.entries(columns).map(([name, column]) => [name, column.getChildAt(0)?.toArray() ?? []]);
  recordings.keep(digest, Object.fromEntries(arrays));
}
