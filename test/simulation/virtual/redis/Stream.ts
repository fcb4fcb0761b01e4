import { Refusal, type Reply } from './resp.ts';

interface Entry {
  readonly id: Id;
  readonly fields: readonly Buffer[];
}

type Id = readonly [ms: number, serial: number];

/** A shortened stream keeps whole nodes of so many entries. */
const NODE = 100;

/** A stream of Redis: entries in the order of their ids. */
export class Stream {
  #entries: Entry[] = [];
  #last: Id = [0, 0];

  /** The same, as it is now. */
  copy(): Stream {
    const copy = new Stream();
    copy.#entries = [...this.#entries];
    copy.#last = this.#last;
    return copy;
  }

  /** `[MAXLEN ~ most] id field value …`. Gives the id. */
  add(args: readonly Buffer[], now: number): Reply {
    const words = args.map(String);
    const isShortened = words[0] === 'MAXLEN';
    const given = words[isShortened ? 3 : 0] ?? '';
    const id = given === '*' ? this.#next(Math.floor(now)) : idOf(given, 0);
    if (!isBefore(this.#last, id)) return new Refusal('ERR The ID specified in XADD is too small');
    this.#last = id;
    this.#entries.push({ id, fields: args.slice(isShortened ? 4 : 1).map((each) => Buffer.from(each)) });
    const most = isShortened ? Number(words[2]) : Number.POSITIVE_INFINITY;
    if (this.#entries.length >= most + NODE) this.#entries = this.#entries.slice(-most);
    return Buffer.from(textOf(id));
  }

  /** `start end [COUNT most]` */
  range([start, end, , count]: readonly Buffer[]): Reply {
    return this.#between(String(start), String(end)).slice(0, mostOf(count)).map(replyOf);
  }

  /** `end start [COUNT most]` */
  reverseRange([end, start, , count]: readonly Buffer[]): Reply {
    return this.#between(String(start), String(end)).reverse().slice(0, mostOf(count)).map(replyOf);
  }

  #next(ms: number): Id {
    const [lastMs, serial] = this.#last;
    return ms > lastMs ? [ms, 0] : [lastMs, serial + 1];
  }

  #between(start: string, end: string): Entry[] {
    const [from, isFromOpen] = boundOf(start, 0);
    const [to, isToOpen] = boundOf(end, Number.POSITIVE_INFINITY);
    return this.#entries.filter(
      ({ id }) =>
        (isFromOpen ? isBefore(from, id) : !isBefore(id, from)) &&
        (isToOpen ? isBefore(id, to) : !isBefore(to, id)),
    );
  }
}

function mostOf(count: Buffer | undefined): number | undefined {
  return count === undefined ? undefined : Number(String(count));
}

function replyOf({ id, fields }: Entry): Reply {
  return [Buffer.from(textOf(id)), fields];
}

/** A bound, and whether it is none of those meant. */
function boundOf(text: string, serial: number): readonly [Id, boolean] {
  if (text === '-') return [[0, 0], false];
  if (text === '+') return [[Number.POSITIVE_INFINITY, 0], false];
  return text.startsWith('(') ? [idOf(text.slice(1), serial), true] : [idOf(text, serial), false];
}

function idOf(text: string, serial: number): Id {
  const [ms, own] = text.split('-', 2);
  return [Number(ms), own === undefined ? serial : Number(own)];
}

function textOf([ms, serial]: Id): string {
  return `${String(ms)}-${String(serial)}`;
}

function isBefore([ms, serial]: Id, [otherMs, otherSerial]: Id): boolean {
  return ms < otherMs || (ms === otherMs && serial < otherSerial);
}
