import { readOptions, UsageError } from './supergraph/options.js';

/** `npm run supergraph`: reads the options, then loads what takes a while. */
try {
  const options = readOptions(process.argv.slice(2));
  if (options !== undefined) {
    const { run } = await import('./supergraph/run.js');
    await run(options);
  }
} catch (error) {
  if (error instanceof UsageError) {
    process.stderr.write(`${error.message} See --help.\n`);
    process.exit(2);
  }
  const { explain } = await import('../announce.js');
  const isOurs = error instanceof Error && !('code' in error);
  process.stderr.write(`${isOurs ? error.message : explain(error)}\n`);
  process.exit(1);
}
