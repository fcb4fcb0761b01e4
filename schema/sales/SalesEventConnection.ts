import { ArgsType, Field, ObjectType } from 'type-graphql';
import { connectionType, edgeType, FeedArgs } from '../shared/connection.js';
import { LocalDateScalar } from '../shared/scalars.js';
import { SalesEvent } from './SalesEvent.js';

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
}
