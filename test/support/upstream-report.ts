import type { UpstreamReport } from '../../src/http/told-work.js';

/** What asks for a report of the upstream calls. */
export const withUpstream = { headers: { 'x-include-upstream': '1' } };

/** The report in an answer. */
export function upstreamIn(answer: object): UpstreamReport {
  const { extensions } = answer as { readonly extensions?: { readonly upstream?: UpstreamReport } };
  if (extensions?.upstream === undefined) throw new Error(`no report in ${JSON.stringify(answer)}`);
  return extensions.upstream;
}

/** What of a report does not depend on how fast anything was, in an order of its own. */
export function timeless({ calls, caches, retries, leftOut }: UpstreamReport): object {
  return {
    calls: calls
      .map(({ api, operation, method, route, attempt, isHedge, status, outcome, bytes }) =>
        JSON.stringify([api, operation, method, route, attempt, isHedge, status, outcome, bytes]),
      )
      .sort(),
    caches: caches
      .map(({ resource, tier, hits, joined, misses, old }) =>
        JSON.stringify([resource, tier, hits, joined, misses, old]),
      )
      .sort(),
    retries,
    leftOut,
  };
}

/** The calls that a report tells of and those that an API has seen (`METHOD /path`), less each pair of the two that fits. */
export function unmatched({ calls }: UpstreamReport, seen: readonly string[]): readonly string[] {
  const left = [...seen];
  const unseen = calls
    .filter(({ operation }) => !/token/i.test(operation))
    .map(({ method, route }) => `${method} ${String(route)}`)
    .filter((told) => {
      const [method = '', route = ''] = told.split(' ');
      const segments = route.split(/\{\w+\}/).map((fixed) => fixed.replaceAll('.', '\\.'));
      const pattern = new RegExp(`^${method} ${segments.join('[^/?]+')}(\\?.*)?$`);
      const index = left.findIndex((each) => pattern.test(each));
      if (index !== -1) left.splice(index, 1);
      return index === -1;
    });
  return [...unseen.map((each) => `told: ${each}`), ...left.map((each) => `seen: ${each}`)];
}
