import type { GraphQLError } from 'graphql';
import { ownError } from './format-error.js';
import { LIMITS, type LimitName } from './limits.js';

const NAMES: ReadonlySet<unknown> = new Set(LIMITS);

/** The limit that an error comes from. In `extensions` it stays within the server: what is told of errors leaves it out. */
export function limitOf(error: GraphQLError): LimitName | undefined {
  const own = ownError(error);
  if (own !== undefined) return own.limit;
  const { limit } = error.extensions;
  return isLimit(limit) ? limit : undefined;
}

function isLimit(value: unknown): value is LimitName {
  return NAMES.has(value);
}
