import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Money } from '../shared/Money.js';
import { LocalDateScalar } from '../shared/scalars.js';
import { FundsEntry, FundsEntryType } from './FundsEntry.js';
import { FundsEntryConnection } from './FundsEntryConnection.js';
import { Ledger } from './Ledger.js';

export enum PayoutFault {
  NOT_LAST_OF_DATE = 'NOT_LAST_OF_DATE',
  BEYOND_BALANCE = 'BEYOND_BALANCE',
  DOES_NOT_ADD_UP = 'DOES_NOT_ADD_UP',
}

registerEnumType(PayoutFault, {
  name: 'PayoutFault',
  description: 'What is odd about a payout.',
  valuesConfig: {
    NOT_LAST_OF_DATE: {
      description:
        'Something was booked behind it on its own ledger date, though a payout is the last entry of its date. The next payout pays that.',
    },
    BEYOND_BALANCE: {
      description:
        'It takes more than there was on the ledger, or anything where nothing was. What the payout before took too much, and this one carries on, is told of that one.',
    },
    DOES_NOT_ADD_UP: {
      description: 'Opening balance, entries and payout do not make the closing balance: see `unexplained`.',
    },
  },
});

/** What the fields cost that read backwards. */
const readsBack =
  'Reads `funds` backwards to the payout before: a call per ledger date and thousand entries, once for all such fields and payouts; 0 for closed dates in the cache. At most 92 dates, and one call more where the ledger may have begun.';

@ObjectType({ simpleResolvers: true, description: 'What the entries of one kind add up to.' })
export class EntrySum {
  @Field(() => FundsEntryType, { nullable: true, description: 'The kind. Null when the API does not say.' })
  declare readonly entryType: FundsEntryType | null;

  @Field(() => String, {
    nullable: true,
    description: "The API's own word for `entryType`. Each word has a sum of its own.",
  })
  declare readonly entryTypeRaw: string | null;

  @Field(() => Int, { description: 'How many entries.' })
  declare readonly count: number;

  @Field(() => Money, {
    nullable: true,
    description: 'Their sum, signed as they are. Null when the API leaves out an amount or the currency.',
  })
  declare readonly amount: Money | null;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'A payout from a ledger to the bank account of the merchant, with what it pays (Report API): all entries of whole ledger dates, from the one behind the payout before up to its own, whose last entry it is. There is none while the balance is below zero. Scheduled is not paid: the API never tells that the bank has transferred it.',
})
export class Payout {
  @Field(() => FundsEntry, { description: 'The entry that schedules it (`payout-scheduled`).' })
  declare readonly entry: FundsEntry;

  @Field(() => LocalDateScalar, { description: 'Its ledger date, the last that it pays.' })
  declare readonly ledgerDate: string;

  @Field(() => Money, {
    nullable: true,
    description: 'What goes to the bank: positive, net of refunds and fees. Null when the API does not say.',
  })
  declare readonly amount: Money | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Its number on the ledger, which rises by one: the end of the PSP reference of its entry. Null where that has another form.',
  })
  declare readonly number: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The text on the bank transfer. Null where the API lacks it, as it may in Norway, where it may also differ from what the bank shows: match by amount, date and `number` then.',
  })
  declare readonly bankReference: string | null;

  @Field(() => Ledger, {
    nullable: true,
    description: 'The ledger it pays from. Null when it is not visible any more.',
  })
  declare readonly ledger?: Ledger | null;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: `First ledger date that it pays. Null when the API fails. ${readsBack}`,
  })
  declare readonly fromDate?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: `True when the payout before was found, or the ledger begins with this one. False when 92 dates were read without finding it: then there may be more entries. Null when the API fails. Costs what \`fromDate\` does.`,
  })
  declare readonly isWhole?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'True when all ledger dates that it pays are closed, so that nothing will be added. Null when the API fails. Costs what `fromDate` does.',
  })
  declare readonly isComplete?: boolean | null;

  @Field(() => Money, {
    nullable: true,
    description:
      'Balance that the payout before left. Null when the API does not say, or fails. Costs what `fromDate` does.',
  })
  declare readonly openingBalance?: Money | null;

  @Field(() => Money, {
    nullable: true,
    description:
      'Balance that it left: zero unless a reserve is held back. Costs no call. Null when the API does not say.',
  })
  declare readonly closingBalance: Money | null;

  @Field(() => [EntrySum], {
    nullable: true,
    description:
      'What it pays, by kind, in the order in which the kinds came. Opening balance and sums, less `amount`, are the closing balance. Null when the API fails. Costs what `fromDate` does.',
  })
  declare readonly sums?: readonly EntrySum[] | null;

  @Field(() => Money, {
    nullable: true,
    description:
      'By how much the closing balance is above what opening balance, sums and payout make: zero when all adds up. Null when the API lacks an amount, or fails. Costs what `fromDate` does.',
  })
  declare readonly unexplained?: Money | null;

  @Field(() => [PayoutFault], {
    nullable: true,
    description:
      'What is odd about it; empty as a rule. Null when the API fails. Costs what `fromDate` does.',
  })
  declare readonly faults?: readonly PayoutFault[] | null;

  @Field(() => FundsEntryConnection, {
    nullable: true,
    description:
      'The entries that it pays, in the order in which they were booked, without the payout itself. Null when the API fails. Costs what `fromDate` does, whatever `first` is.',
  })
  declare readonly entries?: FundsEntryConnection | null;

  @Field(() => FundsEntry, {
    nullable: true,
    description:
      'The entry that gave it up (`payout-aborted`): its money is on the ledger again, and the `payout` of that entry pays it. Told by PSP reference or bank text, else by the amount. Null while there is none on the dates that were looked at: one call per date and thousand entries.',
  })
  declare readonly abortedBy?: FundsEntry | null;
}
