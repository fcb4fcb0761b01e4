import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder with the tools, and of the rest as little as they need. */
export function project(): string {
  const folder = mkdtempSync(join(tmpdir(), 'newcomer-'));
  for (const part of [
    'src/tools',
    'src/node-version.js',
    'package.json',
    'tsconfig.json',
    'test/package.json',
    'docs/examples/merchant-dashboard/package.json',
  ])
    cpSync(part, join(folder, part), { recursive: true });
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  return folder;
}

/** One with this server, and a page that is up to date, so that only the server is compiled. */
export function withSource(source: string): string {
  const folder = project();
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  for (const part of ['src/explorer', 'test/operations', 'dist/explorer', 'dist/schema', 'dist/resolvers'])
    mkdirSync(join(folder, part), { recursive: true });
  writeFileSync(join(folder, 'package-lock.json'), '{}');
  writeFileSync(join(folder, 'src/main.ts'), source);
  writeFileSync(join(folder, 'dist/explorer/vipps.html'), '');
  return folder;
}
