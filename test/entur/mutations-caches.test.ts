import { describe, expect, it } from 'vitest';
import { json, raw, type Step } from '../support/scripted-server.js';
import { fakeClock } from '../support/stack.js';
import { changes, OFFER, type ChangeCase } from './all-changes.js';
import { changing, type Changing } from './changing.js';
import { page } from './graph.js';

const order = { id: 'ABCDEFGH', status: 'CONFIRMED', version: 1 };
const payment = {
  paymentId: 6406,
  orderId: 'ABCDEFGH',
  transactionHistory: [{ transactionId: 9001, status: 'CAPTURED', amount: '1.00' }],
};
const credit = { creditId: 501, orderId: 'ABCDEFGH', creditTransactions: [{ status: 'CREDITED' }] };
const group = { id: 'g-1', orderId: 'ABCDEFGH', ticketDistributions: [] };
const card = { recurringPaymentId: 77, primary: true, recurringStatus: 'ACTIVE' };

/** What the services have, settled so that it is kept. */
const answers: readonly (readonly [path: string, answer: Step])[] = [
  ['/v1/orders?', page(order)],
  ['/v1/payments?', page(payment)],
  ['/v1/credits?', page(credit)],
  ['/v1/ticket-distribution-groups?', page(group)],
  ['/v1/recurring-payments?', json(200, [card])],
];

const reads = {
  order: '{ enturOrder(orderId: "ABCDEFGH") { status } }',
  orders: '{ enturOrders(first: 1) { nodes { orderId } } }',
  payment: '{ enturPayment(paymentId: "6406") { paymentId } }',
  payments: '{ enturPayments(first: 1) { nodes { paymentId } } }',
  paymentsOfOrder: '{ enturOrder(orderId: "ABCDEFGH") { payments { paymentId } } }',
  paymentsOfTransaction:
    '{ _entities(representations: [{ __typename: "FundsEntry", id: "x", pspReference: "17" }]) { ... on FundsEntry { enturPayments { paymentId } } } }',
  credits: '{ enturCredits(first: 1) { nodes { creditId } } }',
  creditsOfOrder: '{ enturOrder(orderId: "ABCDEFGH") { credits { creditId } } }',
  tickets:
    '{ enturTicketDistributionGroups(first: 1, filter: { orderId: { eq: "ABCDEFGH" } }) { nodes { groupId } } }',
  ticketsOfOrder: '{ enturOrder(orderId: "ABCDEFGH") { ticketDistributionGroups { groupId } } }',
  cards: '{ enturRecurringPayments(customerNumber: "31415") { recurringPaymentId } }',
} as const;

type Read = keyof typeof reads;

const all = Object.keys(reads) as readonly Read[];
const ofOrders = all.filter((read) => read !== 'cards');
const ofPayments: readonly Read[] = [
  'order',
  'orders',
  'payment',
  'payments',
  'paymentsOfOrder',
  'paymentsOfTransaction',
];
const ofTickets: readonly Read[] = ['tickets', 'ticketsOfOrder'];

/** What each change makes wrong. */
const madeWrong: Readonly<Record<string, readonly Read[]>> = {
  enturReserveOffers: ofOrders,
  enturUpdateOrderLines: ofOrders,
  enturUpdateOrder: ofOrders,
  enturConfirmOrderLines: ofOrders,
  enturAddTravellers: ofOrders,
  enturCreatePayment: ofOrders,
  enturAddTransaction: ofPayments,
  enturStartTerminal: ofPayments,
  enturStartAppClaim: ofPayments,
  enturCapture: ofPayments,
  enturSendReceipt: [],
  enturDryRunRefund: [],
  enturRefund: ofOrders,
  enturCompensateOrders: ofOrders,
  enturGenerateTickets: ofTickets,
  enturDistributeTickets: ofTickets,
  enturUpdateTicketValidity: ofTickets,
  enturTransferTicketHolder: ofTickets,
  enturCreateRecurringPayment: ['cards'],
  enturUpdateRecurringPayment: ['cards'],
  enturDeleteRecurringPayment: ['cards'],
  enturStartRecurringPaymentTerminal: [],
  enturAuthorizeRecurringPayment: ['cards'],
};

/** Answers reads with what there is, and changes as told. */
function serving({ before = [], answer }: ChangeCase, isLost: boolean): Step {
  return (response, request) => {
    const url = request.url.replace('/entur/sales', '');
    const found = answers.find(([path]) => request.method === 'GET' && url.startsWith(path));
    const first = before.find((call) => call.url === url);
    if (found !== undefined) found[1](response, request);
    else if (first !== undefined) json(200, first.answer)(response, request);
    else if (isLost) json(500, {})(response, request);
    else if (answer === undefined) raw(200, '')(response, request);
    else json(200, answer)(response, request);
  };
}

/** Which of the reads cost a call now. */
async function costly(graph: Changing): Promise<readonly Read[]> {
  const found: Read[] = [];
  for (const read of all) {
    const before = graph.requests.length;
    expect((await graph.ask(reads[read])).errors, read).toBeUndefined();
    if (graph.requests.length > before) found.push(read);
  }
  return found;
}

/** Whose lost answer a look can make up for. */
const settledByLook: ReadonlySet<string> = new Set(['enturConfirmOrderLines', 'enturCapture']);

/** Everything is kept. */
async function warm(graph: Changing): Promise<void> {
  await costly(graph);
  expect(await costly(graph)).toEqual([]);
}

describe('what is kept of reads', () => {
  it('is told of every change', () => {
    expect(Object.keys(madeWrong).sort()).toEqual(changes.map(({ mutation }) => mutation).sort());
  });

  it('is forgotten where a change makes it wrong, and only there', async () => {
    const graph = await changing([], { ENTUR_EXPERIMENTAL: 'on' });
    for (const each of changes) {
      graph.play(serving(each, false));
      await warm(graph);
      const { mutation, input, selection } = each;
      expect((await graph.change(mutation, input, selection)).errors, mutation).toBeUndefined();
      expect(await costly(graph), mutation).toEqual(madeWrong[mutation]);
    }
  });

  it('stays where an order that was to be made was refused: nothing was made', async () => {
    const graph = await changing([]);
    const refused: Step = (response, request) => {
      const found = answers.find(
        ([path]) => request.method === 'GET' && request.url.replace('/entur/sales', '').startsWith(path),
      );
      (found?.[1] ?? json(409, { message: 'expired' }))(response, request);
    };
    graph.play(refused);
    await warm(graph);
    const input = { offerConfigurations: [{ offerId: OFFER, selectedTravellerIds: ['t-1'] }] };
    const { data } = await graph.change('enturReserveOffers', input, 'orderId');
    expect(data).toMatchObject({ enturReserveOffers: { userErrors: [{ code: 'CONFLICT' }] } });
    expect(await costly(graph)).toEqual([]);
  });

  it('is forgotten too when the outcome is unknown, and not kept for two minutes: the change may come later', async () => {
    const clock = fakeClock();
    const graph = await changing([], { ENTUR_EXPERIMENTAL: 'on' }, clock);
    for (const each of changes.filter(({ isTrial }) => isTrial !== true)) {
      graph.play(serving(each, true));
      await warm(graph);
      const { mutation, input, selection } = each;
      const answer = await graph.change(mutation, input, selection);
      const isSettledByLook = settledByLook.has(mutation);
      if (isSettledByLook) expect(answer.errors, mutation).toBeUndefined();
      else expect(answer.errors, mutation).toMatchObject([{ extensions: { code: 'OUTCOME_UNKNOWN' } }]);
      const wrong = madeWrong[mutation] ?? [];
      expect(await costly(graph), mutation).toEqual(expect.arrayContaining([...wrong]));
      const inDoubt = isSettledByLook ? [] : wrong;
      expect(await costly(graph), mutation).toEqual(expect.arrayContaining([...inDoubt]));
      clock.advance(121);
    }
  });
});
