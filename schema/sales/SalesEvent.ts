import { Order } from '../order-management/Order.js';
import { Directive, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { SalesUnit } from '../management/SalesUnit.js';
import { FeesEntry } from '../report/FeesEntry.js';
import { FundsEntry } from '../report/FundsEntry.js';
import { Ledger } from '../report/Ledger.js';
import { CurrencyCodeScalar, DateTimeScalar } from '../shared/scalars.js';
import { SalesAmounts } from './SalesAmounts.js';
import { SalesClassification } from './SalesClassification.js';
import { SalesCompleteness } from './SalesCompleteness.js';
import { SalesLine } from './SalesLine.js';

export enum SalesEntryType {
  CAPTURE = 'CAPTURE',
  REFUND = 'REFUND',
  UNKNOWN = 'UNKNOWN',
}

registerEnumType(SalesEntryType, {
  name: 'SalesEntryType',
  description: 'Kind of sales event.',
  valuesConfig: {
    CAPTURE: { description: 'A sale (`capture`).' },
    REFUND: { description: 'Money given back (`refund`).' },
    UNKNOWN: { description: 'A word this graph does not know yet; see `entryTypeRaw`.' },
  },
});

export enum SalesPaymentType {
  CARD = 'CARD',
  CASH = 'CASH',
  WALLET = 'WALLET',
  UNKNOWN = 'UNKNOWN',
}

registerEnumType(SalesPaymentType, {
  name: 'SalesPaymentType',
  description: 'How the customer paid.',
  valuesConfig: {
    CARD: { description: 'A card (`CARD`).' },
    CASH: { description: 'Cash (`CASH`): no PSP reference, and nothing on the ledger.' },
    WALLET: { description: 'Vipps or MobilePay (`WALLET`).' },
    UNKNOWN: { description: 'A word this graph does not know yet; see `paymentTypeRaw`.' },
  },
});

@ObjectType({
  simpleResolvers: true,
  description:
    'A capture or refund with what was sold (Sales API, accounting keys): sales of Vippsnummer and mPOS. What happened to the money is in the entries of its ledger. Another subgraph may refer to one that does not exist: then all but `id`, `ledgerId`, `pspReference` and `ledger` is null, `completeness` too.',
})
@Directive('@key(fields: "id")')
@Directive('@key(fields: "ledgerId pspReference")')
export class SalesEvent {
  @Field(() => ID, { description: 'Opaque global id of this event. Cash sales have one too.' })
  declare readonly id: string;

  @Field(() => String, { description: 'Id of the ledger it belongs to, e.g. `418806`.' })
  declare readonly ledgerId: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Id of this one capture or refund, the same as in the Report API. Null for payments without one, such as cash: refer to those by `id`.',
  })
  declare readonly pspReference: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "The merchant's id of the order, shared by its captures, refunds and fees. Null when the API does not say.",
  })
  declare readonly reference?: string | null;

  @Field(() => SalesEntryType, {
    nullable: true,
    description: 'Capture or refund. Null when the API does not say.',
  })
  declare readonly entryType?: SalesEntryType | null;

  @Field(() => String, {
    nullable: true,
    description: "The API's own word for `entryType`; of use when that is `UNKNOWN`.",
  })
  declare readonly entryTypeRaw?: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it happened. Null when the API does not say.',
  })
  declare readonly time?: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'When the order was placed; on a refund, that of the original order. Null when the API does not say.',
  })
  declare readonly orderDate?: string | null;

  @Field(() => CurrencyCodeScalar, {
    nullable: true,
    description: 'Currency of its amounts. Null when the API does not say.',
  })
  declare readonly currency?: string | null;

  @Field(() => SalesPaymentType, {
    nullable: true,
    description: 'How the customer paid. Null when the API does not say.',
  })
  declare readonly paymentType?: SalesPaymentType | null;

  @Field(() => String, {
    nullable: true,
    description: "The API's own word for `paymentType`; of use when that is `UNKNOWN`.",
  })
  declare readonly paymentTypeRaw?: string | null;

  @Field(() => SalesClassification, {
    nullable: true,
    description: 'What kind of sale it is. Null only when the event does not exist, or the API fails.',
  })
  declare readonly classification?: SalesClassification | null;

  @Field(() => SalesAmounts, {
    nullable: true,
    description: 'Totals, raw and signed. Null only when the event does not exist, or the API fails.',
  })
  declare readonly amounts?: SalesAmounts | null;

  @Field(() => [SalesLine], {
    nullable: true,
    description:
      'What was sold. Empty for open amounts; see `completeness`. Null only when the event does not exist, or the API fails.',
  })
  declare readonly lines?: readonly SalesLine[] | null;

  @Field(() => SalesCompleteness, {
    nullable: true,
    description:
      'What the merchant supplied. Null only when the event does not exist or can not be seen, or the API fails.',
  })
  declare readonly completeness?: SalesCompleteness | null;

  @Field(() => Ledger, {
    nullable: true,
    description: 'Its ledger. Null when the keys in use may not see it.',
  })
  declare readonly ledger?: Ledger | null;

  @Field(() => [FundsEntry], {
    nullable: true,
    description:
      'What it did to the money owed to the merchant. Read by ledger date, each date once for all events of the query: the date of its `time`, `laterDays` more, and only where nothing was found one date earlier and later. A dispute may come weeks later: look for it in `Ledger.funds`. Empty for cash without a call, and while nothing is booked yet. Null only when the event does not exist, or the API fails.',
  })
  declare readonly fundsEntries?: readonly FundsEntry[] | null;

  @Field(() => [FeesEntry], {
    nullable: true,
    description:
      'The fees it cost. Read like `fundsEntries`, but fees may land on a later date than the sale, so the date behind it is read too; ask for more with `laterDays`. Final once those dates are complete. Empty for cash without a call. Null only when the event does not exist, or the API fails.',
  })
  declare readonly feeEntries?: readonly FeesEntry[] | null;

  @Field(() => [SalesEvent], {
    nullable: true,
    description:
      'The other events of the same order, as far as the API knows them: refunds of a sale, the sale of a refund. Whether it has more than it gives, `Ledger.salesEvents` with the `reference` tells. One call per distinct order. Null only when the event does not exist, or the API fails.',
  })
  declare readonly relatedEvents?: readonly SalesEvent[] | null;

  @Field(() => SalesEvent, {
    nullable: true,
    description:
      'For a refund: the sale it takes back, which is the first capture of its order. One call per distinct order. Null without a call for captures, and when the API does not know the sale.',
  })
  declare readonly originalSale?: SalesEvent | null;

  @Field(() => Order, {
    nullable: true,
    description:
      'What the shop told about the payment: link and receipt. Null for sales on a VM number, which have no MSN, and on an older ledger of several sales units. The order itself costs no call, its ledger is found in the list of ledgers.',
  })
  declare readonly order?: Order | null;

  @Field(() => SalesUnit, {
    nullable: true,
    description:
      'The sales unit that made the sale. Null for sales on a VM number, which have no MSN, and on an older ledger of several points of sale, as a sale does not say whose it is. Costs no call but the list of ledgers, once, which tells its name and owner too; its other fields cost one call per unit.',
  })
  declare readonly salesUnit?: SalesUnit | null;
}
