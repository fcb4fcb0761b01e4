import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { freePorts, watch, type Running } from '../support/process.js';

/** Of the project. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** The gateways that the box comes with, and their titles. */
export const gateways = [
  ['hive', 'Hive Gateway'],
  ['apollo', 'Apollo Gateway'],
] as const;

/** Starts the supergraph in a box, on free ports, until the test ends. */
export function supergraph(args: readonly string[]): Running {
  const command = ['dist/src/tools/supergraph.js', '--port', '0', '--shop-port', '0', ...args];
  return watch(
    spawn(process.execPath, command, {
      cwd: root,
      // Keys that are set: they must not be used.
      env: {
        ...freePorts,
        VIPPS_CLIENT_ID: 'id',
        VIPPS_CLIENT_SECRET: 'secret',
        VIPPS_SUBSCRIPTION_KEY: 'key',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  );
}
