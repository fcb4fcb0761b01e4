import { json } from '../http/answer.js';
import type { SandboxState } from '../state/SandboxState.js';
import { controlPath, type ControlRoute } from './control-route.js';

/** Steers Entur's services. */
export function enturControlRoutes({ entur }: SandboxState): ControlRoute[] {
  return [
    {
      method: 'GET',
      path: `${controlPath}/entur`,
      does: "Shows how Entur's services behave, and how many requests came with each ET-Client-Name.",
      handle: () =>
        json(200, { settings: entur.settings, clientNames: Object.fromEntries(entur.clientNames) }),
    },
  ];
}
