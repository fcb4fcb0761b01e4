import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { EnturChangedPayment } from './EnturChangedPayment.js';

@InputType({ description: 'A transaction that the user has agreed to in the terminal.' })
export class EnturCaptureInput {
  @Field(() => ID, { description: 'The payment.' })
  declare readonly paymentId: string;

  @Field(() => ID, { description: 'Its transaction. Not one of Vipps: those are captured by themselves.' })
  declare readonly transactionId: string;
}

@ObjectType({ simpleResolvers: true, description: 'What became of a transaction that was to be captured.' })
export class EnturCapturePayload extends EnturChangedPayment {
  @Field(() => Boolean, {
    description:
      'True when the answer was lost and the transaction, read afterwards, was captured: by this call, or before it.',
  })
  declare readonly wasFoundCaptured: boolean;
}
