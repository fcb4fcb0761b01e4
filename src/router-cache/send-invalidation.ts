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

const SENDING_MS = 5_000;

/**
 * Tells a router to forget what has these tags, as Apollo Router has it.
 * @throws when it was not taken, whatever the reason
 */
export async function sendInvalidation(
  tags: readonly string[],
  { url, key, subgraph }: InvalidationTarget,
  signal: AbortSignal,
): Promise<void> {
  const said = tags.map((tag) =>
    tag === EVERYTHING
      ? { kind: 'subgraph', subgraph }
      : { kind: 'cache_tag', subgraphs: [subgraph], cache_tag: tag },
  );
  const response = await fetch(url, {
    method: 'POST',
    // Elsewhere is not where the key may go.
    redirect: 'error',
    headers: { 'content-type': 'application/json', authorization: key },
    body: JSON.stringify(said),
    signal: AbortSignal.any([signal, AbortSignal.timeout(SENDING_MS)]),
  });
  await response.body?.cancel();
  if (!response.ok) throw new InvalidationRefused(response.status);
}
