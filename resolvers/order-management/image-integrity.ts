import { crc32 } from 'node:zlib';

// Whether picture files are complete, as far as that can be told without decoding them.

const PNG_SIGNATURE_BYTES = 8;

/** True when all chunks of the PNG are there with the right checksums: header first, some image data, end marker. */
export function isIntactPng(bytes: Buffer): boolean {
  let hasData = false;
  for (let at = PNG_SIGNATURE_BYTES; at + 12 <= bytes.length;) {
    const end = at + 12 + bytes.readUInt32BE(at);
    if (end > bytes.length) return false;
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (at === PNG_SIGNATURE_BYTES && type !== 'IHDR') return false;
    if (crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4)) return false;
    if (type === 'IDAT') hasData = true;
    if (type === 'IEND') return hasData;
    at = end;
  }
  return false;
}

const START_OF_SCAN = 0xda;
const END_OF_IMAGE = Buffer.from([0xff, 0xd9]);

/**
 * True when the segments of the JPEG lead to image data that an end marker follows. The marker is looked for only after
 * the start of the data, since a thumbnail in the header has an end marker of its own.
 */
export function isIntactJpeg(bytes: Buffer): boolean {
  for (let at = 2; at + 4 <= bytes.length;) {
    if (bytes[at] !== 0xff) return false;
    if (bytes[at + 1] === 0xff) {
      // Any number of fill bytes may come before a marker.
      at += 1;
      continue;
    }
    const next = at + 2 + bytes.readUInt16BE(at + 2);
    if (bytes[at + 1] === START_OF_SCAN) return bytes.lastIndexOf(END_OF_IMAGE) >= next;
    at = next;
  }
  return false;
}
