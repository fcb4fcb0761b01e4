import { ALL_RIGHTS, type Rights } from '../../src/callers/scopes.js';
import 'reflect-metadata';
import { graphql } from 'graphql';
import { Arg, Ctx, Directive, Field, FieldResolver, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { describe, expect, it } from 'vitest';
import { Invalidations } from '../../src/cache/Invalidations.js';
import { systemClock } from '../../src/clock.js';
import { parseConfig, withSandbox } from '../../src/config.js';
import type { ContextParts } from '../../src/context/parts.js';
import { CallBudget } from '../../src/http/CallBudget.js';
import { startDeadline } from '../../src/http/deadline.js';
import { defineSubgraph, type RunningSubgraph, type Subgraph } from '../../src/subgraphs/define-subgraph.js';
import { vipps } from '../../src/subgraphs/vipps.js';
import { memoryLog, tenantWith } from '../support/stack.js';

@ObjectType({ simpleResolvers: true, description: 'A stop.' })
@Directive('@key(fields: "stopId")')
class Stop {
  @Field(() => String, { description: 'What it is known by.' })
  declare readonly stopId: string;
}

/** What the tiny subgraph's resolvers get. */
class StopContext {
  constructor(
    readonly requestId: string,
    readonly rights: Rights,
    readonly names: ReadonlyMap<string, string>,
  ) {}
}

@Resolver(() => Stop)
class StopResolver {
  @Query(() => Stop, { nullable: true, description: 'One stop.' })
  stop(
    @Arg('stopId', () => String, { description: 'Its id.' }) stopId: string,
    @Ctx() { names }: StopContext,
  ): Stop | null {
    return names.has(stopId) ? { stopId } : null;
  }

  /** The first has a query of this name too. */
  @Query(() => String, { description: 'Not a sales unit.' })
  salesUnit(): string {
    return 'none of ours';
  }

  @FieldResolver(() => String, { nullable: true, description: 'Its name, and who asks for it.' })
  name(@Root() { stopId }: Stop, @Ctx() { names, requestId }: StopContext): string | null {
    const name = names.get(stopId);
    return name === undefined ? null : `${name}, for ${requestId}`;
  }
}

const closed: string[] = [];

const stops = defineSubgraph({
  name: 'stops',
  description: 'Stops of ferries.',
  resolvers: [StopResolver],
  references: {
    Stop: ({ stopId }, { names }: StopContext) =>
      typeof stopId === 'string' && names.has(stopId) ? { stopId } : null,
  },
  access: {
    types: { Stop: null },
    fields: { 'Query.stop': 'management:read', 'Query.salesUnit': 'management:read' },
  },
  isContext: (value): value is StopContext => value instanceof StopContext,
  createServices: ({ config }) => ({
    names: new Map([['NSR:1', `Kaia of ${config.tenant.id}`]]),
    close: () => {
      closed.push('stops');
      return Promise.resolve();
    },
  }),
  createContext: ({ names }, { requestId, rights }) => new StopContext(requestId, rights, names),
});

const config = withSandbox(parseConfig({ NODE_ENV: 'test', SANDBOX: 'true' }), {
  url: 'http://127.0.0.1:9',
  tenant: tenantWith('partner'),
});

function start(subgraph: Subgraph): RunningSubgraph {
  return subgraph.start({
    config,
    log: memoryLog([]),
    clock: systemClock,
    invalidations: new Invalidations(),
  });
}

function partsOf(requestId: string): ContextParts {
  const scope = { deadline: startDeadline(1_000), budget: new CallBudget(10), reads: undefined };
  return { requestId, tenant: config.tenant, rights: ALL_RIGHTS, scope };
}

const entities = `{
  _entities(representations: [
    { __typename: "Stop", stopId: "NSR:1" }
    { __typename: "Stop", stopId: "NSR:2" }
  ]) { ... on Stop { stopId name } }
}`;

describe('a second subgraph, in one process with the first', () => {
  it('has an SDL of its own, as gateways compose it', () => {
    const { sdl } = stops.build();
    expect(sdl)
      .toBe(`extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])

"""Stops of ferries."""
schema {
  query: Query
}

"""Where every read starts."""
type Query {
  """Not a sales unit."""
  salesUnit: String!
  """One stop."""
  stop(
    """Its id."""
    stopId: String!
  ): Stop
}

"""A stop."""
type Stop @key(fields: "stopId") {
  """Its name, and who asks for it."""
  name: String
  """What it is known by."""
  stopId: String!
}
`);
  });

  it('resolves references and fields with a context of its own, made from its services for each request', async () => {
    const { schema } = stops.build();
    const running = start(stops);
    const ask = (source: string, requestId: string) =>
      graphql({ schema, source, contextValue: running.createContext(partsOf(requestId)) });
    expect(await ask(entities, 'r1')).toEqual({
      data: { _entities: [{ stopId: 'NSR:1', name: 'Kaia of sandbox, for r1' }, null] },
    });
    expect(await ask('{ salesUnit stop(stopId: "NSR:1") { name } }', 'r2')).toEqual({
      data: { salesUnit: 'none of ours', stop: { name: 'Kaia of sandbox, for r2' } },
    });
  });

  it('resolves no reference with a context of another', async () => {
    const { schema } = stops.build();
    const { data, errors } = await graphql({ schema, source: entities, contextValue: { loaders: {} } });
    expect(data).toEqual({ _entities: [null, null] });
    expect(errors?.map(({ message, path }) => [message, path])).toStrictEqual([
      ['not a reference and a context', ['_entities', 0]],
      ['not a reference and a context', ['_entities', 1]],
    ]);
  });

  it('closes its services when it ends', async () => {
    const running = start(stops);
    expect(closed).toStrictEqual([]);
    await running.close();
    expect(closed).toStrictEqual(['stops']);
  });

  it('leaves the first as it is', async () => {
    const { sdl, schema } = vipps.build();
    stops.build();
    expect(vipps.build().sdl).toBe(sdl);
    expect(schema.getType('Stop')).toBeUndefined();
    const running = start(vipps);
    const contextValue = running.createContext(partsOf('r3'));
    const { errors } = await graphql({ schema, source: '{ salesUnit(msn: "x") { name } }', contextValue });
    await running.close();
    expect(errors?.map(({ message }) => message)).toStrictEqual([
      'msn must be a text of 4 to 10 digits, such as "7712041".',
    ]);
  });
});
