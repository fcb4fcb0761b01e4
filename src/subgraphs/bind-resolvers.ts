import type { GraphQLFieldResolver, GraphQLResolveInfo } from 'graphql';
import { getMetadataStorage } from 'type-graphql';
import { isObject } from '../json.js';

type Resolve = GraphQLFieldResolver<unknown, unknown>;

/** What makes the events of a field, and what shows one. */
export interface SubscriptionResolvers {
  readonly subscribe: Resolve;
  readonly resolve: Resolve;
}

/** By type, then by field. */
export type FieldResolvers = Record<string, Record<string, Resolve | SubscriptionResolvers>>;

type Storage = ReturnType<typeof getMetadataStorage>;
type Method = Storage['queries'][number] | Storage['fieldResolvers'][number];
type Member = Pick<Method, 'target' | 'methodName'>;
type Parameter = NonNullable<Method['params']>[number];
type Arguments = Readonly<Record<string, unknown>>;
type Take = (source: unknown, args: Arguments, context: unknown, info: GraphQLResolveInfo) => unknown;

/**
 * The methods of decorated classes as resolvers. type-graphql's own resolvers sort the parameters of a method and
 * await a check of each argument at every call, of which a query may have thousands: here that is worked out once, and
 * arguments are handed on as graphql-js has coerced them.
 * @param classes others of the process, such as those of another subgraph, are left alone
 * @throws TypeError for what this does not know: other kinds of parameters, middlewares, roles
 */
export function bindResolvers(classes: readonly NewableFunction[]): FieldResolvers {
  const { queries, mutations, subscriptions, fieldResolvers, objectTypes } = getMetadataStorage();
  const instances = new Map<unknown, object>();
  const bound: FieldResolvers = {};
  const isOurs = ({ target }: Member): boolean => classes.some((each) => each === target);
  const add = (type: string, method: Method): void => {
    (bound[type] ??= {})[method.schemaName] = bind(method, instances);
  };
  // Without a resolver of its own, a field is read off its object past whatever stands around it.
  for (const { target, fields = [] } of objectTypes)
    for (const field of fields) refuseWrapped({ ...field, target, methodName: field.name });
  for (const method of subscriptions.filter(isOurs))
    (bound['Subscription'] ??= {})[method.schemaName] = bindSubscription(method, instances);
  for (const method of queries.filter(isOurs)) add('Query', method);
  for (const method of mutations.filter(isOurs)) add('Mutation', method);
  const parentOf = (method: (typeof fieldResolvers)[number]) =>
    objectTypes.find(({ target }) => target === method.getObjectType?.());
  const ours = new Set(fieldResolvers.filter(isOurs).map(parentOf));
  for (const method of fieldResolvers) {
    // type-graphql would print the field in our schema too.
    if (method.kind === 'external' && !isOurs(method) && ours.has(parentOf(method)))
      throw new TypeError(`${nameOf(method)}: adds a field to a class of another subgraph`);
  }
  for (const method of fieldResolvers.filter(isOurs)) {
    const type = parentOf(method);
    if (type === undefined) throw new TypeError(`${nameOf(method)}: its object type is not known`);
    // A decorated member of an object type is read from the object itself.
    if (method.kind === 'external') add(type.name, method);
  }
  return bound;
}

function bind(method: Method, instances: Map<unknown, object>): GraphQLFieldResolver<unknown, unknown> {
  refuseWrapped(method);
  const { target, methodName, params = [] } = method;
  let instance = instances.get(target);
  if (instance === undefined) instances.set(target, (instance = instantiate(target)));
  const own = instance;
  const call: unknown = Reflect.get(own, methodName);
  if (typeof call !== 'function') throw new TypeError(`${nameOf(method)}: is no method`);
  const picks = [...params]
    .sort((one, other) => one.index - other.index)
    .map((parameter) => pickOf(parameter, method));
  return (source, args: Arguments, context, info): unknown => {
    const given = new Array<unknown>(picks.length);
    let index = 0;
    for (const pick of picks) {
      given[index] = pick(source, args, context, info);
      index += 1;
    }
    return Reflect.apply(call, own, given);
  };
}

/** The method shows an event; the decorator says where they come from. */
function bindSubscription(
  method: Storage['subscriptions'][number],
  instances: Map<unknown, object>,
): SubscriptionResolvers {
  const { subscribe } = method;
  if (subscribe === undefined) throw new TypeError(`${nameOf(method)}: says no \`subscribe\``);
  return {
    resolve: bind(method, instances),
    subscribe: (source, args: Arguments, context, info): unknown => {
      if (!isObject(context)) throw new TypeError('not a context');
      return subscribe({ source, args, context, info });
    },
  };
}

/** What runs before a method, or decides whether it runs, would be left out without a word. */
function refuseWrapped(member: Member & Pick<Method, 'middlewares' | 'roles'>): void {
  if ((member.middlewares ?? []).length > 0 || member.roles !== undefined)
    throw new TypeError(`${nameOf(member)}: middlewares and roles are not supported`);
}

function pickOf(parameter: Parameter, method: Method): Take {
  switch (parameter.kind) {
    case 'root':
      if (parameter.propertyName === undefined && parameter.getType === undefined) return (source) => source;
      break;
    case 'context':
      if (parameter.propertyName === undefined) return (_source, _args, context) => context;
      break;
    case 'args':
      return (_source, args) => args;
    case 'arg': {
      const { name } = parameter;
      return (_source, args) => args[name];
    }
    case 'info':
      return (_source, _args, _context, info) => info;
    default:
  }
  throw new TypeError(
    `${nameOf(method)}: a parameter of kind ${parameter.kind} is not supported in this form`,
  );
}

function instantiate(target: unknown): object {
  if (typeof target !== 'function') throw new TypeError('a resolver class is no class');
  const instance: unknown = Reflect.construct(target, []);
  if (typeof instance !== 'object' || instance === null)
    throw new TypeError('a resolver class makes no object');
  return instance;
}

function nameOf({ target, methodName }: Member): string {
  return `${target.name}.${methodName}`;
}
