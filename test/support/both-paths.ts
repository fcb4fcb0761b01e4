import type { SubgraphName } from '../../src/config.js';
import type { Stack, StackOptions } from './stack.js';

/** What a caller sees of a response. */
export interface SeenResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** One response of each path, in a form in which equal means equal. */
export interface BothResponses {
  readonly compiled: SeenResponse;
  readonly apollo: SeenResponse;
}

const NOW = '2026-09-14T10:00:00Z';

/** What says when, and of which connection: no part of the response. */
const passing = ['date', 'connection', 'keep-alive'];

/** Two stacks over equal sandboxes: one compiles what it can, the other leaves everything to Apollo Server. */
export class BothPaths {
  /** What one sandbox made at random, by what the other made in its place. */
  readonly #twins = new Map<string, string>();
  #requests = 0;

  private constructor(
    readonly compiled: Stack,
    readonly apollo: Stack,
  ) {}

  static async start(
    start: (options: StackOptions) => Promise<Stack>,
    env: Readonly<Record<string, string>> = {},
    subgraph: SubgraphName = 'vipps',
  ): Promise<BothPaths> {
    const options = { clock: { now: () => Date.parse(NOW) }, subgraphs: [subgraph] };
    const compiled = await start({ ...options, env });
    const apollo = await start({ ...options, env: { ...env, COMPILE_QUERIES: 'false' } });
    const paths = new BothPaths(compiled, apollo);
    await paths.reset();
    return paths;
  }

  /** How many requests each stack has got. */
  get requests(): number {
    return this.#requests;
  }

  /** Both sandboxes as they were at the start, at the same time. */
  async reset(): Promise<void> {
    await this.each(async ({ sandbox }) => {
      await sandbox.reset();
      await sandbox.clock.freeze(NOW);
    });
  }

  async each<T>(does: (stack: Stack) => Promise<T>): Promise<{ readonly compiled: T; readonly apollo: T }> {
    const [compiled, apollo] = await Promise.all([does(this.compiled), does(this.apollo)]);
    return { compiled, apollo };
  }

  /** A GraphQL request to both. */
  ask(body: object): Promise<BothResponses> {
    return this.fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  }

  /** Any request to both, under the same id. */
  async fetch(path: string, init: RequestInit): Promise<BothResponses> {
    this.#requests += 1;
    const headers = new Headers(init.headers);
    headers.set('x-request-id', `both-${this.#requests}`);
    // Only the compiled path keeps answers, and kept ones are compressed sooner.
    if (!headers.has('accept-encoding')) headers.set('accept-encoding', 'identity');
    const { compiled, apollo } = await this.each(async ({ url }) =>
      seen(await fetch(url + path, { ...init, headers })),
    );
    if (compiled.body === apollo.body) return { compiled, apollo };
    const [one, other] = [inOrder(legible(compiled.body)), inOrder(legible(apollo.body))];
    return {
      compiled: { ...compiled, body: this.#withTwins(one, other) },
      apollo: { ...apollo, body: other },
    };
  }

  /** `one` with the other's random ids, as far as each has always stood where its twin stands. */
  #withTwins(one: string, other: string): string {
    const others = other.match(RANDOM) ?? [];
    let index = 0;
    return one.replace(RANDOM, (id) => {
      const opposite = others[index];
      index += 1;
      if (opposite === undefined || opposite === id) return id;
      const known = this.#twins.get(id);
      if (known !== undefined) return known;
      if ([...this.#twins.values()].includes(opposite)) return id;
      this.#twins.set(id, opposite);
      return opposite;
    });
  }
}

/** The UUIDs and trace ids that the sandbox makes. */
const RANDOM = /00-[\da-f]{32}-[\da-f]{16}-00|[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}/g;

async function seen(response: Response): Promise<SeenResponse> {
  const headers = Object.fromEntries(
    [...response.headers].filter(([name]) => !passing.includes(name)).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  return { status: response.status, headers, body: await response.text() };
}

/** Global ids in clear, as a random id may be a part of them. */
function legible(body: string): string {
  return body.replace(/"(Wy[\w-]+)"/g, (_text, id: string) => Buffer.from(id, 'base64url').toString());
}

/**
 * Several errors sorted by their places: graphql-js lists them as they happen, so that the speed of upstream answers
 * decides. All else stays as it is.
 */
function inOrder(body: string): string {
  const end = body.lastIndexOf('],"data":');
  if (!body.startsWith('{"errors":[') || end === -1) return body;
  const errors: unknown = JSON.parse(body.slice('{"errors":'.length, end + 1));
  if (!Array.isArray(errors) || errors.length < 2) return body;
  const texts = errors
    .map((error) => JSON.stringify(error))
    .sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
  return `{"errors":[${texts.join()}${body.slice(end)}`;
}

/** Its message, locations and path: what comes before the extensions. */
function placeOf(error: string): string {
  const [place = ''] = error.split('"extensions":', 1);
  return place;
}
