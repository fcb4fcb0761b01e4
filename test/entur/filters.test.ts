import { isInputObjectType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { entur } from '../../src/subgraphs/entur.js';
import { json } from '../support/scripted-server.js';
import { enturGraph } from './graph.js';

const empty = json(200, { items: [], totalItems: 0, totalPages: 0 });
const listed = ['eq', 'gt', 'gte', 'in', 'lt', 'lte', 'ne', 'nin'];
const single = listed.filter((operator) => !['in', 'nin'].includes(operator));

describe('a filter', () => {
  it.each([
    // The examples of Entur's own introduction, letter for letter; the page is always said.
    ['enturPayments(first: 4)', '/sales/v1/payments?page=1&perPage=4'],
    [
      'enturOrders(filter: { organisationId: { eq: 1 }, totalAmount: { gte: "1000.00" } })',
      '/sales/v1/orders?totalAmount=gte:1000.00&organisationId=eq:1&page=1&perPage=50',
    ],
    [
      'enturOrders(filter: { createdAt: { gte: "2026-09-01T00:00:00Z", lt: "2026-10-01T02:00:00+02:00" } })',
      '/sales/v1/orders?createdAt=gte:2026-09-01T00:00:00Z&createdAt=lt:2026-10-01T00:00:00Z&page=1&perPage=50',
    ],
    [
      'enturOrders(filter: { orderId: { in: ["ABCDEFGH", "JKLMNPQR"] }, status: { nin: ["DRAFT"], ne: "CANCELLED" } })',
      '/sales/v1/orders?id=in:ABCDEFGH,JKLMNPQR&status=ne:CANCELLED&status=nin:DRAFT&page=1&perPage=50',
    ],
    [
      'enturOrders(filter: { pos: { eq: "Kiosk & café, nr. 7=8 #1?/+%" } })',
      '/sales/v1/orders?pos=eq:Kiosk%20%26%20caf%C3%A9%2C%20nr.%207%3D8%20%231%3F%2F%2B%25&page=1&perPage=50',
    ],
    [
      'enturOrders(filter: { distributionChannelId: { eq: "ENT:DistributionChannel:App" }, version: { gt: 1 } })',
      '/sales/v1/orders?version=gt:1&distributionChannelId=eq:ENT:DistributionChannel:App&page=1&perPage=50',
    ],
    [
      'enturOrders(filter: { balance: { lt: "-0.10" } }, orderBy: { field: CREATED_AT })',
      '/sales/v1/orders?balance=lt:-0.10&orderBy=createdAt&page=1&perPage=50',
    ],
    [
      'enturOrders(filter: { externalReference: { eq: "2026-01-01T10:00:00+01:00" } })',
      '/sales/v1/orders?externalReference=eq:2026-01-01T10:00:00%2B01:00&page=1&perPage=50',
    ],
    ['enturOrders(filter: { status: null, version: { eq: null } })', '/sales/v1/orders?page=1&perPage=50'],
    [
      'enturPayments(filter: { orderId: { eq: "ABCDEFGH" }, orderVersion: { eq: 2 }, status: { ne: "REJECTED" }, totalAmount: { lte: "1234567890123.12345" } })',
      '/sales/v1/payments?orderId=eq:ABCDEFGH&orderVersion=eq:2&totalAmount=lte:1234567890123.12345&status=ne:REJECTED&page=1&perPage=50',
    ],
    [
      'enturPayments(filter: { paymentId: { eq: "9223372036854775807" }, paymentType: { eq: "VIPPS" } })',
      '/sales/v1/payments?paymentId=eq:9223372036854775807&paymentType=eq:VIPPS&page=1&perPage=50',
    ],
    [
      'enturCredits(filter: { reimbursementMethod: { eq: "VIPPS" }, totalCreditAmount: { gt: "0.10" } })',
      '/sales/v1/credits?totalCreditAmount=gt:0.10&reimbursementMethod=eq:VIPPS&page=1&perPage=50',
    ],
    [
      'enturTicketDistributionGroups(filter: { groupId: { in: ["a", "b"] }, startOfValidity: { gte: "2026-09-01T00:00:00Z", lte: "2026-09-02T00:00:00Z" } })',
      '/sales/v1/ticket-distribution-groups?id=in:a,b&startOfValidity=gte:2026-09-01T00:00:00Z&startOfValidity=lte:2026-09-02T00:00:00Z&page=1&perPage=50',
    ],
  ])('%s is sent as %s', async (field, url) => {
    const { ask, urls } = await enturGraph(empty);
    const [name = ''] = field.split('(');
    expect(await ask(`{ ${field} { totalCount } }`)).toEqual({ data: { [name]: { totalCount: 0 } } });
    expect(urls()).toEqual([url]);
  });

  it.each([
    ['enturOrders(filter: { pos: { eq: "" } })', 'filter.pos.eq'],
    ['enturOrders(filter: { pos: { eq: "a\\nb" } })', 'filter.pos.eq'],
    ['enturOrders(filter: { orderId: { in: [] } })', 'filter.orderId.in'],
    ['enturOrders(filter: { orderId: { in: ["a", "b,c"] } })', 'filter.orderId.in.1'],
    [`enturOrders(filter: { orderId: { nin: [${'"x" '.repeat(101)}] } })`, 'filter.orderId.nin'],
    [`enturPayments(filter: { orderId: { eq: "${'x'.repeat(201)}" } })`, 'filter.orderId.eq'],
    [
      'enturTicketDistributionGroups(filter: { orderOwnerCustomerId: { eq: "kari" } })',
      'filter.orderOwnerCustomerId.eq',
    ],
    [
      'enturTicketDistributionGroups(filter: { distributionHolderCustomerId: { in: ["1", "-2"] } })',
      'filter.distributionHolderCustomerId.in.1',
    ],
    ['enturTicketDistributionGroups(filter: {})', 'filter'],
    ['enturTicketDistributionGroups(filter: { orderId: {}, createdAt: { eq: null } })', 'filter'],
  ])('%s is refused at %s, before any call', async (field, argument) => {
    const { ask, urls } = await enturGraph(empty);
    const { errors } = await ask(`{ ${field} { totalCount } }`);
    expect(errors?.map(({ extensions }) => extensions)).toEqual([
      { code: 'BAD_USER_INPUT', argument: argument.split('.') },
    ]);
    expect(urls()).toEqual([]);
  });

  it('sorts in a direction only where what is inferred may be used', async () => {
    const query = '{ enturOrders(orderBy: { field: TOTAL_AMOUNT, direction: DESCENDING }) { totalCount } }';
    const off = await enturGraph(empty);
    expect((await off.ask(query)).errors?.[0]).toMatchObject({ extensions: { code: 'FORBIDDEN' } });
    expect(off.urls()).toEqual([]);
    const on = await enturGraph(empty, { ENTUR_EXPERIMENTAL: 'on' });
    await on.ask(query);
    expect(on.urls()).toEqual(['/sales/v1/orders?orderBy=totalAmount&sortBy=descending&page=1&perPage=50']);
  });

  it.each([
    ['EnturOrderFilter', listed],
    ['EnturTicketDistributionGroupFilter', listed],
    ['EnturPaymentFilter', single],
    ['EnturCreditFilter', single],
  ])('%s has the operators of its service, and no others', (name, operators) => {
    const { schema } = entur.build();
    const filter = schema.getType(name);
    if (!isInputObjectType(filter)) throw new Error('is no input');
    const found = Object.values(filter.getFields()).map(({ type }) =>
      isInputObjectType(type) ? Object.keys(type.getFields()).sort() : [],
    );
    expect(found.length).toBeGreaterThan(10);
    expect(found).toEqual(found.map(() => operators));
  });
});
