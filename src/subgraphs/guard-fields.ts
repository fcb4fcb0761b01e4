import {
  defaultFieldResolver,
  getNamedType,
  isObjectType,
  type GraphQLFieldResolver,
  type GraphQLSchema,
} from 'graphql';
import { may, type Rights, type Scope } from '../callers/scopes.js';
import type { EntityObserver } from '../http/call-scope.js';
import { MissingScopeError } from '../errors/MissingScopeError.js';
import { ScopeOfFields, type AccessRules } from '../callers/access-rules.js';

/** What a context says of the caller. */
export interface CallerContext {
  readonly rights: Rights;
  /** Told which entities there are, where somebody wants to tell them apart. */
  readonly entities?: EntityObserver | undefined;
}

/**
 * Puts the access rules before every field that reads something, or that leads to another API: on both execution paths,
 * as both use the fields' resolvers.
 * @throws TypeError for a root field without a rule
 */
export function guardFields(
  schema: GraphQLSchema,
  rules: AccessRules,
  isContext: (value: unknown) => value is CallerContext,
): void {
  const scopes = new ScopeOfFields(schema, rules);
  const roots = new Set([schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]);
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      if (PROTOCOL_FIELDS.has(field.name)) continue;
      const shown = getNamedType(field.type);
      const scope = scopes.of(type, field.name, shown);
      // Also out of a part that is open, such as the payload of a change: routers hold the type that is shown to its scope.
      const leadsOn =
        scope !== scopes.ofType(type) && (scopes.ofType(type) ?? scopes.ofType(shown)) !== undefined;
      const reads = field.resolve !== undefined || roots.has(type);
      if (scope === undefined || !(reads || leadsOn)) continue;
      if (field.subscribe !== undefined)
        field.subscribe = guarded(field.subscribe, scope, `${type.name}.${field.name}`, isContext);
      field.resolve = guarded(
        field.resolve ?? defaultFieldResolver,
        scope,
        `${type.name}.${field.name}`,
        isContext,
      );
    }
  }
}

/** Of the federation protocol: `_entities` is guarded type by type, and `_service` holds no data. */
const PROTOCOL_FIELDS: ReadonlySet<string> = new Set(['_entities', '_service']);

function guarded(
  resolve: GraphQLFieldResolver<unknown, unknown>,
  scope: Scope,
  coordinate: string,
  isContext: (value: unknown) => value is CallerContext,
): GraphQLFieldResolver<unknown, unknown> {
  return (source, args, context, info) => {
    if (!isContext(context)) throw new TypeError('not a context');
    if (!may(context.rights, scope)) throw new MissingScopeError(coordinate, scope);
    return resolve(source, args, context, info);
  };
}
