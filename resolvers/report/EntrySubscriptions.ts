import { Arg, Resolver, Root, Subscription } from 'type-graphql';
import { AddedEntry, LedgerTopic } from '../../schema/report/LedgerEntry.js';
import type { Topic, WireEntry } from '../../src/clients/report.js';
import type { Context } from '../../src/context/vipps-context.js';
import { createCursorCodec } from '../shared/cursor.js';
import { liveShape, placeOf } from '../shared/live-cursors.js';
import { checkLedgerId } from './identifiers.js';
import { toFeesEntry, toFundsEntry } from './mappers.js';

interface Args {
  readonly ledgerId: string;
  readonly topic: LedgerTopic;
  readonly after?: string | null;
}

@Resolver()
export class EntrySubscriptions {
  @Subscription(() => AddedEntry, {
    description:
      'The entries of one account of a ledger as they come, each at least once and in the order of the feed. One poll per interval serves all who follow it, so an entry is told up to an interval after the API has it. Ends with an error whose `lastCursor` is where to go on when this server stops, or when entries are read too slowly.',
    subscribe: ({ args, context }: { args: Args; context: Context }) => subscribe(args, context),
  })
  entryAdded(
    @Arg('ledgerId', () => String, { description: 'Id of the ledger, e.g. `418806`.' }) _ledgerId: string,
    @Arg('topic', () => LedgerTopic, { description: 'Which of its accounts.' }) _topic: LedgerTopic,
    @Arg('after', () => String, {
      nullable: true,
      description:
        'Go on behind this cursor: of an entry that was told here, or of `Ledger.funds` or `Ledger.fees` with `first` and without a filter. What has come since is told first, one call per page of the API. Left out: from the end of the feed on, which costs one call per page of it where nobody follows it yet.',
    })
    _after: string | null | undefined,
    @Root() edge: AddedEntry,
  ): AddedEntry {
    return edge;
  }
}

const TOPICS: Readonly<Record<LedgerTopic, Topic>> = { FUNDS: 'funds', FEES: 'fees' };

function subscribe(
  { ledgerId: given, topic, after }: Args,
  context: Context,
): Promise<AsyncIterable<AddedEntry>> {
  const ledgerId = checkLedgerId(given, 'ledgerId');
  const cursors = createCursorCodec(context, `Ledger.${TOPICS[topic]}`, ledgerId, null);
  const toNode = topic === LedgerTopic.FUNDS ? toFunds : toFees;
  return context.live.entries(
    ledgerId,
    TOPICS[topic],
    placeOf(cursors, after),
    liveShape(cursors, (entry: WireEntry, cursor) => ({ cursor, node: toNode(entry, ledgerId) })),
  );
}

/** Unions are told apart by name. */
function toFunds(entry: WireEntry, ledgerId: string) {
  return Object.assign(toFundsEntry(entry, ledgerId), { __typename: 'FundsEntry' });
}

function toFees(entry: WireEntry, ledgerId: string) {
  return Object.assign(toFeesEntry(entry, ledgerId), { __typename: 'FeesEntry' });
}
