import { runNode, stopAll } from './children.js';

/** Builds once, then compiles on every change and restarts the server on every compilation. */
process.on('SIGHUP', () => {
  stopAll('SIGTERM');
});
const built = await runNode(['src/tools/run.js', 'build']);
if (built !== 0) process.exit(built);
await Promise.all([
  runNode(['node_modules/typescript/bin/tsc', '-p', '.', '--watch', '--preserveWatchOutput']),
  runNode([
    '--watch-path=dist/src',
    '--watch-path=dist/schema',
    '--watch-path=dist/resolvers',
    '--watch-preserve-output',
    '--no-allocation-site-pretenuring',
    '--import=./src/tools/source-maps.js',
    'dist/src/main.js',
  ]),
]);
