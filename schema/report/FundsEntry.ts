import { Order } from '../order-management/Order.js';
import { Directive, Field, ObjectType, registerEnumType } from 'type-graphql';
import { SalesEvent } from '../sales/SalesEvent.js';
import { fundsEntryDescription } from './descriptions.js';
import { FeesEntry } from './FeesEntry.js';
import { Ledger } from './Ledger.js';
import { Payout } from './Payout.js';
import { ReportEntry } from './ReportEntry.js';

export enum FundsEntryType {
  CAPTURE = 'CAPTURE',
  REFUND = 'REFUND',
  FEES_RETAINED = 'FEES_RETAINED',
  PAYOUT_SCHEDULED = 'PAYOUT_SCHEDULED',
  PAYOUT_ABORTED = 'PAYOUT_ABORTED',
  RETAINED_DISPUTED_CAPTURE = 'RETAINED_DISPUTED_CAPTURE',
  RETURNED_DISPUTED_CAPTURE = 'RETURNED_DISPUTED_CAPTURE',
  CORRECTION = 'CORRECTION',
  TOP_UP = 'TOP_UP',
  CREDIT_NOTE = 'CREDIT_NOTE',
  UNKNOWN = 'UNKNOWN',
}

registerEnumType(FundsEntryType, {
  name: 'FundsEntryType',
  description: 'Kind of movement on `funds`.',
  valuesConfig: {
    CAPTURE: { description: 'A sale, or the capture of a reservation (`capture`).' },
    REFUND: { description: 'Money given back to a customer (`refund`).' },
    FEES_RETAINED: {
      description: 'Fees held back from the next payout (`fees-retained`); their counterpart is on `fees`.',
    },
    PAYOUT_SCHEDULED: {
      description:
        'Money put aside for a payout (`payout-scheduled`, formerly `scheduled-for-payout`): the last entry of its date, no proof of payment.',
    },
    PAYOUT_ABORTED: { description: 'A payout that was given up: the money is back (`payout-aborted`).' },
    RETAINED_DISPUTED_CAPTURE: {
      description: 'A capture taken back because the customer disputes it (`retained-disputed-capture`).',
    },
    RETURNED_DISPUTED_CAPTURE: {
      description: 'A disputed capture that was given back (`returned-disputed-capture`).',
    },
    CORRECTION: { description: 'Put right by hand (`correction`).' },
    TOP_UP: { description: 'Money that the merchant paid in (`top-up`).' },
    CREDIT_NOTE: { description: 'Credit for an earlier invoice (`credit-note`).' },
    UNKNOWN: {
      description:
        'A word this graph does not know yet; see `entryTypeRaw`, and book by the sign of the amount.',
    },
  },
});

@ObjectType({ simpleResolvers: true, description: fundsEntryDescription })
@Directive('@key(fields: "id")')
@Directive('@key(fields: "id pspReference")')
export class FundsEntry extends ReportEntry {
  @Field(() => FundsEntryType, {
    nullable: true,
    description: 'Kind of movement. Null when the API does not say.',
  })
  declare readonly entryType?: FundsEntryType | null;

  @Field(() => SalesEvent, {
    nullable: true,
    description:
      'What was sold (Sales API, accounting keys). Null without a call for entries that are no sale, such as payouts; null too for payments that the Sales API does not cover (ePayment, Recurring). Many entries of one date share the calls for its sales: at most three per date and thousand sales.',
  })
  declare readonly salesEvent?: SalesEvent | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether its ledger date is closed, so that nothing will be added to it. Known at once when entries are asked for by date; else it costs a call per date. Null without a ledger date, and while the API has no report of the date.',
  })
  declare readonly isDateComplete?: boolean | null;

  @Field(() => Ledger, {
    nullable: true,
    description: 'The ledger it is booked on. Null when it is not visible any more.',
  })
  declare readonly ledger?: Ledger | null;

  @Field(() => Order, {
    nullable: true,
    description:
      'What the shop told about the payment: link and receipt. Costs no call. Null for entries that are no payment, and for payments on a VM number, which has no MSN.',
  })
  declare readonly order?: Order | null;

  @Field(() => [FeesEntry], {
    nullable: true,
    description:
      'The fees of a capture, by PSP reference. Its ledger date and `laterDays` behind it are read: one call per date and thousand fees, whatever the number of entries. Empty without a call for what costs no fee, and while no fee is booked. Null only when the API fails.',
  })
  declare readonly feeEntries?: readonly FeesEntry[] | null;

  @Field(() => Payout, {
    nullable: true,
    description:
      'The payout that pays it; of a payout, itself. Its own ledger date is read and then those behind it until one has a payout: one call per date and thousand entries, whatever the number of entries, and 0 for closed dates in the cache. Null while no payout is booked on the dates that were looked at, as for weeks while the balance is below zero, and without a ledger date.',
  })
  declare readonly payout?: Payout | null;
}
