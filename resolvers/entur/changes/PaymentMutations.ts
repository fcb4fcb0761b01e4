import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import {
  EnturAddTransactionInput,
  EnturAddTransactionPayload,
} from '../../../schema/entur/changes/EnturAddTransaction.js';
import { EnturCapturePayload, EnturCaptureInput } from '../../../schema/entur/changes/EnturCapture.js';
import {
  EnturCreatePaymentInput,
  EnturCreatePaymentPayload,
} from '../../../schema/entur/changes/EnturCreatePayment.js';
import {
  EnturStartAppClaimInput,
  EnturStartAppClaimPayload,
} from '../../../schema/entur/changes/EnturStartAppClaim.js';
import {
  EnturStartTerminalInput,
  EnturStartTerminalPayload,
} from '../../../schema/entur/changes/EnturStartTerminal.js';
import type { EnturContext } from '../../../src/context/entur-context.js';
import { InputIssues } from '../../shared/input-issues.js';
import { checkNumericId } from '../identifiers.js';
import { carryOut } from './carry-out.js';
import { toAppClaim, toPayment, toTerminal, toTransaction, toTransactionKey } from './payment-input.js';

/** A change that was refused, as far as payloads show what it was about. */
const nothing = { paymentId: null, transactionId: null } as const;

@Resolver()
export class PaymentMutations {
  @Mutation(() => EnturCreatePaymentPayload, {
    nullable: true,
    description:
      'Makes a payment for a version of an order. One call; when its answer is lost, one more looks for the payment: exactly one such that was made since the call began is taken for it, and with none or several the error is `OUTCOME_UNKNOWN`. Never sent twice. Null only when the API fails.',
  })
  async enturCreatePayment(
    @Arg('input', () => EnturCreatePaymentInput, { description: 'What is paid, and how.' })
    input: EnturCreatePaymentInput,
    @Ctx() { writers }: EnturContext,
  ): Promise<EnturCreatePaymentPayload> {
    const issues = new InputIssues();
    const body = toPayment(input, issues);
    const { done, told } = await carryOut(issues, () => writers.payments.createPayment(body));
    if (done === undefined) return { ...told, ...nothing, wasFound: false };
    const { paymentId, transactions } = done.payment;
    const transactionId = transactions.length === 1 ? (transactions[0]?.transactionId ?? null) : null;
    return { ...told, paymentId, transactionId, wasFound: done.wasFound };
  }

  @Mutation(() => EnturAddTransactionPayload, {
    nullable: true,
    description:
      'Experimental, needs `ENTUR_EXPERIMENTAL=on`: the path of the call is inferred. Adds a transaction to a payment. One call. Not safe to repeat: after `OUTCOME_UNKNOWN` look at the transactions of the payment. Null only when the API fails.',
  })
  async enturAddTransaction(
    @Arg('input', () => EnturAddTransactionInput, { description: 'The payment and its transaction.' })
    input: EnturAddTransactionInput,
    @Ctx() { writers }: EnturContext,
  ): Promise<EnturAddTransactionPayload> {
    const issues = new InputIssues();
    const { paymentId } = input;
    issues.collect(() => checkNumericId(paymentId, 'paymentId'));
    const body = toTransaction(input.transaction, ['transaction'], issues);
    const { done, told } = await carryOut(issues, async () => ({
      transactionId: await writers.payments.addTransaction(paymentId, body),
    }));
    if (done === undefined) return { ...told, ...nothing };
    return { ...told, paymentId, transactionId: done.transactionId };
  }

  @Mutation(() => EnturStartTerminalPayload, {
    nullable: true,
    description:
      'Starts the terminal of the provider for a transaction: send the user there, and capture when the user is back. One call. After `OUTCOME_UNKNOWN` look at the status of the transaction; nothing is charged before it is captured. Null only when the API fails.',
  })
  async enturStartTerminal(
    @Arg('input', () => EnturStartTerminalInput, {
      description: 'The transaction and where the user returns.',
    })
    input: EnturStartTerminalInput,
    @Ctx() { writers }: EnturContext,
  ): Promise<EnturStartTerminalPayload> {
    const issues = new InputIssues();
    const key = toTransactionKey(input, issues);
    const body = toTerminal(input, issues);
    const { done, told } = await carryOut(issues, () => writers.payments.startTerminal(key, body));
    return { ...told, ...(done === undefined ? nothing : key), terminalUri: done ?? null };
  }

  @Mutation(() => EnturStartAppClaimPayload, {
    nullable: true,
    description:
      'Starts a payment in the Vipps MobilePay app: send the user there, then poll the transaction. Capturing runs by itself. One call. After `OUTCOME_UNKNOWN` look at the status of the transaction: the user may have been asked to pay. Null only when the API fails.',
  })
  async enturStartAppClaim(
    @Arg('input', () => EnturStartAppClaimInput, { description: 'The transaction and who pays.' })
    input: EnturStartAppClaimInput,
    @Ctx() { writers }: EnturContext,
  ): Promise<EnturStartAppClaimPayload> {
    const issues = new InputIssues();
    const key = toTransactionKey(input, issues);
    const body = toAppClaim(input, issues);
    const { done, told } = await carryOut(issues, () => writers.payments.startAppClaim(key, body));
    return { ...told, ...(done === undefined ? nothing : key), appClaimUrl: done ?? null };
  }

  @Mutation(() => EnturCapturePayload, {
    nullable: true,
    description:
      'Takes the money of a transaction that the user has agreed to in the terminal. Not for Vipps, which captures by itself. One call; when its answer is lost, one more reads the transaction: captured is what was wanted. Never sent twice. Null only when the API fails.',
  })
  async enturCapture(
    @Arg('input', () => EnturCaptureInput, { description: 'The transaction.' })
    input: EnturCaptureInput,
    @Ctx() { writers }: EnturContext,
  ): Promise<EnturCapturePayload> {
    const issues = new InputIssues();
    const key = toTransactionKey(input, issues);
    const { done, told } = await carryOut(issues, () => writers.payments.capture(key));
    return { ...told, ...(done === undefined ? nothing : key), wasFoundCaptured: done === 'found' };
  }
}
