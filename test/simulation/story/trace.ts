import { hash } from 'node:crypto';

/** What happened, in order, with the time since the story began: equal for each run of a seed. */
export class Trace {
  readonly #lines: string[] = [];
  readonly #startedAt = performance.now();

  note(what: string): void {
    this.#lines.push(`${(performance.now() - this.#startedAt).toFixed(0)} ms: ${what}`);
  }

  get text(): string {
    return this.#lines.map((line) => `${line}\n`).join('');
  }

  /** Stands for all of it. */
  get hash(): string {
    return hashOf(this.text);
  }
}

/** Few letters that stand for a text. */
export function hashOf(text: string): string {
  return hash('sha256', text).slice(0, 12);
}
