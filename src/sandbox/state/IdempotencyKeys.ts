import type { Answer } from '../http/answer.js';

interface Remembered {
  readonly body: string;
  readonly answer: Answer;
}

/**
 * What was answered to an idempotency key. A refusal is remembered like a success: after mending the request, a
 * client needs a new key. Keys of different clients and paths don't meet (assumed: the scope is not documented).
 */
export class IdempotencyKeys {
  #answers = new Map<string, Remembered>();

  reset(): void {
    this.#answers.clear();
  }

  /** The first answer again for the same body, `conflict` for another one, and the work for a new key. */
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

/** Blanks between JSON tokens make no other request. */
function canonical(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body));
  } catch {
    return body;
  }
}
