import { describe, expect, it } from 'vitest';
import {
  brokenRules,
  hostileText,
  LogMeter,
  parseKernelFigures,
  type HostileFigure,
} from './hostile-rules.ts';

const good: HostileFigure = {
  sample: '1-keys',
  about: 'so many keys',
  size: 10,
  requestBytes: 2_048,
  ms: 12,
  cpuMs: 250,
  ownCpuMs: 0,
  stallMs: 50,
  peakMb: 64,
  ownMb: 0,
  status: 400,
  answerBytes: 0,
  logLines: 20,
  longestLogLine: 100,
  end: 'answered',
  fault: undefined,
  log: { lines: 20, lineBytes: 100 },
};

describe('the rules', () => {
  it('hold up to their limits', () => {
    expect(brokenRules(good)).toEqual([]);
  });

  it.each([
    ['cpu 251 ms', { cpuMs: 251 }],
    ['memory 65 MB', { peakMb: 65 }],
    ['stall 53 ms', { stallMs: 53 }],
    ['no answer in time', { end: 'timed out' }],
    ['the server died', { end: 'died' }],
    ['null is taken for false', { fault: 'null is taken for false' }],
    ['21 log lines', { logLines: 21 }],
    ['a log line of 101 bytes', { longestLogLine: 101 }],
  ] satisfies [string, Partial<HostileFigure>][])('are broken by %s', (line, change) => {
    expect(brokenRules({ ...good, ...change })).toEqual([line]);
  });

  it('leave to an answer what its own data costs', () => {
    expect(brokenRules({ ...good, cpuMs: 400, ownCpuMs: 150 })).toEqual([]);
    const large = { ...good, answerBytes: 10 * 2 ** 20, cpuMs: 650, peakMb: 74 };
    expect(brokenRules(large)).toEqual([]);
    expect(brokenRules({ ...large, cpuMs: 651, peakMb: 75 })).toEqual(['cpu 651 ms', 'memory 75 MB']);
  });

  it('leave to many bodies what may be held of them', () => {
    expect(brokenRules({ ...good, peakMb: 112, ownMb: 48 })).toEqual([]);
    expect(brokenRules({ ...good, peakMb: 113, ownMb: 48 })).toEqual(['memory 113 MB']);
  });

  it('know nothing of log lines where none are counted', () => {
    expect(brokenRules({ ...good, logLines: 1_000, longestLogLine: 1_000, log: undefined })).toEqual([]);
  });
});

it('the table tells of each whether it holds, and why not', () => {
  const text = hostileText([good, { ...good, size: 100, end: 'timed out', stallMs: 20_000 }]);
  expect(text).toContain('1 of 2 hold.');
  expect(text).toMatch(/1-keys +10 +2\.0 .* 400 .* yes\n/);
  expect(text).toMatch(/1-keys +100 .* >=20000 .* timed out .* NO\n/);
  expect(text).toMatch(/1-keys 100: no answer in time, stall 20000 ms \(so many keys\)\n$/);
});

it('log lines are counted wherever the chunks are split', () => {
  const lines = 'one\nlonger line\n\nlast';
  for (let at = 0; at <= lines.length; at += 1) {
    const meter = new LogMeter();
    meter.take(Buffer.from(lines.slice(0, at)));
    meter.take(Buffer.from(lines.slice(at)));
    expect([meter.lines, meter.longest]).toEqual([3, 11]);
    meter.reset();
    expect([meter.lines, meter.longest]).toEqual([0, 0]);
  }
});

it('the figures of the kernel are read, whatever the program is called', () => {
  const numbers = Array.from({ length: 30 }, (_, index) => String(index + 4)).join(' ');
  const stat = `123 (no) de (x) S ${numbers}`;
  // The fields 14 and 15 are user and system time in hundredths of a second.
  expect(parseKernelFigures(stat, 'VmPeak:\t  9 kB\nVmHWM:\t  204800 kB\n')).toEqual({
    cpuMs: (14 + 15) * 10,
    peakMb: 200,
  });
});
