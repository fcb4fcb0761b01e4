import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import autocannon from 'autocannon';
import { queries, type BenchQuery } from './queries.ts';

/**
 * Measures the server as shipped, in production mode, against the floor and the baseline, by turns, over a stub
 * upstream. Prints medians and ratios to the floor of the same run.
 */
const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    only: { type: 'string' },
    modes: { type: 'string', default: 'floor,baseline,plain,joined,kept' },
    latency: { type: 'string', default: '0' },
    seconds: { type: 'string', default: '3' },
    repeats: { type: 'string', default: '3' },
    connections: { type: 'string', default: '50' },
    help: { type: 'boolean', default: false },
  },
});
if (options.help) {
  process.stdout.write(
    'npm run bench -- [--only Q1,Q4] [--modes floor,plain,joined,kept,baseline] [--seconds 3] [--repeats 3]\n' +
      '                 [--latency 0 (ms per upstream answer)] [--connections 50] [--json]\n',
  );
  process.exit(0);
}

const ours = {
  NODE_ENV: 'production',
  CALLER_AUTH: 'network',
  PORT: '0',
  PROBES_PORT: '0',
  HOST: '127.0.0.1',
  LOG_LEVEL: 'warn',
  UPSTREAM_CONCURRENCY: '100',
  VIPPS_CLIENT_ID: 'id',
  VIPPS_CLIENT_SECRET: 'secret',
  VIPPS_SUBSCRIPTION_KEY: 'key',
  VIPPS_ACCOUNTING_CLIENT_ID: 'id',
  VIPPS_ACCOUNTING_CLIENT_SECRET: 'secret',
};
const subjects: Readonly<Record<string, { readonly command: string; readonly env: Record<string, string> }>> =
  {
    floor: { command: 'test/bench/floor.ts', env: {} },
    baseline: { command: 'test/bench/baseline.ts', env: { NODE_ENV: 'production' } },
    plain: {
      command: 'dist/src/main.js',
      env: { ...ours, JOIN_REQUESTS: 'false', CACHE_MAX_BYTES: '0', KEEP_ANSWERS_BYTES: '0' },
    },
    joined: { command: 'dist/src/main.js', env: { ...ours, CACHE_MAX_BYTES: '0', KEEP_ANSWERS_BYTES: '0' } },
    kept: { command: 'dist/src/main.js', env: ours },
  };

interface Figure {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly callsPerRequest: number;
  readonly peakMb: number;
  /** Processor time of the server per request, in ms: steadier than requests/s on a busy machine. */
  readonly cpuMs: number;
}

const children: ChildProcess[] = [];

function start(command: string, env: Record<string, string>): Promise<{ url: string; pid: number }> {
  const child = spawn(process.execPath, [command], { env: { PATH: process.env['PATH'] ?? '', ...env } });
  children.push(child);
  return new Promise((done, fail) => {
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const [, url] = /^(?:LISTENING|Graph)\s+(http:\/\/[^/\s]+)/m.exec(text) ?? [];
      if (url !== undefined) done({ url, pid: child.pid ?? 0 });
    });
    child.stderr.pipe(process.stderr);
    child.on('exit', (code) => {
      fail(new Error(`${command} ended with ${String(code)}`));
    });
  });
}

async function ask(url: string, body: string): Promise<string> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  return response.text();
}

async function load(url: string, query: BenchQuery, seconds: number): Promise<autocannon.Result> {
  return autocannon({
    url: `${url}/graphql`,
    connections: Number(options.connections),
    duration: seconds,
    requests: query.bodies.map((body) => ({
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    })),
  });
}

function peakMb(pid: number): number {
  const [, kb] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8')) ?? [];
  return Math.round(Number(kb ?? '0') / 1024);
}

/** Processor time of a process so far, in ms. */
function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}

async function measure(subject: string, query: BenchQuery, stub: string, expected: string): Promise<Figure> {
  const { command, env } = subjects[subject] ?? { command: '', env: {} };
  const { url, pid } = await start(command, { ...env, STUB_URL: stub, VIPPS_API_URL: stub });
  const answer = await ask(url, query.bodies[0] ?? '');
  if (sorted(answer) !== sorted(expected))
    throw new Error(`${subject} answers ${query.name} differently: ${answer.slice(0, 300)}`);
  await load(url, query, 1);
  await fetch(`${stub}/__count`);
  const cpuBefore = cpuMs(pid);
  const result = await load(url, query, Number(options.seconds));
  const cpu = cpuMs(pid) - cpuBefore;
  const calls = Number(await (await fetch(`${stub}/__count`)).text());
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${subject} ${query.name}: ${String(result.non2xx + result.errors)} failed`);
  const peak = peakMb(pid);
  children.pop()?.removeAllListeners('exit').kill('SIGKILL');
  return {
    perSecond: result.requests.total / result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
    callsPerRequest: calls / Math.max(1, result.requests.total),
    peakMb: peak,
    cpuMs: cpu / Math.max(1, result.requests.total),
  };
}

/** The same data whatever the order of fields, and without what is ours alone: cursors. */
function sorted(answer: string): string {
  const order = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(order);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .map(([key, item]): [string, unknown] => [key, key === 'endCursor' ? 'cursor' : order(item)])
        .sort(([one], [other]) => (one < other ? -1 : 1)),
    );
  };
  return JSON.stringify(order(JSON.parse(answer)));
}

const wanted = options.only?.split(',');
const modes = options.modes.split(',');
const results: Record<string, Record<string, Figure & { ratio: number }>> = {};
try {
  const stub = await start('test/bench/stub.ts', { LATENCY_MS: options.latency });
  for (const query of queries.filter(({ name }) => wanted?.includes(name) ?? true)) {
    const floor = await start('test/bench/floor.ts', { STUB_URL: stub.url });
    const expected = await ask(floor.url, query.bodies[0] ?? '');
    children.pop()?.removeAllListeners('exit').kill('SIGKILL');
    const rounds: Record<string, Figure[]> = {};
    for (let round = 0; round < Number(options.repeats); round += 1) {
      for (const mode of modes) (rounds[mode] ??= []).push(await measure(mode, query, stub.url, expected));
    }
    const summary = Object.fromEntries(
      Object.entries(rounds).map(([mode, figures]) => [
        mode,
        {
          perSecond: median(figures.map(({ perSecond }) => perSecond)),
          p50: median(figures.map(({ p50 }) => p50)),
          p99: median(figures.map(({ p99 }) => p99)),
          callsPerRequest: median(figures.map(({ callsPerRequest }) => callsPerRequest)),
          peakMb: Math.max(...figures.map(({ peakMb: peak }) => peak)),
          cpuMs: median(figures.map((figure) => figure.cpuMs)),
        },
      ]),
    );
    const base = summary['floor']?.perSecond ?? Number.NaN;
    results[query.name] = Object.fromEntries(
      Object.entries(summary).map(([mode, figure]) => [mode, { ...figure, ratio: figure.perSecond / base }]),
    );
    if (!options.json) print(query, results[query.name] ?? {});
  }
} finally {
  for (const child of children) child.removeAllListeners('exit').kill('SIGKILL');
}
if (options.json) {
  const machine = {
    cpu: cpus()[0]?.model,
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
  };
  process.stdout.write(`${JSON.stringify({ machine, options, results }, null, 2)}\n`);
}

function print(query: BenchQuery, rows: Readonly<Record<string, Figure & { ratio: number }>>): void {
  process.stdout.write(`\n${query.name}: ${query.about} (${String(query.calls)} calls cold)\n`);
  process.stdout.write('  mode        req/s    ratio    p50 ms    p99 ms   calls/req   peak MB   cpu ms\n');
  for (const [mode, row] of Object.entries(rows)) {
    const cells = [
      row.perSecond.toFixed(0),
      row.ratio.toFixed(2),
      String(row.p50),
      String(row.p99),
      row.callsPerRequest.toFixed(2),
      String(row.peakMb),
      row.cpuMs.toFixed(3),
    ];
    const widths = [9, 9, 10, 10, 12, 10, 9];
    process.stdout.write(
      `  ${mode.padEnd(8)}${cells.map((cell, index) => cell.padStart(widths[index] ?? 8)).join('')}\n`,
    );
  }
}
