import { type z } from 'zod';
import { json, type Answer } from '../http/answer.js';
import type { SandboxRequest } from '../http/request.js';
import type { Params, Route } from '../http/router.js';

/** Below this path the sandbox is steered; no real API has it. */
export const controlPath = '/__sandbox';

/** A route of the control API, with a description for readers of `GET /__sandbox`. */
export interface ControlRoute extends Route {
  readonly does: string;
  /** A body (or query) that works as it stands. */
  readonly example?: unknown;
}

/** What was wrong with a request to the control API. */
export function refusal(status: number, ...problems: readonly string[]): Answer {
  return json(status, { problems });
}

/** Checks the JSON body before handling it; the answer to a bad one lists everything that is wrong. */
export function withBody<Schema extends z.ZodType>(
  schema: Schema,
  handle: (body: z.output<Schema>, param: Params) => Answer,
): Route['handle'] {
  return (request, param) => {
    const body = parseJson(request);
    if (body === undefined) return refusal(400, 'The body is not JSON.');
    const result = schema.safeParse(body);
    return result.success ? handle(result.data, param) : refusal(400, ...result.error.issues.map(describe));
  };
}

function describe({ path, message }: z.core.$ZodIssue): string {
  return path.length > 0 ? `${path.join('.')}: ${message}` : message;
}

function parseJson({ body }: SandboxRequest): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
