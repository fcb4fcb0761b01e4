import type { SettingsReader } from './read-settings.js';

/** From the start of one minute of an hour to the end of another. */
export interface QuietMinutes {
  readonly from: number;
  readonly to: number;
}

/** How feeds are followed, and by how many. */
export interface LiveSettings {
  readonly intervalMs: number;
  /** Minutes of an hour in which nothing is polled on time; undefined = in all of them it is. */
  readonly quietMinutes: QuietMinutes | undefined;
  /** Most items of a feed that are held for those who read slowly. */
  readonly bufferItems: number;
  readonly stallMs: number;
  /** Most subscriptions to one feed. */
  readonly maxReaders: number;
  readonly maxOfCaller: number;
  readonly maxOfAll: number;
  /** Where routers may have events sent to; none = the callback protocol is off. */
  readonly callbackOrigins: ReadonlySet<string>;
  /** Undefined = nobody can wake pollers. */
  readonly wakeSecret: string | undefined;
}

/** What the documentation of the Report API asks for; a sandbox is asked by its own process only. */
export function readLive(reader: SettingsReader, sandboxMode: boolean): LiveSettings {
  const quiet = reader.find('LIVE_QUIET_MINUTES');
  return {
    intervalMs: 1_000 * (reader.find('LIVE_POLL_SECONDS') ?? (sandboxMode ? 2 : 60)),
    quietMinutes: quiet === undefined && !sandboxMode ? { from: 0, to: 9 } : (quiet ?? undefined),
    bufferItems: reader.get('SUBSCRIPTION_BUFFER_EVENTS'),
    stallMs: reader.get('SUBSCRIPTION_STALL_MS'),
    maxReaders: reader.get('SUBSCRIPTIONS_PER_LEDGER'),
    maxOfCaller: reader.get('SUBSCRIPTIONS_PER_CALLER'),
    maxOfAll: reader.get('SUBSCRIPTIONS_MAX'),
    callbackOrigins: new Set(reader.find('SUBSCRIPTION_CALLBACK_ORIGINS') ?? []),
    wakeSecret: reader.find('LIVE_WAKE_SECRET'),
  };
}
