import { filterSchema, pruneSchema } from '@graphql-tools/utils';
import {
  DangerousChangeType,
  buildSchema,
  findBreakingChanges,
  findDangerousChanges,
  isInputObjectType,
  isNamedType,
  type GraphQLSchema,
} from 'graphql';
import { isLooser, keysAt, needsAt, placesOf, type Place } from './places.js';

/** Where a description may stand. */
interface Described {
  readonly description?: string | null | undefined;
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
  return [...ofClients, ...inputDefaultBreaks(released, now), ...placeBreaks(released, now)];
}

/** A schema without what its descriptions call experimental, and without what nothing else leads to. */
function promised(schema: GraphQLSchema): GraphQLSchema {
  const isPromised = (_type?: string, _field?: string, config?: Described): boolean =>
    !isExperimental(config);
  const filtered = filterSchema({
    schema,
    typeFilter: (_name, type) => !isExperimental(isNamedType(type) ? type : undefined),
    rootFieldFilter: isPromised,
    fieldFilter: isPromised,
    inputObjectFieldFilter: isPromised,
    enumValueFilter: isPromised,
    argumentFilter: (_type, _field, _argument, config) => !isExperimental(config),
  });
  return pruneSchema(filtered, { skipPruning: (type) => keysAt(type).size > 0 });
}

function isExperimental(what: Described | undefined): boolean {
  return /^Experimental\b/.test(what?.description ?? '');
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

function placeBreaks(released: GraphQLSchema, now: GraphQLSchema): readonly string[] {
  const places = new Map(placesOf(now).map((place) => [place.coordinate, place]));
  return placesOf(released).flatMap((was) => {
    const is = places.get(was.coordinate);
    return is === undefined ? [] : breaksAt(was, is);
  });
}

function breaksAt(was: Place, is: Place): readonly string[] {
  const { coordinate } = was;
  const keys = keysAt(is.own);
  return [
    ...[...keysAt(was.own)]
      .filter((key) => !keys.has(key))
      .map((key) => `${coordinate} has lost the key ${key}.`),
    ...(was.isShareable && !is.isShareable ? [`${coordinate} is no longer shareable.`] : []),
    ...(isExperimental(is.own) ? [`${coordinate} is experimental now.`] : []),
    ...(isLooser(needsAt(is), needsAt(was)) ? [] : [`${coordinate} needs another scope.`]),
    ...(is.isAuthenticated && !was.isAuthenticated ? [`${coordinate} needs a token now.`] : []),
  ];
}
