import { MapperKind, mapSchema } from '@graphql-tools/utils';
import { defaultFieldResolver, GraphQLError, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import { MAX_ERRORS } from '../errors/left-out-errors.js';
import { LimitExceeded, Tally, type Excess } from '../executor/limits.js';
import { isPromise } from '../executor/resolve.js';
import type { QueryLimits } from '../query-limits/limits.js';

type Resolver = GraphQLFieldResolver<unknown, unknown>;

/**
 * Errors that stand for others, shared by all places: they have a path, so graphql-js takes them as they are, where it
 * would make an error with a stack and locations for each.
 */
const STOPPED = new GraphQLError('stopped', { path: [] });
const UNTOLD = new GraphQLError('left out', { path: [] });

/** Besides what it holds: the quotes of a name, a colon and a comma. */
const BYTES_PER_VALUE = 4;

/** What an execution by graphql-js has made so far. It can't be ended, but it can be starved. */
export class ExecutionUsage {
  readonly #tally: Tally;
  #bytes = 0;
  #failures = 0;
  #excess: Excess | undefined;

  constructor(
    private readonly limits: Pick<QueryLimits, 'maxItems' | 'maxValues' | 'maxBytes'>,
    isOverdue: () => boolean,
    /** Told once, when it has come to a limit. */
    private readonly onExcess: () => void,
  ) {
    this.#tally = new Tally(limits, isOverdue);
  }

  get excess(): Excess | undefined {
    return this.#excess;
  }

  /** One more value. @throws when there is too much already: then nothing is resolved any more */
  enter(name: string | number): void {
    this.#count(0, 1, BYTES_PER_VALUE + String(name).length);
  }

  /** What a resolver gave. */
  given(value: unknown): unknown {
    if (!Array.isArray(value)) {
      this.#count(0, 0, bytesOf(value));
      return value;
    }
    const items: readonly unknown[] = value;
    let bytes = 0;
    let hasErrors = false;
    for (const item of items) {
      bytes += bytesOf(item);
      hasErrors ||= item instanceof Error;
    }
    this.#count(items.length, 0, bytes);
    return hasErrors ? items.map((item) => (item instanceof Error ? this.failed(item) : item)) : items;
  }

  /** The error, or what stands for it once enough are told. */
  failed(error: unknown): unknown {
    this.#failures += 1;
    return this.#failures > MAX_ERRORS ? UNTOLD : error;
  }

  #count(items: number, values: number, bytes: number): void {
    if (this.#excess !== undefined) throw STOPPED;
    try {
      this.#tally.count(items, values);
      this.#bytes += bytes;
      if (this.#bytes > this.limits.maxBytes) throw new LimitExceeded('bytes');
    } catch (error) {
      if (!(error instanceof LimitExceeded)) throw error;
      this.#excess = error.excess;
      this.onExcess();
      throw STOPPED;
    }
  }
}

/** False for errors that only stand for others. */
export function isTold(error: GraphQLError): boolean {
  return error !== STOPPED && error !== UNTOLD;
}

/** Finds the usage of an execution by the context that its resolvers are given. */
export type UsageOf = (context: unknown) => ExecutionUsage | undefined;

/** A copy of the schema whose resolvers count what they give. */
export function meteredSchema(schema: GraphQLSchema, usageOf: UsageOf): GraphQLSchema {
  return mapSchema(schema, {
    [MapperKind.OBJECT_FIELD]: (field) =>
      field.resolve == null ? field : { ...field, resolve: metered(field.resolve, usageOf) },
  });
}

/** The same for fields that have no resolver. */
export function meteredFieldResolver(usageOf: UsageOf): Resolver {
  return metered(defaultFieldResolver, usageOf);
}

function metered(resolve: Resolver, usageOf: UsageOf): Resolver {
  return (source, args, context, info): unknown => {
    const usage = usageOf(context);
    if (usage === undefined) return resolve(source, args, context, info);
    usage.enter(info.path.key);
    let value: unknown;
    try {
      value = resolve(source, args, context, info);
    } catch (error) {
      throw usage.failed(error);
    }
    if (!isPromise(value)) return usage.given(value instanceof Error ? usage.failed(value) : value);
    return value.then(
      (settled) => usage.given(settled instanceof Error ? usage.failed(settled) : settled),
      (error: unknown) => {
        throw usage.failed(error);
      },
    );
  };
}

function bytesOf(value: unknown): number {
  return typeof value === 'string' ? value.length + 2 : 2;
}
