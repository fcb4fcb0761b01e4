import { crc32 } from 'node:zlib';
import { hasAllData } from './jpeg-data.js';

// Whether picture files are complete, as far as that can be told without decoding them.

const PNG_SIGNATURE_BYTES = 8;

/** Bit 5 of a chunk's first letter: viewers can do without it, so damage in it is none to the picture. */
const ANCILLARY = 0x20;

/**
 * True when all chunks of the PNG are there, header first, some image data, end marker, and those that the picture is
 * made of (`IHDR`, `PLTE`, `IDAT`, `IEND`) have the right checksums. What follows the end marker is no part of it.
 */
export function isIntactPng(bytes: Buffer): boolean {
  let hasData = false;
  for (let at = PNG_SIGNATURE_BYTES; at + 12 <= bytes.length;) {
    const end = at + 12 + bytes.readUInt32BE(at);
    if (end > bytes.length) return false;
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (at === PNG_SIGNATURE_BYTES && type !== 'IHDR') return false;
    const isNeeded = (bytes.readUInt8(at + 4) & ANCILLARY) === 0;
    if (isNeeded && crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4)) return false;
    if (type === 'IDAT') hasData = true;
    if (type === 'IEND') return hasData;
    at = end;
  }
  return false;
}

const START_OF_IMAGE = 0xd8;
const START_OF_SCAN = 0xda;
const END_OF_IMAGE = 0xd9;
const END_MARKER = Buffer.from([0xff, END_OF_IMAGE]);

/** Markers without a segment behind them: `TEM` and the restart markers. */
function standsAlone(marker: number): boolean {
  return marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7);
}

/**
 * True when the segments of the JPEG lead to image data that an end marker follows. Before a marker there may be bytes
 * that belong to nothing, as decoders skip them. The end marker is looked for only after the start of the data, since a
 * thumbnail in the header has one of its own; anything may follow it. Where there is none, decoders show what has come: whether
 * that is all, the data tells.
 */
export function isIntactJpeg(bytes: Buffer): boolean {
  for (let at = 2; at + 4 <= bytes.length;) {
    const marker = bytes[at + 1] ?? 0;
    // 0xFF before a marker fills, and before 0 it is no marker.
    if (bytes[at] !== 0xff || marker === 0xff || marker === 0) {
      at += 1;
    } else if (standsAlone(marker)) {
      at += 2;
    } else {
      const length = bytes.readUInt16BE(at + 2);
      if (marker === START_OF_IMAGE || marker === END_OF_IMAGE || length < 2) return false;
      at += 2 + length;
      if (marker === START_OF_SCAN) return bytes.lastIndexOf(END_MARKER) >= at || hasAllData(bytes);
    }
  }
  return false;
}
