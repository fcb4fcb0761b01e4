import 'reflect-metadata';
import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkImage } from '../../resolvers/order-management/check-image.js';
import { InputIssues } from '../../resolvers/shared/input-issues.js';
import { photograph } from '../support/photographs.js';
import { chunk, jpeg, png, pngHeader, pngOf } from '../support/pictures.js';

/** What is found wrong with a picture. */
function faults(bytes: Buffer): readonly string[] {
  const issues = new InputIssues();
  checkImage(bytes.toString('base64'), issues, {});
  return issues.errors.map(({ code }) => code);
}

const SIDE = 168;
const header = (...form: readonly number[]) => chunk('IHDR', pngHeader(SIDE, SIDE, form));
const palette = chunk('PLTE', Buffer.from([0, 0, 0, 255, 255, 255]));
const pixels = (bytesPerRow: number) => deflateSync(Buffer.alloc(SIDE * (bytesPerRow + 1)));
const end = chunk('IEND', Buffer.alloc(0));
const text = chunk('iTXt', Buffer.from('Comment\0\0\0\0\0hei'));

/** The same chunk with a bit of its checksum turned. */
function withWrongSum(good: Buffer): Buffer {
  const bad = Buffer.from(good);
  bad.writeUInt8(bad.readUInt8(bad.length - 1) ^ 1, bad.length - 1);
  return bad;
}

/** A PNG with a palette, of which one chunk is replaced, and with more chunks before and behind the data. */
function picture(
  change: Partial<Record<'IHDR' | 'PLTE' | 'IDAT' | 'IEND', Buffer>> = {},
  before: readonly Buffer[] = [],
  behind: readonly Buffer[] = [],
): Buffer {
  const all = {
    IHDR: header(1, 3, 0, 0, 0),
    PLTE: palette,
    IDAT: chunk('IDAT', pixels(21)),
    IEND: end,
    ...change,
  };
  return pngOf([all.IHDR, ...before, all.PLTE, all.IDAT, ...behind, all.IEND]);
}

describe('a PNG that viewers show is no damaged one', () => {
  it.each([
    ['a comment with a wrong checksum', picture({}, [withWrongSum(text)])],
    [
      'a time with a wrong checksum behind the data',
      picture({}, [], [withWrongSum(chunk('tIME', Buffer.alloc(7)))]),
    ],
    ['a private chunk with a wrong checksum', picture({}, [withWrongSum(chunk('prVt', Buffer.alloc(3)))])],
    ['bytes behind its end', Buffer.concat([picture(), Buffer.from('\r\n<!-- cached -->')])],
    ['another picture behind its end', Buffer.concat([picture(), picture()])],
    [
      'data in several chunks',
      picture({
        IDAT: Buffer.concat([
          chunk('IDAT', pixels(21).subarray(0, 9)),
          chunk('IDAT', Buffer.alloc(0)),
          chunk('IDAT', pixels(21).subarray(9)),
        ]),
      }),
    ],
    [
      '16 bits of colour and an alpha channel',
      pngOf([header(16, 6, 0, 0, 0), chunk('IDAT', pixels(SIDE * 8)), end]),
    ],
    ['interlaced rows', picture({ IHDR: header(1, 3, 0, 0, 1) })],
    [
      'animation, one frame of which is damaged',
      picture(
        {},
        [chunk('acTL', Buffer.alloc(8)), chunk('fcTL', Buffer.alloc(26))],
        [withWrongSum(chunk('fdAT', Buffer.alloc(30)))],
      ),
    ],
  ])('with %s', (_case, bytes) => {
    expect(faults(bytes)).toEqual([]);
  });
});

describe('a PNG that lacks a part of its picture is damaged', () => {
  it.each([
    ['a wrong checksum of IHDR', picture({ IHDR: withWrongSum(header(1, 3, 0, 0, 0)) })],
    ['a wrong checksum of PLTE', picture({ PLTE: withWrongSum(palette) })],
    ['a wrong checksum of IDAT', picture({ IDAT: withWrongSum(chunk('IDAT', pixels(21))) })],
    ['a wrong checksum of IEND', picture({ IEND: withWrongSum(end) })],
    ['no data', picture({ IDAT: Buffer.alloc(0) })],
    ['no end', picture({ IEND: Buffer.alloc(0) })],
    ['a comment that goes beyond the file', picture().subarray(0, -20)],
  ])('with %s', (_case, bytes) => {
    expect(faults(bytes)).toEqual(['DAMAGED']);
  });
});

const whole = jpeg(300, 300);
const SCAN = whole.indexOf(Buffer.from([0xff, 0xda]));
const FRAME = whole.indexOf(Buffer.from([0xff, 0xc0]));

/** The JPEG with these bytes put in. */
function put(at: number, ...bytes: readonly number[]): Buffer {
  return Buffer.concat([whole.subarray(0, at), Buffer.from(bytes), whole.subarray(at)]);
}

/** A segment of so many zeros. */
function segment(marker: number, length: number): readonly number[] {
  return [0xff, marker, (length + 2) >> 8, (length + 2) & 0xff, ...Buffer.alloc(length)];
}

/** The JPEG with another kind of frame. */
function framed(marker: number, components = 1): Buffer {
  const size = Buffer.from([0xff, marker, 0, 8 + 3 * components, 8, 1, 0x2c, 1, 0x2c, components]);
  const parts = Array.from({ length: components }, (_, id) => Buffer.from([id + 1, 0x11, 0]));
  return Buffer.concat([whole.subarray(0, FRAME), size, ...parts, whole.subarray(SCAN)]);
}

const scan = whole.subarray(SCAN, -2);

describe('a JPEG that viewers show is no damaged one', () => {
  it.each([
    ['bytes behind its end', Buffer.concat([whole, Buffer.from('ftypmp42 a film')])],
    ['another picture behind its end', Buffer.concat([whole, whole])],
    [
      'a progressive frame and several scans',
      Buffer.concat([framed(0xc2).subarray(0, -2), scan, scan, Buffer.from([0xff, 0xd9])]),
    ],
    ['an extended frame', framed(0xc1)],
    ['the four colours of print', framed(0xc0, 4)],
    [
      'segments of applications and comments',
      put(FRAME, ...segment(0xe1, 600), ...segment(0xe2, 9), ...segment(0xee, 12), ...segment(0xfe, 3)),
    ],
    ['a thumbnail with an end marker in its header', put(FRAME, 0xff, 0xe1, 0, 6, 0xff, 0xd8, 0xff, 0xd9)],
    ['fill bytes before markers', put(SCAN, 0xff, 0xff, 0xff)],
    ['bytes between segments that belong to nothing', put(SCAN, 0x00, 0x12, 0x00)],
    ['a stuffed 0xFF between segments', put(SCAN, 0xff, 0x00)],
    ['a marker that stands alone', put(SCAN, 0xff, 0x01)],
    [
      'restart markers',
      Buffer.concat([
        put(SCAN, ...segment(0xdd, 2)).subarray(0, -2),
        Buffer.from([0xff, 0xd0, 0x11, 0xff, 0xd1, 0x22, 0xff, 0xd9]),
      ]),
    ],
    ['a restart marker before its data', put(SCAN, 0xff, 0xd0)],
  ])('with %s', (_case, bytes) => {
    expect(faults(bytes)).toEqual([]);
  });
});

describe('a JPEG that lacks a part of its picture is damaged', () => {
  it.each([
    ['no end', whole.subarray(0, -2)],
    ['no end but that of a thumbnail', put(FRAME, 0xff, 0xe1, 0, 6, 0xff, 0xd8, 0xff, 0xd9).subarray(0, -2)],
    ['no data', Buffer.concat([whole.subarray(0, SCAN), Buffer.from([0xff, 0xd9, 0, 0])])],
    ['a segment that goes beyond the file', put(SCAN, 0xff, 0xe5, 0xff, 0xff)],
    ['a segment too short to be one', put(SCAN, 0xff, 0xe5, 0, 1)],
    ['another picture that begins within', put(SCAN, 0xff, 0xd8)],
  ])('with %s', (_case, bytes) => {
    expect(faults(bytes)).toEqual(['DAMAGED']);
  });
});

describe('a JPEG without an end marker', () => {
  const sequential = [
    'colours at half the resolution',
    'colours at half the width',
    'one component',
    'four components',
    'restart markers',
    '171 by 173 pixels',
  ] as const;

  it.each([...sequential, 'progressive'] as const)('is shown where all its data is there: %s', (kind) => {
    const file = photograph(kind);
    expect(faults(file)).toEqual([]);
    expect(faults(file.subarray(0, -1))).toEqual([]);
    expect(faults(file.subarray(0, -2))).toEqual([]);
    const start = file.indexOf(Buffer.from([0xff, 0xda]));
    const withLoneMarkers = [
      file.subarray(0, start),
      Buffer.from([0xff, 0xd3, 0xff, 0xd0]),
      file.subarray(start),
    ];
    expect(faults(Buffer.concat(withLoneMarkers).subarray(0, -2))).toEqual([]);
  });

  it.each(sequential)('is damaged where the last byte of its data is missing, or more: %s', (kind) => {
    const file = photograph(kind);
    const start = file.indexOf(Buffer.from([0xff, 0xda]));
    for (let end = start; end < file.length - 2; end += 1)
      expect(faults(file.subarray(0, end)), `${kind} up to ${end}`).toEqual(['DAMAGED']);
  });

  it('is damaged where a restart marker is missing', () => {
    const file = photograph('restart markers').subarray(0, -2);
    const at = file.indexOf(Buffer.from([0xff, 0xd1]));
    expect(faults(Buffer.concat([file.subarray(0, at), file.subarray(at + 2)]))).toEqual(['DAMAGED']);
  });

  it('is damaged where a scan of a progressive one is missing', () => {
    const file = photograph('progressive');
    const last = file.lastIndexOf(Buffer.from([0xff, 0xda]));
    expect(faults(file.subarray(0, last))).toEqual(['DAMAGED']);
    expect(faults(file.subarray(0, last + 3))).toEqual(['DAMAGED']);
  });

  it('is damaged, and nothing worse, whatever its bytes are', () => {
    const kinds = fc.constantFrom(...sequential, 'progressive' as const);
    fc.assert(
      fc.property(kinds, fc.nat(), fc.array(fc.tuple(fc.nat(), fc.nat(255))), (kind, end, changes) => {
        const file = Buffer.from(photograph(kind));
        for (const [at, byte] of changes) file[2 + (at % (file.length - 2))] = byte;
        const found = faults(file.subarray(0, 100 + (end % (file.length - 100))));
        expect(['', 'DAMAGED', 'NOT_AN_IMAGE', 'TOO_SMALL']).toContain(found.join());
      }),
      { numRuns: 1_000, seed: 8 },
    );
  });
});

it('the picture of the tests is a whole one', () => {
  expect([png(SIDE, SIDE), picture(), whole].map(faults)).toEqual([[], [], []]);
});
