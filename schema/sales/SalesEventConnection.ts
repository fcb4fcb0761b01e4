import { ArgsType, Field, Int, ObjectType } from 'type-graphql';
import { connectionType, edgeType, FeedArgs, PageArgs } from '../shared/connection.js';
import { DateTimeScalar, LocalDateScalar, SafeIntScalar } from '../shared/scalars.js';
import { SalesSolution } from './SalesClassification.js';
import { SalesEntryType, SalesEvent, SalesPaymentType } from './SalesEvent.js';

@ObjectType({ simpleResolvers: true, description: 'A sales event in a list, with its cursor.' })
export class SalesEventEdge extends edgeType(() => SalesEvent, 'sales event') {}

@ObjectType({ simpleResolvers: true, description: 'A page of sales events.' })
export class SalesEventConnection extends connectionType(
  () => SalesEvent,
  () => SalesEventEdge,
  'sales event',
) {}

/** Which sales events of a ledger. */
@ArgsType()
export class SalesEventsArgs extends FeedArgs {
  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'Only events of this ledger date. Not together with `reference`.',
  })
  declare readonly date?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only events of the order with this reference, oldest first. Not together with `date`.',
  })
  declare readonly reference?: string | null;

  @Field(() => [String], {
    nullable: true,
    description:
      'Only the events with these PSP references, 1 to 100, oldest first; those that do not exist are left out. One call each, whatever `first` is. Not together with `date`, `reference`, `timeFrom`, `last` or `before`.',
  })
  declare readonly pspReferences?: readonly string[] | null;
}

/** Which events are picked out of those that are read. */
@ArgsType()
export class SalesFilterArgs {
  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'Only events from this time on; together with `timeTo`, at most 400 days before it. The API can not be asked so: the ledger dates that the time may be booked on are read, those up to twelve hours around it too, one call per date and thousand events. At most 92 dates for one answer: there may be fewer than `first` while `hasNextPage` is true. Not together with `date`, `reference`, `last` or `before`.',
  })
  declare readonly timeFrom?: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Only events before this time. Together with `timeFrom`.',
  })
  declare readonly timeTo?: string | null;

  @Field(() => SalesEntryType, {
    nullable: true,
    description:
      'Only events of this kind, e.g. all refunds. The API can not be asked so, so events are read, at most 10 calls of 1000, and picked from: there may be fewer than `first` while `hasNextPage` is true.',
  })
  declare readonly entryType?: SalesEntryType | null;

  @Field(() => SalesPaymentType, {
    nullable: true,
    description: 'Only events paid in this way, e.g. all cash. Costs what `entryType` does.',
  })
  declare readonly paymentType?: SalesPaymentType | null;

  @Field(() => SalesSolution, {
    nullable: true,
    description: 'Only events of this solution, e.g. terminal sales. Costs what `entryType` does.',
  })
  declare readonly solution?: SalesSolution | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Only events with a line of this VAT rate, in basis points: 2500 is 25 %, 0 the zero rate. Costs what `entryType` does.',
  })
  declare readonly vatRateBasisPoints?: number | null;

  @Field(() => SafeIntScalar, {
    nullable: true,
    description:
      'Only events of at least this amount, with VAT, in minor units (øre, cent), whether sold or refunded. Costs what `entryType` does.',
  })
  declare readonly minGross?: number | null;

  @Field(() => SafeIntScalar, {
    nullable: true,
    description:
      'Only events of at most this amount, with VAT, in minor units (øre, cent), whether sold or refunded. Costs what `entryType` does.',
  })
  declare readonly maxGross?: number | null;
}

/** The events of which ledgers. */
@ArgsType()
export class SalesOfLedgersArgs extends PageArgs {
  @Field(() => [String], {
    description:
      'Ids of the ledgers, 1 to 100, e.g. `418806`. Their order does not count, and one that is named twice counts once.',
  })
  declare readonly ledgers: readonly string[];

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'Only events of this ledger date. Either this, or `timeFrom` and `timeTo`.',
  })
  declare readonly date?: string | null;
}
