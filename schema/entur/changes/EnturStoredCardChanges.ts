import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { EnturRecurringPayment } from '../EnturRecurringPayment.js';
import { EnturChangePayload } from './EnturChangePayload.js';

/** What became of a change of a stored card. */
@ObjectType({ simpleResolvers: true })
export abstract class EnturChangedStoredCard extends EnturChangePayload {
  @Field(() => ID, { nullable: true, description: 'The stored card. Null when there are `userErrors`.' })
  declare readonly recurringPaymentId: string | null;

  @Field(() => EnturRecurringPayment, {
    nullable: true,
    description:
      'The same card as the service answered. Null when it answered without it, and when there are `userErrors`.',
  })
  declare readonly recurringPayment: EnturRecurringPayment | null;
}

@InputType({ description: 'A card that is to be stored: start its terminal, then authorize it.' })
export class EnturCreateRecurringPaymentInput {
  @Field(() => ID, { description: 'The customer, digits.' })
  declare readonly customerNumber: string;

  @Field(() => String, { nullable: true, description: 'What the customer calls it. Null for no name.' })
  declare readonly nickname?: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'What became of a card that was to be stored.' })
export class EnturCreateRecurringPaymentPayload extends EnturChangedStoredCard {}

@InputType({ description: 'What changes of a stored card: at least one field.' })
export class EnturUpdateRecurringPaymentInput {
  @Field(() => ID, { description: 'The stored card.' })
  declare readonly recurringPaymentId: string;

  @Field(() => String, {
    nullable: true,
    description: 'What the customer calls it. Null leaves it as it is.',
  })
  declare readonly nickname?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether it is the one that the customer uses first: one of each customer is. Null leaves it.',
  })
  declare readonly isPrimary?: boolean | null;
}

@ObjectType({ simpleResolvers: true, description: 'What became of a change of a stored card.' })
export class EnturUpdateRecurringPaymentPayload extends EnturChangedStoredCard {}

@InputType({ description: 'A stored card that is removed.' })
export class EnturDeleteRecurringPaymentInput {
  @Field(() => ID, { description: 'The stored card.' })
  declare readonly recurringPaymentId: string;
}

@ObjectType({ simpleResolvers: true, description: 'What became of a stored card that was to be removed.' })
export class EnturDeleteRecurringPaymentPayload extends EnturChangePayload {
  @Field(() => ID, {
    nullable: true,
    description: 'The card that is gone. Null when there are `userErrors`.',
  })
  declare readonly deletedRecurringPaymentId: string | null;
}

@InputType({ description: 'A stored card whose number the user gives in the terminal of the provider.' })
export class EnturStartRecurringPaymentTerminalInput {
  @Field(() => ID, { description: 'The stored card.' })
  declare readonly recurringPaymentId: string;

  @Field(() => String, {
    description:
      'Where the user comes back to: an http or https address, at most 1024 characters behind `://`.',
  })
  declare readonly redirectUrl: string;

  @Field(() => String, {
    nullable: true,
    description: 'Language of the terminal, such as `en_GB` or `no_NO`. Null leaves it to the provider.',
  })
  declare readonly terminalLanguage?: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'What became of a terminal that was to be started.' })
export class EnturStartRecurringPaymentTerminalPayload extends EnturChangePayload {
  @Field(() => ID, { nullable: true, description: 'The stored card. Null when there are `userErrors`.' })
  declare readonly recurringPaymentId: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Where to send the user. Then authorize the card. Null when there are `userErrors`.',
  })
  declare readonly terminalUri: string | null;
}

@InputType({ description: 'A stored card whose number the user has given: it can be charged from then on.' })
export class EnturAuthorizeRecurringPaymentInput {
  @Field(() => ID, { description: 'The stored card.' })
  declare readonly recurringPaymentId: string;
}

@ObjectType({ simpleResolvers: true, description: 'What became of a card that was to be authorized.' })
export class EnturAuthorizeRecurringPaymentPayload extends EnturChangedStoredCard {}
