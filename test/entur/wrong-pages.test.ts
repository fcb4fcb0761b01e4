import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { json, type Step } from '../support/scripted-server.js';
import { changing, ways } from './changing.js';

interface Behaviour {
  /** Number of the first page. */
  readonly base: number;
  /** How many match. */
  readonly count: number;
  /** Whether pages in front of the first are the first. */
  readonly clamps?: boolean;
  /** From this place on nothing is shown, though it is counted. */
  readonly shown?: number;
  /** What stands at a place in the list. Of the order of something else, there is always one. */
  readonly item: (index: number) => object;
}

function service({ base, count, clamps = false, shown = count, item }: Behaviour): Step {
  return (response, request) => {
    if (item !== anOrder && request.url.includes('/v1/orders?')) {
      json(200, { items: [anOrder()], totalItems: 1 })(response, request);
      return;
    }
    const query = new URL(request.url, 'http://entur').searchParams;
    const page = Number(query.get('page'));
    const perPage = Number(query.get('perPage'));
    const start = (clamps ? Math.max(page - base, 0) : page - base) * perPage;
    const all = Array.from({ length: shown }, (_, index) => item(index));
    const items = start < 0 ? [] : all.slice(start, start + perPage);
    json(200, { items, totalItems: count, totalPages: Math.ceil(count / perPage) })(response, request);
  };
}

const anOrder = () => ({ id: 'ABCDEFGH', status: 'CONFIRMED' });
const aPayment = (index: number) => ({ paymentId: String(6406 + index), orderId: 'ABCDEFGH' });
const aCredit = (index: number) => ({ creditId: String(7000 + index), orderId: 'ABCDEFGH' });

const base = 'its first page may not have the number that ENTUR_FIRST_PAGE says';

const cursorIn = z
  .object({ data: z.object({ enturPayments: z.object({ pageInfo: z.object({ endCursor: z.string() }) }) }) })
  .transform(({ data }) => data.enturPayments.pageInfo.endCursor);

describe.each(ways)('executed by %s, a service that', (_name, COMPILE_QUERIES) => {
  const faults = async (query: string, behaviour: Behaviour, ENTUR_FIRST_PAGE = '1') => {
    const graph = await changing([service(behaviour)], { COMPILE_QUERIES, ENTUR_FIRST_PAGE });
    const { errors } = await graph.ask(query);
    return errors?.map(({ message, path, extensions: { code } }) => ({ message, path, code }));
  };
  const bad = (api: string, what: string, ...path: readonly (string | number)[]) => [
    {
      message: `The Entur ${api} API sent an answer that can't be used: it ${what}`,
      path,
      code: 'UPSTREAM_BAD_RESPONSE',
    },
  ];
  const none = (count: number) => `shows none of its ${count} items on the first page: ${base}.`;

  it.each([
    ['order', '{ enturOrder(orderId: "ABCDEFGH") { status } }', anOrder, 'Order', 'enturOrder'],
    ['payment', '{ enturPayment(paymentId: "6406") { orderId } }', aPayment, 'Payment', 'enturPayment'],
    ['credit', '{ enturCredit(creditId: "7000") { orderId } }', aCredit, 'Payment', 'enturCredit'],
    ['list', '{ enturPayments(first: 5) { totalCount } }', aPayment, 'Payment', 'enturPayments'],
  ])('counts from 0 unknown to us does not make its %s look as if there were none', async (...row) => {
    const [, query, item, api, field] = row;
    expect(await faults(query, { base: 0, count: 1, item })).toEqual(bad(api, none(1), field));
  });

  const ofOrder =
    '{ _entities(representations: [{ __typename: "EnturOrder", orderId: "ABCDEFGH" }]) { ... on EnturOrder { payments { paymentId } } } }';
  const place = ['_entities', 0, 'payments'] as const;

  it('counts from 0 unknown to us does not hide the payments of an order', async () => {
    const found = await faults(ofOrder, { base: 0, count: 1, item: aPayment });
    expect(found).toEqual(bad('Payment', none(1), ...place));
  });

  it('counts from 1 unknown to us, and gives its first page in place of page 0, does not double them', async () => {
    const behaviour = { base: 1, count: 230, clamps: true, item: aPayment };
    const repeats = `repeats one page as the next: ${base}.`;
    expect(await faults(ofOrder, behaviour, '0')).toEqual(bad('Payment', repeats, ...place));
  });

  it('gives a full page where its list has an end is not believed', async () => {
    const behaviour = { base: 1, count: 12, clamps: true, item: aPayment };
    const graph = await changing([service(behaviour)], { COMPILE_QUERIES, ENTUR_FIRST_PAGE: '0' });
    const query =
      'query ($after: String) { enturPayments(first: 5, after: $after) { pageInfo { endCursor } } }';
    const first = cursorIn.parse(await graph.ask(query));
    const second = cursorIn.parse(await graph.ask(query, { after: first }));
    const { errors } = await graph.ask(query, { after: second });
    expect(errors?.map(({ message, path, extensions: { code } }) => ({ message, path, code }))).toEqual(
      bad('Payment', `has more items than the 12 that it counts: ${base}.`, 'enturPayments'),
    );
  });

  it('shows less of the payments of an order than it counts is not believed', async () => {
    const count = { base: 1, count: 130, item: aPayment };
    expect(await faults(ofOrder, { ...count, shown: 100 })).toEqual(
      bad('Payment', 'shows none of its 130 items behind the first 100.', ...place),
    );
    expect(await faults(ofOrder, { ...count, shown: 129 })).toEqual(
      bad('Payment', 'has 129 of its 130 items.', ...place),
    );
    expect(await faults(ofOrder, count)).toBeUndefined();
  });

  it.each([
    ['order', '{ enturOrder(orderId: "ABCDEFGH") { status } }', anOrder, 'Order', 2, 1, ['enturOrder']],
    ['payments of an order', ofOrder, aPayment, 'Payment', 1_001, 1_000, [...place]],
  ] as const)('counts more than can be of an %s is asked for no further page', async (...row) => {
    const [, query, item, api, count, most, path] = row;
    const steps = [service({ base: 1, count, shown: item === anOrder ? 1 : 100, item })];
    const graph = await changing(steps, { COMPILE_QUERIES });
    const { errors } = await graph.ask(query);
    expect(
      errors?.map(({ message, path: at, extensions: { code } }) => ({ message, path: at, code })),
    ).toEqual(bad(api, `has ${count} items, where at most ${most} were expected.`, ...path));
    expect(
      graph.calls().filter(({ url }) => url.includes(item === aPayment ? '/payments' : '/orders')),
    ).toHaveLength(1);
  });

  it('counts orders that it does not show is not believed to have none', async () => {
    const order = '{ enturOrder(orderId: "ABCDEFGH") { status } }';
    const found = await faults(order, { base: 1, count: 7, shown: 0, item: anOrder });
    expect(found).toEqual(bad('Order', none(7), 'enturOrder'));
  });
});
