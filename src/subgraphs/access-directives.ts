import {
  getNamedType,
  isObjectType,
  Kind,
  parse,
  print,
  visit,
  type ConstDirectiveNode,
  type GraphQLObjectType,
} from 'graphql';
import type { Scope } from '../callers/scopes.js';
import type { ScopeOfFields } from '../callers/access-rules.js';

/** The first Federation version that has scopes. */
const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@authenticated", "@key", "@requiresScopes", "@shareable"])';

/**
 * An SDL with the access rules in it: `@requiresScopes` at every type and field that needs a scope, `@authenticated` at
 * the rest of the root fields.
 */
export function withAccessDirectives(sdl: string, scopes: ScopeOfFields): string {
  const { schema } = scopes;
  const roots = new Set([schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]);
  let parent: GraphQLObjectType | undefined;
  const marked = visit(parse(sdl), {
    ObjectTypeDefinition: {
      enter(node) {
        const type = schema.getType(node.name.value);
        parent = isObjectType(type) ? type : undefined;
        const scope = parent && !roots.has(parent) ? scopes.ofType(parent) : undefined;
        return scope && { ...node, directives: [...(node.directives ?? []), requiresScopes(scope)] };
      },
    },
    FieldDefinition(node) {
      if (parent === undefined) return undefined;
      const field = parent.getFields()[node.name.value];
      if (field === undefined || !roots.has(parent)) return undefined;
      const scope = scopes.of(parent, field.name, getNamedType(field.type));
      return (
        scope && { ...node, directives: [...(node.directives ?? []), AUTHENTICATED, requiresScopes(scope)] }
      );
    },
    SchemaExtension: () => parse(LINK).definitions[0],
  });
  return `${print(marked)}\n`;
}

const AUTHENTICATED: ConstDirectiveNode = {
  kind: Kind.DIRECTIVE,
  name: { kind: Kind.NAME, value: 'authenticated' },
};

function requiresScopes(scope: Scope): ConstDirectiveNode {
  const word = { kind: Kind.STRING, value: scope } as const;
  return {
    kind: Kind.DIRECTIVE,
    name: { kind: Kind.NAME, value: 'requiresScopes' },
    arguments: [
      {
        kind: Kind.ARGUMENT,
        name: { kind: Kind.NAME, value: 'scopes' },
        value: { kind: Kind.LIST, values: [{ kind: Kind.LIST, values: [word] }] },
      },
    ],
  };
}
