import { randomUUID } from 'node:crypto';
import { InvalidationRefused, sendInvalidation } from '../router-cache/send-invalidation.js';
import { isJson, mediaTypeIn } from './body-kind.js';
import type { Finding, Findings, Visit } from './findings.js';
import { noAnswer } from './reach.js';

/**
 * Whether routers take word of changes, for each subgraph: the word is of a tag that nothing has, so that nothing is forgotten.
 * An empty list would show less: a router may have a key for each subgraph, and none is named there.
 */
export async function* checkRouters({ config, begin }: Visit): Findings {
  const invalidation = config.routerCache?.invalidation;
  if (invalidation === undefined) return;
  const { urls, key } = invalidation;
  for (const url of urls)
    for (const { name: subgraph } of config.subgraphs) {
      const { origin, pathname } = new URL(url);
      const place = `${origin}${pathname}`;
      begin(`the router at ${origin}`);
      const target = { url, key, subgraph };
      yield { area: 'router', subject: 'ROUTER_INVALIDATION_URL', ...(await tell(target, place)) };
    }
}

async function tell(
  target: Parameters<typeof sendInvalidation>[1],
  place: string,
): Promise<Pick<Finding, 'state' | 'found' | 'mend'>> {
  const { subgraph } = target;
  try {
    const { status, contentType } = await sendInvalidation(
      [`doctor-${randomUUID()}`],
      target,
      new AbortController().signal,
    );
    const mediaType = contentType === undefined ? undefined : mediaTypeIn(contentType);
    if (mediaType !== undefined && !isJson(mediaType))
      return {
        state: 'fault',
        found: `${place} does not look like a router: it answers with ${status} and ${mediaType}`,
        mend: "Take the address at which the router's invalidation listens, with its path.",
      };
    return { state: 'ok', found: `${place} takes word of changes in ${subgraph}` };
  } catch (error) {
    if (error instanceof InvalidationRefused)
      return {
        state: 'fault',
        found: `${place} does not take word of changes in ${subgraph}: it answers with ${error.status}`,
        mend: adviceFor(error.status),
      };
    const { why, mend } = noAnswer(error);
    return {
      state: 'fault',
      found: `${place} can't be reached: ${why}`,
      mend: `${mend} The address comes from ROUTER_INVALIDATION_URL.`,
    };
  }
}

function adviceFor(status: number): string {
  if (status === 401 || status === 403)
    return 'Set ROUTER_INVALIDATION_KEY to the shared_key of the router for this subgraph.';
  if (status === 400) return "Switch the cache_tag index of the router's invalidation on.";
  if (status === 404 || status === 405)
    return "Take the address at which the router's invalidation listens, with its path.";
  return 'Look into the log of the router.';
}
