import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { EnturChangedPayment } from './EnturChangedPayment.js';

@InputType({ description: 'A transaction that is paid in the Vipps MobilePay app.' })
export class EnturStartAppClaimInput {
  @Field(() => ID, { description: 'The payment.' })
  declare readonly paymentId: string;

  @Field(() => ID, { description: 'Its transaction.' })
  declare readonly transactionId: string;

  @Field(() => String, { description: 'The phone number of the user: eight digits, a Norwegian number.' })
  declare readonly phoneNumber: string;

  @Field(() => String, {
    description:
      'Where the user comes back to: an http or https address, at most 1024 characters behind `://`.',
  })
  declare readonly redirectUrl: string;

  @Field(() => String, { description: 'What is paid for: the app shows it.' })
  declare readonly description: string;
}

@ObjectType({
  simpleResolvers: true,
  description: 'What became of a payment that was to be claimed in the app.',
})
export class EnturStartAppClaimPayload extends EnturChangedPayment {
  @Field(() => String, {
    nullable: true,
    description:
      'Where to send the user. The service captures by itself: poll the transaction until it is `CAPTURED`, and do not capture it. Null when there are `userErrors`.',
  })
  declare readonly appClaimUrl: string | null;
}
