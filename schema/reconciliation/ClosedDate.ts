import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { LocalDateScalar } from '../shared/scalars.js';
import { CloseDifference } from './CloseDifference.js';
import { CloseFigures } from './CloseFigures.js';
import { LateItem } from './LateItem.js';

export enum CloseState {
  BALANCED = 'BALANCED',
  OPEN = 'OPEN',
  OFF = 'OFF',
}

registerEnumType(CloseState, {
  name: 'CloseState',
  description: 'Whether all fits.',
  valuesConfig: {
    BALANCED: { description: 'Closed, and all fits.' },
    OPEN: { description: 'Nothing is wrong so far, but not all dates are complete yet.' },
    OFF: { description: 'Something does not fit, whether the dates are complete or not: see `differences`.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'One ledger date of a close.' })
export class ClosedDate {
  @Field(() => LocalDateScalar, { description: 'The ledger date.' })
  declare readonly date: string;

  @Field(() => CloseState, { description: 'How it stands.' })
  declare readonly state: CloseState;

  @Field(() => Boolean, {
    description:
      'Whether `funds` and `fees` are closed for it, so that nothing will be added. A date that is complete is `OPEN` all the same while a sale waits for money that may be on the next date.',
  })
  declare readonly isComplete: boolean;

  @Field(() => CloseFigures, { description: 'Its balances and sums.' })
  declare readonly figures: CloseFigures;

  @Field(() => [CloseDifference], { description: 'All that does not fit on it.' })
  declare readonly differences: readonly CloseDifference[];

  @Field(() => [LateItem], {
    description: 'What came for it after it was sealed, which its figures leave out. Empty without `seals`.',
  })
  declare readonly lateItems: readonly LateItem[];

  @Field(() => String, {
    description:
      'Hash of all that it holds, as far as it was sealed: the same whenever and by whom it is made.',
  })
  declare readonly hash: string;
}
