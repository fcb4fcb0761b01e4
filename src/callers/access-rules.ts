import { isObjectType, type GraphQLNamedType, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import type { Scope } from './scopes.js';

/** Which scope opens what: by type, as whatever shows a type shows the data of its API. */
export interface AccessRules {
  /** Of every object type but pages: the scope that shows it. `null` = a part of others, open wherever they are. */
  readonly types: Readonly<Record<string, Scope | null>>;
  /** By `Type.field`: of every mutation, and of what its type says nothing about. */
  readonly fields: Readonly<Record<string, Scope>>;
}

/** The scope that a field needs beyond those of its parent's parents; undefined = none. */
export class ScopeOfFields {
  constructor(
    readonly schema: GraphQLSchema,
    private readonly rules: AccessRules,
  ) {}

  /** @throws TypeError for a root field without a rule */
  of(parent: GraphQLObjectType, field: string, type: GraphQLNamedType): Scope | undefined {
    const coordinate = `${parent.name}.${field}`;
    const own = this.rules.fields[coordinate];
    if (own !== undefined) return own;
    if (parent === this.schema.getMutationType()) throw unruled(coordinate);
    const shown = this.ofType(type);
    const readsFrom = [this.schema.getQueryType(), this.schema.getSubscriptionType()];
    if (shown === undefined && readsFrom.includes(parent)) throw unruled(coordinate);
    return shown ?? this.ofType(parent);
  }

  /** The scope that shows a type; pages and their edges need that of what they list. */
  ofType(type: GraphQLNamedType): Scope | undefined {
    if (!isObjectType(type)) return undefined;
    return this.rules.types[listedIn(type.name)] ?? undefined;
  }
}

function unruled(coordinate: string): TypeError {
  return new TypeError(`${coordinate}: no access rule says which scope opens it`);
}

/** The type that a page is of. */
export function listedIn(name: string): string {
  return name.replace(/(Connection|Edge)$/, '');
}
