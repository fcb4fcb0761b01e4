import { ArgsType, Field } from 'type-graphql';
import { FeedArgs } from '../shared/connection.js';
import { LocalDateScalar } from '../shared/scalars.js';
import { FeesEntryType } from './FeesEntry.js';
import { FundsEntryType } from './FundsEntry.js';

/** What filters cost, wherever the API can not be asked for what is wanted. */
const scanned =
  'The API can not be asked so: entries are read, at most 10 calls of 1000, and picked from. There may be fewer than asked for while there are more pages.';

/** Which entries of a ledger. */
@ArgsType()
export abstract class EntriesArgs extends FeedArgs {
  @Field(() => LocalDateScalar, { nullable: true, description: 'Only entries of this ledger date.' })
  declare readonly date?: string | null;

  @Field(() => String, {
    nullable: true,
    description: `Only entries with this reference, which captures, refunds and fees of an order share. Best with a \`date\`. ${scanned}`,
  })
  declare readonly reference?: string | null;

  @Field(() => String, {
    nullable: true,
    description: `Only entries with this PSP reference, e.g. those of one capture. Best with a \`date\`. ${scanned}`,
  })
  declare readonly pspReference?: string | null;
}

/** Which funds entries of a ledger. */
@ArgsType()
export class FundsArgs extends EntriesArgs {
  @Field(() => FundsEntryType, {
    nullable: true,
    description: `Only entries of this kind, e.g. all payouts. ${scanned}`,
  })
  declare readonly entryType?: FundsEntryType | null;
}

/** Which fees entries of a ledger. */
@ArgsType()
export class FeesArgs extends EntriesArgs {
  @Field(() => FeesEntryType, {
    nullable: true,
    description: `Only entries of this kind, e.g. all invoices. ${scanned}`,
  })
  declare readonly entryType?: FeesEntryType | null;
}
