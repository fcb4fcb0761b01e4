import { ArgsType, Field, ObjectType } from 'type-graphql';
import { connectionType, edgeType, FeedArgs } from '../shared/connection.js';
import { LocalDateScalar } from '../shared/scalars.js';
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
}
