import { Field, InputType } from 'type-graphql';

@InputType({ description: 'Which product order to withdraw.' })
export class WithdrawProductOrderInput {
  @Field(() => String, { description: 'UUID of a prefilled order that the merchant has not submitted.' })
  declare readonly productOrderId: string;
}
