import { z } from 'zod';
import type { Answer } from '../../http/answer.js';
import type { SandboxRequest } from '../../http/request.js';
import type { Handler, Params } from '../../http/router.js';
import type { EnturState } from '../state/EnturState.js';
import { refuse, refuseFaults } from './errors.js';
import { isAmount } from './money.js';

/** An amount as requests state it. It is kept letter by letter. */
export const amount = z
  .string()
  .refine(isAmount, 'Must be a decimal of at most 18 digits, 5 behind the point.');

/** An ISO 4217 code. */
export const currency = z.string().regex(/^[A-Z]{3}$/, 'Must be an ISO 4217 code.');

/** Checks the JSON body before handling it; an absent one is checked as undefined. */
export function withBody<Schema extends z.ZodType>(
  state: EnturState,
  schema: Schema,
  handle: (body: z.output<Schema>, request: SandboxRequest, param: Params) => Answer,
): Handler {
  return (request, param) => {
    let body: unknown;
    try {
      body = request.body === '' ? undefined : JSON.parse(request.body);
    } catch {
      return refuse(state, request, { status: 400, message: 'JSON parse error' });
    }
    const read = schema.safeParse(body);
    if (read.success) return handle(read.data, request, param);
    const faults = read.error.issues.map(({ path, message }) => ({
      field: path.join('.') || 'body',
      message,
    }));
    return refuseFaults(state, request, faults);
  };
}
