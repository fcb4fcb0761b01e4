import process from 'node:process';
import { runNode, tellAll } from './children.js';

/**
 * Builds, then starts a server of dist/ and ends with it: `node src/tools/run.js start main`.
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
const [name = 'main', ...args] = process.argv.slice(2);
const program = PROGRAMS[name];
if (program === undefined)
  throw new Error(`there is no program ${name}, only ${Object.keys(PROGRAMS).join(', ')}`);
const { file, flags, env } = program;
// To a server it means to read files again.
process.on('SIGHUP', () => {
  tellAll('SIGHUP');
});
const built = await runNode(['src/tools/run.js', 'build']);
if (built !== 0) process.exit(built);
process.exitCode = await runNode([...flags, `dist/src/${file}`, ...args], {
  // What V8 has compiled is kept beside what was built: the next start is shorter.
  NODE_COMPILE_CACHE: 'dist/.compiled',
  ...process.env,
  ...env,
});
