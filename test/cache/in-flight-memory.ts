import { getHeapSpaceStatistics } from 'node:v8';
import { InFlight } from '../../src/cache/in-flight.ts';

/**
 * A process of its own, whose memory is nobody else's: puts work in flight and takes it out again, a hundred megabytes
 * of it, and prints how many of these came to be among what lives long.
 */
const flights = process.argv[2] === 'map' ? new Map<string, unknown>() : new InFlight<unknown>();
const WORKS = 100_000;
const IN_FLIGHT = 50;

function oldMegabytes(): number {
  const old = getHeapSpaceStatistics().find(({ space_name: name }) => name === 'old_space');
  return (old?.space_used_size ?? Number.NaN) / 2 ** 20;
}

// What is in the registry at the first collections becomes long-lived, and its table with it.
const { gc: collect } = globalThis;
if (collect === undefined) throw new Error('Start it with --expose-gc');
for (let key = 0; key < IN_FLIGHT; key += 1) flights.set(`early ${String(key)}`, {});
collect();
collect();
for (let key = 0; key < IN_FLIGHT; key += 1) flights.delete(`early ${String(key)}`);

const before = oldMegabytes();
let most = 0;
for (let key = 0; key < WORKS; key += 1) {
  flights.set(String(key), new Array(125).fill(key));
  flights.delete(String(key - IN_FLIGHT));
  if (key % 1_000 === 0) most = Math.max(most, oldMegabytes() - before);
}
process.stdout.write(most.toFixed(1));
