import { enturApis } from '../../clients/entur/apis.js';
import type { Condition } from '../../clients/entur/filters.js';
import type { WireEnturPayment, WireEnturPaymentMethod } from '../../clients/entur/payment-answers.js';
import type { EnturPaymentClient } from '../../clients/entur/payments.js';
import { KeyLoader } from '../KeyLoader.js';
import { Noted } from './Noted.js';
import type { NumberedList } from './numbered-list.js';
import {
  isEqual,
  ownOf,
  searchAll,
  searchedList,
  searchOne,
  type EnturLoaderParts,
  type Found,
  type Lookup,
  type Searched,
} from './parts.js';

/** Payments as one request sees them. */
export interface EnturPaymentLoaders {
  /** One payment by id: one call each, as payments can't be searched by lists. Null = not there, or not ours to see. */
  payment(paymentId: string): Promise<WireEnturPayment | null>;
  /** The payments of an order: one call for each order. */
  ofOrder(orderId: string): Promise<readonly WireEnturPayment[]>;
  /** The payments that match, which need not be asked for again by their ids. */
  list(conditions: readonly Condition[]): NumberedList<WireEnturPayment>;
  /** The payments with a transaction of this id at the provider: one call for each id. */
  ofExternalTransaction(externalTransactionId: string): Promise<readonly WireEnturPayment[]>;
  /** The ways to pay: one call. */
  methods(): Promise<readonly WireEnturPaymentMethod[]>;
  /** Drops what this request remembers of payments. Call it after every change. */
  forget(): void;
}

export interface EnturPaymentLoaderParts extends EnturLoaderParts {
  readonly client: EnturPaymentClient;
}

/** Payments for one request, with the keys of its tenant. */
export function createEnturPaymentLoaders(parts: EnturPaymentLoaderParts): EnturPaymentLoaders {
  const { client, scope } = parts;
  const noted = new Noted<WireEnturPayment>(({ paymentId }) => paymentId);
  const searched: Searched<WireEnturPayment> = {
    api: enturApis.payments,
    search: (keys, shared, request, isAsked) => client.search(keys, shared, request, isAsked),
    pages: ({ paymentPage }) => paymentPage,
    isSettled,
    noted,
  };
  const itself = (id: string): string => id;

  const payments = new KeyLoader(itself, (paymentId: string): Promise<WireEnturPayment | null> => {
    const known = noted.get(paymentId);
    if (known !== undefined) return Promise.resolve(known);
    const { keys, cached } = ownOf(parts);
    const lookup: Lookup<WireEnturPayment> = {
      condition: isEqual('paymentId', paymentId),
      isAsked: (payment) => payment.paymentId === paymentId,
    };
    return cached.payment.read([paymentId], scope, (shared) =>
      searchOne(parts, searched, keys, shared, lookup),
    );
  });
  const paymentsOfOrder = new KeyLoader(itself, (orderId: string) => {
    const { keys, cached } = ownOf(parts);
    const lookup: Lookup<WireEnturPayment> = {
      condition: isEqual('orderId', orderId),
      isAsked: (payment) => payment.orderId === null || payment.orderId === orderId,
    };
    return cached.paymentsOfOrder
      .read([orderId], scope, (shared) => searchAll(parts, searched, keys, shared, lookup, settled))
      .then(noteAll);
  });
  const ofExternal = new KeyLoader(itself, (id: string) => {
    const { keys, cached } = ownOf(parts);
    const lookup = { condition: isEqual('externalTransactionId', id) };
    return cached.paymentsOfTransaction
      .read([id], scope, (shared) => searchAll(parts, searched, keys, shared, lookup, settled))
      .then(noteAll);
  });
  let methods: Promise<readonly WireEnturPaymentMethod[]> | undefined;

  function noteAll(found: readonly WireEnturPayment[] | null): readonly WireEnturPayment[] {
    if (found === null) return [];
    noted.note(found);
    return found;
  }

  async function loadMethods(): Promise<readonly WireEnturPaymentMethod[]> {
    const { keys, cached } = ownOf(parts);
    const load = (shared: typeof scope) => client.getPaymentMethods(keys, shared);
    return (await cached.paymentMethods.read([], scope, load)) ?? [];
  }

  return {
    payment: (paymentId) => payments.load(paymentId),
    ofOrder: (orderId) => paymentsOfOrder.load(orderId),
    list: (conditions) => searchedList(parts, searched, conditions),
    ofExternalTransaction: (id) => ofExternal.load(id),
    methods: () => (methods ??= loadMethods()),
    forget: () => {
      noted.clear();
      payments.clearAll();
      paymentsOfOrder.clearAll();
      ofExternal.clearAll();
    },
  };
}

function settled({ items, bytes }: Found<WireEnturPayment>) {
  return { value: items, bytes, open: items.length === 0 || !items.every(isSettled) };
}

const FINAL = new Set<string | null>(['CAPTURED', 'CANCELLED', 'REJECTED', 'CREDITED']);

/** Nobody waits for a transaction of it. */
function isSettled({ transactions }: WireEnturPayment): boolean {
  return transactions.length > 0 && transactions.every(({ status }) => FINAL.has(status));
}
