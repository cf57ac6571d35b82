/** Bytes that were deflated for the way, as they were. */

/**
 * @param {Uint8Array<ArrayBuffer>} deflated in zlib's format
 * @returns {Promise<Uint8Array>}
 */
export async function inflated(deflated) {
  const stream = new Blob([deflated]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
