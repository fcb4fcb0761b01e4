import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { AddReceiptInput, AddReceiptPayload } from '../../schema/order-management/AddReceipt.js';
import {
  SetOrderCategoryInput,
  SetOrderCategoryPayload,
} from '../../schema/order-management/SetOrderCategory.js';
import type { Context } from '../../src/context.js';
import { InputFaults } from '../shared/input-issues.js';
import { toLink } from './category-input.js';
import { toOrder } from './mappers.js';
import { takeOrderRef } from './order-input.js';
import { toReceiptBody } from './receipt-input.js';
import { attempt, blameImage } from './upstream-user-errors.js';

@Resolver()
export class OrderMutations {
  @Mutation(() => AddReceiptPayload, {
    nullable: true,
    description:
      'Adds the receipt of an order, once. Sending the same one again is no fault; another one is a `CONFLICT`. When the answer is ' +
      'lost or says that one is there, what is stored is read and compared; where that leaves doubt, the error is `OUTCOME_UNKNOWN`. Null only when the API fails.',
  })
  async addReceipt(
    @Arg('input', () => AddReceiptInput, { description: 'The order and its receipt.' })
    input: AddReceiptInput,
    @Ctx() { writers }: Context,
  ): Promise<AddReceiptPayload> {
    const faults = new InputFaults();
    const ref = takeOrderRef(input, faults);
    const body = toReceiptBody(input, faults);
    const { warnings } = faults;
    const failed = { order: null, receiptId: null, wasAlreadyStored: false, warnings };
    if (ref === null || faults.errors.length > 0) return { ...failed, userErrors: faults.errors };
    const { refused, value } = await attempt(() => writers.orderManagement.addReceipt(ref, body));
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
    const faults = new InputFaults();
    const ref = takeOrderRef(input, faults);
    const { word, url, ...image } = toLink(input, faults);
    const { warnings } = faults;
    const failed = { order: null, categoryId: null, warnings };
    if (ref === null || faults.errors.length > 0) return { ...failed, userErrors: faults.errors };
    const { refused, value } = await attempt(() =>
      writers.orderManagement.setCategory(ref, { category: word, orderDetailsUrl: url, ...image }),
    );
    if (refused !== undefined) return { ...failed, userErrors: blameImage(refused, image.imageId) };
    return { order: toOrder(ref), categoryId: value, userErrors: [], warnings };
  }
}
