import { existsSync, readFileSync } from 'node:fs';
import { parse as parseYaml } from 'yaml';
import {
  Kind,
  buildSchema,
  extendSchema,
  getOperationAST,
  parse,
  validate,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import manifest from '../../package.json' with { type: 'json' };
import { allSettings } from '../../src/config/settings.js';
import { subgraphNames } from '../../src/config/subgraph-names.js';
import type { SubgraphName } from '../../src/config.js';
import type { Block } from './markdown.js';

const schemas: readonly (readonly [SubgraphName, GraphQLSchema])[] = subgraphNames.map((name) => [
  name,
  buildSchema(readFileSync(`schema/${name}.graphql`, 'utf8'), { assumeValidSDL: true }),
]);

/** A block of operations, and the subgraph that takes it; undefined for definitions of types. */
export function operationIn({
  text,
}: Block): { readonly subgraph: SubgraphName; readonly kind: string } | undefined {
  const document = parse(text);
  if (!document.definitions.some(({ kind }) => kind === Kind.OPERATION_DEFINITION)) {
    extendable(document);
    return undefined;
  }
  const faults = schemas.map(([name, schema]) => ({ name, errors: validate(schema, document) }));
  const taker = faults.find(({ errors }) => errors.length === 0);
  if (taker === undefined)
    throw new Error(faults.map(({ name, errors }) => `${name}: ${String(errors[0])}`).join('\n'));
  return { subgraph: taker.name, kind: getOperationAST(document)?.operation ?? 'several' };
}

/** Definitions must be an extension of one of the schemas. */
function extendable(document: DocumentNode): void {
  const failures = schemas.flatMap(([, schema]) => {
    try {
      extendSchema(schema, document);
      return [];
    } catch (error) {
      return [String(error)];
    }
  });
  if (failures.length === schemas.length) throw new Error(failures.join('\n'));
}

const secretFile = /_FILE$/;

/** What is wrong with a setting of a block; undefined where its name exists and its value would be taken. */
export function settingFault(name: string, value: string): string | undefined {
  const setting = allSettings.find((each) => each.name === name);
  if (setting === undefined) {
    const secret = allSettings.find((each) => each.name === name.replace(secretFile, ''));
    return secret?.secret === true && secretFile.test(name) ? undefined : `no such setting: ${name}`;
  }
  // An ellipsis stands for what only the reader knows, a dollar for what a shell puts in.
  if (/[…$]/.test(value) || setting.read.safeParse(value).success) return undefined;
  return `${name} does not take ${value}`;
}

/** The faults of a block of YAML: it must parse, and what its comments call settings must be some. */
export function yamlFaults({ text }: Block): readonly string[] {
  parseYaml(text);
  const comments = text.match(/#.*$/gm)?.join('\n') ?? '';
  const named = comments.match(/\b[A-Z]+(?:_[A-Z0-9]+)+\b/g) ?? [];
  return named.flatMap((name) => settingFault(name, '…') ?? []);
}

/** What a block of shell commands asks this project for. */
export interface ShellBlock {
  readonly faults: readonly string[];
  /** Commands of curl. */
  readonly curls: readonly string[];
  /** The arguments of closes of a ledger. */
  readonly closes: readonly (readonly string[])[];
}

/** Reads a block of shell commands, and looks at all that can be looked at without running it. */
export function readShell({ text }: Block): ShellBlock {
  const commands = text
    .replace(/\\\n\s*/g, ' ')
    .replace(/(^|\s)#.*$/gm, '')
    .split(/\n|&&/)
    .map((command) => command.trim())
    .filter((command) => command !== '');
  const curls = commands.filter((command) => command.startsWith('curl '));
  const others = commands.filter((command) => !command.startsWith('curl '));
  const closes = commands.flatMap((command) => {
    const [, args] = /^npm run -s close -- (.+)$/.exec(command) ?? [];
    return args === undefined ? [] : [args.split(' ')];
  });
  return { curls, closes, faults: others.flatMap(commandFaults) };
}

function commandFaults(command: string): readonly string[] {
  const [, assigned = '', rest = ''] =
    /^((?:[A-Z][A-Z0-9_]*=(?:\$\([^)]*\)|\S*)\s*)*)(.*)$/.exec(command) ?? [];
  const assignments = assigned.matchAll(/([A-Z][A-Z0-9_]*)=(\$\([^)]*\)|\S*)/g);
  const faults = [...assignments].flatMap(([, name = '', value = '']) => settingFault(name, value) ?? []);
  if (rest !== '') faults.push(...programFaults(rest.split(/\s+/)));
  return faults;
}

const npmItself = new Set(['ci', 'install', 'prune', 'test', 'start']);

function programFaults([program = '', ...args]: readonly string[]): readonly string[] {
  if (program === 'npm') {
    const [verb = '', ...rest] = args;
    if (verb !== 'run') return npmItself.has(verb) ? [] : [`npm has no ${verb}`];
    const [script = ''] = rest.filter((arg) => arg !== '-s');
    return Object.hasOwn(manifest.scripts, script) ? [] : [`no such script: ${script}`];
  }
  if (program === 'npx' && args[0] === 'vitest') return missing(args.filter((arg) => arg.includes('/')));
  if (program === 'node') return missing(args.filter((arg) => !arg.startsWith('-')));
  return [`nothing is known of ${program}: say why it is not run`];
}

/** Which files are not there; what is built stands for its source. */
function missing(files: readonly string[]): readonly string[] {
  return files
    .filter((file) => !existsSync(file.replace(/^dist\//, '').replace(/(?<=^src\/.*)\.js$/, '.ts')))
    .map((file) => `no such file: ${file}`);
}

/** What a text calls, as code within a line, a script or a file of this project that is not there. */
export function inlineFaults(text: string): readonly string[] {
  const codes = [...text.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);
  const scripts = codes.flatMap((code) => /^npm run (?:-s )?([a-z:]+)/.exec(code)?.[1] ?? []);
  const files = codes.filter((code) => /^(?:src|test|docs|schema|resolvers)\/[\w./-]+$/.test(code));
  return [
    ...scripts.filter((name) => !Object.hasOwn(manifest.scripts, name)).map((name) => `npm run ${name}`),
    ...files.filter((file) => !existsSync(file)),
  ];
}
