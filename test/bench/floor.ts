import cluster from 'node:cluster';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool, type Dispatcher } from 'undici';
import { LEDGER, msns } from './data.ts';
import { enturPaths, orderIds } from './entur-data.ts';
import { queries } from './queries.ts';

/**
 * The floor: the least work that a hand-written handler could do for the same upstream calls. It parses what the API
 * sent, puts it into the answer as it is and writes that with JSON.stringify. No GraphQL, no field by another name, and
 * nothing remembered. With `WORKERS` it is that many processes behind one port, as a server of Node has them.
 */
const upstream = new Pool(process.env['STUB_URL'] ?? '', { pipelining: 1, connections: 100 });
const headers = {
  authorization: 'Bearer bench-token',
  'ocp-apim-subscription-key': 'key',
  accept: 'application/json',
};
/** What Entur requires of each call. */
const enturHeaders = {
  authorization: 'Bearer bench-token',
  'et-client-name': 'bench-subgraph',
  'entur-pos': 'Bench-POS',
  'entur-distribution-channel': 'ENT:DistributionChannel:App',
  accept: 'application/json',
};

function get(path: string, sent: Readonly<Record<string, string>> = headers): Promise<string> {
  return new Promise((done, fail) => {
    upstream.dispatch({ method: 'GET', path, headers: sent }, new Answer(done, fail));
  });
}

/** The text of one answer, by the way into undici that costs least: `request` makes a stream for each. */
class Answer implements Dispatcher.DispatchHandler {
  readonly #done: (text: string) => void;
  readonly #fail: (error: Error) => void;
  #chunks: Buffer[] = [];

  constructor(done: (text: string) => void, fail: (error: Error) => void) {
    this.#done = done;
    this.#fail = fail;
  }

  onRequestStart(): void {
    // Nothing here is ever aborted.
  }

  onResponseStart(): void {
    // The stub answers 200.
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.#done(Buffer.concat(this.#chunks).toString());
    // The connection remembers its last answer.
    this.#chunks = [];
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#fail(error);
  }
}

interface Unit {
  readonly msn: string | number;
  readonly businessIdentifier: { readonly scheme: string; readonly id: string };
}

async function unit(msn: string | number): Promise<Unit> {
  const details: Unit = JSON.parse(await get(`/management/v1/sales-units/${String(msn)}`));
  return details;
}

async function merchant(path: string): Promise<unknown> {
  const details: unknown = JSON.parse(await get(path));
  return details;
}

async function unitsWithMerchants() {
  const list: readonly Unit[] = JSON.parse(await get('/management/v1/sales-units'));
  const units = await Promise.all(list.map(({ msn }) => unit(msn)));
  const merchants = new Map<string, Promise<unknown>>();
  const nodes = units.map(async (details) => {
    const { scheme, id } = details.businessIdentifier;
    const path = `/management/v1/merchants/${scheme}/${id}`;
    let owner = merchants.get(path);
    if (owner === undefined) merchants.set(path, (owner = merchant(path)));
    return { ...details, merchant: await owner };
  });
  return { salesUnits: { nodes: await Promise.all(nodes) } };
}

interface Page {
  readonly items: readonly unknown[];
  readonly cursor: string;
  readonly hasMore: boolean;
}

async function salesEvents(first: number) {
  const path = `/sales/report/v1/ledgers/${LEDGER}?pageSize=${String(first)}`;
  const { items, cursor, hasMore }: Page = JSON.parse(await get(path));
  return { ledger: { salesEvents: { nodes: items, pageInfo: { endCursor: cursor, hasNextPage: hasMore } } } };
}

interface EnturPage {
  readonly items: readonly { readonly id: string }[];
}

async function enturPage(path: string): Promise<EnturPage> {
  const page: EnturPage = JSON.parse(await get(path, enturHeaders));
  return page;
}

async function ordersWithPayments() {
  const { items } = await enturPage(enturPaths.orders);
  const nodes = items.map(async (order) => {
    const { items: payments } = await enturPage(enturPaths.payments(order.id));
    return { ...order, payments };
  });
  return { enturOrders: { nodes: await Promise.all(nodes) } };
}

interface Asked {
  readonly query: string;
  readonly variables?: { readonly msn?: string };
}

type Handler = (variables: NonNullable<Asked['variables']>) => unknown;
const byName: Readonly<Record<string, Handler>> = {
  Q1: unitsWithMerchants,
  Q2: () => salesEvents(100),
  Q3: () => salesEvents(1_000),
  Q4: async () => ({ salesUnit: await unit(msns[0] ?? '') }),
  Q5: () => ({ __typename: 'Query' }),
  Q6: async ({ msn = '' }) => ({ salesUnit: await unit(msn) }),
  E1: ordersWithPayments,
  E2: async () => ({ enturOrder: (await enturPage(enturPaths.order(orderIds[0] ?? ''))).items[0] }),
};
const handlers = new Map(
  queries.flatMap(({ name, bodies }) =>
    bodies.map((body): [string, Handler | undefined] => {
      const { query }: Asked = JSON.parse(body);
      return [query, byName[name]];
    }),
  ),
);

function serve(): void {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { query, variables = {} }: Asked = JSON.parse(Buffer.concat(chunks).toString());
      void Promise.resolve(handlers.get(query)?.(variables)).then((data) => {
        const text = Buffer.from(JSON.stringify({ data }));
        response
          .writeHead(200, {
            'content-type': 'application/json; charset=utf-8',
            'content-length': text.length,
          })
          .end(text);
      });
    });
  });
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1', () => {
    if (cluster.isPrimary) tell((server.address() as AddressInfo).port);
  });
}

/** All share one port, as they ask for the same one of none. */
function fork(workers: number): void {
  let listening = 0;
  cluster.on('listening', (_worker, { port }) => {
    listening += 1;
    if (listening === workers) tell(port);
  });
  for (let worker = 0; worker < workers; worker += 1) cluster.fork();
}

function tell(port: number): void {
  process.stdout.write(`LISTENING http://127.0.0.1:${String(port)}\n`);
}

const workers = Number(process.env['WORKERS'] ?? '1');
if (workers > 1 && cluster.isPrimary) fork(workers);
else serve();
