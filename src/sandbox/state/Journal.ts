import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { pathGlob } from '../http/path-glob.js';
import { pathOf } from '../http/request.js';
import { maskForm, maskHeaders, maskJson } from './mask-secrets.js';

/** A request as the sandbox saw it. Times are those of the machine, so that durations can be measured. */
export interface JournalEntry {
  readonly seq: number;
  readonly method: string;
  /** The request target, byte for byte. */
  readonly url: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed when it is JSON, else text; null when there was none. */
  readonly body: unknown;
  /** null until answered, and for ever if the connection ended without an answer. */
  readonly status: number | null;
  /**
   * What the API itself did with the request, as a status: also where a fault lost or replaced the answer. null when it
   * did nothing.
   */
  readonly outcome: number | null;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly closedByClient: boolean;
}

/** Which requests are meant. */
export interface JournalFilter {
  readonly path?: string | undefined;
  readonly method?: string | undefined;
  /** Only those behind this `seq`. */
  readonly after?: number | undefined;
}

/** What the journal shows of some requests. */
export interface JournalView {
  readonly requests: readonly JournalEntry[];
  /** The most of these requests that were open at one time. */
  readonly peakInFlight: number;
  readonly inFlight: number;
}

/** A request being served. */
export interface JournalRecord {
  readonly seq: number;
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly startedAt: number;
  /** Position among all starts and ends: tells what overlapped where times are too coarse. */
  readonly startedTick: number;
  body: string;
  status: number | null;
  outcome: number | null;
  finishedAt: number | null;
  finishedTick: number;
  closedByClient: boolean;
}

/** A sandbox left running for days must not fill the memory. */
const limit = 10_000;

/** The requests seen since the journal was last cleared, at most the newest ten thousand. */
export class Journal {
  #records: JournalRecord[] = [];
  #lastSeq = 0;
  #tick = 0;

  open({ method = 'GET', url = '/', headers }: IncomingMessage): JournalRecord {
    const record: JournalRecord = {
      seq: ++this.#lastSeq,
      method,
      url,
      headers,
      startedAt: Date.now(),
      startedTick: ++this.#tick,
      body: '',
      status: null,
      outcome: null,
      finishedAt: null,
      finishedTick: Infinity,
      closedByClient: false,
    };
    this.#records.push(record);
    if (this.#records.length > limit * 1.1) this.#records = this.#records.slice(-limit);
    return record;
  }

  /** Notes the end: a status when answered, null when the connection ended without an answer. */
  close(record: JournalRecord, status: number | null): void {
    if (record.finishedAt !== null) return;
    record.status = status;
    record.finishedAt = Date.now();
    record.finishedTick = ++this.#tick;
  }

  clear(): void {
    this.#records = [];
  }

  reset(): void {
    this.clear();
    this.#lastSeq = 0;
  }

  view(filter: JournalFilter): JournalView {
    const meant = filter.path === undefined ? () => true : pathGlob(filter.path);
    const method = filter.method?.toUpperCase();
    const records = this.#records.filter(
      (record) =>
        record.seq > (filter.after ?? 0) &&
        (method === undefined || record.method === method) &&
        meant(pathOf(record.url)),
    );
    return {
      requests: records.map(toEntry),
      peakInFlight: peak(records),
      inFlight: records.filter(({ finishedAt }) => finishedAt === null).length,
    };
  }
}

function peak(records: readonly JournalRecord[]): number {
  const changes = records.flatMap(({ startedTick, finishedTick }) => [
    { tick: startedTick, by: 1 },
    { tick: finishedTick, by: -1 },
  ]);
  let open = 0;
  let most = 0;
  for (const { by } of changes.sort((one, other) => one.tick - other.tick || 0)) {
    open += by;
    most = Math.max(most, open);
  }
  return most;
}

function toEntry(record: JournalRecord): JournalEntry {
  const { seq, method, url, headers, body, status, outcome, startedAt, finishedAt, closedByClient } = record;
  return {
    seq,
    method,
    url,
    path: pathOf(url),
    headers: maskHeaders(headers),
    body: readable(body),
    status,
    outcome,
    startedAt: new Date(startedAt).toISOString(),
    finishedAt: finishedAt === null ? null : new Date(finishedAt).toISOString(),
    closedByClient,
  };
}

function readable(body: string): unknown {
  if (body === '') return null;
  try {
    return maskJson(JSON.parse(body));
  } catch {
    return maskForm(body);
  }
}
