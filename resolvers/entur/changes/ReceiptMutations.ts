import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import {
  EnturSendReceiptInput,
  EnturSendReceiptPayload,
} from '../../../schema/entur/changes/EnturSendReceipt.js';
import type { EnturContext } from '../../../src/context/entur-context.js';
import { InputIssues } from '../../shared/input-issues.js';
import { carryOut } from './carry-out.js';
import { toReceipt } from './order-input.js';

@Resolver()
export class ReceiptMutations {
  @Mutation(() => EnturSendReceiptPayload, {
    nullable: true,
    description:
      'Makes a receipt of an order and sends it. One call. After `OUTCOME_UNKNOWN` it may be on its way: repeated, it may arrive twice, and harms nothing else. Null only when the API fails.',
  })
  async enturSendReceipt(
    @Arg('input', () => EnturSendReceiptInput, { description: 'The order and who gets the receipt.' })
    input: EnturSendReceiptInput,
    @Ctx() { writers }: EnturContext,
  ): Promise<EnturSendReceiptPayload> {
    const issues = new InputIssues();
    const { asked, body } = toReceipt(input, issues);
    const { done, told } = await carryOut(issues, async () => ({
      reference: await writers.orders.sendReceipt(asked, body),
    }));
    const orderId = done === undefined ? null : input.orderId;
    return { ...told, orderId, reference: done?.reference ?? null };
  }
}
