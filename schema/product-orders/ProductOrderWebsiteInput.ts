import { Field, InputType } from 'type-graphql';

@InputType({ description: 'The website on which the sales will take place. All addresses must be https.' })
export class ProductOrderWebsiteInput {
  @Field(() => String, { description: 'Address of the website.' })
  declare readonly url: string;

  @Field(() => String, { description: 'Address of the terms of sale.' })
  declare readonly termsUrl: string;

  @Field(() => String, {
    nullable: true,
    description: 'Address of the test website, for `WEBSITE_WITH_TEST`.',
  })
  declare readonly testWebsiteUrl?: string | null;

  @Field(() => String, { nullable: true, description: 'User name for the test website.' })
  declare readonly testWebsiteUsername?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Password for the test website: passed on, never logged or told again.',
  })
  declare readonly testWebsitePassword?: string | null;
}
