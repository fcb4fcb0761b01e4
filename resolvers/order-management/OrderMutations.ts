import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { AddReceiptInput, AddReceiptPayload } from '../../schema/order-management/AddReceipt.js';
import {
  SetOrderCategoryInput,
  SetOrderCategoryPayload,
} from '../../schema/order-management/SetOrderCategory.js';
import type { Context } from '../../src/context/vipps-context.js';
import { UpstreamError } from '../../src/errors/UpstreamError.js';
import { InputIssues } from '../shared/input-issues.js';
import { toCategoryLink } from './category-input.js';
import { checkImage } from './check-image.js';
import { toOrder } from './mappers.js';
import { collectOrderRef } from './order-input.js';
import { toReceiptBody } from './receipt-input.js';
import { sendImage } from './send-image.js';
import { attributeToImage, catchAllErrors, catchUserErrors } from './upstream-user-errors.js';

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
      'Sets the link of an order; it takes the place of the former one, whole. One call; with an `image` one before it, and none for the link when the picture is not stored. Safe to repeat, unless `image` comes with an `imageId` of your own, which then is taken. Null only when the API fails.',
  })
  async setOrderCategory(
    @Arg('input', () => SetOrderCategoryInput, { description: 'The order and its link.' })
    input: SetOrderCategoryInput,
    @Ctx() context: Context,
  ): Promise<SetOrderCategoryPayload> {
    const issues = new InputIssues();
    const ref = collectOrderRef(input, issues);
    const { type, url, imageId } = toCategoryLink(input, issues);
    const checked = input.image == null ? null : checkImage(input.image, issues, context);
    const { warnings } = issues;
    const failed = { order: null, categoryId: null, uploadedImageId: null, warnings };
    if (ref === null || issues.errors.length > 0) return { ...failed, userErrors: issues.errors };
    const { orderManagement } = context.writers;
    const link = { category: type, orderDetailsUrl: url };
    if (input.image == null || checked === null) {
      const picture = imageId === undefined ? {} : { imageId };
      const { refused, value } = await catchUserErrors(() =>
        orderManagement.setCategory(ref, { ...link, ...picture }),
      );
      if (refused !== undefined) return { ...failed, userErrors: attributeToImage(refused, imageId) };
      return { ...failed, order: toOrder(ref), categoryId: value, userErrors: [] };
    }
    const image = { image: input.image, checked, imageId: imageId ?? null };
    const sent = await sendImage(orderManagement, ref.msn, image).catch((error: unknown) => {
      throw withoutLink(error, image.imageId);
    });
    if (sent.refused !== undefined) return { ...failed, userErrors: sent.refused };
    const { imageId: uploadedImageId } = sent;
    const { refused, value } = await catchAllErrors(() =>
      orderManagement.setCategory(ref, { ...link, imageId: uploadedImageId }),
    );
    if (refused !== undefined) return { ...failed, uploadedImageId, userErrors: refused };
    return { ...failed, order: toOrder(ref), categoryId: value, uploadedImageId, userErrors: [] };
  }
}

/** The upload may or may not have been carried out, but what follows on it certainly was not. */
function withoutLink(error: unknown, imageId: string | null): unknown {
  if (!(error instanceof UpstreamError) || error.code !== 'OUTCOME_UNKNOWN') return error;
  const advice =
    imageId === null
      ? 'Send the same again: the picture keeps its id.'
      : 'It may be taken when it is sent again: then link it by its id, without the picture.';
  return new UpstreamError(
    'OUTCOME_UNKNOWN',
    `Whether the picture was stored is not known, and the link was not sent. ${advice}`,
    error.facts,
    { cause: error },
  );
}
