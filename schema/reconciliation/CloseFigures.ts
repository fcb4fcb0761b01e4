import { Field, ObjectType } from 'type-graphql';
import { Money } from '../shared/Money.js';
import { SafeIntScalar } from '../shared/scalars.js';

@ObjectType({
  simpleResolvers: true,
  description:
    'What dates of a ledger add up to, exact. Amounts are signed as on the account: refunds, fees and payouts are negative. Each is null only where the API does not tell the currency of the ledger, but for balances. `openingBalance` and all up to `lateEntries` make `closingBalance`; the same holds for fees.',
})
export class CloseFigures {
  @Field(() => Money, {
    nullable: true,
    description:
      'Balance of `funds` before the first entry. Entries alone tell it: null while there is none, neither on these dates nor on the 31 in front, as on a ledger that has not begun or has rested for long. It is not known then, and not zero.',
  })
  declare readonly openingBalance: Money | null;

  @Field(() => Money, { nullable: true, description: 'Captures on `funds`.' })
  declare readonly captures: Money | null;

  @Field(() => Money, { nullable: true, description: 'Refunds on `funds`.' })
  declare readonly refunds: Money | null;

  @Field(() => Money, { nullable: true, description: 'Fees that were held back on `funds`.' })
  declare readonly feesRetained: Money | null;

  @Field(() => Money, { nullable: true, description: 'Corrections and credit notes on `funds`.' })
  declare readonly corrections: Money | null;

  @Field(() => Money, {
    nullable: true,
    description: 'Disputed captures that were taken back, less those that were given back.',
  })
  declare readonly disputes: Money | null;

  @Field(() => Money, { nullable: true, description: 'What the merchant paid in.' })
  declare readonly topUps: Money | null;

  @Field(() => Money, {
    nullable: true,
    description: 'Payouts that were scheduled, less those that were given up. Scheduled is not paid.',
  })
  declare readonly payouts: Money | null;

  @Field(() => Money, { nullable: true, description: 'Entries of kinds that this graph does not know yet.' })
  declare readonly otherEntries: Money | null;

  @Field(() => Money, {
    nullable: true,
    description:
      'What breaks in the chain of balances put in or took out, so that the others make `closingBalance`: 0 unless there is a `BALANCE_BREAK`, or a payout whose amount is not what the balance moved by.',
  })
  declare readonly balanceBreaks: Money | null;

  @Field(() => Money, {
    nullable: true,
    description: 'What came for the date after it was sealed: 0 without `seals`.',
  })
  declare readonly lateEntries: Money | null;

  @Field(() => Money, {
    nullable: true,
    description: 'Balance of `funds` behind the last entry. Null like `openingBalance`.',
  })
  declare readonly closingBalance: Money | null;

  @Field(() => Money, {
    nullable: true,
    description: 'Balance of `fees` before the first entry: negative is owed. Null like `openingBalance`.',
  })
  declare readonly feesOpeningBalance: Money | null;

  @Field(() => Money, { nullable: true, description: 'Fees of captures.' })
  declare readonly captureFees: Money | null;

  @Field(() => Money, { nullable: true, description: 'All other fees, corrections and credits on `fees`.' })
  declare readonly otherFees: Money | null;

  @Field(() => Money, { nullable: true, description: 'Fees that were held back or invoiced.' })
  declare readonly feesSettled: Money | null;

  @Field(() => Money, { nullable: true, description: 'As `balanceBreaks`, on `fees`.' })
  declare readonly feesBalanceBreaks: Money | null;

  @Field(() => Money, { nullable: true, description: 'As `lateEntries`, on `fees`.' })
  declare readonly lateFees: Money | null;

  @Field(() => Money, {
    nullable: true,
    description: 'Balance of `fees` behind the last entry. Null like `openingBalance`.',
  })
  declare readonly feesClosingBalance: Money | null;

  @Field(() => Money, {
    nullable: true,
    description: 'What was sold less what was refunded, with VAT, by the dates of the Sales API.',
  })
  declare readonly sold: Money | null;

  @Field(() => Money, { nullable: true, description: 'Of that for cash, which never passes the ledger.' })
  declare readonly soldForCash: Money | null;

  @Field(() => Money, {
    nullable: true,
    description:
      'VAT of what was sold, less that of what was refunded, as far as the merchant typed it: per line, else of the whole. What has none, as an open amount, is in `sold` and adds nothing here. Null only where the API does not tell the currency of the ledger.',
  })
  declare readonly soldVat: Money | null;

  @Field(() => Money, {
    nullable: true,
    description:
      'Captures and refunds without a sales event where none is expected: on an MSN, whose ePayment and Recurring payments the Sales API does not cover, and before its data begin. No difference.',
  })
  declare readonly settledNotSold: Money | null;

  @Field(() => SafeIntScalar, { description: 'How many those are.' })
  declare readonly settledNotSoldCount: number;

  @Field(() => SafeIntScalar, {
    description:
      'Refunds whose sale is older than the 31 dates in front of them, so that their amount could not be checked against it. No difference.',
  })
  declare readonly refundsOfEarlierSales: number;

  @Field(() => SafeIntScalar, { description: 'How many entries there are on `funds`.' })
  declare readonly fundsEntryCount: number;

  @Field(() => SafeIntScalar, { description: 'How many entries there are on `fees`.' })
  declare readonly feesEntryCount: number;

  @Field(() => SafeIntScalar, { description: 'How many sales events there are, duplicates left out.' })
  declare readonly salesEventCount: number;

  @Field(() => SafeIntScalar, { description: 'How many differences there are.' })
  declare readonly differenceCount: number;

  @Field(() => Money, {
    nullable: true,
    description: 'Amounts of all differences added up, without their signs: 0 when all fits.',
  })
  declare readonly unexplained: Money | null;
}
