import { Field, InputType, ObjectType } from 'type-graphql';
import { UserError } from '../shared/UserError.js';
import { Category } from './Category.js';

@InputType({ description: 'The category to remove.' })
export class DeleteCategoryInput {
  @Field(() => String, { description: 'Merchant serial number of the sales unit: 4 to 10 digits.' })
  declare readonly msn: string;

  @Field(() => String, { description: 'The id that the API gave the category, a UUID.' })
  declare readonly categoryId: string;
}

@ObjectType({ simpleResolvers: true, description: 'What became of the removal.' })
export class DeleteCategoryPayload {
  @Field(() => Category, {
    nullable: true,
    description: 'The category as it was. Null when there are `userErrors`.',
  })
  declare readonly category: Category | null;

  @Field(() => [UserError], {
    description: 'Why nothing was removed. `NOT_FOUND`: there is no such category.',
  })
  declare readonly userErrors: readonly UserError[];

  @Field(() => [UserError], { description: 'Empty so far.' })
  declare readonly warnings: readonly UserError[];
}
