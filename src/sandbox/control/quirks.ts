import { z } from 'zod';
import { json } from '../http/answer.js';
import { Quirks, type QuirkValues } from '../state/Quirks.js';
import type { SandboxState } from '../state/SandboxState.js';
import { controlPath, withBody, type ControlRoute } from './control-route.js';

const changeSchema = z.record(z.string(), z.boolean()).superRefine((change, context) => {
  for (const name of Object.keys(change)) {
    if (!Quirks.names.has(name)) {
      context.addIssue(`${name} is no quirk. The quirks are ${[...Quirks.names].join(', ')}.`);
    }
  }
});

/** The quirks to change; the others stay as they are. */
export type QuirkChange = Partial<QuirkValues>;

/** Turns the quirks of the real APIs on and off. */
export function quirkRoutes({ quirks }: SandboxState): ControlRoute[] {
  const path = `${controlPath}/quirks`;
  return [
    {
      method: 'GET',
      path,
      does: 'Lists the quirks of the real APIs and whether each is on.',
      handle: () => json(200, quirks.values),
    },
    {
      method: 'PUT',
      path,
      does: 'Turns quirks on or off; those left out stay as they are.',
      example: { msnAsNumber: true },
      handle: withBody(changeSchema, (change) => {
        quirks.change(change);
        return json(200, quirks.values);
      }),
    },
  ];
}
