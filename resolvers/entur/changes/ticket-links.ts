import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { EnturDistributeTicketsPayload } from '../../../schema/entur/changes/EnturDistributeTickets.js';
import { EnturGenerateTicketsPayload } from '../../../schema/entur/changes/EnturGenerateTickets.js';
import { EnturTransferTicketHolderPayload } from '../../../schema/entur/changes/EnturTransferTicketHolder.js';
import { EnturUpdateTicketValidityPayload } from '../../../schema/entur/changes/EnturUpdateTicketValidity.js';
import { EnturTicketDistributionGroup } from '../../../schema/entur/EnturTicketDistributionGroup.js';
import type { EnturContext } from '../../../src/context/entur-context.js';
import { groupsField, groupsOf, type NamesGroups } from './changed.js';

@Resolver(() => EnturGenerateTicketsPayload)
export class GenerateTicketsLinks {
  @FieldResolver(() => [EnturTicketDistributionGroup], groupsField)
  ticketDistributionGroups(
    @Root() payload: NamesGroups,
    @Ctx() context: EnturContext,
  ): Promise<readonly EnturTicketDistributionGroup[]> {
    return groupsOf(payload, context);
  }
}

@Resolver(() => EnturDistributeTicketsPayload)
export class DistributeTicketsLinks {
  @FieldResolver(() => [EnturTicketDistributionGroup], groupsField)
  ticketDistributionGroups(
    @Root() payload: NamesGroups,
    @Ctx() context: EnturContext,
  ): Promise<readonly EnturTicketDistributionGroup[]> {
    return groupsOf(payload, context);
  }
}

@Resolver(() => EnturUpdateTicketValidityPayload)
export class UpdateTicketValidityLinks {
  @FieldResolver(() => [EnturTicketDistributionGroup], groupsField)
  ticketDistributionGroups(
    @Root() payload: NamesGroups,
    @Ctx() context: EnturContext,
  ): Promise<readonly EnturTicketDistributionGroup[]> {
    return groupsOf(payload, context);
  }
}

@Resolver(() => EnturTransferTicketHolderPayload)
export class TransferTicketHolderLinks {
  @FieldResolver(() => [EnturTicketDistributionGroup], groupsField)
  ticketDistributionGroups(
    @Root() payload: NamesGroups,
    @Ctx() context: EnturContext,
  ): Promise<readonly EnturTicketDistributionGroup[]> {
    return groupsOf(payload, context);
  }
}
