import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { buildSchema } from 'graphql';
import { codegenScalars } from '../../schema/codegen-scalars.js';
import type { CachePolicy } from '../cache/policy.js';
import { cachePolicies } from '../loaders/cache-policies.js';
import { enturCachePolicies } from '../loaders/entur/cache-policies.js';
import { envExample } from '../config/help.js';
import { allSettings } from '../config/settings.js';
import { ERROR_CODES } from '../errors/codes.js';
import { metricDefinitions, type MetricDefinition } from '../metrics/definitions.js';
import { fallBackReasons } from '../server/FallBacks.js';
import { allSubgraphs } from '../subgraphs/all.js';
import { architecturePicture } from './architecture-picture.js';
import { schemaPage } from './schema-page.js';

/**
 * Writes what the documents say of the code: tables and blocks in pages of docs/, the picture in docs/architecture.md,
 * docs/schema.md and .env.example. With --check, fails when they say something else.
 */
const wanted: Readonly<Record<string, string>> = {
  'docs/settings.md': withTables('docs/settings.md', {
    settings: table(
      ['Setting', 'Unit', 'Default', 'What it is'],
      allSettings.map(({ name, unit, default: fallback, about, secret }) => [
        `\`${name}\`${secret === true ? ' (secret)' : ''}`,
        unit ?? '',
        fallback === undefined ? '' : `\`${fallback}\``,
        about,
      ]),
    ),
  }),
  'docs/errors.md': withTables('docs/errors.md', {
    errors: table(
      ['`extensions.code`', 'Meaning'],
      Object.entries(ERROR_CODES).map(([code, meaning]) => [`\`${code}\``, meaning]),
    ),
  }),
  'docs/graph.md': withTables('docs/graph.md', {
    scalars: [
      '```json',
      JSON.stringify({ strictScalars: true, scalars: codegenScalars }, undefined, 2),
      '```',
    ].join('\n'),
  }),
  'docs/caching.md': withTables('docs/caching.md', {
    cache: cacheTable(cachePolicies, 'While it may still grow'),
  }),
  'docs/architecture.md': withTables('docs/architecture.md', {
    picture: architecturePicture(),
    'fall-backs': table(
      ['Reason', 'Meaning'],
      Object.entries(fallBackReasons).map(([reason, meaning]) => [reason, meaning]),
    ),
  }),
  'docs/entur.md': withTables('docs/entur.md', {
    'entur-cache': cacheTable(enturCachePolicies, 'While it is not settled'),
  }),
  'docs/metrics.md': withTables('docs/metrics.md', { metrics: metricsTable() }),
  'docs/schema.md': schemaPage(
    Object.values(allSubgraphs).map((subgraph) => ({
      name: subgraph.name,
      access: subgraph.access,
      schema: buildSchema(subgraph.build().sdl, { assumeValidSDL: true }),
    })),
  ),
  '.env.example': envExample(),
};
for (const [file, text] of Object.entries(wanted)) {
  if (!process.argv.includes('--check')) {
    writeFileSync(file, text);
    process.stdout.write(`Wrote ${file}\n`);
  } else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
    process.stderr.write(`${file} does not say what the code does. Run: npm run docs:print\n`);
    process.exitCode = 1;
  }
}

function metricsTable(): string {
  const definitions: readonly (readonly [string, MetricDefinition])[] = Object.entries(metricDefinitions);
  return table(
    ['Metric', 'Type', 'What it tells', 'Labels besides `subgraph`'],
    definitions.map(([name, { type, about, labels }]) => [
      `\`${name}\``,
      type,
      about,
      Object.entries(labels)
        .map(([label, values]) => `\`${label}\`: ${values}`)
        .join('. '),
    ]),
  );
}

/** How long each kind of answer is kept. @param open what a policy's `open` is for */
function cacheTable(policies: Readonly<Record<string, CachePolicy>>, open: string): string {
  return table(
    [
      'Answer',
      'Fresh',
      open,
      'Then served while renewed',
      'Bridges an outage',
      '"Does not exist"',
      'Memory',
      'Why',
    ],
    Object.entries(policies).map(([name, policy]) => [
      name,
      seconds(policy.fresh),
      policy.open === undefined ? '' : seconds(policy.open),
      seconds(policy.staleWhileRevalidate),
      seconds(policy.staleOnError),
      seconds(policy.negative),
      `${(policy.share * 100).toFixed(0)} %`,
      policy.why,
    ]),
  );
}

/** A document with what is made from the code put between its `<!-- name -->` marks. */
function withTables(file: string, made: Readonly<Record<string, string>>): string {
  return Object.entries(made).reduce(
    (text, [name, content]) => {
      const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
      const [start, end] = [text.indexOf(open), text.indexOf(close)];
      if (start === -1 || end === -1) throw new Error(`${file} has no place for ${name}`);
      return `${text.slice(0, start + open.length)}\n\n${content}\n\n${text.slice(end)}`;
    },
    readFileSync(file, 'utf8'),
  );
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows];
  return lines
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');
}

function seconds(value: number): string {
  if (value === 0) return '–';
  if (value % 86_400 === 0) return `${String(value / 86_400)} d`;
  if (value % 3_600 === 0) return `${String(value / 3_600)} h`;
  return value % 60 === 0 ? `${String(value / 60)} min` : `${String(value)} s`;
}
