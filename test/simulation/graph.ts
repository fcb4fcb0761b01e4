import { Agent, fetch } from 'undici';

/** An error of an answer, as far as it matters here. */
export interface GraphFault {
  readonly path: readonly (string | number)[] | undefined;
  readonly code: string;
}

/** What a request to the graph came to. `undefined` data: there was no answer of the graph at all. */
export interface GraphAnswer {
  readonly data: unknown;
  readonly faults: readonly GraphFault[];
}

/** Asks the graph at a base address. */
export type Ask = (
  url: string,
  query: string,
  variables: Readonly<Record<string, unknown>>,
) => Promise<GraphAnswer>;

/**
 * It leaves idle connections long before the server does, also when the machine is slow: what is sent into one that is just
 * being closed is lost, whoever sends it.
 */
const agent = new Agent({ keepAliveTimeout: 1_000, keepAliveMaxTimeout: 1_000 });

/** Longer than the server takes at most: what is over it is never answered. */
const PATIENCE_MS = 30_000;

/** Asks the graph once. Whatever goes wrong on the way becomes a fault without a path. */
export async function askGraph(
  url: string,
  query: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<GraphAnswer> {
  try {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(PATIENCE_MS),
      dispatcher: agent,
    });
    return answerIn(await response.json());
  } catch (error) {
    return noAnswer(error instanceof Error ? `NO_ANSWER ${error.name}` : 'NO_ANSWER');
  }
}

/** What a response of the graph says. */
export function answerIn(body: unknown): GraphAnswer {
  if (!isObject(body)) return noAnswer('NO_OBJECT');
  const errors: unknown[] = Array.isArray(body['errors']) ? body['errors'] : [];
  return { data: body['data'], faults: errors.map(toFault) };
}

/** That there was none, and why. */
export function noAnswer(code: string): GraphAnswer {
  return { data: undefined, faults: [{ path: undefined, code }] };
}

function toFault(error: unknown): GraphFault {
  if (!isObject(error)) return { path: undefined, code: 'NO_OBJECT' };
  const extensions = isObject(error['extensions']) ? error['extensions'] : {};
  const path: unknown[] | undefined = Array.isArray(error['path']) ? error['path'] : undefined;
  return {
    path: path?.filter((part) => typeof part === 'string' || typeof part === 'number'),
    code: typeof extensions['code'] === 'string' ? extensions['code'] : 'NO_CODE',
  };
}

/** Whether a value is an object with members. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What lies at a path of members and places; undefined where it ends early. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  let here = value;
  for (const part of path) {
    if (Array.isArray(here) && typeof part === 'number') here = here[part];
    else if (isObject(here)) here = here[part];
    else return undefined;
  }
  return here;
}

/** The items of a list; none where there is no list. */
export function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
