import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { allSettings } from '../config/settings.js';
import { ERROR_CODES } from '../errors/codes.js';
import { metricDefinitions } from '../metrics/definitions.js';
import { allSubgraphs } from '../subgraphs/all.js';
import { contractBreaks, contractShape, type Contract } from './release/contract.js';
import { schemaBreaks } from './release/schema-breaks.js';

/**
 * Says how the code breaks what the last release promised (docs/stability.md), and fails unless the version in package.json has a
 * higher major number. With --record, keeps what there is as what that version promises: a step of a release.
 */
const FOLDER = 'schema/released';
const contractFile = `${FOLDER}/contract.json`;
const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync('package.json', 'utf8')));
const now: Contract = {
  version,
  settings: Object.fromEntries(
    allSettings.map(({ name, default: fallback, example }) => [
      name,
      { ...(fallback !== undefined && { default: fallback }), example },
    ]),
  ),
  metrics: Object.fromEntries(
    Object.entries(metricDefinitions).map(([name, { type, labels }]) => [
      name,
      { type, labels: Object.keys(labels) },
    ]),
  ),
  errorCodes: Object.keys(ERROR_CODES),
};
const sdls = Object.values(allSubgraphs).map((subgraph) => ({
  name: subgraph.name,
  file: `${FOLDER}/${subgraph.name}.graphql`,
  sdl: subgraph.build().routerSdl,
}));

if (process.argv.includes('--record')) record();
else check();

function record(): void {
  mkdirSync(FOLDER, { recursive: true });
  for (const { file, sdl } of sdls) writeFileSync(file, sdl);
  writeFileSync(contractFile, `${JSON.stringify(now, undefined, 2)}\n`);
  process.stdout.write(`${FOLDER} holds what ${version} promises\n`);
}

function check(): void {
  const released = contractShape.parse(JSON.parse(readFileSync(contractFile, 'utf8')));
  const breaks = [
    ...sdls.flatMap(({ name, file, sdl }) =>
      existsSync(file) ? schemaBreaks(readFileSync(file, 'utf8'), sdl).map((what) => `${name}: ${what}`) : [],
    ),
    ...contractBreaks(released, now, refusal, latestChanges()),
  ];
  for (const what of breaks) process.stdout.write(`${what}\n`);
  const isNewMajor = major(version) > major(released.version);
  if (breaks.length === 0) process.stdout.write(`${version} keeps what ${released.version} promised\n`);
  else if (isNewMajor) process.stdout.write(`${version} may break what ${released.version} promised\n`);
  else {
    process.stderr.write(
      `This breaks what ${released.version} promised (docs/stability.md): keep the old beside the new, deprecated, or make the version in package.json ${String(major(released.version) + 1)}.0.0.\n`,
    );
    process.exitCode = 1;
  }
}

function refusal(name: string, value: string): string | null {
  const read = allSettings.find((setting) => setting.name === name)?.read.safeParse(value);
  return read?.success === false ? (read.error.issues[0]?.message ?? 'is refused') : null;
}

/** What the CHANGELOG says of the release that is being made: its first section. */
function latestChanges(): string {
  return readFileSync('CHANGELOG.md', 'utf8').split(/^## /m)[1] ?? '';
}

function major(of: string): number {
  return Number(of.split('.')[0]);
}
