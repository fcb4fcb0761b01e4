import { mkdtempSync, openSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { LogOutput } from '../../src/log-output.js';

function setUp() {
  const path = join(mkdtempSync(join(tmpdir(), 'log-')), 'log');
  const log = pino({ base: null, timestamp: false }, new LogOutput(openSync(path, 'w')));
  const messages = (): unknown[] =>
    readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => (JSON.parse(line) as { msg: unknown }).msg);
  return { log, messages };
}

describe('the lines of a log', () => {
  it('wait for each other while all is well, and go out in order with a warning', () => {
    const { log, messages } = setUp();
    log.info('one');
    log.child({ of: 'a part' }).info('two');
    expect(messages()).toStrictEqual([]);
    log.warn('three');
    expect(messages()).toStrictEqual(['one', 'two', 'three']);
    log.info('four');
    expect(messages()).toHaveLength(3);
    log.flush();
    expect(messages()).toStrictEqual(['one', 'two', 'three', 'four']);
  });

  it('wait for a moment only', async () => {
    const { log, messages } = setUp();
    log.info('one');
    await expect.poll(messages).toStrictEqual(['one']);
  });

  it('are all there, however many', () => {
    const { log, messages } = setUp();
    const many = Array.from({ length: 500 }, (_, index) => `line ${String(index)} ${'æ'.repeat(index)}`);
    for (const each of many) log.info(each);
    expect(messages().length).toBeGreaterThan(400);
    log.flush();
    expect(messages()).toStrictEqual(many);
  });
});
