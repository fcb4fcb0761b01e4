import { EventStream } from '../support/event-stream.js';
import { isObject } from '../../src/json.js';

/** A feed that events are added to. */
export interface FollowedFeed {
  readonly ledgerId: string;
  readonly kind: 'sales' | 'funds';
}

const QUERIES = {
  sales: `subscription ($ledgerId: String!, $after: String) {
    told: salesEventAdded(ledgerId: $ledgerId, after: $after) { cursor node { id pspReference } }
  }`,
  funds: `subscription ($ledgerId: String!, $after: String) {
    told: entryAdded(ledgerId: $ledgerId, topic: FUNDS, after: $after) { cursor node { ... on FundsEntry { id pspReference } } }
  }`,
};

interface Told {
  readonly connection: number;
  readonly id: string;
  readonly reference: string;
}

/** Follows a feed whatever happens, as a client does: it connects again, behind the last cursor that it has. */
export class TirelessFollower {
  readonly told: Told[] = [];
  /** Why connections have ended, as far as that was told. */
  readonly ends: unknown[] = [];
  #cursor: string | undefined;
  #connection = 0;
  #stream: EventStream | undefined;
  #isOver = false;
  #opened: () => void = () => undefined;
  readonly opened = new Promise<void>((resolve) => {
    this.#opened = resolve;
  });
  readonly #done: Promise<void>;

  /** @param urls where it may connect, as it is now */
  constructor(
    readonly feed: FollowedFeed,
    private readonly urls: () => readonly string[],
    private readonly number: number,
  ) {
    this.#done = this.#follow();
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    this.#stream?.close();
    await this.#done;
  }

  get connections(): number {
    return this.#connection;
  }

  async #follow(): Promise<void> {
    while (!this.#isOver) {
      await this.#connect().catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async #connect(): Promise<void> {
    const urls = this.urls();
    const url = urls[(this.number + this.#connection) % urls.length];
    if (url === undefined) return;
    const { ledgerId, kind } = this.feed;
    const stream = await EventStream.open(url, QUERIES[kind], { ledgerId, after: this.#cursor });
    this.#stream = stream;
    this.#connection += 1;
    if (stream.response.status === 200) this.#opened();
    for (let answer = await stream.next(); answer !== undefined; answer = await stream.next()) {
      const told = answer.data?.['told'];
      if (answer.errors !== undefined) this.ends.push(answer.errors[0]?.extensions);
      const last = answer.errors?.[0]?.extensions['lastCursor'];
      if (typeof last === 'string') this.#cursor = last;
      if (!isObject(told) || !isObject(told['node'])) continue;
      this.#cursor = String(told['cursor']);
      const { id, pspReference } = told['node'];
      this.told.push({ connection: this.#connection, id: String(id), reference: String(pspReference) });
    }
  }
}

/** What is wrong with what a follower was told, of all that came in this order; nothing if all is well. */
export function faultsOf({ told }: TirelessFollower, expected: readonly string[]): readonly string[] {
  const faults: string[] = [];
  const first = new Map<string, Told>();
  const order: string[] = [];
  for (const each of told) {
    const before = first.get(each.reference);
    if (before === undefined) {
      first.set(each.reference, each);
      order.push(each.reference);
      continue;
    }
    if (before.connection === each.connection)
      faults.push(`${each.reference} came twice over one connection`);
    if (before.id !== each.id) faults.push(`${each.reference} came with two ids`);
  }
  if (order.join() !== expected.join())
    faults.push(
      `${String(order.length)} of ${String(expected.length)} came, or in another order: ${expected
        .filter((each) => !first.has(each))
        .slice(0, 5)
        .join()}`,
    );
  return faults;
}
