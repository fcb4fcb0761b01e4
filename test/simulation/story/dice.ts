import { randomFrom } from '../../support/random.ts';

/** What a story decides by chance. */
export class Dice {
  readonly #next: () => number;

  constructor(text: string) {
    this.#next = randomFrom(text);
  }

  /** From 0 to 1. */
  readonly share = (): number => this.#next();

  /** A whole number, both ends among them. */
  between(least: number, most: number): number {
    return least + Math.floor(this.#next() * (most - least + 1));
  }

  isTrue(share: number): boolean {
    return this.#next() < share;
  }

  pick<const T extends readonly [unknown, ...unknown[]]>(items: T): T[number] {
    return items[this.between(0, items.length - 1)] ?? items[0];
  }

  /** One of a list that may be empty. */
  pickFrom<T>(items: readonly T[]): T | undefined {
    return items[this.between(0, items.length - 1)];
  }

  /** Some of them, in their order. */
  some<T>(items: readonly T[], count: number): readonly T[] {
    const chosen = new Set<number>();
    while (chosen.size < Math.min(count, items.length)) chosen.add(this.between(0, items.length - 1));
    return items.filter((_, index) => chosen.has(index));
  }

  /** One by its weight. */
  weighted<K extends string>(weights: Readonly<Record<K, number>>): K {
    const names = Object.keys(weights).filter((name): name is K => name in weights);
    const total = names.reduce((sum, name) => sum + weights[name], 0);
    let place = this.#next() * total;
    for (const name of names) {
      place -= weights[name];
      if (place < 0) return name;
    }
    throw new RangeError('nothing to choose from');
  }
}
