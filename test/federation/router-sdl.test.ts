import 'reflect-metadata';
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
import { subgraphNames } from '../../src/config/subgraph-names.js';
import { allSubgraphs } from '../../src/subgraphs/all.js';
import { composers, subgraph } from '../support/composers.js';
import { shopsSdl } from '../support/partner-subgraph.js';
import { sources } from '../support/sources.js';

const { schema, sdl, routerSdl } = allSubgraphs.vipps.build();
const ACCESS = new Set(['authenticated', 'requiresScopes']);

function scoped(scope: string): string {
  return `@requiresScopes(scopes: [["${scope}"]])`;
}

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

describe.each(subgraphNames)('the SDL of %s for routers that honour scopes', (name) => {
  const { schema, sdl, routerSdl } = allSubgraphs[name].build();
  const { access } = sources[name];

  it('is the other one but for the access rules', () => {
    const plain = visit(parse(routerSdl()), {
      [Kind.DIRECTIVE]: ({ name }) => (ACCESS.has(name.value) ? null : undefined),
      [Kind.SCHEMA_EXTENSION]: () => null,
    });
    const other = visit(parse(sdl), { [Kind.SCHEMA_EXTENSION]: () => null });
    expect(print(plain)).toBe(print(other));
  });

  it('names the scope of every type and of every root field', () => {
    const marks = marksIn(routerSdl());
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
  });
});

describe('the SDL for routers that honour scopes', () => {
  it('has pages that are no door beside the type that they list', () => {
    const marks = marksIn(routerSdl());
    expect(marks.get('SalesUnitConnection')).toBe(scoped('management:read'));
    expect(isObjectType(schema.getType('SalesUnitConnection'))).toBe(true);
  });

  it.each(Object.entries(composers))(
    'is taken by the composer of %s, beside a partner and that of entur',
    (_name, compose) => {
      const entur = subgraph('entur', allSubgraphs.entur.build().routerSdl());
      const all = [subgraph('vipps', routerSdl()), subgraph('shops', shopsSdl), entur];
      expect(compose(all).faults).toEqual([]);
    },
  );

  it('is not for Apollo Gateway, which refuses a supergraph with scopes', async () => {
    const load = async (source: string): Promise<void> => {
      const { supergraphSdl = '' } = composeServices([subgraph('vipps', source)]);
      const quiet = { debug: ignore, info: ignore, warn: ignore, error: ignore };
      const gateway = new ApolloGateway({ supergraphSdl, logger: quiet });
      await gateway.load();
      await gateway.stop();
    };
    await expect(load(routerSdl())).rejects.toThrow(/requiresScopes|authenticated/);
    await expect(load(sdl)).resolves.toBeUndefined();
  });
});

function ignore(): void {
  // What it says to its log, it throws too.
}
