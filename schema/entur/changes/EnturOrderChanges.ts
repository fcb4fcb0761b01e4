import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '../../shared/scalars.js';
import { EnturChangePayload } from './EnturChangePayload.js';

/** What became of a change of an order. */
@ObjectType({ simpleResolvers: true })
export abstract class EnturChangedOrder extends EnturChangePayload {
  @Field(() => ID, { nullable: true, description: 'The order. Null when there are `userErrors`.' })
  declare readonly orderId: string | null;
}

@InputType({ description: 'What changes of an order besides its lines: at least one field.' })
export class EnturUpdateOrderInput {
  @Field(() => ID, { description: 'The order.' })
  declare readonly orderId: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The customer who makes the order, by id. Null leaves it as it is.',
  })
  declare readonly createdByCustomerId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The customer to turn to about the order, by id. Null leaves it as it is.',
  })
  declare readonly contactCustomerId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Your own reference for the order. Null leaves it as it is.',
  })
  declare readonly externalReference?: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'When unconfirmed changes of the order vanish: not in the past, and at most six months ahead. Null leaves it as it is.',
  })
  declare readonly expireAt?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The code of a special cause of the order. Null leaves it as it is.',
  })
  declare readonly specialOrderCauseCode?: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'What became of a change of an order.' })
export class EnturUpdateOrderPayload extends EnturChangedOrder {}

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

@InputType({ description: 'Travellers for an order.' })
export class EnturAddTravellersInput {
  @Field(() => ID, { description: 'The order.' })
  declare readonly orderId: string;

  @Field(() => [ID], {
    description: 'The travellers, by their customer ids, at least one and each once.',
  })
  declare readonly customerIds: readonly string[];
}

@ObjectType({ simpleResolvers: true, description: 'What became of travellers for an order.' })
export class EnturAddTravellersPayload extends EnturChangedOrder {
  @Field(() => [ID], {
    description:
      'The travellers that were added. Empty when the service does not tell, and when there are `userErrors`.',
  })
  declare readonly travellerIds: readonly string[];
}
