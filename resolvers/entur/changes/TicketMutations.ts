import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import {
  EnturDistributeTicketsInput,
  EnturDistributeTicketsPayload,
} from '../../../schema/entur/changes/EnturDistributeTickets.js';
import {
  EnturGenerateTicketsInput,
  EnturGenerateTicketsPayload,
} from '../../../schema/entur/changes/EnturGenerateTickets.js';
import {
  EnturTransferTicketHolderInput,
  EnturTransferTicketHolderPayload,
} from '../../../schema/entur/changes/EnturTransferTicketHolder.js';
import {
  EnturUpdateTicketValidityInput,
  EnturUpdateTicketValidityPayload,
} from '../../../schema/entur/changes/EnturUpdateTicketValidity.js';
import type { EnturContext } from '../../../src/context/entur-context.js';
import { InputIssues } from '../../shared/input-issues.js';
import { toDateTime } from '../../shared/time.js';
import { checkOrderId } from '../identifiers.js';
import { carryOut } from './carry-out.js';
import { checkDigits } from './input-rules.js';
import { checkGroups } from './ticket-input.js';

@Resolver()
export class TicketMutations {
  @Mutation(() => EnturGenerateTicketsPayload, {
    nullable: true,
    description:
      'Experimental, needs `ENTUR_EXPERIMENTAL=on`: path and method of the call are inferred. Generates the tickets of a confirmed order, which are distributed later. One call. After `OUTCOME_UNKNOWN` look at the ticket distribution groups of the order. Null only when the API fails.',
  })
  async enturGenerateTickets(
    @Arg('input', () => EnturGenerateTicketsInput, { description: 'The order.' })
    input: EnturGenerateTicketsInput,
    @Ctx() { writers }: EnturContext,
  ): Promise<EnturGenerateTicketsPayload> {
    const issues = new InputIssues();
    const { orderId } = input;
    issues.collect(() => checkOrderId(orderId, 'orderId'));
    const { done, told } = await carryOut(issues, () => writers.tickets.generate(orderId));
    return { ...told, ticketDistributionGroupIds: done ?? [] };
  }

  @Mutation(() => EnturDistributeTicketsPayload, {
    nullable: true,
    description:
      'Experimental, needs `ENTUR_EXPERIMENTAL=on`: method and body of the call are inferred. Sends tickets to the card and ticket store (NOD). One call. After `OUTCOME_UNKNOWN` look at the status of the distributions. Null only when the API fails.',
  })
  async enturDistributeTickets(
    @Arg('input', () => EnturDistributeTicketsInput, { description: 'The ticket distribution groups.' })
    input: EnturDistributeTicketsInput,
    @Ctx() { writers }: EnturContext,
  ): Promise<EnturDistributeTicketsPayload> {
    const issues = new InputIssues();
    const ids = checkGroups(input, issues);
    const { done, told } = await carryOut(issues, async () => {
      await writers.tickets.distribute(ids);
      return ids;
    });
    return { ...told, ticketDistributionGroupIds: done ?? [] };
  }

  @Mutation(() => EnturUpdateTicketValidityPayload, {
    nullable: true,
    description:
      'Experimental, needs `ENTUR_EXPERIMENTAL=on`: the body of the call is inferred. Changes when tickets begin to be valid. One call. Safe to repeat: it comes to the same. Null only when the API fails.',
  })
  async enturUpdateTicketValidity(
    @Arg('input', () => EnturUpdateTicketValidityInput, { description: 'The groups and their new start.' })
    input: EnturUpdateTicketValidityInput,
    @Ctx() { writers }: EnturContext,
  ): Promise<EnturUpdateTicketValidityPayload> {
    const issues = new InputIssues();
    const ids = checkGroups(input, issues);
    const startOfValidity = toDateTime(input.startOfValidity) ?? input.startOfValidity;
    const { done, told } = await carryOut(issues, async () => {
      await writers.tickets.updateValidity(ids, startOfValidity);
      return ids;
    });
    return { ...told, ticketDistributionGroupIds: done ?? [] };
  }

  @Mutation(() => EnturTransferTicketHolderPayload, {
    nullable: true,
    description:
      'Experimental, needs `ENTUR_EXPERIMENTAL=on`: the body of the call is inferred. Gives id-based tickets to another customer. One call. After `OUTCOME_UNKNOWN` look at who holds the groups. Null only when the API fails.',
  })
  async enturTransferTicketHolder(
    @Arg('input', () => EnturTransferTicketHolderInput, { description: 'The groups and their new holder.' })
    input: EnturTransferTicketHolderInput,
    @Ctx() { writers }: EnturContext,
  ): Promise<EnturTransferTicketHolderPayload> {
    const issues = new InputIssues();
    const ids = checkGroups(input, issues);
    const { distributionHolderCustomerId: holder } = input;
    checkDigits(holder, ['distributionHolderCustomerId'], issues);
    const { done, told } = await carryOut(issues, async () => {
      await writers.tickets.transferHolder(ids, holder);
      return ids;
    });
    return { ...told, ticketDistributionGroupIds: done ?? [] };
  }
}
