import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import {
  EnturAuthorizeRecurringPaymentInput,
  EnturAuthorizeRecurringPaymentPayload,
} from '../../../schema/entur/changes/EnturAuthorizeRecurringPayment.js';
import {
  EnturCreateRecurringPaymentInput,
  EnturCreateRecurringPaymentPayload,
} from '../../../schema/entur/changes/EnturCreateRecurringPayment.js';
import {
  EnturDeleteRecurringPaymentInput,
  EnturDeleteRecurringPaymentPayload,
} from '../../../schema/entur/changes/EnturDeleteRecurringPayment.js';
import {
  EnturStartRecurringPaymentTerminalInput,
  EnturStartRecurringPaymentTerminalPayload,
} from '../../../schema/entur/changes/EnturStartRecurringPaymentTerminal.js';
import {
  EnturUpdateRecurringPaymentInput,
  EnturUpdateRecurringPaymentPayload,
} from '../../../schema/entur/changes/EnturUpdateRecurringPayment.js';
import type { EnturContext } from '../../../src/context/entur-context.js';
import { InputIssues } from '../../shared/input-issues.js';
import { checkNumericId } from '../identifiers.js';
import { toEnturRecurringPayment } from '../recurring-payment-mappers.js';
import { carryOut } from './carry-out.js';
import { checkDigits, checkText } from './input-rules.js';
import { toCardTerminal } from './payment-input.js';
import { present } from './present.js';

@Resolver()
export class StoredCardMutations {
  @Mutation(() => EnturCreateRecurringPaymentPayload, {
    nullable: true,
    description:
      'Makes a stored card for a customer: the user gives its number in the terminal, then it is authorized. One call. Not safe to repeat: after `OUTCOME_UNKNOWN` there may be one more, without a number. Null only when the API fails.',
  })
  async enturCreateRecurringPayment(
    @Arg('input', () => EnturCreateRecurringPaymentInput, { description: 'The customer.' })
    input: EnturCreateRecurringPaymentInput,
    @Ctx() { writers }: EnturContext,
  ): Promise<EnturCreateRecurringPaymentPayload> {
    const issues = new InputIssues();
    const { customerNumber, nickname } = input;
    checkDigits(customerNumber, ['customerNumber'], issues);
    checkText(nickname, ['nickname'], issues, 100);
    const body = present({ customerNumber, nickname });
    const { done, told } = await carryOut(issues, () => writers.storedCards.create(body));
    return {
      ...told,
      recurringPaymentId: done?.recurringPaymentId ?? null,
      recurringPayment: done === undefined ? null : toEnturRecurringPayment(done),
    };
  }

  @Mutation(() => EnturUpdateRecurringPaymentPayload, {
    nullable: true,
    description:
      'Renames a stored card, or makes it the one that its customer uses first. One call. Safe to repeat: it comes to the same. Null only when the API fails.',
  })
  async enturUpdateRecurringPayment(
    @Arg('input', () => EnturUpdateRecurringPaymentInput, { description: 'The card and what changes.' })
    input: EnturUpdateRecurringPaymentInput,
    @Ctx() { writers }: EnturContext,
  ): Promise<EnturUpdateRecurringPaymentPayload> {
    const issues = new InputIssues();
    const { recurringPaymentId, nickname, isPrimary } = input;
    issues.collect(() => checkNumericId(recurringPaymentId, 'recurringPaymentId'));
    checkText(nickname, ['nickname'], issues, 100);
    if (nickname == null && isPrimary == null)
      issues.add([], 'REQUIRED', 'nickname or isPrimary must say what changes.');
    const body = present({ nickname, isPrimary });
    const { done, told } = await carryOut(issues, () => writers.storedCards.update(recurringPaymentId, body));
    return {
      ...told,
      recurringPaymentId: done === undefined ? null : recurringPaymentId,
      recurringPayment: done == null ? null : toEnturRecurringPayment(done),
    };
  }

  @Mutation(() => EnturDeleteRecurringPaymentPayload, {
    nullable: true,
    description:
      'Removes a stored card. One call. Never sent twice; after `OUTCOME_UNKNOWN` look at the cards of the customer, or repeat it: a card that is gone is a `NOT_FOUND`. Null only when the API fails.',
  })
  async enturDeleteRecurringPayment(
    @Arg('input', () => EnturDeleteRecurringPaymentInput, { description: 'The card.' })
    input: EnturDeleteRecurringPaymentInput,
    @Ctx() { writers }: EnturContext,
  ): Promise<EnturDeleteRecurringPaymentPayload> {
    const issues = new InputIssues();
    const { recurringPaymentId } = input;
    issues.collect(() => checkNumericId(recurringPaymentId, 'recurringPaymentId'));
    const { done, told } = await carryOut(issues, async () => {
      await writers.storedCards.remove(recurringPaymentId);
      return recurringPaymentId;
    });
    return { ...told, deletedRecurringPaymentId: done ?? null };
  }

  @Mutation(() => EnturStartRecurringPaymentTerminalPayload, {
    nullable: true,
    description:
      'Starts the terminal of the provider, in which the user gives the number of a card that is to be stored. One call. After `OUTCOME_UNKNOWN` it may be repeated: nothing is charged. Null only when the API fails.',
  })
  async enturStartRecurringPaymentTerminal(
    @Arg('input', () => EnturStartRecurringPaymentTerminalInput, {
      description: 'The card and where the user returns.',
    })
    input: EnturStartRecurringPaymentTerminalInput,
    @Ctx() { writers }: EnturContext,
  ): Promise<EnturStartRecurringPaymentTerminalPayload> {
    const issues = new InputIssues();
    const { recurringPaymentId } = input;
    issues.collect(() => checkNumericId(recurringPaymentId, 'recurringPaymentId'));
    const body = toCardTerminal(input, issues);
    const { done, told } = await carryOut(issues, () =>
      writers.storedCards.startTerminal(recurringPaymentId, body),
    );
    const id = done === undefined ? null : recurringPaymentId;
    return { ...told, recurringPaymentId: id, terminalUri: done ?? null };
  }

  @Mutation(() => EnturAuthorizeRecurringPaymentPayload, {
    nullable: true,
    description:
      'Makes a stored card chargeable, once its user is back from the terminal. One call. After `OUTCOME_UNKNOWN` look at the status of the card. Null only when the API fails.',
  })
  async enturAuthorizeRecurringPayment(
    @Arg('input', () => EnturAuthorizeRecurringPaymentInput, { description: 'The card.' })
    input: EnturAuthorizeRecurringPaymentInput,
    @Ctx() { writers }: EnturContext,
  ): Promise<EnturAuthorizeRecurringPaymentPayload> {
    const issues = new InputIssues();
    const { recurringPaymentId } = input;
    issues.collect(() => checkNumericId(recurringPaymentId, 'recurringPaymentId'));
    const { done, told } = await carryOut(issues, () => writers.storedCards.authorize(recurringPaymentId));
    return {
      ...told,
      recurringPaymentId: done === undefined ? null : recurringPaymentId,
      recurringPayment: done == null ? null : toEnturRecurringPayment(done),
    };
  }
}
