import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { BankAccount } from '../management/BankAccount.js';
import { BusinessIdentifier } from '../management/BusinessIdentifier.js';
import { Merchant } from '../management/Merchant.js';
import { SalesUnit } from '../management/SalesUnit.js';
import { ClosedDateConnection } from '../reconciliation/ClosedDateConnection.js';
import { SalesEventConnection } from '../sales/SalesEventConnection.js';
import { SalesSummary } from '../sales/SalesSummary.js';
import { CurrencyCodeScalar } from '../shared/scalars.js';
import { FeesEntryConnection } from './FeesEntryConnection.js';
import { FundsEntryConnection } from './FundsEntryConnection.js';
import { PayoutConnection } from './PayoutConnection.js';
import { PointOfSale } from './PointOfSale.js';

@ObjectType({
  simpleResolvers: true,
  description:
    'The account of a merchant at Vipps MobilePay on which captures, refunds, fees and payouts are booked (Report API). Only ledgers that the merchant has granted to the accounting keys in use can be seen. Another subgraph may refer to any: `pointsOfSale` is null when it can not be seen.',
})
@Directive('@key(fields: "id")')
@Directive('@key(fields: "ledgerId")')
export class Ledger {
  @Field(() => ID, { description: 'Opaque global id of this ledger.' })
  declare readonly id: string;

  @Field(() => String, {
    description: 'Id of the ledger in the Report and Sales APIs, e.g. `418806`. It never changes.',
  })
  declare readonly ledgerId: string;

  @Field(() => CurrencyCodeScalar, {
    nullable: true,
    description: 'Currency of all its amounts. Null when the API does not say.',
  })
  declare readonly currency?: string | null;

  @Field(() => BankAccount, {
    nullable: true,
    description: 'Where payouts go. Null when the API does not say.',
  })
  declare readonly payoutBankAccount?: BankAccount | null;

  @Field(() => BusinessIdentifier, {
    nullable: true,
    description: 'The business that owns the ledger. Null when the API does not say.',
  })
  declare readonly businessIdentifier?: BusinessIdentifier | null;

  @Field(() => [PointOfSale], {
    nullable: true,
    description:
      'What is settled here, also shops without an MSN. One for ledgers made since February 2025. Null only when the keys in use may not see the ledger, or the API fails.',
  })
  declare readonly pointsOfSale?: readonly PointOfSale[] | null;

  @Field(() => Merchant, {
    nullable: true,
    description:
      'The merchant that owns the ledger (Management API). Null when it is not visible to the sales-unit or partner keys in use.',
  })
  declare readonly owner?: Merchant | null;

  @Field(() => [SalesUnit], {
    nullable: true,
    description:
      'The sales units that are settled here: the points of sale that have an MSN. Costs no call by itself. Null like `pointsOfSale`.',
  })
  declare readonly salesUnits?: readonly SalesUnit[] | null;

  @Field(() => SalesEventConnection, {
    nullable: true,
    description:
      'What was sold: captures and refunds of Vippsnummer and mPOS, in the order in which they arrived (Sales API, accounting keys). Keep `endCursor` and give it as `after` at any later time: what is new comes behind it. One call per 1000 events. Null when the Sales API does not know the ledger, or fails.',
  })
  declare readonly salesEvents?: SalesEventConnection | null;

  @Field(() => FundsEntryConnection, {
    nullable: true,
    description:
      'What happened to the money owed to the merchant: captures, refunds, fees held back, payouts. In the order in which they were booked; `endCursor` can be kept and polled from. Null when the Report API does not know the ledger or has no report of the `date` yet, or fails.',
  })
  declare readonly funds?: FundsEntryConnection | null;

  @Field(() => FeesEntryConnection, {
    nullable: true,
    description:
      'The fees that the merchant owes, and how they were settled. In the order in which they were booked; `endCursor` can be kept and polled from. Null when the Report API does not know the ledger or has no report of the `date` yet, or fails.',
  })
  declare readonly fees?: FeesEntryConnection | null;

  @Field(() => PayoutConnection, {
    nullable: true,
    description:
      'The payouts of a period, oldest first, each with what it pays. Read by ledger date: one call per date and thousand entries, 0 for closed dates in the cache; so many dates at once as payouts are missing, at most 92 for one page, so there may be fewer than `first` while `hasNextPage` is true. Null when the API fails.',
  })
  declare readonly payouts?: PayoutConnection | null;

  @Field(() => ClosedDateConnection, {
    nullable: true,
    description:
      'Reconciles what was sold with what happened to the money, date by date (Report and Sales API, accounting keys): whether the balances follow from one another, each sale has its money, each fee its capture, and each payout pays what it should. Read is one chain of pages per date and topic (`funds`, `fees`, sales), for the dates of the page and the one in front; of the 31 dates in front, `funds` only while a balance, the capture of a fee or the sale of a refund is missing, and `fees` while their balance is; of the date behind only when something has not met, and of those around, up to seven away, only when nothing beside has met it. Closed dates that are cached cost no call. All items that are read count as looked through. Null when the Report API does not know the ledger, or an API fails.',
  })
  declare readonly close?: ClosedDateConnection | null;

  @Field(() => SalesSummary, {
    nullable: true,
    description:
      'What was sold in a period, summed: captures less refunds (Sales API, accounting keys). One call per date and thousand events, and none for dates older than three days whose sums are in the cache, whatever they are grouped by. Nothing but the sums is held. Null when the Sales API does not know the ledger, or fails.',
  })
  declare readonly salesSummary?: SalesSummary | null;
}
