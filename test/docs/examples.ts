import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { Kind, parse } from 'graphql';
import { expect } from 'vitest';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { settings } from '../../src/config/settings.js';
import { subgraphNames } from '../../src/config/subgraph-names.js';
import { subgraph, type SubgraphSdl } from '../support/composers.js';

/** Where the examples of gateways are. */
export const GATEWAYS = 'docs/examples/gateways';

/** A file as text. */
export function read(file: string): string {
  return readFileSync(file, 'utf8');
}

/** A YAML file, as far as the schema asks for it. */
export function readYaml<T>(file: string, schema: z.ZodType<T>): T {
  return schema.parse(parseDocument(read(file)).toJS());
}

/** The variables that a file sets, as Node reads such files. */
export function readEnv(file: string): Readonly<Record<string, string>> {
  const variables = Object.entries(parseEnv(read(file)));
  return Object.fromEntries(variables.map(([name, value = '']) => [name, value]));
}

/** What a setting is when nobody sets it. */
export function defaultOf(name: keyof typeof settings): number {
  return Number(settings[name].default);
}

/** How long subgraphs may take for a request, and for a change at Entur, in seconds. */
export const requestTime = defaultOf('REQUEST_TIMEOUT_MS') / 1_000;
export const enturChangeTime = requestTime + defaultOf('ENTUR_CHANGE_TIMEOUT_MS') / 1_000;

/** A time as routers have it in their files. */
export const seconds = z
  .string()
  .regex(/^\d+s$/)
  .transform((text) => Number(text.slice(0, -1)));

/** The headers of callers that gateways pass on. */
export const passedOn = ['authorization', 'traceparent', 'tracestate', 'x-request-id'];

/** The claims by which answers differ, as tokens have them unless settings say otherwise. */
export const callerClaims = [
  'sub',
  settings.AUTH_TENANT_CLAIM.default,
  settings.AUTH_SCOPE_CLAIM.default,
].map(String);

/** The subgraphs that tell events. */
export const live: readonly string[] = subgraphNames.filter((name) =>
  parse(read(`schema/${name}.graphql`)).definitions.some(
    (each) => each.kind === Kind.OBJECT_TYPE_DEFINITION && each.name.value === 'Subscription',
  ),
);

/** A subgraph as the tools of routers that compose take it. */
export const located = z.object({
  routing_url: z.url(),
  schema: z.object({ file: z.string() }),
  subscription: z.object({ url: z.url(), protocol: z.string() }).optional(),
});

/** The schemas of what is to be composed; it is all there is, where it listens. */
export function sourcesOf(
  folder: string,
  subgraphs: readonly (readonly [string, z.infer<typeof located>])[],
): SubgraphSdl[] {
  const ports = { vipps: settings.PORT.default, entur: settings.ENTUR_PORT.default };
  expect(subgraphs.map(([name, { routing_url }]) => [name, new URL(routing_url).port])).toEqual(
    subgraphNames.map((name) => [name, ports[name]]),
  );
  return subgraphs.map(([name, { schema }]) => subgraph(name, read(join(GATEWAYS, folder, schema.file))));
}
