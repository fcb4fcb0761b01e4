import {
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  parse,
  stripIgnoredCharacters,
  valueFromASTUntyped,
  visit,
  print,
  type ConstDirectiveNode,
  type GraphQLSchema,
} from 'graphql';

/** What directives may stand at. */
export interface Directed {
  readonly description?: string | null | undefined;
  readonly astNode?: { readonly directives?: readonly ConstDirectiveNode[] | undefined } | null | undefined;
}

/** A type or a field with what it takes over from its type. */
export interface Place {
  readonly coordinate: string;
  readonly own: Directed;
  readonly type: Directed | undefined;
  readonly isShareable: boolean;
  readonly isAuthenticated: boolean;
}

/** Ways to be let in: any of them, each with all of its scopes. */
type Needs = readonly (readonly string[])[];

/** Types with fields, and these. */
export function placesOf(schema: GraphQLSchema): readonly Place[] {
  return Object.values(schema.getTypeMap()).flatMap((type) => {
    if (type.name.startsWith('__')) return [];
    if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type))
      return [placeOf(type.name, type, undefined)];
    const fields: readonly (Directed & { readonly name: string })[] = Object.values(type.getFields());
    return [
      placeOf(type.name, type, undefined),
      ...fields.map((field) => placeOf(`${type.name}.${field.name}`, field, type)),
    ];
  });
}

function placeOf(coordinate: string, own: Directed, type: Directed | undefined): Place {
  const has = (name: string): boolean =>
    directivesAt(own, name).length > 0 || (type !== undefined && directivesAt(type, name).length > 0);
  // A type is shareable by its fields.
  const isShareable = type !== undefined && has('shareable');
  return { coordinate, own, type, isShareable, isAuthenticated: has('authenticated') };
}

/** Keys by their fields, in whatever order these are written. */
export function keysAt(place: Directed): ReadonlySet<string> {
  return new Set(
    directivesAt(place, 'key').map((directive) => {
      const fields = argumentOf(directive, 'fields');
      return sorted(typeof fields === 'string' ? fields : '');
    }),
  );
}

/** The scopes that a field needs, with those of its type. */
export function needsAt({ own, type }: Place): Needs {
  return [...scopesAt(own), ...(type === undefined ? [] : scopesAt(type))].reduce<Needs>(
    (all, needs) => all.flatMap((one) => needs.map((other) => [...one, ...other])),
    [[]],
  );
}

/** Whether everybody whom the one lets in is let in by the other. */
export function isLooser(now: Needs, before: Needs): boolean {
  return before.every((held) => now.some((needed) => needed.every((scope) => held.includes(scope))));
}

function scopesAt(place: Directed): readonly Needs[] {
  return directivesAt(place, 'requiresScopes').map((directive) => {
    const ways = argumentOf(directive, 'scopes');
    return Array.isArray(ways)
      ? ways.map((way: unknown) => (Array.isArray(way) ? way.map((scope: unknown) => String(scope)) : []))
      : [];
  });
}

function directivesAt({ astNode }: Directed, name: string): readonly ConstDirectiveNode[] {
  return (astNode?.directives ?? []).filter((directive) => directive.name.value === name);
}

function argumentOf(directive: ConstDirectiveNode, name: string): unknown {
  const value = directive.arguments?.find((argument) => argument.name.value === name)?.value;
  return value === undefined ? undefined : valueFromASTUntyped(value);
}

function sorted(fields: string): string {
  const document = visit(parse(`{${fields}}`), {
    SelectionSet: {
      leave: (node) => ({
        ...node,
        selections: [...node.selections].sort((one, other) => (print(one) < print(other) ? -1 : 1)),
      }),
    },
  });
  return stripIgnoredCharacters(print(document)).slice(1, -1);
}
