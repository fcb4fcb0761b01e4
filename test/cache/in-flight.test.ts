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
});
