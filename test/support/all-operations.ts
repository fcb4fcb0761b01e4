import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getOperationAST, parse } from 'graphql';
import type { SubgraphName } from '../../src/config.js';

/** An example operation as a client would send it. */
export interface ExampleOperation {
  readonly name: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

type Variables = ExampleOperation['variables'];

/** Where the example operations of a subgraph lie, as codegen and GraphiQL find them. */
export const operationFolders: Readonly<Record<SubgraphName, string>> = {
  vipps: join(import.meta.dirname, '../operations'),
  entur: join(import.meta.dirname, '../operations/entur'),
};

/** What to ask beside the defaults that an operation has itself: other things, smaller pages, and what is missing. */
const others: Readonly<Record<string, readonly Variables[]>> = {
  FindSalesUnits: [{ name: 'torget' }, { name: 'zzz' }],
  Ledgers: [{ first: 3 }, { recipientHandle: 'api:251308' }],
  Merchant: [{ scheme: 'business:DK:CVR', id: '99112204', first: 2 }, { id: '123456785' }],
  Order: [{ msn: '204139', orderId: '9110010001' }, { orderId: 'none' }],
  Orders: [{ keys: [{ msn: '204117', paymentType: 'ECOM', orderId: 'none' }] }],
  PayoutExplained: [{ ledgerId: '418806', first: 10 }, { date: '2026-05-20' }, { ledgerId: '999999' }],
  PayoutOfAnOrder: [{ orderId: 'none' }, { msn: '999999' }],
  Payouts: [
    { ledgerId: '418914', from: '2026-05-18', first: 2 },
    { ledgerId: '700031' },
    { ledgerId: '999999' },
  ],
  ProductOrder: [
    { productOrderId: '04401380-f716-470e-80b8-9da89fb3b79c' },
    { productOrderId: '00000000-0000-4000-8000-000000000000' },
  ],
  ProductOrders: [{ first: 3 }, { filter: { merchant: { scheme: 'business:NO:ORG', id: '311231391' } } }],
  ReconcileMonth: [{ ledgerId: '420177', from: '2026-09-01', to: '2026-09-10' }, { ledgerId: '999999' }],
  BookMonth: [{ ledgerId: '514019', from: '2026-06-30', to: '2026-07-01' }],
  Refunds: [{ ledgerId: '421390', first: 5 }],
  SalesOfADay: [{ ledgerId: '421390', date: '2026-05-20', first: 7 }, { ledgerId: '700031' }],
  SalesOfLedgers: [{ ledgers: ['611583'], minGross: null, first: 3 }],
  SalesSummary: [{ ledgerId: '420177', from: '2026-05-18', to: '2026-05-24' }, { ledgerId: '999999' }],
  SalesUnit: [{ msn: '211902' }, { msn: '999999' }],
  SalesUnits: [{ first: 3 }, { filter: { name: 'kiosken' } }],
  // Each names something that is missing, or is done already.
  DeleteCategory: [{ input: { msn: '204117', categoryId: '1d6a0b52-4c1e-4b8e-9a35-6f0c2f7de199' } }],
  PrefillProductOrder: [{}],
  EnturOrder: [{ orderId: 'ZZZZZZZZ' }],
  EnturOrders: [{ status: 'DRAFT' }, { last: 3 }, { status: 'NONE' }],
  EnturPayments: [{ paymentType: 'VISA', first: 3 }],
  EnturCredits: [{ above: '0.10', first: 2 }],
  EnturTickets: [{ orderId: 'ZZZZZZZZ' }, { last: 1 }],
  EnturOrderOptions: [{ orderId: 'ZZZZZZZZ' }],
  WithdrawProductOrder: [{ input: { productOrderId: '00000000-0000-4000-8000-000000000000' } }],
};

/**
 * All example operations of a subgraph, in the order of their files, each as it stands and then with other variables. Against a fresh
 * sandbox none of them fails, though some tell of user errors.
 */
export function allOperations(subgraph: SubgraphName = 'vipps'): readonly ExampleOperation[] {
  const folder = operationFolders[subgraph];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.graphql'))
    .sort()
    .flatMap((file) => {
      const query = readFileSync(join(folder, file), 'utf8');
      const name = getOperationAST(parse(query))?.name?.value;
      if (name === undefined) throw new Error(`${file} names no operation`);
      return [{}, ...(others[name] ?? [])].map((variables) => ({ name, query, variables }));
    });
}
