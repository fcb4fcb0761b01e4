import type { Change } from './history.ts';

/** Something that was made and may be removed: its mark and the id that it was told. */
export interface Made {
  readonly mark: string;
  readonly id: string;
}

const MSN = '204117';

/**
 * What the load may change, and what it knows of it. A target is changed by one operation at a time, so that the order
 * of changes is that of their calls.
 */
export class World {
  readonly msn = MSN;
  readonly #random: () => number;
  readonly #busy = new Set<string>();
  readonly #linkOrders: readonly string[];
  readonly #categoryOrders: readonly string[];
  readonly #receiptOrders: string[] = [];
  readonly #categories: Made[] = [];
  readonly #productOrders: Made[] = [];
  /** Also those that are gone, for reads. */
  readonly #everOrdered: Made[] = [];
  #serial = 0;

  /** @param orders of each kind of change: the fewer, the more of what happens meets */
  constructor(random: () => number, orders = 40) {
    this.#random = random;
    this.#linkOrders = Array.from({ length: orders }, (_, index) => `chaos-link-${String(index)}`);
    this.#categoryOrders = Array.from({ length: orders }, (_, index) => `chaos-category-${String(index)}`);
  }

  /** A text that no other change has. */
  mark(kind: string): string {
    this.#serial += 1;
    return `chaos-${kind}-${String(this.#serial)}`;
  }

  pick<T>(items: readonly T[]): T | undefined {
    return items[Math.floor(this.#random() * items.length)];
  }

  /** An order whose link nobody changes right now; taken until it is released. */
  takeLinkOrder(): string | undefined {
    return this.#take(this.#linkOrders);
  }

  takeCategoryOrder(): string | undefined {
    return this.#take(this.#categoryOrders);
  }

  release(target: string): void {
    this.#busy.delete(target);
  }

  /** What is removed is offered to no second removal, whatever becomes of the first. */
  takeCategory(): Made | undefined {
    return this.#pull(this.#categories);
  }

  takeProductOrder(): Made | undefined {
    return this.#pull(this.#productOrders);
  }

  linkOrder(): string {
    return this.pick(this.#linkOrders) ?? '';
  }

  categoryOrder(): string {
    return this.pick(this.#categoryOrders) ?? '';
  }

  /** One of the latest that a receipt was sent for. */
  receiptOrder(): string | undefined {
    return this.pick(this.#receiptOrders.slice(-60));
  }

  productOrder(): Made | undefined {
    return this.pick(this.#everOrdered.slice(-60));
  }

  newReceiptOrder(): string {
    const orderId = this.mark('receipt');
    this.#receiptOrders.push(orderId);
    return orderId;
  }

  /** Notes what a success made. */
  note({ kind, mark, id, outcome }: Change): void {
    if (outcome !== 'success' || id === undefined) return;
    if (kind === 'createCategory') this.#categories.push({ mark, id });
    if (kind !== 'prefillProductOrder') return;
    this.#productOrders.push({ mark, id });
    this.#everOrdered.push({ mark, id });
  }

  #take(targets: readonly string[]): string | undefined {
    const target = this.pick(targets.filter((each) => !this.#busy.has(each)));
    if (target !== undefined) this.#busy.add(target);
    return target;
  }

  #pull(items: Made[]): Made | undefined {
    const item = this.pick(items);
    if (item !== undefined) items.splice(items.indexOf(item), 1);
    return item;
  }
}
