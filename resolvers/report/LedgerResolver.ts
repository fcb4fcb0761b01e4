import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import { FeesArgs, FundsArgs } from '../../schema/report/EntriesArgs.js';
import type { FeesEntryConnection } from '../../schema/report/FeesEntryConnection.js';
import type { FundsEntryConnection } from '../../schema/report/FundsEntryConnection.js';
import { Ledger } from '../../schema/report/Ledger.js';
import { LedgerConnection } from '../../schema/report/LedgerConnection.js';
import { PageArgs } from '../../schema/shared/connection.js';
import type { Context } from '../../src/context/vipps-context.js';
import { createCursorCodec } from '../shared/cursor.js';
import { selectsOnly } from '../shared/selection.js';
import { entriesPage } from './entries-page.js';
import { checkLedgerId, checkReference } from './identifiers.js';
import { ledgerPage } from './ledger-page.js';
import {
  toFeesEntry,
  toFeesEntryType,
  toFundsEntry,
  toFundsEntryType,
  toLedger,
  toLedgerKey,
} from './mappers.js';

const ledgerKeyFields = new Set(['id', 'ledgerId']);
const ledgerFeedFields = new Set([...ledgerKeyFields, 'salesEvents', 'funds', 'fees']);

@Resolver(() => Ledger)
export class LedgerResolver {
  @Query(() => Ledger, {
    nullable: true,
    description:
      'One ledger. Null when it does not exist or is not granted to the keys in use: the API does not tell which. When nothing but its feeds is asked for, they are read without looking the ledger up, and are null instead.',
  })
  async ledger(
    @Arg('ledgerId', () => String, { description: 'Id of the ledger, e.g. `418806`.' }) id: string,
    @Ctx() { loaders }: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Ledger | null> {
    const ledgerId = checkLedgerId(id, 'ledgerId');
    const isFeedsAlone = selectsOnly(info, ledgerFeedFields) && !selectsOnly(info, ledgerKeyFields);
    if (isFeedsAlone) return toLedgerKey(ledgerId);
    const ledger = await loaders.report.ledger(ledgerId);
    return ledger === null ? null : toLedger(ledger);
  }

  @Query(() => LedgerConnection, {
    nullable: true,
    description:
      'The ledgers that the keys in use may see, in the order of their id. Null only when the API fails.',
  })
  async ledgers(
    @Args(() => PageArgs) page: PageArgs,
    @Arg('recipientHandle', () => String, {
      nullable: true,
      description: 'Only ledgers that settle for this point of sale, e.g. `NO:771204` or `api:251308`.',
    })
    recipientHandle: string | null | undefined,
    @Ctx() context: Context,
  ): Promise<LedgerConnection> {
    const handle = recipientHandle == null ? undefined : checkReference(recipientHandle, 'recipientHandle');
    return ledgerPage(
      page,
      createCursorCodec(context, 'ledgers', handle),
      context.loaders.report,
      ({ pointsOfSale }) => {
        return handle === undefined || pointsOfSale.some((place) => place.recipientHandle === handle);
      },
    );
  }

  @FieldResolver()
  funds(
    @Root() { ledgerId }: Ledger,
    @Args(() => FundsArgs) args: FundsArgs,
    @Ctx() context: Context,
  ): Promise<FundsEntryConnection | null> {
    return entriesPage(args, ledgerId, 'funds', context, toFundsEntry, toFundsEntryType);
  }

  @FieldResolver()
  fees(
    @Root() { ledgerId }: Ledger,
    @Args(() => FeesArgs) args: FeesArgs,
    @Ctx() context: Context,
  ): Promise<FeesEntryConnection | null> {
    return entriesPage(args, ledgerId, 'fees', context, toFeesEntry, toFeesEntryType);
  }
}
