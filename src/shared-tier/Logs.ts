import { randomBytes } from 'node:crypto';
import type { SharedPlace } from '../cache/SharedCache.js';
import type { Lead, LogEntry, LogState, LogWrite, SharedLog, SharedLogs } from '../cache/SharedLogs.js';
import type { Link } from './Link.js';
import { BEGIN, LEAVE, LOOK, WAKE, WRITE } from './log-scripts.js';
import type { LogNames, Names } from './Names.js';
import { pack, unpack } from './packing.js';
import type { Sealer } from './Sealer.js';

export interface LogsParts {
  readonly link: Link;
  readonly names: Names;
  readonly sealer: Sealer;
  readonly version: string;
  /** What stands for credentials in all processes. */
  readonly credentialsOf: (credentialsId: string) => string | undefined;
}

/** Who leads says so this often, at least; whoever dies before leaves the lead to others after this. */
const LEASE_MS = 5_000;
/** A log that nobody looks at is forgotten. */
const KEEP_MS = 3_600_000;
/** Entries that it holds, about: who has missed more goes on elsewhere. */
const ENTRIES = 100;

/** Logs in Redis streams. */
export class Logs implements SharedLogs {
  /** Stands for this process. */
  readonly #token = randomBytes(12).toString('base64url');

  constructor(private readonly parts: LogsParts) {}

  get isOpen(): boolean {
    return this.parts.link.isOpen;
  }

  log(place: Omit<SharedPlace, 'joins'>): SharedLog | undefined {
    const { names, version, credentialsOf } = this.parts;
    const credentials = credentialsOf(place.credentialsId);
    return credentials === undefined
      ? undefined
      : new Log(this.parts, names.ofLog(place, credentials, version), this.#token);
  }
}

class Log implements SharedLog {
  constructor(
    private readonly parts: LogsParts,
    private readonly names: LogNames,
    private readonly token: string,
  ) {}

  async look(after: number): Promise<LogState> {
    const args = [this.token, String(LEASE_MS), String(KEEP_MS), String(after), String(ENTRIES)];
    const reply = await this.#run(LOOK, args);
    const [fence, epoch, turn, head, lookedAt, awake, entries] = cellsOf(reply);
    const leads = textOf(fence);
    return {
      epoch: textOf(epoch) || undefined,
      turn: Number(textOf(turn)),
      head: Buffer.isBuffer(head) && head.length > 0 ? await this.#open(head) : undefined,
      lookedAt: Number(textOf(lookedAt)),
      isAwake: textOf(awake) === '1',
      lead: leads === '' ? undefined : { fence: leads },
      entries: await Promise.all(cellsOf(entries).map((entry) => this.#entry(entry))),
    };
  }

  async begin(head: unknown, lookedAt: number): Promise<void> {
    const epoch = randomBytes(9).toString('base64url');
    await this.#run(BEGIN, [epoch, await this.#seal(head), String(lookedAt), String(KEEP_MS)]);
  }

  async write({ fence }: Lead, turn: number, { head, value, lookedAt }: LogWrite): Promise<boolean> {
    const entry = value === undefined ? '' : await this.#seal(value);
    const args = [fence, String(turn), await this.#seal(head), String(lookedAt), entry];
    return (await this.#run(WRITE, [...args, String(ENTRIES), String(KEEP_MS)])) === 1;
  }

  async wake(): Promise<void> {
    await this.#run(WAKE, []);
  }

  async leave(): Promise<void> {
    await this.#run(LEAVE, [this.token]);
  }

  #run(script: typeof LOOK, args: readonly (string | Buffer)[]): Promise<unknown> {
    const { lease, state, stream } = this.names;
    return this.parts.link.run(script, [lease, state, stream], args, true);
  }

  async #entry(cell: unknown): Promise<LogEntry> {
    const [id, fields] = cellsOf(cell);
    const [, sealed] = cellsOf(fields);
    if (!Buffer.isBuffer(sealed)) throw new TypeError('an entry of a log has nothing in it');
    return { turn: Number(textOf(id).split('-', 1)[0]), value: await this.#open(sealed) };
  }

  async #seal(value: unknown): Promise<Buffer> {
    const packed = await pack({ value, bytes: 0, open: true, loadedAt: 0 });
    if (packed === undefined) throw new RangeError('an entry of a log is too large');
    return this.parts.sealer.seal(packed, this.names.stream);
  }

  async #open(sealed: Buffer): Promise<unknown> {
    const opened = this.parts.sealer.open(sealed, this.names.stream);
    if (opened === undefined) throw new TypeError('an entry of a log can not be opened');
    return (await unpack(opened.plain)).value;
  }
}

function cellsOf(reply: unknown): readonly unknown[] {
  return Array.isArray(reply) ? reply : [];
}

function textOf(cell: unknown): string {
  return Buffer.isBuffer(cell) || typeof cell === 'number' || typeof cell === 'string' ? String(cell) : '';
}
