import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';
import { z } from 'zod';

/** A subgraph that runs. */
export interface RunningSubgraph {
  readonly name: string;
  /** Of its graph. */
  readonly url: string;
}

const answer = z.object({ data: z.object({ _service: z.object({ sdl: z.string() }) }) });

/**
 * The supergraph of subgraphs that run, from what each says of itself.
 * @throws Error with all that keeps them from being composed
 */
export async function compose(subgraphs: readonly RunningSubgraph[]): Promise<string> {
  const services = await Promise.all(
    subgraphs.map(async ({ name, url }) => ({ name, url, typeDefs: parse(await sdlOf(url)) })),
  );
  const { supergraphSdl, errors = [] } = composeServices(services);
  if (supergraphSdl === undefined)
    throw new Error(
      ['The subgraphs do not compose:', ...errors.map(({ message }) => `  ${message}`)].join('\n'),
    );
  return supergraphSdl;
}

/** What a running subgraph says of itself, asked for as gateways do. */
export async function sdlOf(url: string): Promise<string> {
  const response = await fetch(url, {
    method: 'POST',
    body: JSON.stringify({ query: '{ _service { sdl } }' }),
    headers: { 'content-type': 'application/json' },
  });
  return answer.parse(await response.json()).data._service.sdl;
}
