import { Order } from '../order-management/Order.js';
import { Directive, Field, ObjectType, registerEnumType } from 'type-graphql';
import { SalesEvent } from '../sales/SalesEvent.js';
import { Ledger } from './Ledger.js';
import { ReportEntry } from './ReportEntry.js';

export enum FeesEntryType {
  CAPTURE_FEE = 'CAPTURE_FEE',
  FEES_RETAINED = 'FEES_RETAINED',
  FEES_INVOICED = 'FEES_INVOICED',
  CREDIT_NOTE = 'CREDIT_NOTE',
  SERVICE_FEE = 'SERVICE_FEE',
  CORRECTION = 'CORRECTION',
  UNKNOWN = 'UNKNOWN',
}

registerEnumType(FeesEntryType, {
  name: 'FeesEntryType',
  description: 'Kind of movement on `fees`.',
  valuesConfig: {
    CAPTURE_FEE: {
      description:
        'Fee of a capture (`capture-fee`): negative, with the references of the capture. There may be several.',
    },
    FEES_RETAINED: {
      description:
        'Settled by holding back money from a payout (`fees-retained`); its counterpart is on `funds`.',
    },
    FEES_INVOICED: { description: 'Settled by an invoice (`fees-invoiced`).' },
    CREDIT_NOTE: { description: 'Credit for an earlier invoice (`credit-note`).' },
    SERVICE_FEE: { description: 'Fee that belongs to no capture, e.g. a monthly one (`service-fee`).' },
    CORRECTION: { description: 'Put right by hand (`correction`).' },
    UNKNOWN: {
      description:
        'A word this graph does not know yet; see `entryTypeRaw`, and book by the sign of the amount.',
    },
  },
});

@ObjectType({
  simpleResolvers: true,
  description:
    'A movement on the account of the fees that the merchant owes (Report API). It never changes; corrections are entries of their own. Another subgraph may refer to one that does not exist: all but `id` and `ledger` is null then, `amount` too.',
})
@Directive('@key(fields: "id")')
export class FeesEntry extends ReportEntry {
  @Field(() => FeesEntryType, {
    nullable: true,
    description: 'Kind of movement. Null when the API does not say.',
  })
  declare readonly entryType?: FeesEntryType | null;

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

  @Field(() => SalesEvent, {
    nullable: true,
    description:
      'The sale that it is the fee of (Sales API, accounting keys). Null without a call for fees that belong to no capture; null too for payments that the Sales API does not cover (ePayment, Recurring). One or two of a ledger date cost one call each, more of them share three calls per date and thousand sales; a fee booked more than a date after its sale then costs one more.',
  })
  declare readonly salesEvent?: SalesEvent | null;

  @Field(() => Order, {
    nullable: true,
    description:
      'What the shop told about the payment: link and receipt. Costs no call. Null for fees that belong to no capture, and for payments on a VM number, which has no MSN.',
  })
  declare readonly order?: Order | null;
}
