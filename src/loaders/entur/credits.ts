import { enturApis } from '../../clients/entur/apis.js';
import type { WireEnturCredit } from '../../clients/entur/credit-answers.js';
import type { Condition } from '../../clients/entur/filters.js';
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

/** Credits as one request sees them. */
export interface EnturCreditLoaders {
  /** One credit by id: one call each, as credits can't be searched by lists. Null = not there, or not ours to see. */
  credit(creditId: string): Promise<WireEnturCredit | null>;
  /** The credits of an order: one call for each order. */
  ofOrder(orderId: string): Promise<readonly WireEnturCredit[]>;
  /** The credits that match, which need not be asked for again by their ids. */
  list(conditions: readonly Condition[]): NumberedList<WireEnturCredit>;
  /** Drops what this request remembers of credits. Call it after every change. */
  forget(): void;
}

export interface EnturCreditLoaderParts extends EnturLoaderParts {
  readonly client: EnturPaymentClient;
}

/** Credits for one request, with the keys of its tenant. */
export function createEnturCreditLoaders(parts: EnturCreditLoaderParts): EnturCreditLoaders {
  const { client, scope } = parts;
  const noted = new Noted<WireEnturCredit>(({ creditId }) => creditId);
  const searched: Searched<WireEnturCredit> = {
    api: enturApis.payments,
    search: (keys, shared, request, isAsked) => client.searchCredits(keys, shared, request, isAsked),
    pages: ({ creditPage }) => creditPage,
    isSettled,
    noted,
  };
  const itself = (id: string): string => id;

  const credits = new KeyLoader(itself, (creditId: string): Promise<WireEnturCredit | null> => {
    const known = noted.get(creditId);
    if (known !== undefined) return Promise.resolve(known);
    const { keys, cached } = ownOf(parts);
    const lookup: Lookup<WireEnturCredit> = {
      condition: isEqual('creditId', creditId),
      isAsked: (credit) => credit.creditId === creditId,
    };
    return cached.credit.read([creditId], scope, (shared) =>
      searchOne(parts, searched, keys, shared, lookup),
    );
  });
  const creditsOfOrder = new KeyLoader(itself, async (orderId: string) => {
    const { keys, cached } = ownOf(parts);
    const lookup: Lookup<WireEnturCredit> = {
      condition: isEqual('orderId', orderId),
      isAsked: (credit) => credit.orderId === null || credit.orderId === orderId,
    };
    const found = await cached.creditsOfOrder.read([orderId], scope, (shared) =>
      searchAll(parts, searched, keys, shared, lookup, settled),
    );
    if (found === null) return [];
    noted.note(found);
    return found;
  });

  return {
    credit: (creditId) => credits.load(creditId),
    ofOrder: (orderId) => creditsOfOrder.load(orderId),
    list: (conditions) => searchedList(parts, searched, conditions),
    forget: () => {
      noted.clear();
      credits.clearAll();
      creditsOfOrder.clearAll();
    },
  };
}

function settled({ items, bytes }: Found<WireEnturCredit>) {
  return { value: items, bytes, open: !items.every(isSettled) };
}

/** Nobody waits for a transaction of it. */
function isSettled({ status, creditTransactions }: WireEnturCredit): boolean {
  if (status !== null) return status === 'CREDITED';
  return creditTransactions.length > 0 && creditTransactions.every((each) => each.status === 'CREDITED');
}
