/**
 * What came of reading a page of a feed that is followed. `refused`: the API says that there is no such feed, or that these keys
 * may not read it. `failed`: it was not told, as the API failed.
 */
export type PollOutcome = 'events' | 'nothing' | 'refused' | 'failed';

/** Which of the feeds of a ledger is meant. */
export type FeedKind = 'sales' | 'funds' | 'fees';
