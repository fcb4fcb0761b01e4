import { spawnSync } from 'node:child_process';

/** Runs every check, also after one has failed, and says at the end which did. */
const checks = [
  'check:format',
  'check:lint',
  'check:type',
  'check:schema',
  'check:docs',
  'check:compatibility',
  'check:codegen',
  'check:simulation',
  'test',
];
const failed = checks.filter((check) => {
  const startedAt = performance.now();
  process.stdout.write(`\n== npm run ${check}\n`);
  const { status } = spawnSync('npm', ['run', '--silent', check], { stdio: 'inherit' });
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  process.stdout.write(`== ${check}: ${status === 0 ? 'ok' : 'FAILED'} (${seconds} s)\n`);
  return status !== 0;
});
process.stdout.write(failed.length === 0 ? '\nAll checks passed.\n' : `\nFailed: ${failed.join(', ')}\n`);
process.exitCode = failed.length === 0 ? 0 : 1;
