import { spawn, spawnSync } from 'node:child_process';

/** Builds once, then compiles on every change and restarts the server on every compilation. */
const built = spawnSync(process.execPath, ['src/tools/run.js', 'build'], { stdio: 'inherit' });
if (built.status !== 0) process.exit(built.status ?? 1);
const children = [
  ['node_modules/typescript/bin/tsc', '-p', '.', '--watch', '--preserveWatchOutput'],
  [
    '--watch-path=dist/src',
    '--watch-path=dist/schema',
    '--watch-path=dist/resolvers',
    '--watch-preserve-output',
    '--no-allocation-site-pretenuring',
    '--import=./src/tools/source-maps.js',
    'dist/src/main.js',
  ],
].map((command) => spawn(process.execPath, command, { stdio: 'inherit' }));
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    for (const child of children) child.kill(signal);
  });
}
