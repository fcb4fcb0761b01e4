import { completenessOf, wrongValues } from '../compare.ts';
import { at, itemsOf } from '../graph.ts';
import type { StaticRead } from '../static-reads.ts';
import { Caller, type Manner, type ToldAnswer } from '../virtual/caller.ts';
import { MOST_CALLS } from './drills.ts';
import type { Dice } from './dice.ts';
import type { Stage } from './stage.ts';
import type { TenantId } from './tenants.ts';
import { hashOf, type Trace } from './trace.ts';

/** How long an answer may take: the time of a request and a moment for the network. */
const MOST_MS = 10_000 + 1_000;
/** A caller may have sent so long after a process was killed what it takes for a connection to that. */
const ON_THE_WAY_MS = 1_000;

/** Asks the processes of a stage, and judges of each answer what can be judged without any other. */
export class Asker {
  /** What was wrong. */
  readonly wrong: string[] = [];
  /** Requests so far. */
  asked = 0;
  /** Of them, those that brought data. */
  answered = 0;
  /** When a process was killed. */
  killedAt: number | undefined;
  readonly #stage: Stage;
  readonly #trace: Trace;
  readonly #dice: Dice;
  readonly #caller = new Caller();

  /** @param dice which process is asked where the manner does not say */
  constructor(stage: Stage, trace: Trace, dice: Dice) {
    this.#stage = stage;
    this.#trace = trace;
    this.#dice = dice;
  }

  async ask(
    query: string,
    variables: Readonly<Record<string, unknown>>,
    manner: Manner,
  ): Promise<ToldAnswer> {
    const number = ++this.asked;
    const startedAt = performance.now();
    const url = this.#urlOf(manner);
    this.#trace.note(`#${String(number)} ${manner.tenant} asks ${hashOf(query + JSON.stringify(variables))}`);
    const answer = await this.#caller.ask(url, query, variables, manner);
    if (completenessOf(answer) !== 'none') this.answered += 1;
    const codes = answer.faults.map(({ code }) => code).join();
    this.#trace.note(`#${String(number)} is told ${String(answer.status)} ${hashOf(answer.text)} ${codes}`);
    for (const fault of this.#faultsOf(query, answer, startedAt, manner))
      this.wrong.push(`#${String(number)} ${fault}`);
    return answer;
  }

  /** What does not change must be as it was without faults. */
  compare(tenant: TenantId, { name, variables, expected }: StaticRead, answer: ToldAnswer): void {
    for (const fault of wrongValues(answer, expected))
      this.wrong.push(`${tenant}: ${name} ${JSON.stringify(variables)}: ${fault}`);
  }

  /** Lets go of its connections. */
  close(): Promise<void> {
    return this.#caller.close();
  }

  #urlOf({ worker }: Manner): string {
    const { urls } = this.#stage.workers;
    const place = urls.length === 1 ? 0 : (worker ?? this.#dice.between(0, urls.length - 1));
    const url = urls[place];
    if (url === undefined) throw new RangeError(`there is no process ${String(place)}`);
    return url;
  }

  *#faultsOf(
    query: string,
    { status, text, faults, extensions }: ToldAnswer,
    startedAt: number,
    { leavesAfterMs }: Manner,
  ): Iterable<string> {
    const ms = performance.now() - startedAt;
    if (ms > MOST_MS) yield `took ${ms.toFixed(0)} ms`;
    if (faults.some(({ code }) => code === 'INTERNAL_SERVER_ERROR')) yield text;
    if (status === undefined && leavesAfterMs === undefined && !this.#wasKilled(startedAt))
      yield `has no answer: ${faults.map(({ code }) => code).join()}`;
    if (status !== undefined && status !== 200) yield `${String(status)} ${text}`;
    const calls = at(extensions, 'cost', 'upstreamCalls');
    if (typeof calls === 'number' && calls > MOST_CALLS) yield `${String(calls)} calls`;
    // Nothing is shown for longer than its policy says; see docs/caching.md.
    const isOfProductOrders = /^\{ productOrders|productOrder\(/.test(query);
    for (const stale of itemsOf(at(extensions, 'stale'))) {
      const age = at(stale, 'age');
      if (typeof age !== 'number' || age >= (isOfProductOrders ? 70 : 6_000))
        yield `shows what is ${String(age)} s old`;
    }
  }

  /** What a killed process had in hand nobody can answer. */
  #wasKilled(startedAt: number): boolean {
    return (
      this.killedAt !== undefined &&
      startedAt <= this.killedAt + ON_THE_WAY_MS &&
      performance.now() >= this.killedAt
    );
  }
}
