import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { InFlight } from '../../src/cache/in-flight.js';

describe('what is in flight', () => {
  const one = { name: 'one' };
  const two = { name: 'two' };

  it('is found under its key until it is deleted', () => {
    const flights = new InFlight<typeof one>();
    flights.set('a', one);
    flights.set('b', two);
    expect([flights.get('a'), flights.get('b'), flights.get('c')]).toEqual([one, two, undefined]);
    flights.delete('a');
    expect([flights.get('a'), [...flights.keys()]]).toEqual([undefined, ['b']]);
  });

  it('gives way to what is put in its place, and does not take that along when it is deleted', () => {
    const flights = new InFlight<typeof one>();
    flights.set('a', one);
    flights.set('a', two);
    flights.delete('a', one);
    expect(flights.get('a')).toBe(two);
    flights.delete('a', two);
    expect(flights.get('a')).toBeUndefined();
  });

  it('may be deleted when it is not there', () => {
    const flights = new InFlight<typeof one>();
    flights.delete('a');
    flights.delete('a', one);
    expect([...flights.keys()]).toEqual([]);
  });

  it('leaves nothing behind that a Map would keep until everything is collected', async () => {
    const script = new URL('in-flight-memory.ts', import.meta.url).pathname;
    const oldMegabytes = async (...args: string[]): Promise<number> =>
      Number((await promisify(execFile)(process.execPath, ['--expose-gc', script, ...args])).stdout);
    expect(await oldMegabytes()).toBeLessThan(12);
    // Should this fail one day, the engine has learned it, and a Map will do.
    expect(await oldMegabytes('map')).toBeGreaterThan(18);
  });
});
