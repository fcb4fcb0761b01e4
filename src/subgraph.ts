import 'reflect-metadata';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { printSchemaWithDirectives } from '@graphql-tools/utils';
import {
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  Kind,
  lexicographicSortSchema,
  parse,
  type GraphQLFieldResolver,
  type GraphQLScalarType,
  type GraphQLSchema,
} from 'graphql';
import { buildSchemaSync, getMetadataStorage, type ResolverData } from 'type-graphql';
import { references, resolvers } from '../resolvers/index.js';
import { isObject } from './json.js';
import type { Context } from './context.js';

/** The lowest Federation version that has what the schema uses, so that the widest range of gateways takes it. */
const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])`;

/** The subgraph: its executable schema, and its SDL as gateways compose it. */
export interface Subgraph {
  readonly schema: GraphQLSchema;
  readonly sdl: string;
}

/** Builds the `vipps` subgraph from the decorated classes. Takes some milliseconds; do it once per process. */
export function buildSubgraph(): Subgraph {
  const classes = buildSchemaSync({
    resolvers: [...resolvers],
    // Inputs are checked in the resolvers, by rules that name the field; the federation types are not there yet.
    validate: false,
    skipCheck: true,
  });
  prepareParameters();
  describeRoots(classes);
  const sdl = `${LINK}\n\n${printSchemaWithDirectives(lexicographicSortSchema(classes))}\n`;
  return {
    sdl,
    schema: buildSubgraphSchema([
      { typeDefs: parse(sdl), resolvers: fieldResolvers(classes) },
      { typeDefs: { kind: Kind.DOCUMENT, definitions: [] }, resolvers: referenceResolvers() },
    ]),
  };
}

/**
 * What type-graphql does with the parameters of a method at each of its calls, of which a query may have thousands: it
 * sorts them, and waits for a check of each argument that is switched off. Here they are sorted once, and arguments of
 * queries and fields are handed on as they are. It finds them where it looks for the sorted ones.
 */
function prepareParameters(): void {
  const { queries, mutations, fieldResolvers: fields } = getMetadataStorage();
  const handOn = new Set<unknown>([...queries, ...fields]);
  for (const method of [...queries, ...mutations, ...fields]) {
    const { params = [] } = method;
    params.sort((one, other) => one.index - other.index);
    const prepared = handOn.has(method) ? params.map(handedOn) : params;
    Object.defineProperty(params, 'sort', { value: () => prepared });
  }
}

type Parameter = NonNullable<ReturnType<typeof getMetadataStorage>['queries'][number]['params']>[number];

/** The same parameter; an argument as it is, without the promise of a check. */
function handedOn(parameter: Parameter): Parameter {
  const { target, methodName, index, kind } = parameter;
  const custom = (resolver: (data: ResolverData) => unknown): Parameter => ({
    kind: 'custom',
    target,
    methodName,
    index,
    resolver,
    options: {},
  });
  if (kind === 'args') return custom(({ args }) => args);
  if (kind !== 'arg') return parameter;
  const { name } = parameter;
  return custom(({ args }): unknown => args[name]);
}

/** Root types have no class to describe them at. */
function describeRoots(classes: GraphQLSchema): void {
  const [query, mutation] = [classes.getQueryType(), classes.getMutationType()];
  if (query) query.description = 'Where every read starts.';
  if (mutation) mutation.description = 'Where every change starts.';
}

type FieldResolvers = Record<string, GraphQLFieldResolver<unknown, unknown>>;

/** What the classes resolve. Fields that their parent simply holds have no resolver, so executors take them as they are. */
function fieldResolvers(classes: GraphQLSchema): Record<string, FieldResolvers | GraphQLScalarType> {
  const map: Record<string, FieldResolvers | GraphQLScalarType> = {};
  for (const type of Object.values(classes.getTypeMap())) {
    if (type.name.startsWith('__')) continue;
    if (isScalarType(type) && !isSpecifiedScalarType(type)) map[type.name] = type;
    if (!isObjectType(type)) continue;
    const resolved: FieldResolvers = {};
    for (const field of Object.values(type.getFields())) {
      if (field.resolve !== undefined) resolved[field.name] = field.resolve;
    }
    if (Object.keys(resolved).length > 0) map[type.name] = resolved;
  }
  return map;
}

function referenceResolvers() {
  return Object.fromEntries(
    Object.entries(references).map(([entity, resolve]) => [
      entity,
      {
        __resolveReference: async (reference: unknown, context: unknown) => {
          if (!isObject(reference) || !isContext(context))
            throw new TypeError('not a reference and a context');
          return resolve(reference, context);
        },
      },
    ]),
  );
}

function isContext(value: unknown): value is Context {
  return isObject(value) && isObject(value['loaders']);
}
