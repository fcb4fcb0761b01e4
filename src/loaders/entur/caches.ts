import type { Invalidations } from '../../cache/Invalidations.js';
import {
  defineCache,
  ScopedCaches,
  type CacheOptions,
  type CacheOwner,
  type OpenCache,
} from '../../cache/ScopedCaches.js';
import { enturApis } from '../../clients/entur/apis.js';
import type { WireEnturCredit } from '../../clients/entur/credit-answers.js';
import type { WireEnturOrder } from '../../clients/entur/order-answers.js';
import type { NumberedPage } from '../../clients/entur/page.js';
import type { WireEnturPaymentAgreement } from '../../clients/entur/payment-agreement-answers.js';
import type { WireEnturPayment, WireEnturPaymentMethod } from '../../clients/entur/payment-answers.js';
import type { WireEnturRecurringPayment } from '../../clients/entur/recurring-payment-answers.js';
import type { WireEnturTicketGroup } from '../../clients/entur/ticket-answers.js';
import { enturCachePolicies, type EnturCachedResource } from './cache-policies.js';

/** One cache per kind of answer, as one tenant with one set of keys sees it. */
export type EnturCaches = ReturnType<ReturnType<typeof defineEnturCaches>>;

export type EnturCachesOptions = Omit<CacheOptions, 'policy' | 'api'>;

/** The caches of all answers of Entur, for the whole process. */
export function createEnturCaches(
  options: EnturCachesOptions,
  invalidations: Invalidations,
): ScopedCaches<EnturCaches> {
  return new ScopedCaches(defineEnturCaches(options, invalidations));
}

function defineEnturCaches(options: EnturCachesOptions, invalidations: Invalidations) {
  const define = <T>(resource: EnturCachedResource): OpenCache<T> => {
    const policy = enturCachePolicies[resource];
    return defineCache<T>(resource, { ...options, policy, api: enturApis[policy.api] }, invalidations);
  };
  const order = define<WireEnturOrder>('enturOrder');
  const orderPage = define<NumberedPage<WireEnturOrder>>('enturOrderPage');
  const payment = define<WireEnturPayment>('enturPayment');
  const paymentPage = define<NumberedPage<WireEnturPayment>>('enturPaymentPage');
  const paymentsOfOrder = define<readonly WireEnturPayment[]>('enturPaymentsOfOrder');
  const paymentsOfTransaction = define<readonly WireEnturPayment[]>('enturPaymentsOfTransaction');
  const credit = define<WireEnturCredit>('enturCredit');
  const creditPage = define<NumberedPage<WireEnturCredit>>('enturCreditPage');
  const creditsOfOrder = define<readonly WireEnturCredit[]>('enturCreditsOfOrder');
  const ticketPage = define<NumberedPage<WireEnturTicketGroup>>('enturTicketPage');
  const ticketsOfOrder = define<readonly WireEnturTicketGroup[]>('enturTicketsOfOrder');
  const paymentMethods = define<readonly WireEnturPaymentMethod[]>('enturPaymentMethods');
  const recurringPayments = define<readonly WireEnturRecurringPayment[]>('enturRecurringPayments');
  const paymentAgreement = define<WireEnturPaymentAgreement>('enturPaymentAgreement');
  return (owner: CacheOwner) => ({
    order: order(owner),
    orderPage: orderPage(owner),
    payment: payment(owner),
    paymentPage: paymentPage(owner),
    paymentsOfOrder: paymentsOfOrder(owner),
    paymentsOfTransaction: paymentsOfTransaction(owner),
    credit: credit(owner),
    creditPage: creditPage(owner),
    creditsOfOrder: creditsOfOrder(owner),
    ticketPage: ticketPage(owner),
    ticketsOfOrder: ticketsOfOrder(owner),
    paymentMethods: paymentMethods(owner),
    recurringPayments: recurringPayments(owner),
    paymentAgreement: paymentAgreement(owner),
  });
}
