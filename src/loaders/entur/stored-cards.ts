import { joinKey } from '../../cache/cache-key.js';
import type { WireEnturPaymentAgreement } from '../../clients/entur/payment-agreement-answers.js';
import type { EnturPaymentClient } from '../../clients/entur/payments.js';
import type { WireEnturRecurringPayment } from '../../clients/entur/recurring-payment-answers.js';
import type { CallScope } from '../../http/call-scope.js';
import { KeyLoader } from '../KeyLoader.js';
import { ownOf, type EnturLoaderParts } from './parts.js';

/** Stored cards and agreements of customers, as one request sees them. */
export interface EnturStoredCardLoaders {
  /** The stored cards of a customer: one call. */
  ofCustomer(customerNumber: string, includeExpired: boolean): Promise<readonly WireEnturRecurringPayment[]>;
  /** One agreement: one call. Null = not there, or not ours to see. */
  agreement(agreementId: string): Promise<WireEnturPaymentAgreement | null>;
  /** Drops what this request remembers of stored cards. Call it after every change. */
  forget(): void;
}

export interface EnturStoredCardLoaderParts extends EnturLoaderParts {
  readonly client: EnturPaymentClient;
}

interface Asked {
  readonly customerNumber: string;
  readonly includeExpired: boolean;
}

/** Stored cards and agreements for one request, with the keys of its tenant. */
export function createEnturStoredCardLoaders(parts: EnturStoredCardLoaderParts): EnturStoredCardLoaders {
  const { client, scope } = parts;
  const keyOf = ({ customerNumber, includeExpired }: Asked) => [
    customerNumber,
    includeExpired ? 'all' : 'valid',
  ];
  const cards = new KeyLoader(
    (asked: Asked) => joinKey(...keyOf(asked)),
    async (asked: Asked) => {
      const { keys, cached } = ownOf(parts);
      const { customerNumber, includeExpired } = asked;
      const load = (shared: CallScope) =>
        client.getRecurringPayments(keys, shared, customerNumber, includeExpired);
      return (await cached.recurringPayments.read(keyOf(asked), scope, load)) ?? [];
    },
  );
  const agreements = new KeyLoader(
    (id: string) => id,
    (id: string) => {
      const { keys, cached } = ownOf(parts);
      const load = (shared: CallScope) => client.getPaymentAgreement(keys, shared, id);
      return cached.paymentAgreement.read([id], scope, load);
    },
  );
  return {
    ofCustomer: (customerNumber, includeExpired) => cards.load({ customerNumber, includeExpired }),
    agreement: (agreementId) => agreements.load(agreementId),
    forget: () => {
      cards.clearAll();
    },
  };
}
