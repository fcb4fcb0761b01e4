import { composeServices } from '@apollo/composition';
import { composeServices as composeWithGuild } from '@theguild/federation-composition';
import { federateSubgraphs, ROUTER_COMPATIBILITY_VERSION_ONE } from '@wundergraph/composition';
import { parse } from 'graphql';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { afterAll, describe, expect } from 'vitest';
import { sdlOf } from '../../src/tools/supergraph/compose.js';
import { startGateway, type Gateway } from '../support/gateway.js';
import { sharedStack } from '../support/fixture.js';

/** A bookkeeping service that knows sales by ledger and PSP reference, and ledgers by their id. */
const booksSdl = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@external"])
  type Query { voucher(no: String!): Voucher }
  type Voucher { no: String! sale: SalesEvent ledger: Ledger }
  type SalesEvent @key(fields: "ledgerId pspReference") { ledgerId: String! pspReference: String voucherNo: String }
  type Ledger @key(fields: "ledgerId") { ledgerId: String! account: String }
`;
let sdl: string;
let books: ApolloServer;
let gateway: Gateway;

const it = sharedStack();
it.beforeAll(async ({ stack }) => {
  sdl = await sdlOf(`${stack.url}/graphql`);
  const voucherNo = ({ pspReference }: { pspReference: string | null }) => `V-${pspReference ?? 'cash'}`;
  books = new ApolloServer({
    schema: buildSubgraphSchema([
      {
        typeDefs: parse(booksSdl),
        resolvers: {
          Query: {
            voucher: (_root: unknown, { no }: { no: string }) => ({
              no,
              sale: { ledgerId: '418806', pspReference: no.slice(2) },
              ledger: { ledgerId: '418806' },
            }),
          },
          SalesEvent: { voucherNo },
          Ledger: { account: () => '1920' },
        },
      },
    ]),
  });
  const { url } = await startStandaloneServer(books, { listen: { port: 0, host: '127.0.0.1' } });
  gateway = await startGateway({ vipps: { url: `${stack.url}/graphql` }, books: { url } });
});
afterAll(async () => {
  await gateway.stop();
  await books.stop();
});

describe('a partner that knows sales by ledger and PSP reference', () => {
  const both = () => [
    { name: 'vipps', url: 'http://vipps.example/graphql', typeDefs: parse(sdl) },
    { name: 'books', url: 'http://books.example/graphql', typeDefs: parse(booksSdl) },
  ];

  it('composes with all three composers', () => {
    expect(composeServices(both()).errors).toBeUndefined();
    expect(composeWithGuild(both()).errors).toBeUndefined();
    const subgraphs = both().map(({ name, url, typeDefs }) => ({ name, url, definitions: typeDefs }));
    expect(federateSubgraphs({ subgraphs, version: ROUTER_COMPATIBILITY_VERSION_ONE }).success).toBe(true);
  });

  it('is joined by the gateway, from its side to the sale and its lines', async () => {
    const { data, errors } = await gateway.ask(
      '{ voucher(no: "V-48100720000") { no ledger { account currency } sale { entryType lines { name } voucherNo } } }',
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      voucher: {
        no: 'V-48100720000',
        ledger: { account: '1920', currency: 'NOK' },
        sale: {
          entryType: 'CAPTURE',
          lines: expect.arrayContaining([{ name: expect.any(String) as string }]) as unknown,
          voucherNo: 'V-48100720000',
        },
      },
    });
  });

  it('is joined from the side of the ledger, cash sales included', async () => {
    const { data, errors } = await gateway.ask(
      '{ ledger(ledgerId: "421390") { account salesEvents(first: 12) { nodes { pspReference paymentType voucherNo } } } }',
    );
    expect(errors).toBeUndefined();
    const { ledger } = data as {
      ledger: {
        account: string;
        salesEvents: { nodes: { pspReference: string | null; paymentType: string; voucherNo: string }[] };
      };
    };
    expect(ledger.account).toBe('1920');
    for (const { pspReference, voucherNo } of ledger.salesEvents.nodes) {
      expect(voucherNo).toBe(`V-${pspReference ?? 'cash'}`);
    }
    expect(ledger.salesEvents.nodes.some(({ paymentType }) => paymentType === 'CASH')).toBe(true);
  });
});
