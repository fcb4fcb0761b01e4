import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { EnturChangedPayment } from './EnturChangedPayment.js';

@InputType({ description: 'A transaction that is paid in the terminal of the payment provider.' })
export class EnturStartTerminalInput {
  @Field(() => ID, { description: 'The payment.' })
  declare readonly paymentId: string;

  @Field(() => ID, { description: 'Its transaction.' })
  declare readonly transactionId: string;

  @Field(() => String, {
    description:
      'Where the user comes back to: an http or https address, at most 1024 characters behind `://`.',
  })
  declare readonly redirectUrl: string;

  @Field(() => String, {
    nullable: true,
    description:
      'An http or https address that is called until it answers 202, when the user is through. Null for none.',
  })
  declare readonly callbackUrl?: string | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Store the card for later payments.' })
  declare readonly storePayment: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Language of the terminal, such as `en_GB` or `no_NO`. Null leaves it to the provider.',
  })
  declare readonly terminalLanguage?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Country of the user, two or three letters. Null when it is not known.',
  })
  declare readonly countryCode?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The customer who pays, digits; for keys with that right. Null for none.',
  })
  declare readonly customerNumber?: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'What became of a terminal that was to be started.' })
export class EnturStartTerminalPayload extends EnturChangedPayment {
  @Field(() => String, {
    nullable: true,
    description: 'Where to send the user. Then capture the transaction. Null when there are `userErrors`.',
  })
  declare readonly terminalUri: string | null;
}
