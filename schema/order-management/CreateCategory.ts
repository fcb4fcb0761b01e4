import { InputType, Field, ObjectType } from 'type-graphql';
import { UserError } from '../shared/UserError.js';
import { Category } from './Category.js';
import { OrderCategoryFields } from './OrderCategoryFields.js';

@InputType({
  description: 'One more category for an order (v3). Each call makes a new one; the app shows the latest.',
})
export class CreateCategoryInput extends OrderCategoryFields {}

@ObjectType({ simpleResolvers: true, description: 'What became of a new category.' })
export class CreateCategoryPayload {
  @Field(() => Category, {
    nullable: true,
    description: 'The new category. Null when there are `userErrors`.',
  })
  declare readonly category: Category | null;

  @Field(() => [UserError], { description: 'Why nothing was created.' })
  declare readonly userErrors: readonly UserError[];

  @Field(() => [UserError], { description: 'What the API takes but is hardly meant.' })
  declare readonly warnings: readonly UserError[];
}
