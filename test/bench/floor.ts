import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'undici';
import { LEDGER } from './data.ts';
import { queries } from './queries.ts';

/**
 * The floor: what hand-written code costs that makes the same minimal upstream calls over a connection pool and writes
 * the same answer with JSON.stringify. No GraphQL, nothing remembered.
 */
const upstream = new Pool(process.env['STUB_URL'] ?? '', { pipelining: 1, connections: 100 });
const headers = {
  authorization: 'Bearer bench-token',
  'ocp-apim-subscription-key': 'key',
  accept: 'application/json',
};

interface Unit {
  readonly msn: string | number;
  readonly name: string;
  readonly businessIdentifier: { readonly scheme: string; readonly id: string };
  readonly configuration: Record<string, unknown>;
}

async function get<T>(path: string): Promise<T> {
  const { body } = await upstream.request({ method: 'GET', path, headers });
  return JSON.parse(await body.text()) as T;
}

function unitAnswer({ msn, name, businessIdentifier, configuration }: Unit) {
  return {
    msn,
    name,
    businessIdentifier,
    configuration: { ...configuration, captureType: 'RESERVE_CAPTURE' },
  };
}

async function unitsWithMerchants() {
  const list = await get<readonly Unit[]>('/management/v1/sales-units');
  const units = await Promise.all(
    list.map(({ msn }) => get<Unit>(`/management/v1/sales-units/${String(msn)}`)),
  );
  const merchants = new Map<string, Promise<Record<string, unknown>>>();
  const nodes = units.map(async (unit) => {
    const { scheme, id } = unit.businessIdentifier;
    const path = `/management/v1/merchants/${scheme}/${id}`;
    let merchant = merchants.get(path);
    if (merchant === undefined) merchants.set(path, (merchant = get(path)));
    const { name, status, createdAt, updatedAt, countryCode, businessAddress } = await merchant;
    return {
      ...unitAnswer(unit),
      merchant: { name, status, createdAt, updatedAt, countryCode, businessAddress },
    };
  });
  return { salesUnits: { nodes: await Promise.all(nodes) } };
}

interface Line {
  readonly [field: string]: unknown;
}

interface Event {
  readonly [field: string]: unknown;
  readonly entryType: string;
  readonly currency: string;
  readonly classification: { readonly solution: string; readonly salesCategory: string | null };
  readonly amounts: { readonly gross: number; readonly net: number; readonly vat: number };
  readonly lines: readonly Line[];
}

async function salesEvents(first: number) {
  const path = `/sales/report/v1/ledgers/${LEDGER}?pageSize=${String(first)}`;
  const { items, cursor, hasMore } = await get<{ items: Event[]; cursor: string; hasMore: boolean }>(path);
  const nodes = items.map((event) => {
    const { entryType, currency, amounts, lines, ...rest } = event;
    const money = (value: unknown) => ({ value });
    return {
      ...rest,
      customer: undefined,
      currency,
      entryType: entryType.toUpperCase(),
      amounts: { gross: money(amounts.gross), net: money(amounts.net), vat: money(amounts.vat) },
      lines: lines.map(({ vatRate, quantity, ...line }) => ({
        ...line,
        quantity: String(quantity),
        vatRateBasisPoints: vatRate,
        unitPriceGross: money(line['unitPriceGross']),
        unitPriceNet: money(line['unitPriceNet']),
        discountTotal: money(line['discountTotal']),
        lineTotalGross: money(line['lineTotalGross']),
        lineTotalNet: money(line['lineTotalNet']),
        vatAmount: money(line['vatAmount']),
      })),
    };
  });
  return { ledger: { salesEvents: { nodes, pageInfo: { endCursor: cursor, hasNextPage: hasMore } } } };
}

type Handler = (variables: { readonly msn?: string }) => unknown;
const oneUnit = async (msn: string) => ({
  salesUnit: unitAnswer(await get<Unit>(`/management/v1/sales-units/${msn}`)),
});
const byName: Readonly<Record<string, Handler>> = {
  Q1: unitsWithMerchants,
  Q2: () => salesEvents(100),
  Q3: () => salesEvents(1_000),
  Q4: () => oneUnit('700000'),
  Q5: () => ({ __typename: 'Query' }),
  Q6: ({ msn = '' }) => oneUnit(msn),
};
const handlers = new Map(
  queries.flatMap(({ name, bodies }) =>
    bodies.map((body): [string, Handler | undefined] => [
      (JSON.parse(body) as { query: string }).query,
      byName[name],
    ]),
  ),
);

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const { query, variables } = JSON.parse(Buffer.concat(chunks).toString()) as {
      query: string;
      variables?: { msn?: string };
    };
    void Promise.resolve(handlers.get(query)?.(variables ?? {})).then((data) => {
      const text = Buffer.from(JSON.stringify({ data }));
      response
        .writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': text.length })
        .end(text);
    });
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`LISTENING http://127.0.0.1:${String((server.address() as AddressInfo).port)}\n`);
});
