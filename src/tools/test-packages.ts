import { existsSync, readFileSync } from 'node:fs';

/**
 * Ends with a sentence when packages of test/package.json are missing: who installed only what `npm start` needs would
 * otherwise read that some module can't be found. Run by Node itself from the source.
 */
const manifest: unknown = JSON.parse(readFileSync('test/package.json', 'utf8'));
const missing = namesIn(manifest).filter((name) => !existsSync(`node_modules/${name}/package.json`));
if (missing.length > 0) {
  process.stderr.write(
    `Tests and checks need packages that are not installed (${list(missing)}). Run: npm ci\n`,
  );
  process.exitCode = 1;
}

function namesIn(json: unknown): readonly string[] {
  if (typeof json !== 'object' || json === null || !('devDependencies' in json)) return [];
  return Object.keys(json.devDependencies ?? {});
}

function list(names: readonly string[]): string {
  return names.length > 3 ? `${names.slice(0, 3).join(', ')} and others` : names.join(', ');
}
