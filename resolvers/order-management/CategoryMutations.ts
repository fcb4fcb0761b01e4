import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { CreateCategoryInput, CreateCategoryPayload } from '../../schema/order-management/CreateCategory.js';
import { DeleteCategoryInput, DeleteCategoryPayload } from '../../schema/order-management/DeleteCategory.js';
import type { Context } from '../../src/context/vipps-context.js';
import { checkMsn } from '../management/identifiers.js';
import { InputIssues } from '../shared/input-issues.js';
import { toCategoryLink } from './category-input.js';
import { checkCategoryId } from './identifiers.js';
import { toCategory } from './mappers.js';
import { collectOrderRef } from './order-input.js';
import { catchUserErrors } from './upstream-user-errors.js';

@Resolver()
export class CategoryMutations {
  @Mutation(() => CreateCategoryPayload, {
    nullable: true,
    description:
      'Adds one more category to an order (v3). Not safe to repeat: after `OUTCOME_UNKNOWN` look at `Order.categories` first. Null only when the API fails.',
  })
  async createCategory(
    @Arg('input', () => CreateCategoryInput, { description: 'The order and the new category.' })
    input: CreateCategoryInput,
    @Ctx() { writers }: Context,
  ): Promise<CreateCategoryPayload> {
    const issues = new InputIssues();
    const ref = collectOrderRef(input, issues);
    const { type, url, ...image } = toCategoryLink(input, issues);
    const { warnings } = issues;
    if (ref === null || issues.errors.length > 0)
      return { category: null, userErrors: issues.errors, warnings };
    const { msn, orderId, paymentType } = ref;
    const { refused, value: categoryId } = await catchUserErrors(() =>
      writers.orderManagement.createCategory(msn, { orderId, paymentType, type, url, ...image }),
    );
    if (refused !== undefined) return { category: null, userErrors: refused, warnings };
    const category = toCategory(msn, {
      imageId: null,
      ...image,
      categoryId,
      orderId,
      paymentType,
      type,
      url,
    });
    return { category, userErrors: [], warnings };
  }

  @Mutation(() => DeleteCategoryPayload, {
    nullable: true,
    description:
      'Removes a category (v3). Safe to repeat. Costs two calls, as only the first tells the order it belonged to, or one when that is known already. Null only when the API fails.',
  })
  async deleteCategory(
    @Arg('input', () => DeleteCategoryInput, { description: 'The category to remove.' })
    input: DeleteCategoryInput,
    @Ctx() { writers }: Context,
  ): Promise<DeleteCategoryPayload> {
    const issues = new InputIssues();
    const msn = issues.collect(() => checkMsn(input.msn, 'msn'));
    const categoryId = issues.collect(() => checkCategoryId(input.categoryId, 'categoryId'));
    const warnings = issues.warnings;
    if (msn === null || categoryId === null) return { category: null, userErrors: issues.errors, warnings };
    const { refused, value } = await catchUserErrors(() =>
      writers.orderManagement.deleteCategory({ msn, categoryId }),
    );
    if (refused !== undefined) return { category: null, userErrors: refused, warnings };
    if (value === null) {
      const message = 'The sales unit has no category with this id.';
      return {
        category: null,
        userErrors: [{ field: ['categoryId'], code: 'NOT_FOUND', message }],
        warnings,
      };
    }
    return { category: toCategory(msn, value), userErrors: [], warnings };
  }
}
