import { empty, json } from '../http/answer.js';
import type { SandboxState } from '../state/SandboxState.js';
import { controlPath, type ControlRoute } from './control-route.js';

/** Shows the requests that reached the APIs. */
export function requestRoutes({ journal }: SandboxState): ControlRoute[] {
  const path = `${controlPath}/requests`;
  return [
    {
      method: 'GET',
      path,
      does:
        'Lists the requests to the APIs, oldest first, secrets replaced by fingerprints, with how many are open now and ' +
        'were at most at one time. "outcome" is what the API itself did, also where a fault lost the ' +
        'answer. ?path=<glob>, ?method=<method> and ?after=<seq> narrow both the list and the counts.',
      example: '?path=/management/**&method=GET',
      handle: ({ query }) =>
        json(
          200,
          journal.view({
            path: query.get('path') ?? undefined,
            method: query.get('method') ?? undefined,
            after: Number(query.get('after') ?? 0),
          }),
        ),
    },
    {
      method: 'DELETE',
      path,
      does: 'Forgets the requests and the peak.',
      handle: () => {
        journal.clear();
        return empty(204);
      },
    },
  ];
}
