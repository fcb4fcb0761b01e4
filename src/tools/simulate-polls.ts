import process from 'node:process';
import { parseArgs } from 'node:util';

/**
 * What it would take to poll the feeds of very many ledgers: `npm run simulate:polls -- --ledgers 100000`. It lays every poll
 * of some hours on the second that it comes in, by the rule of polling: an interval give or take a tenth, and none in the
 * minutes of each hour that the Report API asks to avoid. No time passes and nothing is called.
 */
const { values } = parseArgs({
  options: {
    ledgers: { type: 'string', default: '100000' },
    topics: { type: 'string', default: '3' },
    interval: { type: 'string', default: '3600' },
    quiet: { type: 'string', default: '0-9' },
    'call-ms': { type: 'string', default: '150' },
    'per-process': { type: 'string', default: '2000' },
    'look-ms': { type: 'string', default: '500' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

const help = `Usage: npm run -s simulate:polls -- [options]

  --ledgers N      ledgers that are followed (default 100000)
  --topics N       feeds of each: sales, funds, fees (default 3)
  --interval S     seconds between two polls of a feed (default 3600)
  --quiet A-B      minutes of each hour without polls, or none (default 0-9)
  --call-ms MS     what a call takes (default 150)
  --per-process N  subscriptions of a process (default 2000)
  --look-ms MS     how often a process looks at the log of a feed in Redis (default 500)
`;

const HOURS = 3;
const HOUR = 3_600;

/** When the polls of all feeds come, by second. */
function simulate(
  feeds: number,
  interval: number,
  quiet: readonly [number, number] | undefined,
): Uint32Array {
  const seconds = new Uint32Array(HOURS * HOUR);
  const random = randomFrom(1);
  for (let feed = 0; feed < feeds; feed += 1) {
    let at = random() * interval;
    while (at < seconds.length) {
      const inHour = at % HOUR;
      if (quiet !== undefined && inHour >= quiet[0] && inHour < quiet[1]) {
        at += quiet[1] - inHour + Math.min(interval, 60) * random();
        continue;
      }
      const second = Math.floor(at);
      seconds[second] = (seconds[second] ?? 0) + 1;
      at += interval * (0.9 + 0.2 * random());
    }
  }
  return seconds;
}

/** The same numbers in every run. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return (state >>> 0) / 4_294_967_296;
  };
}

function count(name: 'ledgers' | 'topics' | 'interval' | 'call-ms' | 'per-process' | 'look-ms'): number {
  const value = Number(values[name]);
  if (Number.isInteger(value) && value >= 1 && value <= 1_000_000) return value;
  throw new RangeError(`--${name} must be a whole number from 1 to 1000000.`);
}

function quietSeconds(): readonly [number, number] | undefined {
  if (values.quiet === 'none') return undefined;
  const [, from, to] = /^(\d{1,2})-(\d{1,2})$/.exec(values.quiet) ?? [];
  if (from === undefined || to === undefined || Number(from) > Number(to) || Number(to) > 58)
    throw new RangeError('--quiet must be minutes such as 0-9, or none.');
  return [Number(from) * 60, (Number(to) + 1) * 60];
}

function figures(): string {
  const feeds = count('ledgers') * count('topics');
  const seconds = simulate(feeds, count('interval'), quietSeconds());
  // The first hour is the start, in which nothing has spread yet.
  const settled = seconds.subarray(HOUR);
  const mean = settled.reduce((sum, polls) => sum + polls, 0) / settled.length;
  const busy = settled.toSorted();
  const at = (share: number): number => busy[Math.min(busy.length - 1, Math.floor(share * busy.length))] ?? 0;
  const processes = Math.ceil(feeds / count('per-process'));
  const rows: readonly (readonly [string, number])[] = [
    ['feeds', feeds],
    ['polls per hour', mean * HOUR],
    ['polls per second: mean', mean],
    ['polls per second: median', at(0.5)],
    ['polls per second: 99 of 100 seconds', at(0.99)],
    ['polls per second: most', at(1)],
    ['calls in flight at most', (at(1) * count('call-ms')) / 1_000],
    ['processes, where each feed has one subscriber', processes],
    ['polls per second and process: most', at(1) / processes],
    ['looks at Redis per second', (feeds * 1_000) / count('look-ms')],
    ['leases that are held', feeds],
  ];
  return rows.map(([name, value]) => `${name.padEnd(48)}${grouped(value).padStart(12)}\n`).join('');
}

function grouped(value: number): string {
  return value.toLocaleString('en-GB', { maximumFractionDigits: value < 10 ? 2 : 0 });
}

try {
  process.stdout.write(values.help ? help : figures());
} catch (error) {
  if (!(error instanceof RangeError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
