import { filterSchema, pruneSchema } from '@graphql-tools/utils';
import {
  DangerousChangeType,
  buildSchema,
  findBreakingChanges,
  findDangerousChanges,
  isInputObjectType,
  isObjectType,
  print,
  type ConstDirectiveNode,
  type GraphQLSchema,
} from 'graphql';

/** A part of a schema that directives may stand at, by its coordinate. */
interface Place {
  readonly coordinate: string;
  readonly astNode?: { readonly directives?: readonly ConstDirectiveNode[] | undefined } | null | undefined;
}

/**
 * How an SDL breaks what was released, each with its coordinate: for clients by graphql-js's own list, for supergraphs by keys
 * and shareable fields, for callers by scopes. Enums and unions may grow. What is experimental, and what only that leads to, was
 * not promised. Both SDLs are those for routers, as only these name scopes.
 */
export function schemaBreaks(releasedSdl: string, sdl: string): readonly string[] {
  const released = promised(buildSchema(releasedSdl, { assumeValidSDL: true }));
  const now = buildSchema(sdl, { assumeValidSDL: true });
  const ofClients = [
    ...findBreakingChanges(released, now),
    ...findDangerousChanges(released, now).filter(
      ({ type }) => type === DangerousChangeType.ARG_DEFAULT_VALUE_CHANGE,
    ),
  ].map(({ description }) => description);
  return [...ofClients, ...inputDefaultBreaks(released, now), ...directiveBreaks(released, now)];
}

/** A schema without what its descriptions call experimental, and without what nothing else leads to. */
function promised(schema: GraphQLSchema): GraphQLSchema {
  const isPromised = (
    _type?: string,
    _field?: string,
    config?: { readonly description?: string | null | undefined },
  ): boolean => config?.description?.startsWith('Experimental') !== true;
  const filtered = filterSchema({
    schema,
    rootFieldFilter: isPromised,
    fieldFilter: isPromised,
    inputObjectFieldFilter: isPromised,
  });
  return pruneSchema(filtered, { skipPruning: (type) => directivesAt(type, 'key').length > 0 });
}

/** Defaults of input fields: graphql-js compares those of arguments only. */
function inputDefaultBreaks(released: GraphQLSchema, now: GraphQLSchema): readonly string[] {
  return Object.values(released.getTypeMap()).flatMap((type) => {
    const other = now.getType(type.name);
    if (!isInputObjectType(type) || !isInputObjectType(other)) return [];
    const fields = other.getFields();
    return Object.values(type.getFields()).flatMap(({ name, defaultValue }) =>
      name in fields && JSON.stringify(fields[name]?.defaultValue) !== JSON.stringify(defaultValue)
        ? [`${type.name}.${name} has another default.`]
        : [],
    );
  });
}

function directiveBreaks(released: GraphQLSchema, now: GraphQLSchema): readonly string[] {
  const places = new Map(placesOf(now).map((place) => [place.coordinate, place]));
  return placesOf(released).flatMap((was) => {
    const is = places.get(was.coordinate);
    if (is === undefined) return [];
    const lost = ['key', 'shareable'].flatMap((name) => {
      const still = directivesAt(is, name);
      return directivesAt(was, name).filter((directive) => !still.includes(directive));
    });
    const needed = directivesAt(was, 'requiresScopes');
    return [
      ...lost.map((directive) => `${was.coordinate} has lost ${directive}.`),
      ...directivesAt(is, 'requiresScopes')
        .filter((directive) => !needed.includes(directive))
        .map((directive) => `${was.coordinate} needs ${directive} now.`),
    ];
  });
}

/** Object types and their fields. */
function placesOf(schema: GraphQLSchema): readonly Place[] {
  return Object.values(schema.getTypeMap()).flatMap((type) =>
    isObjectType(type) && !type.name.startsWith('__')
      ? [
          { coordinate: type.name, astNode: type.astNode },
          ...Object.values(type.getFields()).map(({ name, astNode }) => ({
            coordinate: `${type.name}.${name}`,
            astNode,
          })),
        ]
      : [],
  );
}

/** As they are written, so that keys are told by their fields. */
function directivesAt({ astNode }: Pick<Place, 'astNode'>, name: string): readonly string[] {
  return (astNode?.directives ?? []).filter((directive) => directive.name.value === name).map(print);
}
