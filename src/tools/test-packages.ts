import { existsSync, readFileSync } from 'node:fs';

/**
 * Ends with a sentence when packages that `npm start` does without are missing: who installed only what that needs would
 * otherwise read that some module can't be found. Run by Node itself from the source.
 */
const manifests = ['test/package.json', 'docs/examples/merchant-dashboard/package.json'];
const names = manifests.flatMap((file) => namesIn(JSON.parse(readFileSync(file, 'utf8'))));
const missing = names.filter((name) => !existsSync(`node_modules/${name}/package.json`));
if (missing.length > 0) {
  process.stderr.write(`This needs packages that are not installed (${list(missing)}). Run: npm ci\n`);
  process.exitCode = 1;
}

function namesIn(json: unknown): readonly string[] {
  if (typeof json !== 'object' || json === null || !('devDependencies' in json)) return [];
  return Object.keys(json.devDependencies ?? {});
}

function list(names: readonly string[]): string {
  return names.length > 3 ? `${names.slice(0, 3).join(', ')} and others` : names.join(', ');
}
