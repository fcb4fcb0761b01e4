import { buildSubgraphSchema } from '@apollo/subgraph';
import { getDocumentNodeFromSchema } from '@graphql-tools/utils';
import {
  isScalarType,
  isSpecifiedScalarType,
  Kind,
  lexicographicSortSchema,
  parse,
  print,
  type DocumentNode,
  type EnumValueDefinitionNode,
  type GraphQLResolveInfo,
  type GraphQLScalarType,
  type GraphQLSchema,
} from 'graphql';
import { buildSchemaSync, type NonEmptyArray } from 'type-graphql';
import { isObject } from '../json.js';
import { may } from '../callers/scopes.js';
import { MissingScopeError } from '../errors/MissingScopeError.js';
import type { AccessRules } from '../callers/access-rules.js';
import { withAccessDirectives } from './access-directives.js';
import { ScopeOfFields } from '../callers/access-rules.js';
import { bindResolvers, type FieldResolvers } from './bind-resolvers.js';
import { markFileFields } from './file-fields.js';
import { guardFields, type CallerContext } from './guard-fields.js';

/**
 * Resolves what a gateway names.
 * @param refusal why the caller may see no more of it than the reference tells; undefined = it may see all
 */
export type ReferenceResolver<Context> = (
  reference: Readonly<Record<string, unknown>>,
  context: Context,
  info: GraphQLResolveInfo,
  refusal: Error | undefined,
) => object | null | Promise<object | null>;

/** What the schema of a subgraph is made from. */
export interface SchemaParts<Context extends CallerContext> {
  /** What the graph is about, in the schema itself. */
  readonly description: string;
  /** Every resolver class. The classes of the schema are found through them. */
  readonly resolvers: Readonly<NonEmptyArray<NewableFunction>>;
  /** Entities of other subgraphs that fields are added to, which no field leads to. */
  readonly extended?: readonly NewableFunction[];
  /** Every entity with its reference resolver. */
  readonly references: Readonly<Record<string, ReferenceResolver<Context>>>;
  readonly access: AccessRules;
  /** Fields of inputs that take a file in base64, such as `UploadImageInput.image`; none unless told otherwise. */
  readonly files?: readonly string[];
  /** Whether a value that an executor hands on is a context of this subgraph. */
  readonly isContext: (value: unknown) => value is Context;
}

/** An executable schema, and its SDL as gateways compose it. */
export interface SubgraphSchema {
  readonly schema: GraphQLSchema;
  readonly sdl: string;
  /** The same for routers that honour `@authenticated` and `@requiresScopes`; others refuse to compose it. */
  readonly routerSdl: () => string;
}

/** The lowest Federation version that has what the schemas use, so that the widest range of gateways takes them. */
const VERSION = 'v2.3';
/** The first that has subscriptions. */
const VERSION_WITH_SUBSCRIPTIONS = 'v2.4';

/** Builds a schema from decorated classes. Takes some milliseconds; do it once per process. */
export function buildSubgraph<Context extends CallerContext>(parts: SchemaParts<Context>): SubgraphSchema {
  const [first, ...others] = parts.resolvers;
  const classes = buildSchemaSync({
    resolvers: [first, ...others],
    orphanedTypes: [...(parts.extended ?? [])],
    // Inputs are checked in the resolvers, by rules that name the field; the federation types are not there yet.
    validate: false,
    skipCheck: true,
    // Events come from what `subscribe` says; type-graphql asks for this all the same.
    pubSub: NO_PUB_SUB,
  });
  classes.description = parts.description;
  describeRoots(classes);
  const version = classes.getSubscriptionType() == null ? VERSION : VERSION_WITH_SUBSCRIPTIONS;
  const document = inOrder(classes);
  const sdl = `${linkOf(version)}\n\n${print(document)}\n`;
  const scopes = new ScopeOfFields(classes, parts.access);
  const schema = buildSubgraphSchema([
    {
      typeDefs: {
        ...document,
        definitions: [...parse(linkOf(version)).definitions, ...document.definitions],
      },
      resolvers: { ...scalarsOf(classes), ...resolversOf(classes, parts.resolvers) },
    },
    { typeDefs: { kind: Kind.DOCUMENT, definitions: [] }, resolvers: referenceResolvers(parts, scopes) },
  ]);
  markFileFields(schema, parts.files ?? []);
  guardFields(schema, parts.access, parts.isContext);
  return { sdl, routerSdl: () => withAccessDirectives(sdl, scopes), schema };
}

function linkOf(version: string): string {
  return `extend schema @link(url: "https://specs.apollo.dev/federation/${version}", import: ["@key", "@shareable"])`;
}

const NO_PUB_SUB = {
  publish: () => undefined,
  subscribe: (): never => {
    throw new TypeError('topics are not supported: say `subscribe`');
  },
};

/** Sorted by name, so that a difference shows what has changed. graphql-js has CODE_39 before CODE_128. */
function inOrder(classes: GraphQLSchema): DocumentNode {
  const document = getDocumentNodeFromSchema(lexicographicSortSchema(classes));
  const definitions = document.definitions.map((node) =>
    node.kind === Kind.ENUM_TYPE_DEFINITION ? { ...node, values: node.values?.toSorted(byName) ?? [] } : node,
  );
  return { ...document, definitions };
}

function byName(one: EnumValueDefinitionNode, other: EnumValueDefinitionNode): number {
  return one.name.value < other.name.value ? -1 : 1;
}

/** Root types have no class to describe them at. */
function describeRoots(classes: GraphQLSchema): void {
  const [query, mutation] = [classes.getQueryType(), classes.getMutationType()];
  const subscription = classes.getSubscriptionType();
  if (query) query.description = 'Where every read starts.';
  if (mutation) mutation.description = 'Where every change starts.';
  if (subscription) subscription.description = 'What is told as it happens.';
}

function scalarsOf(classes: GraphQLSchema): Record<string, GraphQLScalarType> {
  return Object.fromEntries(
    Object.values(classes.getTypeMap()).flatMap((type) =>
      isScalarType(type) && !isSpecifiedScalarType(type) ? [[type.name, type]] : [],
    ),
  );
}

/** Fields that their parent simply holds have no resolver, so executors take them as they are. */
function resolversOf(classes: GraphQLSchema, resolvers: readonly NewableFunction[]): FieldResolvers {
  const types = classes.getTypeMap();
  return Object.fromEntries(
    Object.entries(bindResolvers(resolvers)).filter(([name]) => types[name] !== undefined),
  );
}

function referenceResolvers<Context extends CallerContext>(
  { references, isContext }: SchemaParts<Context>,
  scopes: ScopeOfFields,
) {
  return Object.fromEntries(
    Object.entries(references).map(([entity, resolve]) => {
      const type = scopes.schema.getType(entity);
      const scope = type && scopes.ofType(type);
      return [
        entity,
        {
          __resolveReference: async (reference: unknown, context: unknown, info: GraphQLResolveInfo) => {
            if (!isObject(reference) || !isContext(context))
              throw new TypeError('not a reference and a context');
            const isOpen = scope === undefined || may(context.rights, scope);
            const refusal = isOpen ? undefined : new MissingScopeError(entity, scope);
            const { entities } = context;
            if (entities === undefined) return resolve(reference, context, info, refusal);
            // Before anything is waited for: they are named in their order.
            entities.named(reference, info.fieldNodes);
            const found = await resolve(reference, context, info, refusal);
            if (found !== null) entities.found(reference, found);
            return found;
          },
        },
      ];
    }),
  );
}
