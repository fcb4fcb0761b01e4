import { Agent, request, type Dispatcher } from 'undici';

/** What is asked, and how long it may take. */
export interface Question {
  readonly method: Dispatcher.HttpMethod;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  readonly withinMs: number;
}

/** What came back. */
export interface Answer {
  readonly status: number;
  readonly headers: Pick<Headers, 'get'>;
  /** Its beginning. */
  readonly text: string;
}

const MAX_BYTES = 65_536;

/**
 * Asks as the server does: at any port, some of which `fetch` refuses, past any proxy, and following nowhere.
 * @throws whatever the connection fails by
 */
export async function ask(url: string, { method, headers, body, withinMs }: Question): Promise<Answer> {
  const agent = new Agent();
  try {
    const answer = await request(url, {
      method,
      headers: { ...headers },
      body: body ?? null,
      dispatcher: agent,
      signal: AbortSignal.timeout(withinMs),
    });
    const got = new Headers();
    for (const [name, value = []] of Object.entries(answer.headers))
      for (const each of [value].flat()) got.append(name, each);
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of answer.body.iterator()) {
      if (!Buffer.isBuffer(chunk)) break;
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes >= MAX_BYTES) break;
    }
    return { status: answer.statusCode, headers: got, text: Buffer.concat(chunks).toString() };
  } finally {
    await agent.destroy();
  }
}
