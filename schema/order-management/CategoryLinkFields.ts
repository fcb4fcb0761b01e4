import { Field, InputType } from 'type-graphql';
import { CategoryType } from './CategoryType.js';

/** The link of a category, wherever one is written. */
@InputType()
export abstract class CategoryLinkFields {
  @Field(() => CategoryType, { description: 'What the link leads to.' })
  declare readonly type: CategoryType;

  @Field(() => String, {
    description:
      'Where the button leads: an https address that needs no login on the phone. It may hold any letters, and is sent as a URI: the host in punycode, all else percent-encoded.',
  })
  declare readonly url: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Picture beside the button: the id of one that was uploaded before, for the same sales unit.',
  })
  declare readonly imageId?: string | null;
}
