import { randomUUID } from 'node:crypto';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { PrefillProductOrderInput } from '../../schema/product-orders/PrefillProductOrderInput.js';
import { PrefillProductOrderPayload } from '../../schema/product-orders/PrefillProductOrderPayload.js';
import { WithdrawProductOrderInput } from '../../schema/product-orders/WithdrawProductOrderInput.js';
import { WithdrawProductOrderPayload } from '../../schema/product-orders/WithdrawProductOrderPayload.js';
import type { Context } from '../../src/context/vipps-context.js';
import { InputIssues } from '../shared/input-issues.js';
import { checkUuid } from '../shared/uuid.js';
import { checkPrefill, toPrefillRequest } from './prefill-input.js';
import { prefillUserErrors, withdrawUserErrors } from './upstream-user-errors.js';
import { toPrefilledOrder } from './mappers.js';

@Resolver()
export class ProductOrderMutations {
  @Mutation(() => PrefillProductOrderPayload, {
    nullable: true,
    description:
      'Fills in a product order for a merchant, who gets a link to check and submit it. Null only with an error, which then holds the `idempotencyKey` in its extensions.',
  })
  async prefillProductOrder(
    @Arg('input', () => PrefillProductOrderInput, { description: 'What to fill in.' })
    input: PrefillProductOrderInput,
    @Ctx() context: Context,
  ): Promise<PrefillProductOrderPayload> {
    const idempotencyKey = input.idempotencyKey ?? randomUUID();
    const issues = new InputIssues();
    checkPrefill(input, issues, context);
    const { warnings } = issues;
    const refused = { productOrder: null, prefillUrl: null, idempotencyKey, warnings };
    if (issues.errors.length > 0) return { ...refused, userErrors: issues.errors };
    const request = toPrefillRequest(input);
    try {
      const made = await context.writers.productOrders.prefill(request, idempotencyKey);
      const { prefillUrl } = made;
      return {
        productOrder: toPrefilledOrder(input, made),
        prefillUrl,
        idempotencyKey,
        userErrors: [],
        warnings,
      };
    } catch (error) {
      return {
        ...refused,
        userErrors: prefillUserErrors(error, idempotencyKey, new Set(Object.keys(request))),
      };
    }
  }

  @Mutation(() => WithdrawProductOrderPayload, {
    nullable: true,
    description:
      'Withdraws a prefilled order that the merchant has not submitted: its link ends and it is gone from the list. Null only with an error.',
  })
  async withdrawProductOrder(
    @Arg('input', () => WithdrawProductOrderInput, { description: 'Which order to withdraw.' })
    input: WithdrawProductOrderInput,
    @Ctx() { writers }: Context,
  ): Promise<WithdrawProductOrderPayload> {
    const issues = new InputIssues();
    const productOrderId = issues.collect(() => checkUuid(input.productOrderId, 'productOrderId'));
    const refused = { withdrawnProductOrderId: null, warnings: [] };
    if (productOrderId === null) return { ...refused, userErrors: issues.errors };
    try {
      await writers.productOrders.withdraw(productOrderId);
      return { withdrawnProductOrderId: productOrderId, userErrors: [], warnings: [] };
    } catch (error) {
      return { ...refused, userErrors: withdrawUserErrors(error) };
    }
  }
}
