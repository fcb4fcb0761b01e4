import { readdirSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { CLAIM_HEADERS, SECRET_HEADER } from '../../src/callers/RouterSecrets.js';
import { parseConfig } from '../../src/config.js';
import { settings } from '../../src/config/settings.js';
import { subgraphNames } from '../../src/config/subgraph-names.js';
import { read, readEnv } from './examples.js';

/** All files of the examples for gateways and MCP servers. */
const files = ['gateways', 'mcp'].flatMap((folder) =>
  readdirSync(join('docs/examples', folder), { recursive: true, encoding: 'utf8' })
    .map((file) => join('docs/examples', folder, file))
    .filter((file) => extname(file) !== ''),
);
const yamlFiles = files.filter((file) => file.endsWith('.yaml'));
const envFiles = files.filter((file) => file.endsWith('.env'));

/** Names in capitals that are no settings: those of others, and the constants of the one file that is a program. */
const OTHER_NAMES = [
  'APOLLO_KEY',
  'APOLLO_GRAPH_REF',
  'APOLLO_AUTHENTICATION_JWT_CLAIMS',
  'CONFIG_PATH',
  'ENTUR_CHANGE_TIMEOUT',
  'PASSED_ON',
];
const headerNames = ['x-request-id', SECRET_HEADER, ...Object.values(CLAIM_HEADERS)];

/** What `${…}` and `${env.…}` stand for in a file. */
function expanded(file: string): string[] {
  return [...read(file).matchAll(/\$\{(?:env\.)?(\w+)\}/g)].map(([, name = '']) => name);
}

/** What a text names: a whole name, or the beginning of several with an ellipsis behind. */
function named(file: string, pattern: RegExp): readonly string[] {
  return [...read(file).matchAll(pattern)].map(([text]) => text);
}

function stands(name: string, known: readonly string[]): boolean {
  return name.endsWith('…') ? known.some((each) => each.startsWith(name.slice(0, -1))) : known.includes(name);
}

describe('the examples of gateways and MCP servers', () => {
  it.for(yamlFiles)('%s is YAML without a doubt', (file) => {
    const { errors, warnings } = parseDocument(read(file), { strict: true, uniqueKeys: true });
    expect([...errors, ...warnings].map(String)).toEqual([]);
  });

  it.for(envFiles)('%s holds settings that the server takes', (file) => {
    const env = { ...readEnv(file), SANDBOX: 'true', SUBGRAPHS: subgraphNames.join() };
    expect(() => parseConfig(env)).not.toThrow();
  });

  it.for(files)('%s names settings that exist', (file) => {
    const known = [...Object.keys(settings), ...OTHER_NAMES];
    const names = named(file, /\b[A-Z]+(?:_[A-Z]+)+(?:_…)?/g);
    expect(names.filter((name) => !stands(name, known))).toEqual([]);
  });

  it.for(files)('%s names headers that exist', (file) => {
    const names = named(file, /\bx-[a-z-]+…?/gi).map((name) => name.toLowerCase());
    expect(names.filter((name) => !stands(name, headerNames))).toEqual([]);
  });

  it.for(yamlFiles.filter((file) => expanded(file).length > 0))(
    '%s takes from the environment what subgraphs beside it have there',
    (file) => {
      const names = Object.keys(readEnv(join(dirname(file), 'subgraph.env')));
      expect(names).toEqual(expect.arrayContaining(expanded(file)));
    },
  );
});
