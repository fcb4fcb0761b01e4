import type { EnturContext } from '../../src/context/entur-context.js';
import { referenceResolver, type NameEntityIn, type Reference } from '../shared/reference-resolver.js';
import { checkNumericId, checkOrderId } from './identifiers.js';
import { creditOf, orderOf, paymentOf } from './look-up.js';

type NameEntity = NameEntityIn<EnturContext>;

const orderByKey = new Set(['orderId', 'payments', 'credits', 'ticketDistributionGroups', 'changeOptions']);
const paymentByKey = new Set(['paymentId']);
const creditByKey = new Set(['creditId']);

const nameOrder: NameEntity = (reference, context) => {
  const orderId = checkOrderId(reference['orderId'], 'orderId');
  return { type: 'EnturOrder', key: { orderId }, byKey: orderByKey, load: () => orderOf(orderId, context) };
};

const namePayment: NameEntity = (reference, context) => {
  const paymentId = checkNumericId(reference['paymentId'], 'paymentId');
  return {
    type: 'EnturPayment',
    key: { paymentId },
    byKey: paymentByKey,
    load: () => paymentOf(paymentId, context),
  };
};

const nameCredit: NameEntity = (reference, context) => {
  const creditId = checkNumericId(reference['creditId'], 'creditId');
  return {
    type: 'EnturCredit',
    key: { creditId },
    byKey: creditByKey,
    load: () => creditOf(creditId, context),
  };
};

/** Every entity with its reference resolver. */
export const references = {
  EnturOrder: referenceResolver(nameOrder),
  EnturPayment: referenceResolver(namePayment),
  EnturCredit: referenceResolver(nameCredit),
  // Another subgraph's: whatever it says of itself comes with it.
  FundsEntry: (reference: Reference): Promise<object> => Promise.resolve({ ...reference }),
};
