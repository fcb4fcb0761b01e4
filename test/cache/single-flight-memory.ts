import { getHeapSpaceStatistics } from 'node:v8';
import type * as SingleFlightModule from '../../src/cache/SingleFlight.js';
import type * as DeadlineModule from '../../src/http/deadline.js';

/**
 * A process of its own, whose memory is nobody else's: puts work in flight and takes it out again, some hundred
 * megabytes of it, and prints how many of these came to be among what lives long.
 */
const { Flight, SingleFlight }: typeof SingleFlightModule = await import(built('cache/SingleFlight.js'));
const { RunningDeadline }: typeof DeadlineModule = await import(built('http/deadline.js'));
const WORKS = 100_000;
const IN_FLIGHT = 50;

/** The server as `npm start` runs it. */
function built(file: string): string {
  return new URL(`../../dist/src/${file}`, import.meta.url).href;
}

function oldMegabytes(): number {
  const old = getHeapSpaceStatistics().find(({ space_name: name }) => name === 'old_space');
  return (old?.space_used_size ?? Number.NaN) / 2 ** 20;
}

class HeavyDeadline extends RunningDeadline {
  readonly weight = new Array(125).fill(0);
}

const work = (): Promise<never> => new Promise(() => undefined);
const options = () => ({ deadline: new HeavyDeadline(1_000) });

const map = new Map<string, unknown>();
const flights = new SingleFlight<never>();
const usesMap = process.argv[2] === 'map';

function start(key: string): void {
  if (usesMap) map.set(key, new Flight(work, options()));
  else flights.start(key, work, options());
}

function forget(key: string): void {
  if (usesMap) map.delete(key);
  else flights.forget(key);
}

// What is in the registry at the first collections becomes long-lived, and its table with it.
const { gc: collect } = globalThis;
if (collect === undefined) throw new Error('Start it with --expose-gc');
for (let key = 0; key < IN_FLIGHT; key += 1) start(`early ${String(key)}`);
collect();
collect();
for (let key = 0; key < IN_FLIGHT; key += 1) forget(`early ${String(key)}`);

const before = oldMegabytes();
let most = 0;
for (let key = 0; key < WORKS; key += 1) {
  start(String(key));
  forget(String(key - IN_FLIGHT));
  if (key % 1_000 === 0) most = Math.max(most, oldMegabytes() - before);
}
process.stdout.write(most.toFixed(1));
