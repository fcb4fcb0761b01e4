import { request } from 'undici';

/** Where a router is told what to forget, and whose. */
export interface InvalidationTarget {
  readonly url: string;
  /** Goes into `authorization`, as it is. */
  readonly key: string;
  /** The name under which a router knows whose answers they are. */
  readonly subgraph: string;
}

/** Stands for all answers of the subgraph. No tag is empty. */
export const EVERYTHING = '';

/** A router has answered, and has not taken what it was told. */
export class InvalidationRefused extends Error {
  override readonly name = 'InvalidationRefused';

  constructor(readonly status: number) {
    super(`answered with ${String(status)}`);
  }
}

/** How it was taken. */
export interface Taken {
  readonly status: number;
  /** Of what was said to it; undefined = nothing. */
  readonly contentType: string | undefined;
}

const SENDING_MS = 5_000;

/**
 * Tells a router to forget what has these tags, as Apollo Router has it.
 * @throws when it was not taken, whatever the reason
 */
export async function sendInvalidation(
  tags: readonly string[],
  { url, key, subgraph }: InvalidationTarget,
  signal: AbortSignal,
): Promise<Taken> {
  const said = tags.map((tag) =>
    tag === EVERYTHING
      ? { kind: 'subgraph', subgraph }
      : { kind: 'cache_tag', subgraphs: [subgraph], cache_tag: tag },
  );
  // Follows nowhere: elsewhere is not where the key may go. Unlike `fetch` it takes any port.
  const { statusCode, headers, body } = await request(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: key },
    body: JSON.stringify(said),
    signal: AbortSignal.any([signal, AbortSignal.timeout(SENDING_MS)]),
  });
  let bytes = 0;
  body.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
  });
  await body.dump();
  if (statusCode < 200 || statusCode >= 300) throw new InvalidationRefused(statusCode);
  return { status: statusCode, contentType: bytes === 0 ? undefined : String(headers['content-type'] ?? '') };
}
