import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { AddReceiptInput, AddReceiptPayload } from '../../schema/order-management/AddReceipt.js';
import {
  SetOrderCategoryInput,
  SetOrderCategoryPayload,
} from '../../schema/order-management/SetOrderCategory.js';
import type { Context } from '../../src/context/vipps-context.js';
import { InputIssues } from '../shared/input-issues.js';
import { toCategoryLink } from './category-input.js';
import { toOrder } from './mappers.js';
import { collectOrderRef } from './order-input.js';
import { toReceiptBody } from './receipt-input.js';
import { catchUserErrors, attributeToImage } from './upstream-user-errors.js';

@Resolver()
export class OrderMutations {
  @Mutation(() => AddReceiptPayload, {
    nullable: true,
    description:
      'Adds the receipt of an order, once. Sending the same one again is no fault; another one is a `CONFLICT`. When the answer is ' +
      'lost or says that one is there, what is stored is read and compared; lost and none there, it is sent again. Where that leaves doubt, the error is `OUTCOME_UNKNOWN`. Null only when the API fails.',
  })
  async addReceipt(
    @Arg('input', () => AddReceiptInput, { description: 'The order and its receipt.' })
    input: AddReceiptInput,
    @Ctx() { writers }: Context,
  ): Promise<AddReceiptPayload> {
    const issues = new InputIssues();
    const ref = collectOrderRef(input, issues);
    const body = toReceiptBody(input, issues);
    const { warnings } = issues;
    const failed = { order: null, receiptId: null, wasAlreadyStored: false, warnings };
    if (ref === null || issues.errors.length > 0) return { ...failed, userErrors: issues.errors };
    const { refused, value } = await catchUserErrors(() => writers.orderManagement.addReceipt(ref, body));
    if (refused !== undefined) return { ...failed, userErrors: refused };
    if (value.kind === 'another stored') {
      const message =
        'Another receipt is stored for this order, and it stays: a receipt can be neither changed nor removed.';
      return { ...failed, userErrors: [{ field: null, code: 'CONFLICT', message }] };
    }
    return {
      order: toOrder(ref),
      receiptId: value.kind === 'stored' ? value.receiptId : null,
      wasAlreadyStored: value.kind === 'already stored',
      userErrors: [],
      warnings,
    };
  }

  @Mutation(() => SetOrderCategoryPayload, {
    nullable: true,
    description:
      'Sets the link of an order; it takes the place of the former one, whole. Safe to repeat. Null only when the API fails.',
  })
  async setOrderCategory(
    @Arg('input', () => SetOrderCategoryInput, { description: 'The order and its link.' })
    input: SetOrderCategoryInput,
    @Ctx() { writers }: Context,
  ): Promise<SetOrderCategoryPayload> {
    const issues = new InputIssues();
    const ref = collectOrderRef(input, issues);
    const { type, url, ...image } = toCategoryLink(input, issues);
    const { warnings } = issues;
    const failed = { order: null, categoryId: null, warnings };
    if (ref === null || issues.errors.length > 0) return { ...failed, userErrors: issues.errors };
    const { refused, value } = await catchUserErrors(() =>
      writers.orderManagement.setCategory(ref, { category: type, orderDetailsUrl: url, ...image }),
    );
    if (refused !== undefined) return { ...failed, userErrors: attributeToImage(refused, image.imageId) };
    return { order: toOrder(ref), categoryId: value, userErrors: [], warnings };
  }
}
