import type { Tally, Turn } from './limits.js';

/**
 * What executions may do within one turn of the event loop, before everything else gets its own: some ten milliseconds,
 * or so much work, as work goes on where nobody looks at the clock, such as in resolvers behind a promise.
 */
const TURN_MS = 10;
export const WORK_OF_TURN = 65_536;

/** What else than values costs, in values: a resolver that fails or gives a promise, and a type that is asked for. */
export const WORK_OF_PROMISE = 16;
export const WORK_OF_FAILURE = 16;
export const WORK_OF_TYPE = 4;

/** The turn at hand, of all executions together. It begins with the first look at it. */
class CurrentTurn implements Turn {
  #isOpen = false;
  #work = 0;
  #until = 0;

  isOver(work: number): boolean {
    const now = performance.now();
    if (!this.#isOpen) {
      this.#isOpen = true;
      this.#until = now + TURN_MS;
      setImmediate(closeTurn);
    }
    this.#work += work;
    return this.#work >= WORK_OF_TURN || now >= this.#until;
  }

  close(): void {
    this.#isOpen = false;
    this.#work = 0;
  }
}

export const currentTurn = new CurrentTurn();

function closeTurn(): void {
  currentTurn.close();
}

/** The executions that have put work off: each gets a turn of its own, one after the other. */
const queue: Backlog[] = [];

function nextBacklog(): void {
  const next = queue.shift();
  if (queue.length > 0) setImmediate(nextBacklog);
  next?.goOn();
}

/** Work of one execution that was put off to a later turn, in the order in which it came. */
export class Backlog {
  #tasks: ((() => void) | undefined)[] = [];
  #next = 0;
  #isQueued = false;

  constructor(private readonly tally: Tally) {}

  /** @param task must not throw */
  add(task: () => void): void {
    this.#tasks.push(task);
    this.#queue();
  }

  /** Does what it can within a turn. */
  goOn(): void {
    this.#isQueued = false;
    this.tally.beginTurn();
    while (this.#next < this.#tasks.length) {
      if (this.tally.isTurnOver) {
        this.#queue();
        return;
      }
      const task = this.#tasks[this.#next];
      this.#tasks[this.#next] = undefined;
      this.#next += 1;
      task?.();
    }
    this.#tasks = [];
    this.#next = 0;
  }

  #queue(): void {
    if (this.#isQueued) return;
    this.#isQueued = true;
    queue.push(this);
    if (queue.length === 1) setImmediate(nextBacklog);
  }
}

/** Until everything else has had a turn. */
export function turn(): Promise<void> {
  return new Promise((goOn) => {
    setImmediate(goOn);
  });
}
