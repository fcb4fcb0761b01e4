import { ArgsType, Field, Int, ObjectType } from 'type-graphql';
import { FeesEntry } from '../report/FeesEntry.js';
import { FundsEntry } from '../report/FundsEntry.js';
import { Payout } from '../report/Payout.js';
import { LocalDateScalar } from '../shared/scalars.js';

/** On which dates to look for the entries of an order. */
@ArgsType()
export class OrderEntriesArgs {
  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'First ledger date to look at. Left out: the last `days` dates, up to today.',
  })
  declare readonly from?: string | null;

  @Field(() => Int, {
    defaultValue: 14,
    description: 'How many ledger dates to look at, 1 to 31. Those that have not begun are left out.',
  })
  declare readonly days: number;
}

/** The dates that were looked at. */
@ObjectType({ simpleResolvers: true })
abstract class OrderEntries {
  @Field(() => LocalDateScalar, { description: 'First ledger date that was looked at.' })
  declare readonly fromDate: string;

  @Field(() => LocalDateScalar, {
    description: 'Last ledger date that was looked at; to look further, ask from the date behind it.',
  })
  declare readonly toDate: string;

  @Field(() => Boolean, {
    description:
      'True when all these dates are closed, so that nothing will be added on them. Later dates may have more.',
  })
  declare readonly isComplete: boolean;
}

@ObjectType({ simpleResolvers: true, description: 'What was booked for an order on some ledger dates.' })
export class OrderFundsEntries extends OrderEntries {
  @Field(() => [FundsEntry], {
    description: 'Captures, refunds and the like, in the order in which they were booked.',
  })
  declare readonly nodes: readonly FundsEntry[];
}

@ObjectType({ simpleResolvers: true, description: 'The fees of an order on some ledger dates.' })
export class OrderFeesEntries extends OrderEntries {
  @Field(() => [FeesEntry], { description: 'The fees, in the order in which they were booked.' })
  declare readonly nodes: readonly FeesEntry[];
}

@ObjectType({
  simpleResolvers: true,
  description: 'Which payouts paid what was booked for an order on some ledger dates.',
})
export class OrderPayouts extends OrderEntries {
  @Field(() => [Payout], {
    description:
      'The payouts, each once, oldest first. One that was given up (`abortedBy`) did not pay: the `payout` of that entry did.',
  })
  declare readonly nodes: readonly Payout[];

  @Field(() => [FundsEntry], {
    description: 'What was booked for the order and is on no payout yet, on the dates that were looked at.',
  })
  declare readonly unpaidEntries: readonly FundsEntry[];
}

/** On which dates to look for the payouts of an order. */
@ArgsType()
export class OrderPayoutsArgs extends OrderEntriesArgs {
  @Field(() => Int, {
    defaultValue: 31,
    description:
      'Days behind the ledger date of an entry to look for its payout, 0 to 31: no further than to the first.',
  })
  declare readonly laterDays: number;
}
