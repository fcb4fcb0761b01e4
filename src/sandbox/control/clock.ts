import { z } from 'zod';
import { json } from '../http/answer.js';
import type { SandboxState } from '../state/SandboxState.js';
import { controlPath, refusal, withBody, type ControlRoute } from './control-route.js';

const changeSchema = z.union(
  [
    z.strictObject({ now: z.iso.datetime({ offset: true }), frozen: z.boolean().optional() }),
    z.strictObject({ frozen: z.boolean() }),
    z.strictObject({ advanceSeconds: z.number() }),
    z.strictObject({ real: z.literal(true) }),
  ],
  'Give "now" (an ISO time) with or without "frozen", or "frozen", or "advanceSeconds", or "real": true.',
);

/** A change of the clock as the control API takes it. */
export type ClockChange = z.input<typeof changeSchema>;

/** Sets the time by which tokens expire and dates close. */
export function clockRoutes({ clock }: SandboxState): ControlRoute[] {
  const path = `${controlPath}/clock`;
  return [
    {
      method: 'GET',
      path,
      does: 'Tells the time of the sandbox, and whether it stands still.',
      handle: () => json(200, clock.view()),
    },
    {
      method: 'PUT',
      path,
      does:
        'Sets the clock: {"now": ISO time, "frozen"?: boolean} jumps there and goes on, or stands still when frozen; ' +
        '{"frozen": boolean} stops or starts it; {"advanceSeconds": n} moves it; {"real": true} returns to real time. ' +
        'A subgraph in sandbox mode goes by it too: what it keeps gets older with it, and not at all while it stands still.',
      example: { advanceSeconds: 900 },
      handle: withBody(changeSchema, (change) => {
        const { frozen } = clock.view();
        if ('real' in change) {
          clock.useReal();
          return json(200, clock.view());
        }
        const target =
          'now' in change
            ? Date.parse(change.now)
            : clock.now() + ('advanceSeconds' in change ? change.advanceSeconds * 1000 : 0);
        // A Date holds no more, so a clock beyond it could not be shown.
        if (Number.isNaN(new Date(target).getTime())) return refusal(400, 'That time is out of range.');
        clock.set(target, 'advanceSeconds' in change ? frozen : (change.frozen ?? false));
        return json(200, clock.view());
      }),
    },
  ];
}
