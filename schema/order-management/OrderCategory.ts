import { Field, ObjectType } from 'type-graphql';
import { CategoryType } from './CategoryType.js';

@ObjectType({
  simpleResolvers: true,
  description:
    'The link button that the app shows on the page of a transaction. An order shows one; a new one takes its place.',
})
export class OrderCategory {
  @Field(() => CategoryType, {
    nullable: true,
    description: 'What the link leads to. Null when the API does not say.',
  })
  declare readonly type: CategoryType | null;

  @Field(() => String, { nullable: true, description: 'The same in the word of the API, e.g. `DELIVERY`.' })
  declare readonly typeRaw: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Where the button leads: opened in the browser of the phone. Null when the API does not say.',
  })
  declare readonly url: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Id of the picture beside the button, as uploaded with `uploadImage`. Null without one.',
  })
  declare readonly imageId: string | null;
}
