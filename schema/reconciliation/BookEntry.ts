import { Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Money } from '../shared/Money.js';
import { LocalDateScalar, SafeIntScalar } from '../shared/scalars.js';

export enum BookEntryKind {
  SALES = 'SALES',
  SETTLEMENT = 'SETTLEMENT',
  DISPUTES = 'DISPUTES',
  CORRECTIONS = 'CORRECTIONS',
  FEES = 'FEES',
  FEES_SETTLED = 'FEES_SETTLED',
  PAYOUTS = 'PAYOUTS',
}

registerEnumType(BookEntryKind, {
  name: 'BookEntryKind',
  description: 'What a double entry is for.',
  valuesConfig: {
    SALES: { description: 'What was sold, by VAT rate, against clearing and cash.' },
    SETTLEMENT: { description: 'Captures and refunds: from clearing to what the ledger owes.' },
    DISPUTES: { description: 'Disputed captures.' },
    CORRECTIONS: { description: 'Corrections, unknown kinds, and breaks in the chain of balances.' },
    FEES: { description: 'What captures and services cost, against what is owed.' },
    FEES_SETTLED: { description: 'Fees that were held back from what the ledger owes, or invoiced.' },
    PAYOUTS: { description: 'From what the ledger owes to the bank; top-ups the other way.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'One side of a double entry.' })
export class BookLine {
  @Field(() => String, { description: 'The account, as it was given.' })
  declare readonly account: string;

  @Field(() => Money, {
    nullable: true,
    description:
      'Positive is debit, negative credit. Null where the API does not tell the currency of the ledger.',
  })
  declare readonly amount: Money | null;

  @Field(() => SafeIntScalar, {
    nullable: true,
    description:
      'VAT rate in basis points on lines of sales and VAT. Null on others, and where the rate is not known.',
  })
  declare readonly vatRateBasisPoints: number | null;
}

@ObjectType({ simpleResolvers: true, description: 'A double entry of one date: its lines add up to zero.' })
export class BookEntry {
  @Field(() => LocalDateScalar, { description: 'The ledger date that it is booked on.' })
  declare readonly date: string;

  @Field(() => BookEntryKind, { description: 'What it is for.' })
  declare readonly kind: BookEntryKind;

  @Field(() => [BookLine], { description: 'Its lines, none of them zero.' })
  declare readonly lines: readonly BookLine[];
}

@InputType({ description: 'The accounts of one VAT rate.' })
export class VatRateAccountsInput {
  @Field(() => Int, { description: 'VAT rate in basis points, 0 to 10000: 2500 is 25 %.' })
  declare readonly vatRateBasisPoints: number;

  @Field(() => String, { description: 'Sales without VAT.' })
  declare readonly sales: string;

  @Field(() => String, { description: 'VAT that is owed.' })
  declare readonly vat: string;
}

@InputType({
  description:
    'Where books keep what a close finds. Accounts are texts of 1 to 64 characters, not blank, as in the chart of accounts of the merchant; several may be the same.',
})
export class BookAccountsInput {
  @Field(() => [VatRateAccountsInput], {
    defaultValue: [],
    description:
      'Accounts by VAT rate, at most 20 and each rate once. Rates that are not among them go to `sales` and `vat`.',
  })
  declare readonly rates: readonly VatRateAccountsInput[];

  @Field(() => String, {
    description:
      'Sales of all other rates, without VAT. Also what the API gives VAT of, but no line that tells its rate: that may be of several.',
  })
  declare readonly sales: string;

  @Field(() => String, { description: 'VAT of all other rates, and of sales whose rate is not told.' })
  declare readonly vat: string;

  @Field(() => String, {
    description:
      'Sales whose VAT the API does not give, as open amounts, and payments that the Sales API lacks.',
  })
  declare readonly salesWithoutVat: string;

  @Field(() => String, {
    description: 'What was sold and waits for its money. It is zero over a period that is `BALANCED`.',
  })
  declare readonly clearing: string;

  @Field(() => String, { description: 'What the ledger owes: it holds the balance of `funds`.' })
  declare readonly receivable: string;

  @Field(() => String, { description: 'Fees as a cost.' })
  declare readonly fees: string;

  @Field(() => String, { description: 'Fees that are owed: it holds the balance of `fees`.' })
  declare readonly feesPayable: string;

  @Field(() => String, { description: 'Fees that come by invoice, with gross settlement.' })
  declare readonly feesInvoiced: string;

  @Field(() => String, {
    description: 'Where payouts go. Scheduled is not paid: best an account of money on its way to the bank.',
  })
  declare readonly bank: string;

  @Field(() => String, { description: 'Cash that was taken at the till.' })
  declare readonly cash: string;

  @Field(() => String, { description: 'Disputed captures.' })
  declare readonly disputes: string;

  @Field(() => String, {
    description:
      'Corrections, credit notes, entries of unknown kinds, and breaks of the balance that take back one of an earlier date.',
  })
  declare readonly corrections: string;
}
