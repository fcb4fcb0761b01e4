import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { runningEntur } from './running-entur.js';
import type { Reply } from './running-sandbox.js';

const { ask, control } = await runningEntur();

const page = z.object({
  items: z.array(z.looseObject({})),
  totalItems: z.number(),
  totalPages: z.number(),
});

async function search(path: string): Promise<z.infer<typeof page>> {
  const reply = await ask('GET', path);
  expect(reply).toMatchObject({ status: 200, type: 'application/json;charset=UTF-8' });
  return page.parse(reply.body);
}

const idsOf = ({ items }: z.infer<typeof page>, member: string) => items.map((item) => item[member]);
const faultsOf = ({ body }: Reply) => z.object({ message: z.string() }).parse(body).message;

/** Four orders with amounts that floats can't hold, and others around them. */
const added = [
  { id: 'AAAAAAA1', amounts: ['0.10'] },
  { id: 'AAAAAAA2', amounts: ['0.30'] },
  { id: 'AAAAAAA3', amounts: ['999999999999999999'] },
  { id: 'AAAAAAA4', amounts: ['0.30001'] },
];
const mine = 'id=in:AAAAAAA1,AAAAAAA2,AAAAAAA3,AAAAAAA4';

describe('filters of orders', () => {
  it.each([
    ['totalAmount=eq:0.1', [1]],
    ['totalAmount=eq:0.10000', [1]],
    ['totalAmount=ne:0.30', [1, 3, 4]],
    ['totalAmount=gt:0.30', [3, 4]],
    ['totalAmount=gte:0.30', [2, 3, 4]],
    ['totalAmount=lt:0.30', [1]],
    ['totalAmount=lte:0.30', [1, 2]],
    ['totalAmount=gte:0.2&totalAmount=lt:0.30001', [2]],
    ['totalAmount=gt:999999999999999998', [3]],
    ['totalAmount=gt:999999999999999998.99999', [3]],
    ['totalAmount=in:0.10,0.30001', [1, 4]],
    ['totalAmount=nin:0.10,0.30001', [2, 3]],
    ['totalAmount=eq:0.10&totalAmount=eq:0.30', []],
    ['status=eq:DRAFT', [1, 2, 3, 4]],
    ['status=ne:DRAFT', []],
    ['balance=eq:0.10&version=eq:1', [1]],
    ['fromStopPlaceId=eq:NSR%3AStopPlace%3A59872', [1, 2, 3, 4]],
    ['fromStopPlaceId=eq:NSR:StopPlace:59983', []],
    ['fareProductId=eq:VYG:PreassignedFareProduct:Enkeltbillett', [1, 2, 3, 4]],
    ['contact=eq:3100423', [1, 2, 3, 4]],
    ['createdAt=gte:2999-01-01T00:00:00Z', []],
    ['startTime=gt:2026-01-01T00:00:00Z&endTime=lt:2999-01-01T00:00:00Z', [1, 2, 3, 4]],
  ])('%s', async (filter, expected) => {
    await control.entur.addOrders(added);
    const found = await search(`/v1/orders?${mine}&${filter}`);
    expect(idsOf(found, 'id')).toEqual(expected.map((no) => `AAAAAAA${String(no)}`));
    expect(found.totalItems).toBe(expected.length);
  });

  it.each([
    ['eq:VYG:PreassignedFareProduct:Enkeltbillett', 1],
    ['in:x,VYG:PreassignedFareProduct:EnkeltbillettBarn', 1],
    ['ne:VYG:PreassignedFareProduct:Enkeltbillett', 0],
    ['nin:x,VYG:PreassignedFareProduct:EnkeltbillettBarn', 0],
    ['ne:x', 1],
  ])('of two products of an order: %s', async (condition, count) => {
    expect(await search(`/v1/orders?id=eq:ABCDEFGH&fareProductId=${condition}`)).toMatchObject({
      totalItems: count,
    });
  });

  it('takes the example of the introduction', async () => {
    const found = await search('/v1/orders?totalAmount=gte:1000.00&organisationId=eq:1&perPage=100');
    expect(found.totalItems).toBeGreaterThan(50);
    for (const item of found.items) {
      expect(Number(item['totalAmount'])).toBeGreaterThanOrEqual(1000);
      expect(item['organisationId']).toBe(1);
    }
  });

  it.each([
    ['id=ABCDEFGH', 'id: Must carry an operator'],
    ['id=like:A', 'id: Must carry an operator'],
    ['nothing=eq:1', 'nothing: No such filter.'],
    ['paymentId=eq:6406', 'paymentId: No such filter.'],
    ['totalAmount=eq:much', 'totalAmount: "much" is no number.'],
    ['createdAt=gt:today', 'createdAt: "today" is no time.'],
    ['id=in:', 'id: "" is no text.'],
    ['constructor=eq:2026-01-01T00:00:00Z', 'constructor: No such filter.'],
    ['orderBy=constructor', 'orderBy: There is no field "constructor".'],
    ['sortBy=constructor', 'sortBy: Must be ASC or DESC.'],
    ['orderBy=nothing', 'orderBy: There is no field "nothing".'],
    ['sortBy=up', 'sortBy: Must be ASC or DESC.'],
  ])('refuses %s', async (query, message) => {
    const reply = await ask('GET', `/v1/orders?${query}`);
    expect(reply.status).toBe(400);
    expect(faultsOf(reply)).toContain(message);
  });

  it.each([
    ['', ['1', '2', '4', '3']],
    ['&sortBy=ASC', ['1', '2', '4', '3']],
    ['&sortBy=desc', ['3', '4', '2', '1']],
  ])('sorts by an amount%s', async (direction, expected) => {
    await control.entur.addOrders(added);
    const found = await search(`/v1/orders?${mine}&orderBy=totalAmount${direction}`);
    expect(idsOf(found, 'id')).toEqual(expected.map((no) => `AAAAAAA${no}`));
  });
});

describe('filters elsewhere', () => {
  it.each([
    ['paymentId=6406', 1],
    ['paymentId=eq:6406', 1],
    ['createdAt=2018-09-03T12:46:33Z', 1],
    ['createdAt=lt:2019-01-01T00:00:00Z', 1],
    ['orderId=ABCDEFGH&orderVersion=1', 1],
    ['orderId=ABCDEFGH&orderId=eq:nobody', 0],
    ['cardNumber=4417&totalAmount=1446', 1],
    ['externalTransactionId=nobody', 0],
    ['updatedAt=gte:2999-01-01T00:00:00Z', 0],
  ])('payments: %s', async (query, count) => {
    expect(await search(`/v1/payments?${query}`)).toMatchObject({ totalItems: count });
  });

  it('reads repeated eq of a field as any of them by quirk, save on orders', async () => {
    await control.quirks.set({ enturRepeatedEqMeansAny: true });
    const both = await search('/v1/payments?paymentId=eq:6406&paymentId=100001&currency=eq:NOK');
    expect(idsOf(both, 'paymentId')).toEqual([6406, 100_001]);
    expect(await search('/v1/orders?id=eq:ABCDEFGH&id=eq:A2EBDYPX')).toMatchObject({ totalItems: 0 });
  });

  it.each(['/v1/payments?paymentId=in:6406', '/v1/credits?creditId=nin:50001'])(
    'has no lists in %s',
    async (path) => {
      const reply = await ask('GET', path);
      expect(reply.status).toBe(400);
      expect(faultsOf(reply)).toMatch(/The operator n?in is not supported here/);
    },
  );

  it.each(['/v1/ticket-distribution-groups', '/v1/pdf-tickets'])('needs a filter for %s', async (path) => {
    const reply = await ask('GET', `${path}?page=1&perPage=5`);
    expect(reply.status).toBe(400);
    expect(faultsOf(reply)).toBe('At least one search parameter is required.');
    expect((await search(`${path}?orderId=ABCDEFGH`)).totalItems).toBe(2);
    expect((await search(`${path}?orderId=in:ABCDEFGH,A2EBDYPX`)).totalItems).toBe(3);
  });

  it.each([
    ['orderId=A2EBDYPX&customers=3100417', 1],
    ['orderId=A2EBDYPX&customers=1', 0],
    ['orderId=ABCDEFGH&startOfValidity=gte:2018-09-01T00:00:00Z&startOfValidity=lt:2018-10-01T00:00:00Z', 2],
    ['distributionStatus=DISTRIBUTED', 0],
  ])('ticket distribution groups: %s', async (query, count) => {
    expect(await search(`/v1/ticket-distribution-groups?${query}`)).toMatchObject({ totalItems: count });
  });
});

describe('pages', () => {
  it.each([0, 1] as const)('begin at %i, overlap nowhere and leave nothing out', async (firstPage) => {
    await control.entur.settings({ firstPage });
    const whole = await search(`/v1/payments?perPage=100&page=${firstPage}`);
    expect(whole.totalPages).toBe(Math.ceil(whole.totalItems / 100));
    const seen: unknown[] = [];
    for (let no = 0; no < Math.ceil(whole.totalItems / 37); no += 1) {
      const one = await search(`/v1/payments?perPage=37&page=${String(firstPage + no)}`);
      expect(one).toMatchObject({
        totalItems: whole.totalItems,
        totalPages: Math.ceil(whole.totalItems / 37),
      });
      seen.push(...idsOf(one, 'paymentId'));
    }
    expect(seen).toHaveLength(whole.totalItems);
    expect(new Set(seen).size).toBe(whole.totalItems);
    expect(seen.slice(0, 100)).toEqual(idsOf(whole, 'paymentId'));
    const behind = await search(`/v1/payments?perPage=37&page=${String(firstPage + 1_000)}`);
    expect(behind).toMatchObject({ items: [], totalItems: whole.totalItems });
  });

  it('are of the default size unless asked for', async () => {
    expect((await search('/v1/orders')).items).toHaveLength(20);
    await control.entur.settings({ pageSize: 7 });
    expect((await search('/v1/orders')).items).toHaveLength(7);
  });

  it.each(['page=0', 'page=-1', 'page=1.5', 'page=', 'perPage=0', 'perPage=101', 'perPage=x'])(
    'refuses %s',
    async (query) => {
      expect(await ask('GET', `/v1/orders?${query}`)).toMatchObject({ status: 400 });
    },
  );

  it('have a cap that can be set', async () => {
    await control.entur.settings({ pageSizeMax: 5 });
    expect((await search('/v1/orders?perPage=5')).items).toHaveLength(5);
    expect(await ask('GET', '/v1/orders?perPage=6')).toMatchObject({ status: 400 });
  });
});
