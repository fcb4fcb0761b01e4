import type { LoadRequest } from './load.ts';

/** Asks a server once. @throws Error unless it answers with a 200 */
export async function ask(url: string, body: string): Promise<string> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${String(response.status)}: ${text.slice(0, 300)}`);
  return text;
}

/** What of an answer is compared with the expected one. */
export type Aspect = (answer: string) => string | number;

/**
 * Asks a server for everything once and compares with the answers expected.
 * @returns the requests to measure with: under load their answers must have the length that was seen here
 */
export async function checkAnswers(
  name: string,
  url: string,
  bodies: readonly string[],
  expected: readonly string[],
  aspect: Aspect,
): Promise<LoadRequest[]> {
  const answers = await Promise.all(bodies.map((body) => ask(url, body)));
  return bodies.map((body, index) => {
    const answer = answers[index] ?? '';
    if (aspect(answer) !== aspect(expected[index] ?? ''))
      throw new Error(`${name} does not answer what is expected: ${answer.slice(0, 300)}`);
    return { body, answerBytes: Buffer.byteLength(answer) };
  });
}

/** The same data whatever the order of fields, and without what is each server's own: cursors. */
export const allData: Aspect = (answer) => {
  const order = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(order);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .map(([key, item]): [string, unknown] => [key, key === 'endCursor' ? 'cursor' : order(item)])
        .sort(([one], [other]) => (one < other ? -1 : 1)),
    );
  };
  return JSON.stringify(order(JSON.parse(answer)));
};

/** How many different sales units, events and orders an answer has, whatever it says of them. */
export const itemCount: Aspect = (answer) =>
  new Set(answer.match(/"(?:pspReference|msn)":"\d+"|"BENCH\d+"/g)).size;
