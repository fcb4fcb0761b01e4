import { z } from 'zod';
import type { FaultAction, FaultSpec } from '../state/FaultList.js';

const dayMs = 86_400_000;

/** Each of these asks for one thing to go wrong. */
const actions = {
  status: z.int().min(200).max(599),
  delayMs: z.int().min(0).max(dayMs),
  hang: z.literal(true),
  reset: z.enum(['before', 'after', 'within']),
  malformed: z.literal(true),
  rateLimit: z.strictObject({ retryAfterSeconds: z.int().min(0).nullable() }),
  oversize: z
    .int()
    .min(1)
    .max(1024 ** 3),
};

const actionNames = Object.keys(actions);

const text = z.string().regex(/^[\t\x20-\x7e]*$/, 'must be printable ASCII');

const inputSchema = z
  .strictObject({
    method: z
      .string()
      .regex(/^[A-Z]+$/, 'must be an HTTP method in capitals')
      .optional(),
    path: z.string().regex(/^(\/|\*\*)/, 'must begin with / or **'),
    times: z.int().min(1).nullable().default(1),
    skip: z.int().min(0).default(0),
    share: z.number().gt(0).max(1).optional(),
    ...z.object(actions).partial().shape,
    body: z.json().optional(),
    headers: z.record(z.string().regex(/^[\w!#$%&'*+.^`|~-]+$/, 'must be a header name'), text).optional(),
    contentType: text.optional(),
    afterWork: z.boolean().optional(),
  })
  .superRefine((input, context) => {
    const given = actionNames.filter((name) => name in input);
    if (given.length !== 1) {
      const found = given.length === 0 ? 'none is given' : `${given.join(' and ')} are given`;
      context.addIssue(`Exactly one of ${actionNames.join(', ')} must be given; ${found}.`);
    }
    for (const name of ['body', 'headers', 'contentType', 'afterWork']) {
      if (name in input && !('status' in input)) context.addIssue(`${name} goes with status only.`);
    }
  });

/** A fault as the control API takes it. */
export type FaultInput = z.input<typeof inputSchema>;

/** Turns such an input into what the list of faults holds. */
export const faultSchema = inputSchema.transform((input, context): FaultSpec => {
  const action = toAction(input);
  if (!action) {
    context.addIssue('No action is given.');
    return z.NEVER;
  }
  const { method, path, times, skip, share } = input;
  return {
    ...(method !== undefined && { method }),
    path,
    times,
    skip,
    ...(share !== undefined && { share }),
    action,
  };
});

function toAction(input: z.output<typeof inputSchema>): FaultAction | undefined {
  const {
    status,
    delayMs,
    hang,
    reset,
    malformed,
    rateLimit,
    oversize,
    body,
    headers = {},
    contentType,
    afterWork,
  } = input;
  if (status !== undefined) {
    return {
      kind: 'status',
      status,
      // In lower case, so that a given content type replaces ours instead of joining it.
      headers: Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
      ),
      ...(body !== undefined && { body }),
      ...(contentType !== undefined && { contentType }),
      ...(afterWork === true && { afterWork }),
    };
  }
  if (delayMs !== undefined) return { kind: 'delay', delayMs };
  if (hang) return { kind: 'hang' };
  if (reset) return { kind: 'reset', when: reset };
  if (malformed) return { kind: 'malformed' };
  if (rateLimit) return { kind: 'rateLimit', ...rateLimit };
  return oversize === undefined ? undefined : { kind: 'oversize', bytes: oversize };
}
