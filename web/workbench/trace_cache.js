/** What travels apart from the view, once a trace, and is shared by all workbenches on the page: codes and metrics. */

import { Cache } from "../lib/cache.js";
import { inflated } from "../lib/inflate.js";

const KEPT = 4; // traces; a comparison needs two

/** @type {Cache<Uint8Array>} by the digest of the codes */
export const codes = new Cache(KEPT);

/** @type {Cache<Record<string, import("./types.js").Metric>>} by the digest of the reading */
export const metrics = new Cache(KEPT);

/**
 * Take in codes. Deflated ones are there a few milliseconds later.
 * @param {string} digest
 * @param {Uint8Array<ArrayBuffer>} sent
 * @param {boolean} deflated
 */
export function keepCodes(digest, sent, deflated) {
  if (codes.coming.has(digest)) return;
  const known = codes.of(digest);
  if (known || !deflated) codes.keep(digest, known ?? sent);
  else codes.await(digest, inflated(sent));
}

/**
 * Whether codes have yet to come or to be inflated, or heads are to be ranked by metrics that have yet to come.
 * @param {any} message of `Payload.view_message`
 * @param {{sort: string} | undefined} shown the view so far
 */
export function lacks({ digest, reading, view }, shown) {
  const ranked = [view, shown].some((one) => (one?.sort ?? "layer") !== "layer");
  return !codes.settled(digest) || (ranked && !metrics.settled(reading));
}
