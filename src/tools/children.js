import { spawn } from 'node:child_process';
import process from 'node:process';
import { setInterval } from 'node:timers';

/**
 * The programs that a tool runs, which end with it. Signals that ask to stop are handed on to those that run, and nothing
 * is started after one. What is sent to npm may end no more than npm and the shell below it, so the children stop too when
 * those are gone.
 */

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/** A stop was asked for. */
export let isStopping = false;

/** Numbers that shells know. @type {Readonly<Partial<Record<NodeJS.Signals, number>>>} */
const SIGNALS = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 };

/**
 * Runs Node.
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<number>} the exit code, as a shell tells it
 */
export function runNode(args, env = process.env) {
  if (isStopping) return Promise.resolve(codeOf('SIGTERM'));
  const child = spawn(process.execPath, args, { stdio: 'inherit', env });
  running.add(child);
  return new Promise((done) => {
    child.on('close', (status, signal) => {
      running.delete(child);
      done(status ?? codeOf(signal));
    });
  });
}

/** @param {NodeJS.Signals | null} signal */
function codeOf(signal) {
  return signal === null ? 1 : 128 + (SIGNALS[signal] ?? 0);
}

/**
 * Hands a signal on.
 * @param {NodeJS.Signals} signal
 */
export function tellAll(signal) {
  for (const child of running) child.kill(signal);
}

/**
 * Asks all to stop.
 * @param {NodeJS.Signals} signal
 */
export function stopAll(signal) {
  isStopping = true;
  tellAll(signal);
}

const parent = process.ppid;
setInterval(() => {
  // Asked a second time, a server would end at once.
  if (process.ppid !== parent && !isStopping) stopAll('SIGTERM');
}, 500).unref();
process.on('SIGTERM', () => {
  stopAll('SIGTERM');
});
process.on('SIGINT', () => {
  isStopping = true;
  // A terminal sends Ctrl-C to the children itself too: handed on, it would be a second one.
  if (!process.stdin.isTTY) tellAll('SIGINT');
});
