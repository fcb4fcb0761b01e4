import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { vipps } from '../subgraphs/vipps.js';

/** Writes the SDL to schema/vipps.graphql; with --check, fails when the file there is another. */
const file = resolve('schema/vipps.graphql');
const { sdl } = vipps.build();
if (!process.argv.includes('--check')) {
  writeFileSync(file, sdl);
  process.stdout.write('Wrote schema/vipps.graphql\n');
} else if (readFileSync(file, 'utf8') === sdl) {
  process.stdout.write('schema/vipps.graphql is what the classes print\n');
} else {
  process.stderr.write('schema/vipps.graphql is not what the classes print. Run: npm run schema:print\n');
  process.exitCode = 1;
}
