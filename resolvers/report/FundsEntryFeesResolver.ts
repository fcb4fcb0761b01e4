import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { FeesEntry } from '../../schema/report/FeesEntry.js';
import { FundsEntry, FundsEntryType } from '../../schema/report/FundsEntry.js';
import type { Context } from '../../src/context/vipps-context.js';
import { checkLaterDays } from './identifiers.js';
import { toFeesEntry, type OnLedger } from './mappers.js';

/** From the money of a capture to its fees. */
@Resolver(() => FundsEntry)
export class FundsEntryFeesResolver {
  @FieldResolver()
  feeEntries(
    @Root() { entryType, ledgerId, pspReference, ledgerDate, time, amount }: OnLedger<FundsEntry>,
    @Arg('laterDays', () => Int, {
      defaultValue: 1,
      description: 'Days behind its own ledger date to look at too, 0 to 31.',
    })
    laterDays: number,
    @Ctx() { loaders }: Context,
  ): FeesEntry[] | Promise<FeesEntry[]> | null {
    checkLaterDays(laterDays);
    if (pspReference === undefined || ledgerDate === undefined) return null;
    if (entryType !== FundsEntryType.CAPTURE || pspReference === null) return [];
    const currency = amount?.currency ?? null;
    return loaders.entriesOf.fees
      .load({
        ledgerId,
        pspReference,
        ledgerDate,
        time: time ?? null,
        currency,
        laterDays,
        expected: ledgerDate === null,
      })
      .then((entries) =>
        entries.map(({ entry, isDateComplete }) => toFeesEntry(entry, ledgerId, isDateComplete)),
      );
  }
}
