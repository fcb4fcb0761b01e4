import { Field, InputType } from 'type-graphql';

@InputType({ description: 'The app in which the sales will take place.' })
export class ProductOrderAppInput {
  @Field(() => String, { description: 'Name as listed in the app store.' })
  declare readonly appName: string;
}
