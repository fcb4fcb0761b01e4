import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '../../shared/scalars.js';
import { EnturChangedOrder } from './EnturChangedOrder.js';

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
