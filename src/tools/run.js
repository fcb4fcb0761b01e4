import '../node-version.js';
import process from 'node:process';

/** Runs a tool of this folder by its name: `node src/tools/run.js build --quiet`. An old Node can't read TypeScript. */
const [name] = process.argv.splice(2, 1);
import(`./${name}.ts`);
