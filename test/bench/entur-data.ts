/** Orders and payments at Entur that the stub serves and the answers are checked against. */

const ORDERS = 100;

export const orderIds: readonly string[] = Array.from(
  { length: ORDERS },
  (_, index) => `BENCH${String(100 + index)}`,
);

const price = (amount: string) => ({
  amount,
  currency: 'NOK',
  taxAmount: '12.00',
  taxCode: 'LOW',
  taxRate: '12',
});

function numberOf(orderId: string): number {
  return orderIds.indexOf(orderId);
}

/** A confirmed order of two lines for two travellers. */
export function enturOrder(orderId: string) {
  const number = numberOf(orderId);
  const line = (no: number) => ({
    id: `5a4db0c0-0000-4000-8000-${String(number * 10 + no).padStart(12, '0')}`,
    status: 'CONFIRMED',
    description: [
      { lang: 'nob', value: `Enkeltbillett nummer ${no}` },
      { lang: 'eng', value: `Single ticket number ${no}` },
    ],
    price: price(`${100 + number}.00`),
    priceContribution: price(`${100 + number}.00`),
    fareProducts: [{ id: 'ENT:FareProduct:1', version: 'ENT:Version:V1' }],
    travellers: [{ id: `t${no}` }],
    salesPackageRef: { id: 'ENT:SalesPackage:1', version: 'ENT:Version:V1' },
  });
  return {
    id: orderId,
    version: 1,
    status: 'CONFIRMED',
    totalAmount: `${200 + 2 * number}.00`,
    totalTaxAmount: '24.00',
    balance: '0.00',
    currency: 'NOK',
    organisationId: 1,
    createdAt: '2026-09-14T10:22:31Z',
    lastConfirmedAt: '2026-09-14T10:23:31Z',
    failed: false,
    pos: 'Bench-POS',
    distributionChannelId: 'ENT:DistributionChannel:App',
    fees: [],
    orderLines: [line(1), line(2)],
    travellers: [{ id: 't1' }, { id: 't2' }],
    reservations: [],
    paymentRefs: [
      {
        orderVersion: 1,
        paymentId: 7_000 + number,
        amount: `${200 + 2 * number}.00`,
        currency: 'NOK',
        completedAt: '2026-09-14T10:23:30Z',
      },
    ],
  };
}

/** The payment of an order, by one transaction. */
export function enturPayment(orderId: string) {
  const number = numberOf(orderId);
  const amount = `${200 + 2 * number}.00`;
  return {
    paymentId: 7_000 + number,
    orderId,
    orderVersion: 1,
    organisationId: 1,
    totalAmount: amount,
    currency: 'NOK',
    createdAt: '2026-09-14T10:22:40Z',
    active: true,
    transactionHistory: [
      {
        transactionId: 8_000 + number,
        status: 'CAPTURED',
        amount,
        currency: 'NOK',
        createdAt: '2026-09-14T10:22:40Z',
        paymentType: 'VIPPS',
        paymentTypeGroup: 'MOBILE',
        operationLog: [{ operation: 'CAPTURE', amount }],
        summary: { capturedAmount: amount, remainingAmountToCapture: '0.00' },
      },
    ],
  };
}

/** What the services are asked for, and what they answer. */
export const enturPaths = {
  orders: `/sales/v1/orders?page=1&perPage=${ORDERS}`,
  order: (orderId: string) => `/sales/v1/orders?id=in:${orderId}&page=1&perPage=100`,
  payments: (orderId: string) => `/sales/v1/payments?orderId=eq:${orderId}&page=1&perPage=100`,
};

/** A page that is all of its list. */
export function enturPage(...items: readonly object[]) {
  return { items, totalItems: items.length, totalPages: 1 };
}
