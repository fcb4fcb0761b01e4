import { Agent, request } from 'undici';
import { answerIn, at, noAnswer, type GraphAnswer } from '../graph.ts';
import { ROUTER_SECRET } from '../story/tenants.ts';

/** An answer with what is told beside it. */
export interface ToldAnswer extends GraphAnswer {
  /** The HTTP status; undefined where none came. */
  readonly status: number | undefined;
  readonly extensions: unknown;
  /** The whole of it, as it came. */
  readonly text: string;
}

/** How one request is made. */
export interface Manner {
  readonly tenant: string;
  /** Which of the processes is asked; any of them unless told. */
  readonly worker?: number;
  /** What the caller may do; everything unless told. */
  readonly scopes?: string;
  /** Leaves after so many milliseconds. */
  readonly leavesAfterMs?: number | undefined;
  /** Wants to know what it costs: then nobody shares its work. */
  readonly asksForCost?: boolean;
}

/** Asks the graph over the network of this process. */
export class Caller {
  readonly #agent = new Agent({ headersTimeout: 0, bodyTimeout: 0, connect: { timeout: 0 } });

  async ask(
    url: string,
    query: string,
    variables: Readonly<Record<string, unknown>>,
    { tenant, scopes = SCOPES, leavesAfterMs, asksForCost = false }: Manner,
  ): Promise<ToldAnswer> {
    const leaving = new AbortController();
    const timer =
      leavesAfterMs === undefined
        ? undefined
        : setTimeout(() => {
            leaving.abort();
          }, leavesAfterMs);
    try {
      const response = await request(`${url}/graphql`, {
        dispatcher: this.#agent,
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(asksForCost && { 'x-include-cost': '1' }),
          'x-router-secret': ROUTER_SECRET,
          'x-caller-subject': tenant,
          'x-caller-scopes': scopes,
          'x-caller-tenant': tenant,
        },
        body: JSON.stringify({ query, variables }),
        signal: leaving.signal,
      });
      const text = await response.body.text();
      const body: unknown = JSON.parse(text);
      return { ...answerIn(body), status: response.statusCode, extensions: at(body, 'extensions'), text };
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
      return { ...noAnswer(`NO_ANSWER ${code}`), status: undefined, extensions: undefined, text: '' };
    } finally {
      clearTimeout(timer);
    }
  }

  close(): Promise<void> {
    return this.#agent.destroy();
  }
}

const SCOPES =
  'management:read product-orders:read product-orders:write orders:read orders:write sales:read report:read';
