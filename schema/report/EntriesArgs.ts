import { ArgsType, Field } from 'type-graphql';
import { FeedArgs } from '../shared/connection.js';
import { LocalDateScalar } from '../shared/scalars.js';

/** Which entries of a ledger. */
@ArgsType()
export class EntriesArgs extends FeedArgs {
  @Field(() => LocalDateScalar, { nullable: true, description: 'Only entries of this ledger date.' })
  declare readonly date?: string | null;
}
