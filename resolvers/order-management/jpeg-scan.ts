/** The codes of a Huffman table: for each sixteen bits the length of the code that they begin with, and its value. */
export class HuffmanTable {
  #lookup: Uint16Array | undefined;

  /** @param lengths how many codes there are of 1 to 16 bits @param values in the order of their codes */
  constructor(
    private readonly lengths: Uint8Array,
    private readonly values: Uint8Array,
  ) {}

  /** Length in the upper byte, value in the lower; 0 for bits that are no code. Made when it is needed. */
  get lookup(): Uint16Array {
    return (this.#lookup ??= this.#build());
  }

  #build(): Uint16Array {
    const lookup = new Uint16Array(65_536);
    let from = 0;
    let index = 0;
    for (const [shorter, count] of this.lengths.entries()) {
      const length = shorter + 1;
      const span = 65_536 >> length;
      for (let code = 0; code < count && from + span <= lookup.length; code += 1) {
        lookup.fill((length << 8) | (this.values[index] ?? 0), from, from + span);
        from += span;
        index += 1;
      }
    }
    return lookup;
  }
}

/** A component of a scan: how many of its blocks lie in one unit, and how they are coded. */
export interface ScanComponent {
  readonly blocks: number;
  readonly dc: HuffmanTable;
  readonly ac: HuffmanTable;
}

const COEFFICIENTS = 64;
/** A run of sixteen zeros that no value follows. */
const ZERO_RUN = 0xf0;

/**
 * Goes through the data of one scan without making a picture of it.
 * @param units all that are coded in the scan @param interval units between restart markers; 0 = there are none
 * @returns where the data ends; undefined when it ends too early, or is none
 */
export function endOfScan(
  bytes: Buffer,
  from: number,
  components: readonly ScanComponent[],
  units: number,
  interval: number,
): number | undefined {
  const bits = new BitReader(bytes, from);
  for (let unit = 0; unit < units; unit += 1) {
    if (interval > 0 && unit > 0 && unit % interval === 0 && !bits.restart()) return undefined;
    for (const { blocks, dc, ac } of components) {
      for (let block = 0; block < blocks; block += 1) {
        if (!skipBlock(bits, dc.lookup, ac.lookup)) return undefined;
      }
    }
  }
  return bits.at;
}

/** @returns false when there is no whole block */
function skipBlock(bits: BitReader, dc: Uint16Array, ac: Uint16Array): boolean {
  const difference = bits.symbol(dc);
  if (difference === undefined) return false;
  bits.skip(difference & 15);
  for (let coefficient = 1; coefficient < COEFFICIENTS;) {
    const symbol = bits.symbol(ac);
    if (symbol === undefined) return false;
    const size = symbol & 15;
    if (size === 0 && symbol !== ZERO_RUN) break;
    bits.skip(size);
    coefficient += (symbol >> 4) + 1;
  }
  return !bits.hasEnded;
}

/** Reads the bits of coded data, up to a marker. */
class BitReader {
  #bits = 0;
  #count = 0;
  /** Of them, those behind the end of the data. */
  #invented = 0;
  #hasEnded = false;

  constructor(
    private readonly bytes: Buffer,
    public at: number,
  ) {}

  /** True once more was read than is there. */
  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** The value of the next code; undefined when these bits are none, or there are no more. */
  symbol(table: Uint16Array): number | undefined {
    this.#fill();
    const entry = table[(this.#bits >>> (this.#count - 16)) & 0xffff] ?? 0;
    if (entry === 0) return undefined;
    this.skip(entry >> 8);
    return this.#hasEnded ? undefined : entry & 0xff;
  }

  skip(count: number): void {
    if (this.#count < count) this.#fill();
    this.#count -= count;
    if (this.#count < this.#invented) this.#hasEnded = true;
  }

  /** Goes on behind the next marker. @returns false when that is no restart marker */
  restart(): boolean {
    const { bytes } = this;
    while (this.at < bytes.length && !this.#isAtMarker()) this.at += 1;
    const marker = bytes[this.at + 1] ?? 0;
    if (marker < 0xd0 || marker > 0xd7) return false;
    this.at += 2;
    this.#bits = this.#count = this.#invented = 0;
    return true;
  }

  #isAtMarker(): boolean {
    const next = this.bytes[this.at + 1];
    return this.bytes[this.at] === 0xff && next !== 0 && next !== 0xff;
  }

  #fill(): void {
    while (this.#count <= 16) {
      const byte = this.bytes[this.at];
      if (byte === undefined || (byte === 0xff && this.bytes[this.at + 1] !== 0)) {
        this.#bits <<= 8;
        this.#invented += 8;
      } else {
        this.#bits = (this.#bits << 8) | byte;
        // A zero behind 0xFF only says that it is no marker.
        this.at += byte === 0xff ? 2 : 1;
      }
      this.#count += 8;
    }
  }
}
