import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { EnturChangePayload } from './EnturChangePayload.js';

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
