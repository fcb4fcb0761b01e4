import { describe, expect, it } from 'vitest';
import { isObject } from '../../src/json.js';
import { json } from '../support/scripted-server.js';
import { changes } from './all-changes.js';
import { changing, ways } from './changing.js';
import { page } from './graph.js';

/** What each answer says of itself instead. A change that is not here has an answer that names nothing. */
const foreign: Readonly<Record<string, object>> = {
  enturReserveOffers: { orderId: 'OTHERONE' },
  enturUpdateOrderLines: { orderId: 'OTHERONE' },
  enturConfirmOrderLines: { orderId: 'OTHERONE' },
  enturUpdateOrder: { orderId: 'OTHERONE' },
  enturCreatePayment: { orderVersion: 99 },
  enturAddTransaction: { paymentId: 1 },
  enturStartTerminal: { transactionId: 1 },
  enturStartAppClaim: { paymentId: 1 },
  enturRefund: { orderId: 'OTHERONE' },
  enturGenerateTickets: { orderId: 'OTHERONE' },
  enturUpdateRecurringPayment: { recurringPaymentId: 1 },
  enturAuthorizeRecurringPayment: { recurringPaymentId: 1 },
  enturStartRecurringPaymentTerminal: { recurringPaymentId: 1 },
};
const scripts: Readonly<Record<string, object>> = {
  enturStartTerminal: { terminalUri: 'javascript:alert(1)' },
  enturStartAppClaim: { appClaimUrl: 'data:text/html,x' },
  enturStartRecurringPaymentTerminal: { terminalUri: '/relative' },
};

describe.for(ways)('an answer about something else, by the %s way', ([, COMPILE_QUERIES]) => {
  const start = () => changing([], { COMPILE_QUERIES, ENTUR_EXPERIMENTAL: 'on' });

  it.for([
    ['that tells another id', foreign],
    ['with an address that no browser should open', scripts],
  ] as const)('%s leaves the outcome of a change unknown', async ([, answers]) => {
    const graph = await start();
    for (const [mutation, other] of Object.entries(answers)) {
      const each = changes.find((one) => one.mutation === mutation);
      if (each === undefined) throw new Error(`no ${mutation}`);
      const own = isObject(each.answer) ? each.answer : {};
      graph.play(
        ...(each.before ?? []).map(({ answer }) => json(200, answer)),
        json(200, { ...own, ...other }),
        page(),
      );
      const { data, errors } = await graph.change(mutation, each.input, each.selection);
      expect(data, mutation).toEqual({ [mutation]: null });
      expect(errors?.[0]?.extensions, mutation).toMatchObject({ code: 'OUTCOME_UNKNOWN' });
      const sent = graph.calls().filter(({ method, url }) => method === each.method && url === each.url);
      expect(sent, mutation).toHaveLength(1);
    }
  });

  it('of compensations leaves their outcome unknown', async () => {
    const graph = await start();
    const each = changes.find(({ mutation }) => mutation === 'enturCompensateOrders');
    if (each === undefined) throw new Error('no compensations');
    graph.play(json(200, [{ orderId: 'OTHERONE', creditId: 1 }]));
    const { errors } = await graph.change(each.mutation, each.input, each.selection);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'OUTCOME_UNKNOWN' });
  });

  it('of the dry run stops a refund in front of it', async () => {
    const graph = await start();
    for (const mutation of ['enturRefund', 'enturDryRunRefund']) {
      const each = changes.find((one) => one.mutation === mutation);
      if (each === undefined) throw new Error(`no ${mutation}`);
      graph.play(json(200, { orderId: 'OTHERONE', totalRefundAmount: '0.10' }));
      const { errors } = await graph.change(mutation, each.input, each.selection);
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE' });
      expect(graph.calls().map(({ method, url }) => `${method} ${url}`)).toEqual([
        'PUT /v1/refunds/ABCDEFGH/dry-run',
      ]);
    }
  });

  const of = (field: string) =>
    `{ _entities(representations: [{ __typename: "EnturOrder", orderId: "ABCDEFGH" }]) { ... on EnturOrder { ${field} } } }`;
  const order = page({ id: 'ABCDEFGH', status: 'CONFIRMED', currency: 'NOK', totalAmount: '1.00' });

  it.for([
    ['{ enturOrder(orderId: "ABCDEFGH") { status } }', [page({ id: 'OTHERONE', status: 'CONFIRMED' })]],
    [of('ticketDistributionGroups { orderId }'), [page({ id: 'x', orderId: 'OTHERONE' })]],
    [
      of('refundOptions { orderVersion }'),
      [order, json(200, { orderRef: { id: 'OTHERONE', version: 1 }, options: [] })],
    ],
    [of('changeOptions { orderLineId }'), [json(200, [{ orderId: 'OTHERONE', orderLineOptions: [] }])]],
  ] as const)('of a read is no answer: %s', async ([query, steps]) => {
    const graph = await start();
    graph.play(...steps);
    const { errors } = await graph.ask(query);
    expect(errors?.map(({ message, extensions: { code } }) => [code, message])).toEqual([
      ['UPSTREAM_BAD_RESPONSE', expect.stringContaining('it is not about what was asked for')],
    ]);
  });
});
