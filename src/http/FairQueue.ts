/** First in, first out, and each found at once: those before `#head` have gone. */
class Fifo<T> {
  #items: (T | undefined)[] = [];
  #head = 0;

  get length(): number {
    return this.#items.length - this.#head;
  }

  /** The item where there is just one. */
  get only(): T | undefined {
    return this.length === 1 ? this.#items[this.#head] : undefined;
  }

  push(item: T): void {
    this.#items.push(item);
  }

  shift(): T | undefined {
    if (this.#head === this.#items.length) return undefined;
    const item = this.#items[this.#head];
    // The array stays for a while: what has left must not stay with it.
    this.#items[this.#head] = undefined;
    this.#head += 1;
    if (this.#head === this.#items.length || (this.#head > 1_000 && this.#head * 2 > this.#items.length)) {
      this.#items = this.#items.slice(this.#head);
      this.#head = 0;
    }
    return item;
  }
}

interface OwnerQueue<T> {
  readonly owner: string;
  readonly items: Fifo<T>;
}

/**
 * A queue for each owner, served by turns: however many one of them has waiting, the next of another owner comes after at
 * most one of each. Within an owner, in order. An owner without anything waiting costs nothing.
 */
export class FairQueue<T> {
  readonly #byOwner = new Map<string, OwnerQueue<T>>();
  /** Each owner once: whose turn is next, first. */
  readonly #turns = new Fifo<OwnerQueue<T>>();

  push(owner: string, item: T): void {
    const known = this.#byOwner.get(owner);
    if (known !== undefined) {
      known.items.push(item);
      return;
    }
    const queue: OwnerQueue<T> = { owner, items: new Fifo() };
    queue.items.push(item);
    this.#byOwner.set(owner, queue);
    this.#turns.push(queue);
  }

  /**
   * The next one whose turn it is, of those that are still `wanted`; those that are not are forgotten.
   * @param mayHave which owners have a turn: all unless told otherwise
   */
  shift(isWanted: (item: T) => boolean, mayHave: (owner: string) => boolean = everybody): T | undefined {
    // In most processes there is one owner: whose turn it is needs no changing.
    const { only } = this.#turns;
    if (only !== undefined) return mayHave(only.owner) ? this.#ofOnly(only, isWanted) : undefined;
    for (let left = this.#turns.length; left > 0; left -= 1) {
      const queue = this.#turns.shift();
      if (queue === undefined) return undefined;
      const next = mayHave(queue.owner) ? firstWanted(queue.items, isWanted) : undefined;
      if (queue.items.length > 0) this.#turns.push(queue);
      else this.#byOwner.delete(queue.owner);
      if (next !== undefined) return next;
    }
    return undefined;
  }

  #ofOnly({ owner, items }: OwnerQueue<T>, isWanted: (item: T) => boolean): T | undefined {
    const next = firstWanted(items, isWanted);
    if (items.length === 0) {
      this.#turns.shift();
      this.#byOwner.delete(owner);
    }
    return next;
  }
}

function everybody(): boolean {
  return true;
}

function firstWanted<T>(items: Fifo<T>, isWanted: (item: T) => boolean): T | undefined {
  for (let item = items.shift(); item !== undefined; item = items.shift()) if (isWanted(item)) return item;
  return undefined;
}
