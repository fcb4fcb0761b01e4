import { MapperKind, mapSchema } from '@graphql-tools/utils';
import {
  defaultFieldResolver,
  GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
  type GraphQLSchema,
} from 'graphql';
import { asError } from '../errors/as-error.js';
import { MAX_ERRORS } from '../errors/left-out-errors.js';
import { LimitExceeded, Tally, type Excess, type ListSizes } from '../executor/limits.js';
import { isPromise } from '../executor/resolve.js';
import { Backlog, currentTurn, WORK_OF_FAILURE, WORK_OF_PROMISE } from '../executor/turns.js';
import type { QueryLimits } from '../query-limits/limits.js';
import { typeNamesIn } from './type-names.js';

type Resolver = GraphQLFieldResolver<unknown, unknown>;

/**
 * Errors that stand for others, shared by all places: they have a path, so graphql-js takes them as they are, where it
 * would make an error with a stack and locations for each.
 */
const STOPPED = new GraphQLError('stopped', { path: [] });
const UNTOLD = new GraphQLError('left out', { path: [] });

/** Besides what it holds: the quotes of a name, a colon and a comma. */
const BYTES_PER_VALUE = 4;
/** A name, and the alias that stands before it: about what they are. */
const BYTES_PER_TYPE_NAME = 20;
/** The brackets of a list or an object. */
const BYTES_OF_BRACKETS = 2;

/** How much more a field costs graphql-js than the compiled executor. */
const WORK_FACTOR = 8;

/**
 * What an execution by graphql-js has made so far. It can't be ended, but it can be starved; nor can it rest, but its
 * resolvers can be called in later turns.
 */
export class ExecutionUsage {
  readonly #tally: Tally;
  readonly #backlog: Backlog;
  #bytes = 0;
  #failures = 0;
  #excess: Excess | undefined;

  constructor(
    private readonly limits: Pick<QueryLimits, 'maxItems' | 'maxValues' | 'maxBytes'>,
    isOverdue: () => boolean,
    /** Told once, when it has come to a limit. */
    private readonly onExcess: () => void,
    sizes?: ListSizes,
  ) {
    this.#tally = new Tally(limits, isOverdue, currentTurn, sizes);
    this.#backlog = new Backlog(this.#tally);
  }

  get excess(): Excess | undefined {
    return this.#excess;
  }

  /** True when others must have a turn before more is resolved. */
  get isTurnOver(): boolean {
    return this.#tally.isTurnOver;
  }

  /** Does something in a later turn. */
  later(work: () => unknown): Promise<unknown> {
    return new Promise((done, fail) => {
      this.#backlog.add(() => {
        try {
          done(work());
        } catch (error) {
          fail(asError(error));
        }
      });
    });
  }

  /** A value that has to be waited for. */
  waits(): void {
    this.#spend(WORK_OF_PROMISE);
  }

  /** One more value. @throws when there is too much already: then nothing is resolved any more */
  enter(name: string | number): void {
    this.#count(0, 1, BYTES_PER_VALUE + String(name).length);
  }

  /** What the resolver of a field gave. */
  given(
    value: unknown,
    { fieldNodes: nodes, fragments }: Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>,
  ): unknown {
    if (nodes[0]?.selectionSet !== undefined && typeof value === 'object' && value !== null) {
      const names = typeNamesIn(nodes, fragments) * (Array.isArray(value) ? value.length : 1);
      if (names > 0) this.#count(0, names, names * BYTES_PER_TYPE_NAME);
    }
    if (!Array.isArray(value)) {
      this.#count(0, 0, bytesOf(value));
      return value;
    }
    const items: readonly unknown[] = value;
    // With a comma behind each but the last.
    let bytes = BYTES_OF_BRACKETS + Math.max(0, items.length - 1);
    let hasErrors = false;
    for (const item of items) {
      bytes += bytesOf(item);
      hasErrors ||= item instanceof Error;
    }
    this.#count(0, 0, bytes);
    this.#within(() => {
      this.#tally.list(nodes, items.length);
    });
    return hasErrors ? items.map((item) => (item instanceof Error ? this.failed(item) : item)) : items;
  }

  /** The error, or what stands for it once enough are told. */
  failed(error: unknown): unknown {
    this.#failures += 1;
    if (this.#excess === undefined)
      this.#within(() => {
        this.#tally.fail(WORK_OF_FAILURE * WORK_FACTOR);
      });
    return this.#failures > MAX_ERRORS ? UNTOLD : error;
  }

  #count(items: number, values: number, bytes: number): void {
    if (this.#excess !== undefined) throw STOPPED;
    this.#bytes += bytes;
    this.#within(() => {
      this.#tally.count(items, values);
      this.#tally.spend(values * (WORK_FACTOR - 1));
      if (this.#bytes > this.limits.maxBytes) throw new LimitExceeded('bytes');
    });
  }

  #spend(work: number): void {
    if (this.#excess === undefined)
      this.#within(() => {
        this.#tally.spend(work * WORK_FACTOR);
      });
  }

  /** Remembers the limit that the counting came to. @throws what ends everything from then on */
  #within(counts: () => void): void {
    try {
      counts();
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

/** A copy of the schema whose resolvers count what they give, and leave others their turns. */
export function meteredSchema(schema: GraphQLSchema, usageOf: UsageOf): GraphQLSchema {
  return mapSchema(schema, {
    [MapperKind.OBJECT_FIELD]: (field) =>
      field.resolve == null ? field : { ...field, resolve: metered(field.resolve, usageOf) },
  });
}

/** The same for fields that have no resolver: they wait for no turn, as a promise for each would cost more than they do. */
export function meteredFieldResolver(usageOf: UsageOf): Resolver {
  return (source, args, context, info): unknown => {
    const usage = usageOf(context);
    return usage === undefined
      ? defaultFieldResolver(source, args, context, info)
      : counted(usage, defaultFieldResolver, source, args, context, info);
  };
}

function metered(resolve: Resolver, usageOf: UsageOf): Resolver {
  return (source, args, context, info): unknown => {
    const usage = usageOf(context);
    if (usage === undefined) return resolve(source, args, context, info);
    return usage.isTurnOver
      ? usage.later(() => counted(usage, resolve, source, args, context, info))
      : counted(usage, resolve, source, args, context, info);
  };
}

function counted(usage: ExecutionUsage, resolve: Resolver, ...field: Parameters<Resolver>): unknown {
  const info = field[3];
  usage.enter(info.path.key);
  let value: unknown;
  try {
    value = resolve(...field);
  } catch (error) {
    throw usage.failed(error);
  }
  if (!isPromise(value)) return usage.given(value instanceof Error ? usage.failed(value) : value, info);
  usage.waits();
  return value.then(
    (settled) => usage.given(settled instanceof Error ? usage.failed(settled) : settled, info),
    (error: unknown) => {
      throw usage.failed(error);
    },
  );
}

/** What a value is in JSON: not exact where characters are escaped, or where its type puts it in other words. */
function bytesOf(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value) + 2;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value).length;
  return value == null ? 'null'.length : BYTES_OF_BRACKETS;
}
