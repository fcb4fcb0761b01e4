import { z } from 'zod';
import { empty, json } from '../http/answer.js';
import type { SandboxState } from '../state/SandboxState.js';
import { controlPath, refusal, withBody, type ControlRoute } from './control-route.js';
import { faultSchema } from './fault-input.js';

/** Makes requests to the APIs go wrong. */
export function faultRoutes({ faults }: SandboxState): ControlRoute[] {
  const path = `${controlPath}/faults`;
  return [
    {
      method: 'POST',
      path,
      does:
        'Adds a fault. "path" is a glob over the request path: * within a segment, ** across segments. "method" ' +
        'narrows it. It hits "times" requests (1; null for all) after letting "skip" pass (0), and with "share" only that part ' +
        'of the requests, by chance. Give exactly one of: ' +
        '"status" with optional "body", "headers", "contentType" and "afterWork": true (the work is done nevertheless); "delayMs" (the work is done at once, the answer is late); ' +
        '"hang": true (never answers, does nothing); "reset": "before" or "after" the work, or "within" the answer; "malformed": true (200 with cut-off ' +
        'JSON); "rateLimit": {"retryAfterSeconds": number or null}; "oversize": bytes (200, valid JSON, larger than this, chunked).',
      example: { method: 'GET', path: '/management/v1/sales-units/*', times: 2, skip: 0, status: 503 },
      handle: withBody(faultSchema, (spec) => json(201, faults.add(spec))),
    },
    {
      method: 'PUT',
      path: `${path}/seed`,
      does: 'Begins anew with the chances by which the shares of faults are decided: the same seed, the same chances.',
      example: { seed: 7 },
      handle: withBody(z.strictObject({ seed: z.int().min(0) }), ({ seed }) => {
        faults.seed(seed);
        return empty(204);
      }),
    },
    {
      method: 'GET',
      path,
      does: 'Lists the faults that are not used up, oldest first. The oldest that fits a request hits it.',
      handle: () => json(200, { faults: faults.list() }),
    },
    {
      method: 'DELETE',
      path,
      does: 'Removes all faults. Requests already hanging keep hanging until a reset.',
      handle: () => {
        faults.clear();
        return empty(204);
      },
    },
    {
      method: 'DELETE',
      path: `${path}/{id}`,
      does: 'Removes one fault.',
      handle: (_request, param) =>
        faults.remove(Number(param('id'))) ? empty(204) : refusal(404, 'No such fault.'),
    },
  ];
}
