import { merchantDetails, msns, salesEvent, unitDetails } from './data.ts';
import { enturOrder, enturPayment, orderIds } from './entur-data.ts';
import type { BenchQuery } from './queries.ts';

/**
 * What every server must answer, worked out field by field from the data that the stub serves. Slow and plain: it runs
 * in the benchmark's own process, before anything is measured.
 */
export function expectedAnswers({ name, bodies }: BenchQuery): string[] {
  const dataOf = byQuery[name];
  if (dataOf === undefined) throw new Error(`Nobody said what ${name} must answer`);
  return bodies.map((body) => {
    const { variables = {} }: { variables?: Variables } = JSON.parse(body);
    return JSON.stringify({ data: dataOf(variables) });
  });
}

interface Variables {
  readonly msn?: string;
}

const byQuery: Readonly<Record<string, (variables: Variables) => object>> = {
  Q1: () => ({ salesUnits: { nodes: msns.map(unitWithMerchant) } }),
  Q2: () => salesEvents(100),
  Q3: () => salesEvents(1_000),
  Q4: () => ({ salesUnit: unit(msns[0] ?? '') }),
  Q5: () => ({ __typename: 'Query' }),
  Q6: ({ msn = '' }) => ({ salesUnit: unit(msn) }),
  E1: () => ({
    enturOrders: { nodes: orderIds.map((id) => ({ ...order(id), payments: [payment(id)] })) },
  }),
  E2: () => ({ enturOrder: order(orderIds[0] ?? '') }),
};

function unit(msn: string) {
  const { configuration, ...details } = unitDetails(msn);
  return { ...details, configuration: { ...configuration, captureType: 'RESERVE_CAPTURE' } };
}

function unitWithMerchant(msn: string) {
  const details = unit(msn);
  const { scheme, id } = details.businessIdentifier;
  const { name, status, createdAt, updatedAt, countryCode, businessAddress } = merchantDetails(scheme, id);
  return { ...details, merchant: { name, status, createdAt, updatedAt, countryCode, businessAddress } };
}

function salesEvents(first: number) {
  const nodes = Array.from({ length: first }, (_, index) => event(index));
  return { ledger: { salesEvents: { nodes, pageInfo: { endCursor: '', hasNextPage: true } } } };
}

function event(index: number) {
  const { entryType, amounts, lines, ...rest } = salesEvent(index);
  return {
    ...rest,
    customer: undefined,
    entryType: entryType.toUpperCase(),
    amounts: { gross: money(amounts.gross), net: money(amounts.net), vat: money(amounts.vat) },
    lines: lines.map(({ vatRate, quantity, ...line }) => ({
      ...line,
      quantity: String(quantity),
      vatRateBasisPoints: vatRate,
      unitPriceGross: money(line.unitPriceGross),
      unitPriceNet: money(line.unitPriceNet),
      discountTotal: money(line.discountTotal),
      lineTotalGross: money(line.lineTotalGross),
      lineTotalNet: money(line.lineTotalNet),
      vatAmount: money(line.vatAmount),
    })),
  };
}

function money(value: number) {
  return { value };
}

const kroner = (amount: string) => ({ amount, currency: 'NOK' });

function order(orderId: string) {
  const { id, orderLines, travellers, paymentRefs, ...wire } = enturOrder(orderId);
  return {
    ...wire,
    fees: undefined,
    reservations: undefined,
    currency: undefined,
    orderId: id,
    totalAmount: kroner(wire.totalAmount),
    totalTaxAmount: kroner(wire.totalTaxAmount),
    balance: kroner(wire.balance),
    organisationId: String(wire.organisationId),
    orderLines: orderLines.map(({ price, ...line }) => ({
      orderLineId: line.id,
      status: line.status,
      description: line.description,
      price: {
        price: kroner(price.amount),
        tax: kroner(price.taxAmount),
        taxCode: price.taxCode,
        taxRate: price.taxRate,
      },
      salesPackage: line.salesPackageRef,
    })),
    travellers: travellers.map((traveller) => ({ travellerId: traveller.id })),
    paymentRefs: paymentRefs.map(({ paymentId, orderVersion, amount, completedAt }) => ({
      paymentId: String(paymentId),
      orderVersion,
      amount: kroner(amount),
      completedAt,
    })),
  };
}

function payment(orderId: string) {
  const { paymentId, orderVersion, totalAmount, createdAt, active, transactionHistory } =
    enturPayment(orderId);
  return {
    paymentId: String(paymentId),
    orderVersion,
    totalAmount: kroner(totalAmount),
    createdAt,
    active,
    transactions: transactionHistory.map((transaction) => ({
      transactionId: String(transaction.transactionId),
      status: transaction.status,
      amount: kroner(transaction.amount),
      remainingAmountToCapture: kroner(transaction.summary.remainingAmountToCapture),
      paymentType: transaction.paymentType,
      paymentTypeGroup: transaction.paymentTypeGroup,
      operationLog: transaction.operationLog.map(({ operation, amount }) => ({
        operation,
        amount: kroner(amount),
      })),
    })),
  };
}
