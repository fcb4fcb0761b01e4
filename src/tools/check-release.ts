import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { cpSync, existsSync, lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium } from 'playwright-core';

/**
 * Proves the README's start command from a fresh clone in an empty folder, and that GraphiQL shows an answer within a minute of
 * it; then the production install: packages without the development ones, the built output, and a Node from outside the project.
 */
const folder = mkdtempSync(join(tmpdir(), 'vipps-subgraph-'));
const clone = join(folder, 'clone');
const LARGEST_INSTALL_MB = 500;
/** From the first command to an answer that can be read, on two cores with nothing else to do. */
const QUICK_START_S = 60;
const freePorts = { PORT: '0', ENTUR_PORT: '0', PROBES_PORT: '0', SANDBOX_PORT: '0' };
const units = '{ salesUnits(first: 1) { nodes { name merchant { name } } } }';
const order = '{ enturOrder(orderId: "ABCDEFGH") { orderId } }';

try {
  run('Cloning', ['git', 'clone', '--quiet', process.cwd(), clone], process.cwd());
  const begunAt = performance.now();
  installWithoutWarnings(clone);
  await serve('Starting (npm start)', ['npm', 'start'], freePorts, async (graph) => {
    await expectRendered(graph);
    const seconds = Math.round((performance.now() - begunAt) / 1_000);
    process.stdout.write(`${String(seconds)} s from npm ci to an answer in GraphiQL\n`);
    if (seconds > QUICK_START_S) throw new Error(`more than ${String(QUICK_START_S)} s`);
    await expectAnswer(graph, units, '"merchant":{"name":');
  });
  await serve('Starting (npm run start:entur)', ['npm', 'run', 'start:entur'], freePorts, async (graph) => {
    await expectAnswer(graph, order, '"orderId":"ABCDEFGH"');
    await expectPage(graph, 200);
  });

  // A Node as an operator has it: not out of node_modules.
  const systemNode = join(folder, 'node');
  cpSync(join(clone, 'node_modules/node/bin/node'), systemNode);
  const production = join(folder, 'production');
  for (const part of ['package.json', 'package-lock.json', 'dist'])
    cpSync(join(clone, part), join(production, part), { recursive: true });
  run(
    'Installing for production (npm ci --omit=dev)',
    ['npm', 'ci', '--omit=dev', '--no-audit', '--no-fund', '--loglevel=error'],
    production,
  );
  if (existsSync(join(production, 'node_modules/vitest')))
    throw new Error('development packages were installed');
  await serve(
    'Starting in production',
    [systemNode, '--no-allocation-site-pretenuring', 'dist/src/main.js'],
    { ...freePorts, NODE_ENV: 'production', SANDBOX: 'true', SHUTDOWN_DRAIN_MS: '0' },
    async (graph) => {
      await expectAnswer(graph, units, '"merchant":{"name":');
      await expectPage(graph, 404);
    },
    production,
  );
  process.stdout.write('The release works from a fresh clone.\n');
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** What `npm start` needs, with all that npm says of it: a newcomer must not have to read past warnings. */
function installWithoutWarnings(cwd: string): void {
  process.stdout.write('Installing (npm ci --workspaces=false) ...\n');
  const args = ['ci', '--workspaces=false', '--no-audit', '--no-fund'];
  const { status, stdout, stderr } = spawnSync('npm', args, { cwd, encoding: 'utf8' });
  process.stdout.write(stdout);
  if (status !== 0 || stderr !== '') throw new Error(`npm ci ended with ${String(status)}:\n${stderr}`);
  const megabytes = Math.ceil(bytesOf(join(cwd, 'node_modules')) / 2 ** 20);
  process.stdout.write(`${String(megabytes)} MB in node_modules\n`);
  if (megabytes > LARGEST_INSTALL_MB) throw new Error(`more than ${String(LARGEST_INSTALL_MB)} MB`);
}

/** What a folder takes on disk, in blocks, as `du` counts it: a file with two names once. */
function bytesOf(folder: string): number {
  const blocks = new Map<number, number>();
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const stat = lstatSync(join(folder, name));
    blocks.set(stat.ino, stat.blocks);
  }
  return [...blocks.values()].reduce((sum, each) => sum + each * 512, 0);
}

function run(title: string, [command = '', ...args]: readonly string[], cwd: string): void {
  process.stdout.write(`${title} ...\n`);
  const { status } = spawnSync(command, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) throw new Error(`${title} failed`);
}

async function serve(
  title: string,
  [command = '', ...args]: readonly string[],
  env: Record<string, string>,
  check: (graph: string) => Promise<void>,
  cwd = clone,
): Promise<void> {
  process.stdout.write(`${title} ...\n`);
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, detached: true });
  const exit = new Promise<number | null>((done) => child.on('exit', done));
  try {
    const graph = await addressOf(child, exit);
    await check(graph);
    // To npm alone, as a supervisor does: what it has started must go with it.
    child.kill('SIGTERM');
    const status = await exit;
    // npm itself ends by the signal; the server ends by itself.
    if (status !== 0 && command !== 'npm') throw new Error(`stopped with status ${String(status)}`);
    await untilGone(graph);
  } finally {
    if (child.exitCode === null && child.pid !== undefined && child.signalCode === null)
      process.kill(-child.pid, 'SIGKILL');
  }
}

async function untilGone(graph: string): Promise<void> {
  for (let second = 0; second < 15; second += 1) {
    const isThere = await fetch(graph).then(
      () => true,
      () => false,
    );
    if (!isThere) return;
    await pause(1_000);
  }
  throw new Error('the server was left behind');
}

/** Waits for the line that prints where the graph is. */
function addressOf(child: ChildProcess, exit: Promise<number | null>): Promise<string> {
  const printed = new Promise<string>((done) => {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      process.stdout.write(chunk);
      const [, address] = /Graph\s+([^\s"]+)/.exec(text) ?? [];
      if (address !== undefined && text.includes('Ready.')) done(address);
    });
    child.stderr?.pipe(process.stderr);
  });
  const ended = exit.then((status) => {
    throw new Error(`ended with status ${String(status)} before it was ready`);
  });
  ended.catch(() => undefined);
  return Promise.race([printed, ended]);
}

async function expectAnswer(graph: string, query: string, part: string): Promise<void> {
  const response = await fetch(graph, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  const answer = await response.text();
  if (!answer.includes(part)) throw new Error(`unexpected answer: ${answer}`);
}

async function expectPage(graph: string, status: number): Promise<void> {
  const page = await fetch(graph.replace('/graphql', '/'));
  if (page.status !== status) throw new Error(`GraphiQL answered ${String(page.status)}`);
}

/** What a newcomer sees: the first task of GraphiQL, run as it is. */
async function expectRendered(graph: string): Promise<void> {
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const page = await browser.newPage();
    await page.goto(graph.replace('/graphql', '/'));
    await page.locator('.graphiql-query-editor').getByText('Welcome').first().waitFor();
    await page.getByRole('button', { name: 'Execute query' }).click();
    await page.locator('.result-window').getByText('"data"').waitFor();
  } finally {
    await browser.close();
  }
}
