import { z } from 'zod';
import { json } from '../http/answer.js';
import { controlPath, withBody, type ControlRoute } from './control-route.js';

/** Closes every connection, takes none for a time, then listens again on the same port. */
export type Restart = (downMs: number) => void;

/** Lets the APIs be gone for a moment, as while they are deployed. */
export function restartRoute(restart: Restart): ControlRoute {
  return {
    method: 'POST',
    path: `${controlPath}/restart`,
    does:
      'Cuts all connections and refuses new ones for "downMs", this control API included. Data, tokens, faults and ' +
      'requests seen are as before: the APIs restart, what they have stored stays.',
    handle: withBody(z.strictObject({ downMs: z.int().min(0).max(60_000) }), ({ downMs }) => {
      restart(downMs);
      return json(202, { downMs });
    }),
  };
}
