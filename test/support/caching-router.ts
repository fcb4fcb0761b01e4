import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import type { Clock } from '../../src/clock.js';

/** What is kept of one entity, or of all that one operation asks for. */
interface Kept {
  readonly data: unknown;
  /** The values that the headers of its request had by which answers differ. */
  readonly varied: string;
  /** In ms since 1970. */
  readonly until: number;
  readonly tags: readonly string[];
}

/** A GraphQL request. */
interface Asked {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> & { readonly representations?: readonly unknown[] };
}

const answerSchema = z.object({
  data: z.looseObject({ _entities: z.array(z.unknown()).optional() }).nullable(),
  errors: z.array(z.unknown()).optional(),
  extensions: z
    .object({
      apolloCacheTags: z.array(z.string()).optional(),
      apolloEntityCacheTags: z.array(z.array(z.string())).optional(),
    })
    .optional(),
});
const invalidationSchema = z.array(
  z.union([
    z.strictObject({
      kind: z.literal('cache_tag'),
      subgraphs: z.array(z.string()),
      cache_tag: z.string(),
    }),
    z.strictObject({ kind: z.literal('subgraph'), subgraph: z.string() }),
  ]),
);

export interface RouterAnswer {
  readonly data: unknown;
  readonly errors?: unknown;
}

/**
 * A router with a cache, as far as it concerns a subgraph: keeps what `cache-control` lets it keep, each for the requests
 * whose headers agree in all that `vary` names, entity by entity where entities are asked for, and forgets by tags.
 */
export class CachingRouter {
  readonly #kept = new Map<string, Kept[]>();
  /** By which headers answers differ, by what was asked. */
  readonly #vary = new Map<string, readonly string[]>();
  /** The tags of all invalidations that it has taken, in order; that of everything is empty. */
  readonly invalidated: string[] = [];
  /** How often it was asked, and how much of that it had. */
  hits = 0;
  misses = 0;
  #told = Promise.withResolvers<undefined>();
  /** With which status it refuses invalidations; undefined = it takes them. */
  refusal: number | undefined;
  refused = 0;

  private constructor(
    readonly key: string,
    readonly url: string,
    private readonly clock: Clock,
    private readonly close: () => Promise<void>,
  ) {}

  /** Starts it. Its endpoint is there from now on; it stops when the test has ended. */
  static async start(clock: Clock = { now: () => Date.now() }): Promise<CachingRouter> {
    const server = createServer((request, response) => {
      void router.#invalidate(request, response);
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = z.custom<AddressInfo>().parse(server.address());
    const close = async (): Promise<void> => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    };
    const url = `http://127.0.0.1:${String(port)}/invalidation`;
    const router: CachingRouter = new CachingRouter(
      'a-key-of-the-router-that-nobody-can-guess',
      url,
      clock,
      close,
    );
    onTestFinished(() => router.close());
    return router;
  }

  /** The settings of a subgraph behind it. */
  get env(): Readonly<Record<string, string>> {
    return {
      ROUTER_CACHE: 'private',
      ROUTER_INVALIDATION_URL: this.url,
      ROUTER_INVALIDATION_KEY: this.key,
    };
  }

  /** Asks for root fields, or for entities by `variables.representations`, at a graph behind it. */
  async ask(
    graph: string,
    body: Asked,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<RouterAnswer> {
    const { representations } = body.variables ?? {};
    if (representations === undefined) {
      const key = JSON.stringify(body);
      const kept = this.#find(key, headers);
      if (kept !== undefined) return { data: kept.data };
      const { answer, maxAge, vary } = await fetchFrom(graph, body, headers);
      const tags = answer.extensions?.apolloCacheTags ?? [];
      this.#keep(key, { data: answer.data, maxAge, vary, headers, tags });
      return { data: answer.data, ...(answer.errors && { errors: answer.errors }) };
    }
    const keyOf = (one: unknown): string => JSON.stringify([body.query, one]);
    const found = representations.map((one) => this.#find(keyOf(one), headers));
    const missing = representations.filter((_one, index) => found[index] === undefined);
    if (missing.length === 0) return { data: { _entities: found.map((kept) => kept?.data) } };
    const asked = { ...body, variables: { ...body.variables, representations: missing } };
    const { answer, maxAge, vary } = await fetchFrom(graph, asked, headers);
    const entities = answer.data?._entities ?? [];
    const lists = answer.extensions?.apolloEntityCacheTags;
    for (const [index, data] of entities.entries())
      this.#keep(keyOf(missing[index]), { data, maxAge, vary, headers, tags: lists?.[index] ?? [] });
    const rest = entities.values();
    const data = { _entities: found.map((kept) => (kept === undefined ? rest.next().value : kept.data)) };
    return { data, ...(answer.errors && { errors: answer.errors }) };
  }

  /** Resolves once it has taken another invalidation. */
  untilTold(): Promise<unknown> {
    return this.#told.promise;
  }

  #find(key: string, headers: Readonly<Record<string, string>>): Kept | undefined {
    const varied = variedOf(this.#vary.get(key) ?? [], headers);
    const kept = this.#kept.get(key)?.find((each) => each.varied === varied && each.until > this.clock.now());
    if (kept === undefined) this.misses += 1;
    else this.hits += 1;
    return kept;
  }

  #keep(
    key: string,
    {
      data,
      maxAge,
      vary,
      headers,
      tags,
    }: {
      readonly data: unknown;
      readonly maxAge: number;
      readonly vary: readonly string[];
      readonly headers: Readonly<Record<string, string>>;
      readonly tags: readonly string[];
    },
  ): void {
    if (maxAge === 0) return;
    this.#vary.set(key, vary);
    const varied = variedOf(vary, headers);
    const others = (this.#kept.get(key) ?? []).filter((each) => each.varied !== varied);
    const until = this.clock.now() + maxAge * 1_000;
    this.#kept.set(key, [...others, { data, varied, until, tags }]);
  }

  async #invalidate(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    if (this.refusal !== undefined || request.headers.authorization !== this.key) {
      this.refused += 1;
      response.writeHead(this.refusal ?? 401).end();
      return;
    }
    const said = invalidationSchema.parse(JSON.parse(body));
    for (const each of said) {
      const tag = each.kind === 'subgraph' ? '' : each.cache_tag;
      this.invalidated.push(tag);
      for (const [key, all] of this.#kept)
        this.#kept.set(key, tag === '' ? [] : all.filter(({ tags }) => !tags.includes(tag)));
    }
    this.#told.resolve(undefined);
    this.#told = Promise.withResolvers<undefined>();
    response
      .writeHead(202, { 'content-type': 'application/json' })
      .end(JSON.stringify({ count: said.length }));
  }
}

function variedOf(names: readonly string[], headers: Readonly<Record<string, string>>): string {
  return JSON.stringify(names.map((name) => headers[name] ?? null));
}

async function fetchFrom(graph: string, body: object, headers: Readonly<Record<string, string>>) {
  const response = await fetch(`${graph}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const answer = answerSchema.parse(await response.json());
  const control = response.headers.get('cache-control') ?? 'no-store';
  const maxAge = Number(/^private, max-age=(\d+)$/.exec(control)?.[1] ?? 0);
  if (maxAge === 0 && control !== 'no-store') throw new Error(`no router keeps by ${control}`);
  const vary = (response.headers.get('vary') ?? '').split(', ');
  return { answer, maxAge, vary };
}
