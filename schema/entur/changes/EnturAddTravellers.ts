import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { EnturChangedOrder } from './EnturChangedOrder.js';

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
