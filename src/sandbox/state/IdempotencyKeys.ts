import type { Answer } from '../http/answer.js';

interface Remembered {
  readonly body: string;
  readonly answer: Answer;
}

/**
 * The answers given to idempotency keys. A refusal is remembered like a success, so a client that fixes its request
 * needs a new key. Keys of different clients or paths never clash (assumed: the scope is undocumented).
 */
export class IdempotencyKeys {
  #answers = new Map<string, Remembered>();

  reset(): void {
    this.#answers.clear();
  }

  /** Does the work for a new key, repeats its answer for the same body, and gives `conflict` for another one. */
  once(scope: readonly string[], body: string, work: () => Answer, conflict: () => Answer): Answer {
    const key = JSON.stringify(scope);
    const known = this.#answers.get(key);
    const same = canonical(body);
    if (known) return known.body === same ? known.answer : conflict();
    const answer = work();
    this.#answers.set(key, { body: same, answer });
    return answer;
  }
}

/** White space between JSON tokens makes no difference. */
function canonical(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body));
  } catch {
    return body;
  }
}
