import { endOfScan, HuffmanTable, type ScanComponent } from './jpeg-scan.js';

/** A colour of the picture. */
interface Component {
  readonly id: number;
  readonly horizontal: number;
  readonly vertical: number;
  /** For each coefficient the bits that are still to come; undefined = nothing of it has come. */
  readonly missingBits: (number | undefined)[];
}

interface Frame {
  readonly isProgressive: boolean;
  readonly width: number;
  readonly height: number;
  readonly components: readonly Component[];
}

const COEFFICIENTS = 64;

/**
 * True when all data of a JPEG is there whose end is not marked. That of a sequential one is gone through to its last block.
 * Of a progressive one it is only told that each scan has begun that the picture is made of: where the last one is cut off,
 * finer details of a part of the picture are missing. Other kinds than these two are not looked into.
 */
export function hasAllData(bytes: Buffer): boolean {
  return new JpegData(bytes).isWhole();
}

class JpegData {
  readonly #tables = new Map<number, HuffmanTable>();
  #frame: Frame | undefined;
  #restartInterval = 0;

  constructor(private readonly bytes: Buffer) {}

  isWhole(): boolean {
    const { bytes } = this;
    for (let at = 2; at + 4 <= bytes.length;) {
      const marker = bytes.readUInt8(at + 1);
      if (bytes.readUInt8(at) !== 0xff || marker === 0xff || !hasSegment(marker)) {
        at += 1;
        continue;
      }
      const end = at + 2 + bytes.readUInt16BE(at + 2);
      const segment = bytes.subarray(at + 4, end);
      if (marker === 0xc4) this.#readTables(segment);
      else if (marker === 0xdd) this.#restartInterval = segment.length < 2 ? 0 : segment.readUInt16BE();
      else if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc8 && marker !== 0xcc) {
        this.#frame = marker > 0xc2 || this.#frame !== undefined ? undefined : frameOf(segment, marker);
        if (this.#frame === undefined) return false;
      }
      at = end;
      if (marker !== 0xda) continue;
      const behind = this.#readScan(segment, end);
      if (behind === undefined) return false;
      if (this.#hasCome()) return true;
      at = behind;
    }
    return false;
  }

  #hasCome(): boolean {
    const components = this.#frame?.components ?? [];
    return components.every(({ missingBits }) => missingBits.every((bits) => bits === 0));
  }

  #readTables(segment: Buffer): void {
    for (let at = 0; at + 17 <= segment.length;) {
      const lengths = segment.subarray(at + 1, at + 17);
      const end = at + 17 + lengths.reduce((sum, count) => sum + count, 0);
      this.#tables.set(segment.readUInt8(at), new HuffmanTable(lengths, segment.subarray(at + 17, end)));
      at = end;
    }
  }

  /** @returns where the data of the scan ends; undefined when it is not all there */
  #readScan(header: Buffer, from: number): number | undefined {
    const frame = this.#frame;
    const count = header[0] ?? 0;
    if (frame === undefined || header.length < 4 + 2 * count) return undefined;
    const asked = Array.from({ length: count }, (_, index) => ({
      component: frame.components.find(({ id }) => id === header[1 + 2 * index]),
      tables: header.readUInt8(2 + 2 * index),
    }));
    const [first, last, bits] = [...header.subarray(1 + 2 * count)];
    const coefficients = frame.isProgressive
      ? { first: first ?? 0, last: last ?? 0 }
      : { first: 0, last: 63 };
    const inScan: ScanComponent[] = [];
    for (const { component, tables } of asked) {
      if (component === undefined) return undefined;
      const { missingBits, horizontal, vertical } = component;
      // Each comes once, so that no file is gone through more often than it has components.
      if (!frame.isProgressive && missingBits[0] === 0) return undefined;
      const missing = frame.isProgressive ? (bits ?? 0) & 15 : 0;
      missingBits.fill(missing, coefficients.first, coefficients.last + 1);
      if (frame.isProgressive) continue;
      const [dc, ac] = [this.#tables.get(tables >> 4), this.#tables.get(0x10 | (tables & 15))];
      if (dc === undefined || ac === undefined) return undefined;
      inScan.push({ blocks: count === 1 ? 1 : horizontal * vertical, dc, ac });
    }
    if (frame.isProgressive) return from < this.bytes.length ? from : undefined;
    const [only] = asked;
    const units = unitsOf(frame, count === 1 ? only?.component : undefined);
    return endOfScan(this.bytes, from, inScan, units, this.#restartInterval);
  }
}

/** How many units are coded: blocks of a component that comes alone, else as many blocks as go together. */
function unitsOf({ width, height, components }: Frame, alone: Component | undefined): number {
  const across = Math.max(...components.map(({ horizontal }) => horizontal));
  const down = Math.max(...components.map(({ vertical }) => vertical));
  if (alone === undefined) return Math.ceil(width / (8 * across)) * Math.ceil(height / (8 * down));
  const blocks = (size: number, own: number, most: number): number =>
    Math.ceil(Math.ceil((size * own) / most) / 8);
  return blocks(width, alone.horizontal, across) * blocks(height, alone.vertical, down);
}

/** @returns undefined for one that tells no size, or too little */
function frameOf(segment: Buffer, marker: number): Frame | undefined {
  const count = segment[5] ?? 0;
  if (count === 0 || count > 4 || segment.length < 6 + 3 * count) return undefined;
  const [height, width] = [segment.readUInt16BE(1), segment.readUInt16BE(3)];
  const components = Array.from({ length: count }, (_, index) => {
    const sampling = segment.readUInt8(7 + 3 * index);
    return {
      id: segment.readUInt8(6 + 3 * index),
      horizontal: sampling >> 4,
      vertical: sampling & 15,
      missingBits: new Array<number | undefined>(COEFFICIENTS).fill(undefined),
    };
  });
  const isSampled = components.every(
    ({ horizontal, vertical }) => isFrom1To4(horizontal) && isFrom1To4(vertical),
  );
  if (height === 0 || width === 0 || !isSampled) return undefined;
  return { isProgressive: marker === 0xc2, width, height, components };
}

function isFrom1To4(factor: number): boolean {
  return factor >= 1 && factor <= 4;
}

/** Not so `TEM`, the restart markers, the start and the end, and zero, which is no marker. */
function hasSegment(marker: number): boolean {
  return marker > 0x01 && (marker < 0xd0 || marker > 0xd9);
}
