import { ArgsType, Field, ObjectType } from 'type-graphql';
import { connectionType, edgeType, PageArgs } from '../shared/connection.js';
import { LocalDateScalar } from '../shared/scalars.js';
import { Payout } from './Payout.js';

@ObjectType({ simpleResolvers: true, description: 'A payout in a list, with its cursor.' })
export class PayoutEdge extends edgeType(() => Payout, 'payout') {}

@ObjectType({ simpleResolvers: true, description: 'A page of payouts.' })
export class PayoutConnection extends connectionType(
  () => Payout,
  () => PayoutEdge,
  'payout',
) {
  @Field(() => Boolean, {
    description:
      'True when all ledger dates that were read for this page are closed. Else a payout may yet come on one of them: `endCursor` is in front of it. Costs no call.',
  })
  declare readonly isComplete: boolean;
}

/** Which payouts of a ledger. */
@ArgsType()
export class PayoutsArgs extends PageArgs {
  @Field(() => LocalDateScalar, { description: 'First ledger date.' })
  declare readonly from: string;

  @Field(() => LocalDateScalar, {
    description:
      'Last ledger date, at most 399 days behind the first. Those that have not begun are left out.',
  })
  declare readonly to: string;
}
