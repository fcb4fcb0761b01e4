import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { EnturChangedOrder } from './EnturChangedOrder.js';

@InputType({ description: 'An order whose pending lines are confirmed.' })
export class EnturConfirmOrderLinesInput {
  @Field(() => ID, { description: 'The order.' })
  declare readonly orderId: string;
}

@ObjectType({ simpleResolvers: true, description: 'What became of the lines of an order.' })
export class EnturConfirmOrderLinesPayload extends EnturChangedOrder {
  @Field(() => Boolean, {
    description:
      'True when the answer was lost and the order, read afterwards, was confirmed: by this call, or before it.',
  })
  declare readonly wasFoundConfirmed: boolean;
}
