import { spawn, spawnSync } from 'node:child_process';
import process from 'node:process';

/**
 * Builds, then starts a server of dist/ and ends with it: `node src/tools/run.js start main`. Signals are handed on. One
 * that is sent to npm may end no more than npm and the shell below it, so the server stops too when those are gone.
 */
interface Program {
  readonly file: string;
  readonly flags: readonly string[];
  /** Settings that make it what it is. */
  readonly env?: Readonly<Record<string, string>>;
}
/** Stacks that name our TypeScript. */
const SOURCE_MAPS = '--import=./src/tools/source-maps.js';
const main = { file: 'main.js', flags: ['--no-allocation-site-pretenuring', SOURCE_MAPS] };
const PROGRAMS: Readonly<Record<string, Program>> = {
  main,
  entur: { ...main, env: { SUBGRAPHS: 'entur' } },
  sandbox: { file: 'sandbox/main.js', flags: [SOURCE_MAPS] },
  supergraph: { file: 'tools/supergraph.js', flags: [SOURCE_MAPS] },
};
/** Numbers that shells know. */
const SIGNALS: Readonly<Partial<Record<NodeJS.Signals, number>>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGKILL: 9,
  SIGTERM: 15,
};
const [name = 'main', ...args] = process.argv.slice(2);
const program = PROGRAMS[name];
if (program === undefined)
  throw new Error(`there is no program ${name}, only ${Object.keys(PROGRAMS).join(', ')}`);
const { file, flags, env } = program;
const built = spawnSync(process.execPath, ['src/tools/run.js', 'build'], { stdio: 'inherit' });
if (built.status !== 0) process.exit(built.status ?? 1);

const server = spawn(process.execPath, [...flags, `dist/src/${file}`, ...args], {
  stdio: 'inherit',
  // What V8 has compiled is kept beside what was built: the next start is shorter.
  env: { NODE_COMPILE_CACHE: 'dist/.compiled', ...process.env, ...env },
});
// A terminal sends Ctrl-C to the server itself too: handed on, it would be a second one.
process.on('SIGINT', () => {
  if (!process.stdin.isTTY) server.kill('SIGINT');
});
for (const signal of ['SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    server.kill(signal);
  });
}
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) server.kill('SIGTERM');
}, 500).unref();
server.on('close', (status, signal) => {
  process.exitCode = status ?? (signal === null ? 1 : 128 + (SIGNALS[signal] ?? 0));
});
