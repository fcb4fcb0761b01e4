import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { SalesUnit } from '../management/SalesUnit.js';
import { SalesEvent } from '../sales/SalesEvent.js';
import { Category } from './Category.js';
import { orderDescription, orderIdDescription } from './descriptions.js';
import { OrderCategory } from './OrderCategory.js';
import { OrderFeesEntries, OrderFundsEntries, OrderPayouts } from './OrderEntries.js';
import { PaymentType } from './PaymentType.js';
import { Receipt } from './Receipt.js';

@ObjectType({
  simpleResolvers: true,
  description: orderDescription,
})
@Directive('@key(fields: "id")')
@Directive('@key(fields: "msn paymentType orderId")')
export class Order {
  @Field(() => ID, { description: orderIdDescription })
  declare readonly id: string;

  @Field(() => String, { description: 'Merchant serial number of the sales unit that took the payment.' })
  declare readonly msn: string;

  @Field(() => PaymentType, { description: 'The product that was paid with.' })
  declare readonly paymentType: PaymentType;

  @Field(() => String, {
    description:
      'The `reference` of an ePayment, the `orderId` of an eCom payment, or the `chargeId` of a recurring charge. Letter case matters.',
  })
  declare readonly orderId: string;

  @Field(() => OrderCategory, {
    nullable: true,
    description:
      'The link that the app shows. Null when none is stored. Costs one call, which serves `receipt` too.',
  })
  declare readonly category?: OrderCategory | null;

  @Field(() => Receipt, {
    nullable: true,
    description:
      'The receipt. Null when none is stored. Costs one call, which serves `category` too. Also those sent with an ePayment.',
  })
  declare readonly receipt?: Receipt | null;

  @Field(() => [Category], {
    nullable: true,
    description:
      'Categories with ids of their own (v3), in the order of the API. One whose payment type the API does not say, or says in a ' +
      'word not known here, is shown under both, one without an id is counted in `omittedCategoryCount`. Null only when the API fails. Costs one call per order id.',
  })
  declare readonly categories?: readonly Category[] | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'How many categories the API lists under this order id, of either payment type, without an id of their own: they can be neither told apart nor deleted, so `categories` leaves them out. 0 nearly always. Null only when the API fails. Costs the call of `categories`.',
  })
  declare readonly omittedCategoryCount?: number | null;

  @Field(() => SalesUnit, {
    nullable: true,
    description: 'The sales unit that took the payment. Null when it is not visible to the keys in use.',
  })
  declare readonly salesUnit?: SalesUnit | null;

  @Field(() => [SalesEvent], {
    nullable: true,
    description:
      'What was sold under this order (Sales API, accounting keys): its captures and refunds. Whether it has more than it gives, `Ledger.salesEvents` with the `reference` tells. One call per order, and the list of ledgers once. Empty when its sales unit has no ledger that the keys may see, or the Sales API does not cover the payment. Null only when the API fails.',
  })
  declare readonly salesEvents?: readonly SalesEvent[] | null;

  @Field(() => OrderFundsEntries, {
    nullable: true,
    description:
      'What happened to its money (Report API), for payments of all kinds; found by its order id on the ledger dates that you name. The list of ledgers once, and one call per date and thousand entries, shared by all orders of a ledger; closed dates come from the cache from then on. Where the Sales API covers the payment, `salesEvents { fundsEntries }` knows the dates itself. Null when its sales unit has no ledger that the keys may see, or the API fails.',
  })
  declare readonly fundsEntries?: OrderFundsEntries | null;

  @Field(() => OrderFeesEntries, {
    nullable: true,
    description:
      'The fees it cost (Report API). Read like `fundsEntries`, with the same calls for dates of fees; a fee may be booked on a later date than its capture. Null when its sales unit has no ledger that the keys may see, or the API fails.',
  })
  declare readonly feeEntries?: OrderFeesEntries | null;

  @Field(() => OrderPayouts, {
    nullable: true,
    description:
      'Which payouts paid it (Report API). Its entries are read like `fundsEntries`, with the same calls, then the dates behind them until one has a payout: none more with daily settlement. Where the Sales API covers the payment, `salesEvents { fundsEntries { payout } }` knows the dates itself. Null when its sales unit has no ledger that the keys may see, or the API fails.',
  })
  declare readonly payouts?: OrderPayouts | null;
}
