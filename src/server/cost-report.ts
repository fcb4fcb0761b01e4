import type { IncomingHttpHeaders } from 'node:http';
import type { Payload } from '../executor/JsonWriter.js';
import type { OperationCost } from '../query-limits/operation-cost.js';
import type { QueryLimits } from '../query-limits/limits.js';
import type { RequestScope } from './request-scope.js';

/** Whether a caller wants to know what its request costs. */
export function asksForCost({ 'x-include-cost': asked }: IncomingHttpHeaders): boolean {
  return asked === '1' || asked === 'true';
}

/** What a request may ask for and has used, and how much more it could have. */
export function costReport(
  { items, values }: OperationCost,
  { callsMade, callsLeft, requestsLeft }: RequestScope,
  { maxItems, maxValues }: QueryLimits,
): object {
  return {
    cost: {
      items,
      values,
      upstreamCalls: callsMade,
      left: {
        items: Math.max(0, maxItems - items),
        values: Math.max(0, maxValues - values),
        upstreamCalls: callsLeft,
        ...(requestsLeft !== undefined && { requests: requestsLeft }),
      },
    },
  };
}

/** How the JSON of a response ends. */
const END = '}\n';

/** A response with extensions behind the rest. */
export function withExtensions(payload: Payload, extensions: object): Payload {
  const end = `,"extensions":${JSON.stringify(extensions)}${END}`;
  if (typeof payload === 'string') return payload.slice(0, -END.length) + end;
  // Its end was written at once, so it stands in one chunk.
  const last = payload.at(-1) ?? Buffer.of();
  return [...payload.slice(0, -1), last.subarray(0, -END.length), Buffer.from(end)];
}
