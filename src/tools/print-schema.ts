import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { vipps } from '../subgraphs/vipps.js';

/** Writes the SDLs to schema/; with --check, fails when a file there is another. */
const { sdl, routerSdl } = vipps.build();
const files = { 'schema/vipps.graphql': sdl, 'schema/vipps.router.graphql': routerSdl };
for (const [name, text] of Object.entries(files)) {
  const file = resolve(name);
  if (!process.argv.includes('--check')) {
    writeFileSync(file, text);
    process.stdout.write(`Wrote ${name}\n`);
  } else if (readFileSync(file, 'utf8') === text) {
    process.stdout.write(`${name} is what the classes print\n`);
  } else {
    process.stderr.write(`${name} is not what the classes print. Run: npm run schema:print\n`);
    process.exitCode = 1;
  }
}
