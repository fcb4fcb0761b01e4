import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { allSubgraphs } from '../subgraphs/all.js';

/** Writes the SDLs of all subgraphs to schema/; with --check, fails when a file there is another. */
for (const subgraph of Object.values(allSubgraphs)) {
  const { sdl, routerSdl } = subgraph.build();
  keep(`schema/${subgraph.name}.graphql`, sdl);
  keep(`schema/${subgraph.name}.router.graphql`, routerSdl());
}

function keep(name: string, text: string): void {
  const file = resolve(name);
  if (!process.argv.includes('--check')) {
    writeFileSync(file, text);
    process.stdout.write(`Wrote ${name}\n`);
  } else if (existsSync(file) && readFileSync(file, 'utf8') === text) {
    process.stdout.write(`${name} is what the classes print\n`);
  } else {
    process.stderr.write(`${name} is not what the classes print. Run: npm run schema:print\n`);
    process.exitCode = 1;
  }
}
