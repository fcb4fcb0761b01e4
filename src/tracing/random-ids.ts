/** Room for the longest. */
const bytes = Buffer.alloc(16);

/** The id of a trace: 32 hexadecimal digits, not all of them zeros. */
export function newTraceId(): string {
  return randomHex(16);
}

/** The id of a span: 16 of them. */
export function newSpanId(): string {
  return randomHex(8);
}

/** An id need not be beyond guessing, as it opens nothing. */
function randomHex(length: 8 | 16): string {
  for (let at = 0; at < length; at += 4) bytes.writeUInt32LE(Math.floor(Math.random() * 2 ** 32), at);
  // All zeros would say that there is none.
  if (bytes[0] === 0) bytes[0] = 1;
  return bytes.toString('hex', 0, length);
}
