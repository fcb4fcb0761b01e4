import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { inOneChunk, JsonWriter, payloadLength, UnsupportedValue } from '../support/executor.js';
import { textOf } from '../support/compiled-execution.js';

/** As large as a chunk. */
const CHUNK_BYTES = 65_536;
/** Responses up to this size are handed out as a string. */
const MAX_STRING_BYTES = 16_384;
/** Five at a time are more than are kept for another use: the last one is new. */
const MORE_THAN_ARE_KEPT = 5;

describe('the writer of JSON', () => {
  const taken: JsonWriter[] = [];
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['performance'] });
  });
  afterEach(() => {
    vi.useRealTimers();
    for (const writer of taken.splice(0)) writer.release();
  });

  function take(): JsonWriter {
    const writer = JsonWriter.take();
    taken.push(writer);
    return writer;
  }

  function takeNew(): JsonWriter {
    const writers = Array.from({ length: MORE_THAN_ARE_KEPT }, take);
    const [writer] = writers.slice(-1);
    if (writer === undefined) throw new Error('no writer');
    return writer;
  }

  /** A new writer whose first buffer has room for `rest` more bytes. */
  function almostFull(rest: number): JsonWriter {
    const writer = takeNew();
    writer.raw(Buffer.alloc(CHUNK_BYTES - rest, 'x'));
    return writer;
  }

  function written(write: (writer: JsonWriter) => void): string {
    const writer = JsonWriter.take();
    try {
      write(writer);
      return textOf(writer.finish());
    } finally {
      writer.release();
    }
  }

  const codeUnit = fc.oneof(
    fc.integer({ min: 0, max: 0xffff }),
    fc.integer({ min: 0, max: 0x7f }),
    fc.integer({ min: 0x7e, max: 0x82 }),
    fc.integer({ min: 0x7fe, max: 0x802 }),
    fc.integer({ min: 0xd7fe, max: 0xe002 }),
    fc.constantFrom(0x22, 0x5c, 0x2f, 0x0a, 0x0d, 0x00, 0x1f, 0x2028, 0x2029, 0xfeff, 0xffff),
  );
  const anyString = fc
    .array(codeUnit, { maxLength: 60 })
    .map((codes) => codes.map((code) => String.fromCharCode(code)).join(''));

  it('writes any string as JSON.stringify does', () => {
    fc.assert(
      fc.property(anyString, (text) => {
        expect(
          written((writer) => {
            writer.string(text);
          }),
        ).toBe(JSON.stringify(text));
      }),
      { numRuns: 5_000, seed: 1 },
    );
  });

  it('writes each of the 65,536 code units as JSON.stringify does, alone and behind another letter', () => {
    for (let code = 0; code <= 0xffff; code += 1) {
      for (const text of [String.fromCharCode(code), `ø${String.fromCharCode(code)}z`]) {
        const found = written((writer) => {
          writer.string(text);
        });
        // One comparison for each would take longer than all the writing.
        if (found !== JSON.stringify(text)) expect(found, `code ${code}`).toBe(JSON.stringify(text));
      }
    }
  });

  it.each([
    ['nothing', ''],
    ['a lone high surrogate', 'a\ud83d'],
    ['a lone low surrogate', '\ude00b'],
    ['surrogates the wrong way round', '\ude00\ud83d'],
    ['an emoji', 'smil 😀 nå'],
    ['an emoji of several', '👩‍👩‍👧'],
    ['quotes and backslashes', '"\\"\\\\"'],
    ['line separators', '\u2028\u2029'],
    ['controls', '\u0000\b\t\n\u000b\f\r\u001f\u007f'],
  ])('writes %s as JSON.stringify does', (_what, text) => {
    expect(
      written((writer) => {
        writer.string(text);
      }),
    ).toBe(JSON.stringify(text));
  });

  it.each([
    ['ASCII', 'x'.repeat(1_000_000)],
    ['two bytes each', 'ø'.repeat(1_000_000)],
    ['three bytes each', '…'.repeat(1_000_000)],
    ['surrogate pairs', '😀'.repeat(500_000)],
    ['six bytes each', '\u0001'.repeat(1_000_000)],
    ['lone surrogates', '\ud800'.repeat(1_000_000)],
    ['one quote at the very end', `${'ø'.repeat(1_000_000)}"`],
  ])('writes a string much longer than its buffer: %s', (_what, text) => {
    const writer = takeNew();
    writer.string(text);
    // No matcher: it would take seconds to show such a difference.
    expect(textOf(writer.finish()) === JSON.stringify(text)).toBe(true);
  });

  it('writes a string that ends anywhere around the end of its buffer, and keeps what was there before', () => {
    for (const text of ['abcdef', 'øøø', 'a\nb', '…', '😀', '']) {
      const json = JSON.stringify(text);
      for (let rest = 0; rest <= 3 * json.length + 2; rest += 1) {
        const writer = almostFull(rest);
        writer.string(text);
        writer.byte(0x2c);
        expect(textOf(writer.finish())).toBe(`${'x'.repeat(CHUNK_BYTES - rest)}${json},`);
        for (const each of taken.splice(0)) each.release();
      }
    }
  });

  it('writes whole numbers of 32 bits as JSON.stringify does', () => {
    const powers = Array.from({ length: 10 }, (_, power) => 10 ** power);
    const edges = [0, -0, 1, 2_147_483_647, ...powers, ...powers.map((power) => power - 1), 2_147_483_646];
    for (const edge of edges) {
      for (const value of [edge, -edge]) {
        expect(
          written((writer) => {
            writer.integer(value);
          }),
        ).toBe(JSON.stringify(value));
      }
    }
    expect(
      written((writer) => {
        writer.integer(-2_147_483_648);
      }),
    ).toBe('-2147483648');
    fc.assert(
      fc.property(fc.integer(), (value) => {
        expect(
          written((writer) => {
            writer.integer(value);
          }),
        ).toBe(String(value));
      }),
      { numRuns: 5_000, seed: 2 },
    );
  });

  it('grows for a number, a byte, a fragment and a text that begin anywhere near the end of its buffer', () => {
    const writes: readonly [string, (writer: JsonWriter) => void][] = [
      [
        '-2147483648',
        (writer) => {
          writer.integer(-2_147_483_648);
        },
      ],
      [
        '7',
        (writer) => {
          writer.integer(7);
        },
      ],
      [
        '[',
        (writer) => {
          writer.byte(0x5b);
        },
      ],
      [
        '"name":',
        (writer) => {
          writer.raw(Buffer.from('"name":'));
        },
      ],
      [
        '{"ø":"…"}',
        (writer) => {
          writer.json('{"ø":"…"}');
        },
      ],
      [
        '"…………"',
        (writer) => {
          writer.json('"…………"');
        },
      ],
      [
        '{"a":[1.5]}',
        (writer) => {
          writer.value({ a: [1.5] });
        },
      ],
    ];
    for (const [expected, write] of writes) {
      for (let rest = 0; rest <= 13; rest += 1) {
        const writer = almostFull(rest);
        write(writer);
        write(writer);
        expect(textOf(writer.finish())).toBe(`${'x'.repeat(CHUNK_BYTES - rest)}${expected}${expected}`);
        for (const each of taken.splice(0)) each.release();
      }
    }
  });

  it('knows how many bytes it wrote', () => {
    const writer = take();
    writer.json('"ø"');
    expect(writer.length).toBe(4);
  });

  it('takes back what was written behind a length, and goes on there', () => {
    const writer = take();
    writer.json('[1,');
    const { length } = writer;
    writer.string('to be taken back');
    writer.cut(length);
    writer.integer(2);
    writer.byte(0x5d);
    expect(textOf(writer.finish())).toBe('[1,2]');
  });

  it('takes back across a growth', () => {
    const writer = takeNew();
    writer.json('[1,');
    writer.string('x'.repeat(3 * CHUNK_BYTES));
    writer.cut(3);
    writer.json('2]');
    expect(textOf(writer.finish())).toBe('[1,2]');
  });

  it('finishes as a string of bytes up to the limit, and as a buffer beyond it', () => {
    const small = take();
    small.string('ø'.repeat(MAX_STRING_BYTES / 2 - 1));
    const string = small.finish();
    expect(small.length).toBe(MAX_STRING_BYTES);
    expect(typeof string).toBe('string');
    expect(string.length).toBe(MAX_STRING_BYTES);
    expect(textOf(string)).toBe(`"${'ø'.repeat(MAX_STRING_BYTES / 2 - 1)}"`);
    small.byte(0x20);
    const buffers = small.finish();
    expect(buffers).toEqual([expect.any(Buffer)]);
    expect(payloadLength(buffers)).toBe(MAX_STRING_BYTES + 1);
    expect(textOf(buffers)).toBe(`"${'ø'.repeat(MAX_STRING_BYTES / 2 - 1)}" `);
  });

  it('finishes as nothing when nothing was written', () => {
    expect(take().finish()).toBe('');
  });

  it('does not touch what it handed out before when it is taken again', () => {
    const first = JsonWriter.take();
    first.string('a'.repeat(MAX_STRING_BYTES));
    const large = first.finish();
    first.cut(0);
    first.string('small');
    const small = first.finish();
    first.release();
    const second = take();
    expect(second).toBe(first);
    expect(second.length).toBe(0);
    second.string('b'.repeat(MAX_STRING_BYTES));
    expect(textOf(large)).toBe(`"${'a'.repeat(MAX_STRING_BYTES)}"`);
    expect(textOf(small)).toBe('"small"');
    expect(textOf(second.finish())).toBe(`"${'b'.repeat(MAX_STRING_BYTES)}"`);
  });

  it('never gives one writer to two who write at the same time', () => {
    for (let turn = 0; turn < 3; turn += 1) {
      const writers = Array.from({ length: 20 }, () => JsonWriter.take());
      expect(new Set(writers).size).toBe(20);
      writers.forEach((writer, index) => {
        writer.integer(index);
      });
      expect(writers.map((writer) => writer.finish())).toEqual(
        writers.map((_writer, index) => String(index)),
      );
      for (const writer of writers) writer.release();
    }
  });

  it('says that a slice is full after two megabytes, and again two megabytes after the next began', () => {
    const writer = take();
    const half = Buffer.alloc(1_048_576, 'x');
    const fullAfter: number[] = [];
    for (let megabyte = 1; megabyte <= 6; megabyte += 1) {
      writer.raw(half);
      if (writer.isSliceFull) {
        fullAfter.push(megabyte);
        writer.nextSlice();
      }
    }
    expect(fullAfter).toEqual([2, 4, 6]);
  });

  it('says that a slice is full at the end of a chunk, once it has taken twenty milliseconds', () => {
    const writer = take();
    const fullAfter: number[] = [];
    for (let chunk = 1; chunk <= 12; chunk += 1) {
      writer.raw(Buffer.alloc(CHUNK_BYTES, 'x'));
      if (writer.isSliceFull) {
        fullAfter.push(chunk);
        writer.nextSlice();
      }
      vi.advanceTimersByTime(9);
    }
    // 27 ms are the first that are more than twenty, and the writer sees them when the next chunk begins.
    expect(fullAfter).toEqual([4, 7, 10]);
  });

  /** Texts that leave their chunks more or less full: none fits the chunk of the one before. */
  const texts = [
    'a'.repeat(CHUNK_BYTES - 2),
    'ø'.repeat(CHUNK_BYTES / 4),
    'b'.repeat(CHUNK_BYTES),
    'c'.repeat(10),
    'd'.repeat(CHUNK_BYTES - 1),
  ].map((text) => JSON.stringify(text));
  const whole = Buffer.from(texts.join(''));
  const ends = texts.map((_text, index) => Buffer.byteLength(texts.slice(0, index + 1).join('')));

  function writeTexts(writer: JsonWriter): void {
    for (const text of texts) writer.json(text);
  }

  it('gives out its chunks in order, behind other bytes if need be', () => {
    const writer = take();
    writeTexts(writer);
    expect(writer.length).toBe(whole.length);
    const chunks = writer.finish();
    expect(Array.isArray(chunks) && chunks.length).toBeGreaterThan(1);
    expect(payloadLength(chunks)).toBe(whole.length);
    expect(textOf(chunks) === whole.toString()).toBe(true);
    expect(textOf(writer.finishBehind(Buffer.from('head '))) === `head ${whole.toString()}`).toBe(true);
  });

  it('joins its chunks when it is asked to', () => {
    const writer = take();
    writeTexts(writer);
    const joined = inOneChunk(writer.finish());
    expect(joined).toHaveLength(1);
    expect(textOf(joined) === whole.toString()).toBe(true);
    expect(inOneChunk('short')).toBe('short');
  });

  it('takes back across chunks: into each of them, to their ends, and to the start', () => {
    const lengths = [0, ...ends].flatMap((end) => [end - 1, end, end + 1]);
    for (const length of lengths.filter((each) => each >= 0 && each <= whole.length)) {
      const writer = take();
      writeTexts(writer);
      writer.json('taken back');
      writer.cut(length);
      expect(writer.length).toBe(length);
      writer.json('.');
      const expected = Buffer.concat([whole.subarray(0, length), Buffer.from('.')]);
      expect(textOf(writer.finish()) === expected.toString()).toBe(true);
    }
  });

  it('leaves what it handed out as it was when it takes back into it', () => {
    for (const end of [1, ...ends.slice(0, -1)]) {
      const writer = take();
      writeTexts(writer);
      const before = writer.finish();
      writer.cut(end);
      writer.json('y'.repeat(2 * CHUNK_BYTES));
      expect(textOf(before) === whole.toString()).toBe(true);
      const expected = `${whole.toString('latin1', 0, end)}${'y'.repeat(2 * CHUNK_BYTES)}`;
      expect(Buffer.from(textOf(writer.finish())).equals(Buffer.from(expected, 'latin1'))).toBe(true);
    }
  });

  it('leaves what it handed out as it was when it is taken again', () => {
    const first = JsonWriter.take();
    writeTexts(first);
    const before = first.finish();
    first.release();
    const others = Array.from({ length: MORE_THAN_ARE_KEPT }, take);
    for (const other of others) other.json('z'.repeat(5 * CHUNK_BYTES));
    expect(textOf(before) === whole.toString()).toBe(true);
  });

  it('begins with a whole slice when it is taken again', () => {
    const first = JsonWriter.take();
    for (let chunk = 0; chunk < 48; chunk += 1) first.raw(Buffer.alloc(CHUNK_BYTES, 'x'));
    first.nextSlice();
    first.release();
    const second = take();
    expect(second).toBe(first);
    expect(second.isSliceFull).toBe(false);
    second.raw(Buffer.alloc(2 * 1_048_576, 'x'));
    expect(second.isSliceFull).toBe(true);
  });

  it.each([
    ['a text', 'x"ø', '"x\\"ø"'],
    ['a number', 1.5, '1.5'],
    ['no number', Number.NaN, 'null'],
    ['an object', { a: [1, null, { b: true }] }, '{"a":[1,null,{"b":true}]}'],
    ['a date', new Date(0), '"1970-01-01T00:00:00.000Z"'],
  ])('writes what a type made of a value: %s', (_what, value, expected) => {
    expect(
      written((writer) => {
        writer.value(value);
      }),
    ).toBe(expected);
  });

  it.each([null, undefined])('refuses it when a type makes %s of a value', (value) => {
    expect(() => {
      take().value(value);
    }).toThrow(UnsupportedValue);
  });
});
