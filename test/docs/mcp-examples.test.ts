import {
  buildSchema,
  getNamedType,
  isInputObjectType,
  isScalarType,
  isSpecifiedScalarType,
  Kind,
  parse,
  print,
  type TypeNode,
} from 'graphql';
import { afterAll, describe, expect } from 'vitest';
import { z } from 'zod';
import { SCOPES } from '../../src/callers/scopes.js';
import { makeKey, signToken, startIssuer } from '../callers/issuer.js';
import { sharedStack } from '../support/fixture.js';
import type { Stack } from '../support/stack.js';
import { sha256 } from '../support/trusted-documents.js';
import { read, readEnv, readYaml } from './examples.js';

const MCP = 'docs/examples/mcp';
const config = z.object({
  schema: z.object({ path: z.string() }),
  custom_scalars: z.string(),
  operations: z.object({ source: z.literal('local'), paths: z.array(z.string()) }),
  overrides: z.object({
    mutation_mode: z.string(),
    annotations: z.record(z.string(), z.record(z.string(), z.boolean())).default({}),
  }),
  introspection: z.record(z.string(), z.object({ enabled: z.boolean() })),
  transport: z.object({ port: z.number(), auth: z.object({ scopes: z.array(z.string()) }) }),
});
const reads = readYaml(`${MCP}/reads.yaml`, config);
const changes = readYaml(`${MCP}/changes.yaml`, config);
const configs = [
  ['reads.yaml', reads],
  ['changes.yaml', changes],
] as const;

/** The operations that become tools, each the only one of its file. */
function operationsOf({ operations: { paths } }: z.infer<typeof config>) {
  return paths.map((path) => {
    const query = read(path);
    const document = parse(query);
    const [operation, ...others] = document.definitions.filter(
      (each) => each.kind === Kind.OPERATION_DEFINITION,
    );
    if (operation === undefined || others.length > 0) throw new Error(`${path} holds not one operation`);
    return { query, document, operation, name: operation.name?.value ?? '' };
  });
}

const key = await makeKey('one');
const issuer = await startIssuer(key);
afterAll(() => issuer.close());
const env: Readonly<Record<string, string>> = {
  ...readEnv(`${MCP}/subgraph.env`),
  AUTH_JWKS_URL: issuer.jwksUrl,
};
const listed = z.record(z.string(), z.string()).parse(JSON.parse(read(env['TRUSTED_DOCUMENTS'] ?? '')));
const it = sharedStack({ env });

function nameOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type);
}

/** What a file says of scalars, as JSON schemas. */
function said(file: string): Readonly<Record<string, object>> {
  return z.record(z.string(), z.object({ type: z.string() })).parse(JSON.parse(read(file)));
}

const answer = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z.array(z.object({ extensions: z.object({ code: z.string() }) })).optional(),
});

/** Asks as Apollo MCP Server does, in the name of who has a token with these scopes. */
async function call(
  { url }: Stack,
  tool: { readonly query: string; readonly name: string },
  scopes: readonly string[],
) {
  const exp = Math.floor(Date.now() / 1_000) + 300;
  const { AUTH_ISSUER: iss = '', AUTH_AUDIENCE: aud = '' } = env;
  const claims = { iss, aud, exp, scope: scopes.join(' ') };
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${await signToken(key, claims)}`,
    },
    body: JSON.stringify({
      variables: {},
      query: tool.query,
      extensions: { clientLibrary: { name: 'mcp', version: '2.0.0' } },
      operationName: tool.name,
    }),
  });
  return answer.parse(await response.json());
}

describe('the examples of MCP servers', () => {
  it.for(configs)('%s makes tools of trusted documents, and lets nobody write others', ([, example]) => {
    const hashes = operationsOf(example).map(({ document }) => sha256(print(document)));
    expect(Object.keys(listed)).toEqual(expect.arrayContaining(hashes));
    expect(new Set(hashes).size).toBe(hashes.length);
    expect(example.introspection).toEqual(
      Object.fromEntries(
        ['execute', 'introspect', 'search', 'validate'].map((tool) => [tool, { enabled: false }]),
      ),
    );
  });

  it('keep what changes something apart from what reads, and marked', () => {
    expect(reads.overrides).toEqual({ mutation_mode: 'none', annotations: {} });
    expect(new Set(operationsOf(reads).map(({ operation }) => operation.operation))).toEqual(
      new Set(['query']),
    );
    expect(changes.overrides.mutation_mode).toBe('explicit');
    expect(new Set(operationsOf(changes).map(({ operation }) => operation.operation))).toEqual(
      new Set(['mutation']),
    );
    const marks = { read_only_hint: false, destructive_hint: true, idempotent_hint: false };
    expect(changes.overrides.annotations).toEqual(
      Object.fromEntries(operationsOf(changes).map(({ name }) => [name, marks])),
    );
    expect(reads.transport.port).not.toBe(changes.transport.port);
  });

  it('ask for scopes that exist, and those for reads open no change', () => {
    const scopes = [reads, changes].flatMap(({ transport }) => transport.auth.scopes);
    expect(Object.keys(SCOPES)).toEqual(expect.arrayContaining(scopes));
    expect(reads.transport.auth.scopes.filter((scope) => !scope.endsWith(':read'))).toEqual([]);
  });

  it.for(configs)('%s says what scalars are that inputs of its tools have', ([, example]) => {
    const schema = buildSchema(read(example.schema.path), { assumeValidSDL: true });
    const types = operationsOf(example).flatMap(({ operation: { variableDefinitions = [] } }) =>
      variableDefinitions.map(({ type }) => schema.getType(nameOf(type))),
    );
    // Grows while it is gone through, by what each input has in it.
    const inputs = new Set(types);
    for (const type of inputs)
      if (isInputObjectType(type))
        for (const field of Object.values(type.getFields())) inputs.add(getNamedType(field.type));
    const scalars = [...inputs].filter((type) => isScalarType(type) && !isSpecifiedScalarType(type));
    expect(Object.keys(said(example.custom_scalars))).toEqual(
      expect.arrayContaining(scalars.map((type) => type?.name)),
    );
    for (const name of Object.keys(said(example.custom_scalars)))
      expect(isScalarType(schema.getType(name)), name).toBe(true);
  });

  it('reads are answered where only trusted documents are, to tokens that read', async ({ stack }) => {
    for (const tool of operationsOf(reads)) {
      const { data, errors } = await call(stack, tool, reads.transport.auth.scopes);
      expect(errors, tool.name).toBeUndefined();
      expect(Object.values(data ?? {}), tool.name).not.toContain(null);
    }
  });

  it('changes are refused to tokens that read, and nobody is asked to make them', async ({ stack }) => {
    await stack.clearCalls();
    for (const tool of operationsOf(changes)) {
      const { errors = [] } = await call(stack, tool, reads.transport.auth.scopes);
      expect(
        errors.map(({ extensions }) => extensions.code),
        tool.name,
      ).toEqual(['FORBIDDEN']);
    }
    expect(await stack.calls()).toEqual([]);
  });

  it('changes are made for tokens that change', async ({ stack }) => {
    for (const tool of operationsOf(changes)) {
      const { errors } = await call(stack, tool, changes.transport.auth.scopes);
      expect(errors, tool.name).toBeUndefined();
    }
  });

  it('what a model writes itself is not executed', async ({ stack }) => {
    const tool = { name: 'Own', query: 'query Own { salesUnits { totalCount } }' };
    const { errors = [] } = await call(stack, tool, reads.transport.auth.scopes);
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(['DOCUMENT_NOT_LISTED']);
  });
});
