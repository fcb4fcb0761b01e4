import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { ApolloGateway } from '@apollo/gateway';
import { composeServices } from '@apollo/composition';
import {
  isObjectType,
  Kind,
  parse,
  print,
  visit,
  type ConstDirectiveNode,
  type DirectiveNode,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { access } from '../../resolvers/index.js';
import { vipps } from '../../src/subgraphs/vipps.js';
import { composers, subgraph } from '../support/composers.js';
import { shopsSdl } from '../support/partner-subgraph.js';

const { schema, sdl, routerSdl } = vipps.build();
const ACCESS = new Set(['authenticated', 'requiresScopes']);

/** By `Type` or `Type.field`, the directives about access that stand there, as they are written. */
function marksIn(source: string): ReadonlyMap<string, string> {
  const marks = new Map<string, string>();
  const note = (place: string, directives: readonly (DirectiveNode | ConstDirectiveNode)[] = []): void => {
    const found = directives.filter(({ name }) => ACCESS.has(name.value)).map((each) => print(each));
    if (found.length > 0) marks.set(place, found.join(' '));
  };
  for (const node of parse(source).definitions) {
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
    note(node.name.value, node.directives);
    for (const { name, directives } of node.fields ?? [])
      note(`${node.name.value}.${name.value}`, directives);
  }
  return marks;
}

describe('the SDL for routers that honour scopes', () => {
  it('is what schema/vipps.router.graphql says', () => {
    expect(readFileSync('schema/vipps.router.graphql', 'utf8')).toBe(routerSdl);
  });

  it('is the other one but for the access rules', () => {
    const plain = visit(parse(routerSdl), {
      [Kind.DIRECTIVE]: ({ name }) => (ACCESS.has(name.value) ? null : undefined),
      [Kind.SCHEMA_EXTENSION]: () => null,
    });
    const other = visit(parse(sdl), { [Kind.SCHEMA_EXTENSION]: () => null });
    expect(print(plain)).toBe(print(other));
  });

  it('names the scope of every type and of every root field', () => {
    const marks = marksIn(routerSdl);
    const scoped = (scope: string): string => `@requiresScopes(scopes: [["${scope}"]])`;
    for (const [type, scope] of Object.entries(access.types))
      expect([type, marks.get(type)]).toEqual([type, scope === null ? undefined : scoped(scope)]);
    for (const [coordinate, scope] of Object.entries(access.fields))
      expect([coordinate, marks.get(coordinate)]).toEqual([coordinate, `@authenticated ${scoped(scope)}`]);
    const query = schema.getQueryType() ?? expect.unreachable();
    for (const { name } of Object.values(query.getFields()).filter(({ name }) => !name.startsWith('_')))
      expect([name, marks.get(`Query.${name}`)]).toEqual([
        name,
        expect.stringMatching(/^@authenticated @requiresScopes/),
      ]);
    // Pages are no door beside the type that they list.
    expect(marks.get('SalesUnitConnection')).toBe(scoped('management:read'));
    expect(isObjectType(schema.getType('SalesUnitConnection'))).toBe(true);
  });

  it.each(Object.entries(composers))('is taken by the composer of %s, beside a partner', (_name, compose) => {
    expect(compose([subgraph('vipps', routerSdl), subgraph('shops', shopsSdl)]).faults).toEqual([]);
  });

  it('is not for Apollo Gateway, which refuses a supergraph with scopes', async () => {
    const load = async (source: string): Promise<void> => {
      const { supergraphSdl = '' } = composeServices([subgraph('vipps', source)]);
      const quiet = { debug: ignore, info: ignore, warn: ignore, error: ignore };
      const gateway = new ApolloGateway({ supergraphSdl, logger: quiet });
      await gateway.load();
      await gateway.stop();
    };
    await expect(load(routerSdl)).rejects.toThrow(/requiresScopes|authenticated/);
    await expect(load(sdl)).resolves.toBeUndefined();
  });
});

function ignore(): void {
  // What it says to its log, it throws too.
}
