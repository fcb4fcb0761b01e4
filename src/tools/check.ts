import { spawn } from 'node:child_process';

/** What reads the code alone runs side by side: one lane for each core of a small machine. */
const lanes = [
  ['check:lint'],
  ['check:format', 'check:type', 'check:schema', 'check:docs', 'check:compatibility', 'check:codegen'],
];
/** What needs the machine for itself. */
const rest = ['check:simulation', 'check:chaos', 'test'];

/** Runs every check, also after one has failed, and says at the end which did. */
const failed = (await Promise.all(lanes.map((lane) => inTurn(lane, 'quietly')))).flat();
failed.push(...(await inTurn(rest, 'aloud')));
process.stdout.write(failed.length === 0 ? '\nAll checks passed.\n' : `\nFailed: ${failed.join(', ')}\n`);
process.exitCode = failed.length === 0 ? 0 : 1;

/** Runs one after the other. @returns those that failed */
async function inTurn(checks: readonly string[], how: 'quietly' | 'aloud'): Promise<string[]> {
  const failures: string[] = [];
  for (const check of checks) if (!(await passes(check, how))) failures.push(check);
  return failures;
}

/** @param how aloud = what it prints is seen at once; quietly = all of it when it has ended, as another one runs beside it */
async function passes(check: string, how: 'quietly' | 'aloud'): Promise<boolean> {
  const startedAt = performance.now();
  const head = `\n== npm run ${check}\n`;
  if (how === 'aloud') process.stdout.write(head);
  const { code, text } = await run(check, how);
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  const end = `== ${check}: ${code === 0 ? 'ok' : 'FAILED'} (${seconds} s)\n`;
  process.stdout.write(how === 'aloud' ? end : head + text + end);
  return code === 0;
}

function run(
  check: string,
  how: 'quietly' | 'aloud',
): Promise<{ readonly code: number | null; readonly text: string }> {
  const child = spawn('npm', ['run', '--silent', check], {
    stdio: how === 'aloud' ? 'inherit' : ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      resolve({ code, text });
    });
  });
}
