import { isObject } from '../../src/json.js';
import type { GraphAnswer } from './stack.js';

/** What comes of one request for server-sent events. */
export class EventStream {
  readonly #reader: ReadableStreamDefaultReader<string> | undefined;
  #text = '';

  private constructor(
    readonly response: Response,
    private readonly abort: AbortController,
  ) {
    this.#reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  }

  /** Asks for a subscription. Resolves once there is an answer, which may be none. */
  static async open(
    url: string,
    query: string,
    variables: Readonly<Record<string, unknown>> = {},
    headers: Readonly<Record<string, string>> = {},
  ): Promise<EventStream> {
    const abort = new AbortController();
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      body: JSON.stringify({ query, variables }),
      headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...headers },
      signal: abort.signal,
    });
    return new EventStream(response, abort);
  }

  /** What comes of a request that was sent by another way. */
  static of(response: Response): EventStream {
    return new EventStream(response, new AbortController());
  }

  /** The next answer; undefined when it has been told that there is none. */
  async next(): Promise<GraphAnswer<Record<string, unknown>> | undefined> {
    for (;;) {
      const block = await this.#block();
      if (block === undefined || /^event: complete$/m.test(block)) return undefined;
      const data = /^data: (.*)$/m.exec(block)?.[1];
      if (!/^event: next$/m.test(block) || data === undefined) continue;
      const answer: unknown = JSON.parse(data);
      if (isObject(answer)) return answer;
    }
  }

  /** So many answers. */
  async take(count: number): Promise<readonly GraphAnswer<Record<string, unknown>>[]> {
    const answers: GraphAnswer<Record<string, unknown>>[] = [];
    while (answers.length < count) {
      const answer = await this.next();
      if (answer === undefined) throw new Error(`ended after ${String(answers.length)} of ${String(count)}`);
      answers.push(answer);
    }
    return answers;
  }

  close(): void {
    this.abort.abort();
  }

  /** Text up to an empty line; undefined at the end. */
  async #block(): Promise<string | undefined> {
    for (;;) {
      const end = this.#text.indexOf('\n\n');
      if (end !== -1) {
        const block = this.#text.slice(0, end);
        this.#text = this.#text.slice(end + 2);
        return block;
      }
      const read = await this.#reader?.read().catch(() => undefined);
      if (read?.value === undefined) return undefined;
      this.#text += read.value;
    }
  }
}
