import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { allSettings } from '../config/settings.js';
import { ERROR_CODES } from '../errors/codes.js';
import { metricDefinitions } from '../metrics/definitions.js';
import { allSubgraphs } from '../subgraphs/all.js';
import { contractBreaks, contractShape, type Contract } from './release/contract.js';
import { schemaBreaks } from './release/schema-breaks.js';

const HELP = `Usage: npm run check:compatibility
       npm run release:record

Says how the code breaks what the last release promised (docs/stability.md, schema/released), and fails if it does, unless the
version in package.json has a higher major number. release:record checks the same, then keeps what there is as what that version
promises: a step of a release.
`;
const FOLDER = 'schema/released';
const contractFile = `${FOLDER}/contract.json`;
const subgraphs = Object.values(allSubgraphs).map((subgraph) => ({
  name: subgraph.name,
  sdl: subgraph.build().routerSdl(),
}));
const fileOf = (subgraph: string): string => `${FOLDER}/${subgraph}.graphql`;

try {
  const { values } = parseArgs({
    options: { help: { type: 'boolean', default: false }, record: { type: 'boolean', default: false } },
  });
  if (values.help) process.stdout.write(HELP);
  else run(values.record);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

function run(isRecorded: boolean): void {
  const now = contractNow();
  // The first release has nothing before it.
  const isFirst = isRecorded && !existsSync(contractFile);
  const isKept = isFirst || keeps(contractShape.parse(JSON.parse(readFileSync(contractFile, 'utf8'))), now);
  if (!isKept) process.exitCode = 1;
  else if (isRecorded) record(now);
}

function record(now: Contract): void {
  mkdirSync(FOLDER, { recursive: true });
  for (const { name, sdl } of subgraphs) writeFileSync(fileOf(name), sdl);
  writeFileSync(contractFile, `${JSON.stringify(now, undefined, 2)}\n`);
  process.stdout.write(`${FOLDER} holds what ${now.version} promises\n`);
}

/** Whether what there is may be the next version; says what breaks. */
function keeps(released: Contract, now: Contract): boolean {
  const [from, to] = [released.version, now.version];
  if (to.localeCompare(from, 'en', { numeric: true }) < 0)
    throw new Error(`package.json says ${to}, but ${from} is released: raise its version.`);
  const breaks = [
    ...subgraphs
      .filter(({ name }) => released.subgraphs.includes(name))
      .flatMap(({ name, sdl }) =>
        schemaBreaks(readFileSync(fileOf(name), 'utf8'), sdl).map((what) => `${name}: ${what}`),
      ),
    ...contractBreaks(released, now, refusal, latestChanges()),
  ];
  for (const what of breaks) process.stdout.write(`${what}\n`);
  const major = Number(from.split('.')[0]) + 1;
  const isNewMajor = Number(to.split('.')[0]) >= major;
  if (breaks.length === 0) process.stdout.write(`${to} keeps what ${from} promised\n`);
  else if (isNewMajor) process.stdout.write(`${to} may break what ${from} promised\n`);
  else
    process.stderr.write(
      `This breaks what ${from} promised (docs/stability.md). Name another default in the first section of CHANGELOG.md; keep what goes beside the new, deprecated; or make the version in package.json ${String(major)}.0.0.\n`,
    );
  return breaks.length === 0 || isNewMajor;
}

function contractNow(): Contract {
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync('package.json', 'utf8')));
  return {
    version,
    subgraphs: subgraphs.map(({ name }) => name),
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
}

function refusal(name: string, value: string): string | null {
  const read = allSettings.find((setting) => setting.name === name)?.read.safeParse(value);
  return read?.success === false ? (read.error.issues[0]?.message ?? 'is refused') : null;
}

/** What the CHANGELOG says of the release that is being made: its first section. */
function latestChanges(): string {
  return readFileSync('CHANGELOG.md', 'utf8').split(/^## /m)[1] ?? '';
}
