import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Change, ChangeListener } from '../cache/SharedCache.js';
import { isReply, type Link } from './Link.js';
import type { Names } from './Names.js';
import type { Sealer } from './Sealer.js';

/** Changes that the stream holds, about: who was away for longer drops all that it has. */
const STREAM_LENGTH = 10_000;
/** Changes that wait for the server to be back; behind these, all of their tenants' counts as changed. */
const OUTBOX_LENGTH = 1_000;
const READ_AT_ONCE = 500;
/** A replica that takes over may have missed what was told so short a while before. */
const RETOLD_MS = 10_000;
/** However often that happens, nothing is told again after this. */
const LAST_RETOLD_MS = 60_000;
/** A line each time would fill the log: every change of such a process is one. */
const SAY_AGAIN_MS = 60_000;
/** Taken for any change by all. */
const UNREADABLE = Buffer.from('?');
/** Word that there are changes which the stream has no room for. */
const ALL = 'all';

/** A change that waits to be told. */
interface Waiting {
  readonly change: Change;
  /** When it was told for the first time; undefined = never yet. */
  readonly toldFirst: number | undefined;
}

/** A change that was told. */
interface Noted extends Waiting {
  readonly toldFirst: number;
  readonly toldLast: number;
}

/** What is written for a change: who tells of it, and what it is. */
interface Told extends Change {
  readonly by: string;
}

/**
 * Tells other processes of changes, and hears of theirs. They stand on a stream, so that none is missed by who was away for
 * a while; a message only wakes up. What can't be told now is told as soon as the server answers again, before anything is
 * read from it.
 */
export class Changes {
  readonly #id = randomUUID();
  #outbox: Waiting[] = [];
  /** What was told lately. */
  #told: Noted[] = [];
  /** Told to all who listen, but not on the stream, as the server was full: those who did not listen hear of it later. */
  #unwritten: Buffer[] = [];
  /** The last entry of the stream that was read: while it is there, nothing was missed. */
  #last: string | undefined;
  readonly #listeners: ChangeListener[] = [];
  /** How often nobody knew what had changed. */
  missed = 0;
  #saidForeignAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly link: Link,
    private readonly names: Names,
    private readonly sealer: Sealer,
    private readonly log: Pick<Logger, 'warn'>,
  ) {}

  listen(listener: ChangeListener): void {
    this.#listeners.push(listener);
  }

  tell(change: Change): void {
    this.#tell({ change, toldFirst: undefined });
  }

  #tell(waiting: Waiting): void {
    if (!this.link.isOpen) {
      this.#keep(waiting);
      return;
    }
    this.#send(waiting, true)
      .then((isWritten) => (isWritten ? undefined : this.#sayAll()))
      .catch((error: unknown) => {
        this.#keep(waiting);
        this.link.leaveAlone(error);
      });
  }

  /** Tells what came while the server was being caught up with. */
  tellWaiting(): void {
    const waiting = this.#outbox;
    this.#outbox = [];
    for (const each of waiting) this.#tell(each);
  }

  heard(word: string): void {
    if (word === ALL) this.#missedChanges();
    else this.link.lookNow();
  }

  /** Tells what waits, then reads what others have told. @throws when the server does not answer */
  async catchUp(): Promise<void> {
    if (!this.link.isOpen) {
      this.#tellAgain();
      // A replica answers, and takes nothing: it is of no use before it is more than that.
      await this.link.askPatiently(['DEL', this.names.nothing]);
    }
    let isAllWritten = true;
    while (this.#outbox.length > 0) {
      const waiting = this.#outbox;
      this.#outbox = [];
      try {
        for (const each of waiting) if (!(await this.#send(each, false))) isAllWritten = false;
      } catch (error) {
        // Telling it twice does no harm.
        for (const each of waiting) this.#keep(each);
        throw error;
      }
    }
    if (!isAllWritten) await this.#sayAll();
    await this.#writeRest();
    if (this.#last === undefined) await this.#begin();
    else await this.#read(this.#last);
  }

  #keep(waiting: Waiting): void {
    this.#outbox.push(waiting);
    if (this.#outbox.length > OUTBOX_LENGTH)
      this.#outbox = allOf(this.#outbox).map((change) => ({ change, toldFirst: undefined }));
  }

  /** Whoever answers from now on may have been told by nobody. */
  #tellAgain(): void {
    const now = performance.now();
    const told = this.#told.filter(
      ({ toldFirst, toldLast }) => toldLast > now - RETOLD_MS && toldFirst > now - LAST_RETOLD_MS,
    );
    this.#told = [];
    for (const each of told) this.#keep(each);
  }

  #note({ change, toldFirst }: Waiting): void {
    const now = performance.now();
    this.#told.push({ change, toldFirst: toldFirst ?? now, toldLast: now });
    if ((this.#told[0]?.toldLast ?? now) < now - RETOLD_MS) this.#told.shift();
    if (this.#told.length > OUTBOX_LENGTH)
      this.#told = allOf(this.#told).map((each) => ({ change: each, toldFirst: now, toldLast: now }));
  }

  /**
   * All commands at once: they are carried out in this order, before whatever is asked later.
   * @returns false where the stream had no room for it: then all are to be told that something has changed
   */
  async #send(waiting: Waiting, wakes: boolean): Promise<boolean> {
    const { link, names } = this;
    const { change } = waiting;
    const told: Told = { ...change, by: this.#id };
    const sealed = this.sealer.seal(Buffer.from(JSON.stringify(told)), names.changes);
    const ended = this.#end(change);
    const added = this.#write(sealed);
    const woken = wakes ? link.askPatiently(['PUBLISH', names.changes, '']) : undefined;
    const [end, add, wake] = await Promise.allSettled([ended, added, woken]);
    if (end.status === 'rejected') throw end.reason;
    if (wake.status === 'rejected') throw wake.reason;
    this.#note(waiting);
    if (add.status === 'fulfilled') return true;
    if (!isReply(add.reason, 'OOM')) throw add.reason;
    this.#unwritten.push(sealed);
    if (this.#unwritten.length > OUTBOX_LENGTH) this.#unwritten = [UNREADABLE];
    return false;
  }

  /** No room to say what has changed. That something has takes none. */
  async #sayAll(): Promise<void> {
    await this.link.askPatiently(['PUBLISH', this.names.changes, ALL]);
  }

  #write(sealed: Buffer): Promise<unknown> {
    const { changes } = this.names;
    return this.link.askPatiently([
      ...['XADD', changes, 'MAXLEN', '~', String(STREAM_LENGTH), '*', 'c'],
      sealed,
    ]);
  }

  async #writeRest(): Promise<void> {
    for (const sealed of this.#unwritten) {
      try {
        await this.#write(sealed);
      } catch (error) {
        if (isReply(error, 'OOM')) return;
        throw error;
      }
      this.#unwritten = this.#unwritten.filter((each) => each !== sealed);
    }
  }

  /** Nobody may read what was kept before, nor keep what is being read. */
  async #end(change: Change): Promise<void> {
    const generations = this.names.ofChange(change);
    // First the one that a full server carries out, too.
    const deleted = this.link.askPatiently(['DEL', ...generations]);
    const doubted =
      change.doubtSeconds === 0
        ? []
        : generations.map((each) =>
            this.link
              .askPatiently(['SET', each, '!', 'EX', String(change.doubtSeconds)])
              .catch((error: unknown) => {
                if (!isReply(error, 'OOM')) throw error;
              }),
          );
    await Promise.all([deleted, ...doubted]);
  }

  async #begin(): Promise<void> {
    const { changes } = this.names;
    const isFirst = this.#last === undefined;
    const newest = entriesOf(await this.link.askPatiently(['XREVRANGE', changes, '+', '-', 'COUNT', '1']));
    this.#last = newest[0]?.id ?? idOf(await this.link.askPatiently(['XADD', changes, '*', 'c', '']));
    // Before the first look there was nothing to miss. What was kept until then is dropped all the same.
    if (isFirst) this.#dropAll();
    else this.#missedChanges();
  }

  async #read(last: string): Promise<void> {
    const { changes } = this.names;
    const count = ['COUNT', String(READ_AT_ONCE)];
    const reply = await this.link.askPatiently(['XRANGE', changes, last, '+', ...count]);
    const [first, ...entries] = entriesOf(reply);
    if (first?.id !== last) {
      // It is shorter than what was missed, or begins anew.
      await this.#begin();
      return;
    }
    for (const { id, sealed } of entries) {
      this.#last = id;
      if (sealed.length > 0) await this.#hear(sealed);
    }
    const newest = entries.at(-1)?.id;
    if (newest !== undefined && entries.length === READ_AT_ONCE - 1) await this.#read(newest);
  }

  async #hear(sealed: Buffer): Promise<void> {
    const opened = this.sealer.open(sealed, this.names.changes);
    const told = opened === undefined ? undefined : toldIn(opened.plain);
    if (opened === undefined || told === undefined) {
      if (!sealed.equals(UNREADABLE)) this.#sayForeign();
      this.#missedChanges();
      return;
    }
    const { by, tenantId, kind, key, under, doubtSeconds } = told;
    if (by === this.#id) return;
    const change: Change = { tenantId, kind, key, under, doubtSeconds };
    for (const listener of this.#listeners) listener.changed(change);
    // Whoever told it has other keys, and may not know the names that are used here.
    if (!opened.isCurrent) await this.#end(told);
  }

  /** Neither hears of what the other changes, and what is kept in the server stays: somebody must be told. */
  #sayForeign(): void {
    const now = performance.now();
    if (now - this.#saidForeignAt < SAY_AGAIN_MS) return;
    this.#saidForeignAt = now;
    this.log.warn(
      'another process tells of changes with a key that is not in SHARED_CACHE_KEYS here: what it changes may be shown too late. Give all processes the same keys.',
    );
  }

  #missedChanges(): void {
    this.missed += 1;
    this.#dropAll();
  }

  #dropAll(): void {
    for (const listener of this.#listeners) listener.missedChanges();
  }
}

/** One change for each tenant, that stands for all of these. */
function allOf(waiting: readonly Waiting[]): readonly Change[] {
  const doubtSeconds = Math.max(...waiting.map(({ change }) => change.doubtSeconds));
  const tenants = new Set(waiting.map(({ change }) => change.tenantId));
  return [...tenants].map((tenantId) => ({ tenantId, kind: undefined, key: [], under: true, doubtSeconds }));
}

function toldIn(plain: Buffer): Told | undefined {
  const told: unknown = JSON.parse(plain.toString());
  return isTold(told) ? told : undefined;
}

function isTold(told: unknown): told is Told {
  return (
    typeof told === 'object' &&
    told !== null &&
    'by' in told &&
    typeof told.by === 'string' &&
    'tenantId' in told &&
    typeof told.tenantId === 'string' &&
    (!('kind' in told) || typeof told.kind === 'string') &&
    'key' in told &&
    Array.isArray(told.key) &&
    told.key.every((part) => typeof part === 'string') &&
    'under' in told &&
    typeof told.under === 'boolean' &&
    'doubtSeconds' in told &&
    typeof told.doubtSeconds === 'number'
  );
}

interface StreamEntry {
  readonly id: string;
  readonly sealed: Buffer;
}

/** Of an XRANGE: ids with their fields, of which there is one. */
function entriesOf(reply: unknown): readonly StreamEntry[] {
  if (!Array.isArray(reply)) return [];
  const rows: readonly unknown[] = reply;
  return rows.flatMap((row) => {
    if (!Array.isArray(row)) return [];
    const cells: readonly unknown[] = row;
    const [id, fields] = cells;
    const sealed: unknown = Array.isArray(fields) ? fields[1] : undefined;
    return [{ id: idOf(id), sealed: Buffer.isBuffer(sealed) ? sealed : Buffer.alloc(0) }];
  });
}

function idOf(reply: unknown): string {
  return Buffer.isBuffer(reply) ? reply.toString() : String(reply);
}
