import { setTimeout as wait } from 'node:timers/promises';
import { completenessOf, wrongValues } from '../compare.ts';
import { addFaults, insist } from '../fault-plan.ts';
import { at, itemsOf, type Ask } from '../graph.ts';
import type { StaticRead } from '../static-reads.ts';
import { Traffic } from '../traffic.ts';
import { Caller, type Manner, type ToldAnswer } from '../virtual/caller.ts';
import { network, time } from '../virtual/process.ts';
import { Dice } from './dice.ts';
import { drills, MOST_CALLS, saveUp, type DrillName, type DrillParts } from './drills.ts';
import type { StoryOracle } from './oracle.ts';
import { OutsideOrders, outsideQuery } from './outside.ts';
import type { Stage } from './stage.ts';
import { SAME_KEYS, tenantIds, WRITER, type TenantId } from './tenants.ts';
import { hashOf, type Trace } from './trace.ts';

const weights = {
  operations: 60,
  pause: 18,
  faults: 5,
  outage: 3,
  limit: 3,
  singleFault: 8,
  revoke: 4,
  restart: 3,
  clock: 3,
  weather: 5,
  outside: 5,
};

/** What single faults are about. */
const places = [
  { path: '/order-management/**' },
  { path: '/management/**' },
  { path: '/report/**' },
  { path: '/settlement/**' },
  { path: '/sales/**' },
  { path: '/accesstoken/**' },
  { path: '**', method: 'POST' },
  { path: '**', method: 'PUT' },
  { path: '**', method: 'GET' },
  { path: '**' },
] as const;

const failures = [
  { status: 500 },
  { status: 503, afterWork: true },
  { status: 500, afterWork: true },
  { reset: 'before' },
  { reset: 'within' },
  { reset: 'after' },
  { hang: true },
  { delayMs: 700 },
  { delayMs: 4_000 },
  { malformed: true },
  { rateLimit: { retryAfterSeconds: 1 } },
] as const;

/** How long an answer may take: the time of a request and a moment for the network. */
const MOST_MS = 10_000 + 1_000;

/** Few, so that reads and changes meet. */
const CHANGED_ORDERS = 3;
/** In so many seconds whatever failed is over: breakers are closed, and tokens may be asked for. */
const RECOVERY_MS = 35_000;
/** How much a story reads that does not change. */
const STATIC_READS = 8;

/** One story: what happens to a server and its sandbox, all of it decided by the seed. */
export class Story {
  readonly traffic: Traffic;
  /** What was wrong in itself. */
  readonly wrong: string[] = [];
  readonly #oracle: StoryOracle;
  readonly #stage: Stage;
  readonly #trace: Trace;
  readonly #dice: Dice;
  readonly #caller = new Caller();
  readonly #others = new Set<Promise<void>>();
  readonly #weather: Dice;
  readonly #outside: OutsideOrders;
  #asked = 0;
  #answered = 0;

  constructor(seed: number, oracle: StoryOracle, stage: Stage, trace: Trace) {
    this.#oracle = oracle;
    this.#stage = stage;
    this.#trace = trace;
    this.#dice = new Dice(`story ${String(seed)}`);
    this.#weather = new Dice(`weather ${String(seed)}`);
    this.#outside = new OutsideOrders(this.#dice);
    const reads = this.#dice.some(oracle.reads[WRITER], STATIC_READS);
    const ask: Ask = (url, query, variables) =>
      this.#ask(url, query, variables, {
        tenant: isOfOrders.test(query) && this.#dice.isTrue(0.2) ? SAME_KEYS : WRITER,
        leavesAfterMs: this.#dice.isTrue(0.03) ? this.#dice.between(1, 400) : undefined,
        asksForCost: this.#dice.isTrue(0.1),
      });
    this.traffic = new Traffic({ reads, productOrders: oracle.productOrders }, seed, {
      ask,
      orders: CHANGED_ORDERS,
      staticReads: 12,
    });
  }

  /** Of orders that others change. */
  get wrongAges(): readonly string[] {
    return this.#outside.wrong;
  }

  /** Requests so far. */
  get asked(): number {
    return this.#asked;
  }

  /** Of them, those that brought data. */
  get answered(): number {
    return this.#answered;
  }

  /** Plays it to the end: faults over, everything answered. */
  async play(): Promise<void> {
    const steps = this.#dice.between(12, 40);
    this.#changeWeather('usual');
    for (let step = 0; step < steps; step += 1) await this.#step(this.#dice.weighted(weights));
    await this.#calm();
    await this.traffic.settle();
    await Promise.all(this.#others);
    await wait(RECOVERY_MS);
    // The first call after an outage is the probe of a breaker, beside which others are refused.
    const reads = tenantIds.flatMap((tenant) =>
      this.#dice.some(this.#oracle.reads[tenant], 2).map((read) => [tenant, read] as const),
    );
    await this.#readAll(reads, false);
    await this.#readAll(reads, true);
    await this.#drill(this.#dice.pick(drillNames));
  }

  /** Lets go of its connections. */
  close(): Promise<void> {
    return this.#caller.close();
  }

  /** Once nothing is wrong any more, everybody is told everything. */
  async #readAll(reads: readonly (readonly [TenantId, StaticRead])[], isRecovered: boolean): Promise<void> {
    this.#trace.note(isRecovered ? 'has recovered' : 'recovers');
    await Promise.all(
      reads.map(async ([tenant, read]) => {
        const answer = await this.#ask(this.#stage.url, read.query, read.variables, { tenant });
        this.#compare(tenant, read, answer);
        const outages = answer.faults.filter(({ code }) => outageCodes.has(code));
        if (isRecovered && (outages.length > 0 || at(answer.extensions, 'stale') !== undefined))
          this.wrong.push(`${tenant}: ${read.name} is not whole though all is well: ${answer.text}`);
      }),
    );
  }

  async #drill(name: DrillName): Promise<void> {
    this.#trace.note(`drill: ${name}`);
    const { control, settings, url } = this.#stage;
    const parts: DrillParts = {
      control,
      settings,
      ask: (query, variables, manner) => this.#ask(url, query, variables, manner),
      wrong: (line) => {
        this.wrong.push(`${name}: ${line}`);
      },
    };
    await saveUp(parts);
    await drills[name](parts);
    await insist(() => control.faults.clear());
  }

  async #step(kind: keyof typeof weights): Promise<void> {
    const dice = this.#dice;
    const { control } = this.#stage;
    switch (kind) {
      case 'operations':
        for (let left = dice.between(1, 5); left > 0; left -= 1) this.#start();
        return;
      case 'pause': {
        const ms = dice.pick([2, 10, 50, 200, 600, 1_500, 6_000, 35_000, 65_000, 200_000]);
        this.#trace.note(`pause of ${String(ms)} ms`);
        await wait(ms);
        return;
      }
      case 'faults': {
        const scale = dice.pick([0, 0, 0.3, 0.6, 1, 1.5]);
        this.#trace.note(`faults times ${String(scale)}`);
        await insist(() => control.faults.clear());
        await insist(() => addFaults(control, dice.between(1, 1_000_000), scale));
        return;
      }
      case 'outage': {
        const failure = dice.pick([{ status: 500 }, { status: 503 }, { hang: true }, { reset: 'before' }]);
        await this.#everythingFor(dice.between(100, 4_000), 'outage', failure);
        return;
      }
      case 'limit':
        await this.#everythingFor(dice.between(50, 2_000), 'burst of 429', {
          share: 0.8,
          rateLimit: { retryAfterSeconds: 1 },
        });
        return;
      case 'singleFault': {
        const fault = { ...dice.pick(places), ...dice.pick(failures), times: dice.between(1, 3) };
        this.#trace.note(`fault ${JSON.stringify(fault)}`);
        await insist(() => control.faults.add(fault));
        return;
      }
      case 'revoke':
        this.#trace.note('tokens revoked');
        await insist(() => control.revokeTokens());
        return;
      case 'restart': {
        const downMs = dice.between(20, 3_000);
        this.#trace.note(`sandbox restarts, down for ${String(downMs)} ms`);
        await insist(() => control.restart(downMs));
        return;
      }
      case 'clock': {
        const ms = dice.pick([-3_600_000, -20_000, -1_000, 1_000, 20_000, 400_000, 3_600_000]);
        this.#trace.note(`clock jumps by ${String(ms)} ms`);
        time.setTimeOfDay(Date.now() + ms);
        this.#outside.clockJumped(ms);
        return;
      }
      case 'outside':
        this.#trace.note(await this.#outside.change(control));
        return;
      case 'weather':
        this.#changeWeather(dice.pick(['usual', 'quick', 'slow', 'dripping']));
    }
  }

  async #everythingFor(ms: number, name: string, failure: object): Promise<void> {
    const { control } = this.#stage;
    this.#trace.note(`${name} for ${String(ms)} ms`);
    const { id } = await insist(() => control.faults.add({ path: '**', times: null, ...failure }));
    for (let left = this.#dice.between(0, 8); left > 0; left -= 1) this.#start();
    await wait(ms);
    await insist(() => control.faults.remove(id)).catch(() => undefined);
  }

  /** Nothing goes wrong any more. */
  async #calm(): Promise<void> {
    this.#trace.note('everything is well again');
    this.#changeWeather('usual');
    await insist(() => this.#stage.control.faults.clear());
  }

  #changeWeather(kind: 'usual' | 'quick' | 'slow' | 'dripping'): void {
    this.#trace.note(`network ${kind}`);
    const [least, most] = { usual: [1, 15], quick: [0, 1], slow: [20, 400], dripping: [0, 3] }[kind];
    const sandboxPort = Number(new URL(this.#stage.sandboxUrl).port);
    network.weather = {
      latency: (port) => (port === sandboxPort ? this.#weather.between(least ?? 0, most ?? 0) : 0),
      pieceBytes: (port) =>
        kind === 'dripping' && port === sandboxPort
          ? this.#weather.between(200, 2_000)
          : Number.POSITIVE_INFINITY,
    };
  }

  #start(): void {
    const { url } = this.#stage;
    const tenant = this.#dice.isTrue(0.7) ? WRITER : this.#dice.pick(tenantIds);
    if (tenant === WRITER) {
      if (this.#dice.isTrue(0.15)) this.#follow(this.#readOutside());
      else this.traffic.next(url);
      return;
    }
    this.#follow(this.#readAs(tenant));
  }

  #follow(work: Promise<void>): void {
    this.#others.add(work);
    void work.finally(() => this.#others.delete(work));
  }

  async #readAs(tenant: TenantId): Promise<void> {
    const read = this.#dice.pickFrom(this.#oracle.reads[tenant]);
    if (read === undefined) return;
    const answer = await this.#ask(this.#stage.url, read.query, read.variables, { tenant });
    this.#compare(tenant, read, answer);
  }

  #compare(tenant: TenantId, { name, variables, expected }: StaticRead, answer: ToldAnswer): void {
    for (const fault of wrongValues(answer, expected))
      this.wrong.push(`${tenant}: ${name} ${JSON.stringify(variables)}: ${fault}`);
  }

  async #readOutside(): Promise<void> {
    const orderId = this.#outside.pick();
    const startedAt = performance.now();
    const answer = await this.#ask(this.#stage.url, outsideQuery, { orderId }, { tenant: WRITER });
    this.#outside.judge(orderId, startedAt, answer);
  }

  async #ask(
    url: string,
    query: string,
    variables: Readonly<Record<string, unknown>>,
    manner: Manner,
  ): Promise<ToldAnswer> {
    const number = ++this.#asked;
    const startedAt = performance.now();
    this.#trace.note(`#${String(number)} ${manner.tenant} asks ${hashOf(query + JSON.stringify(variables))}`);
    const answer = await this.#caller.ask(url, query, variables, manner);
    const ms = performance.now() - startedAt;
    if (completenessOf(answer) !== 'none') this.#answered += 1;
    const codes = answer.faults.map(({ code }) => code).join();
    this.#trace.note(`#${String(number)} is told ${String(answer.status)} ${hashOf(answer.text)} ${codes}`);
    if (ms > MOST_MS) this.wrong.push(`#${String(number)} took ${ms.toFixed(0)} ms`);
    if (codes.includes('INTERNAL_SERVER_ERROR')) this.wrong.push(`#${String(number)}: ${answer.text}`);
    if (answer.status === undefined && manner.leavesAfterMs === undefined)
      this.wrong.push(`#${String(number)} has no answer: ${codes}`);
    if (answer.status !== undefined && answer.status !== 200)
      this.wrong.push(`#${String(number)}: ${String(answer.status)} ${answer.text}`);
    const calls = at(answer.extensions, 'cost', 'upstreamCalls');
    if (typeof calls === 'number' && calls > MOST_CALLS)
      this.wrong.push(`#${String(number)}: ${String(calls)} calls`);
    this.#judgeAge(number, query, answer);
    return answer;
  }

  /** Nothing is shown for longer than its policy says; see the README. */
  #judgeAge(number: number, query: string, { extensions }: ToldAnswer): void {
    const isOfProductOrders = /^\{ productOrders|productOrder\(/.test(query);
    for (const stale of itemsOf(at(extensions, 'stale'))) {
      const age = at(stale, 'age');
      if (typeof age !== 'number' || age >= (isOfProductOrders ? 70 : 6_000))
        this.wrong.push(`#${String(number)}: shows what is ${String(age)} s old`);
    }
  }
}

/** Reads of orders that changes are about: whoever has the same keys sees a change at once. */
const isOfOrders = /^query\(\$msn: String!, \$orderId: String!\) \{ order\(/;

const drillNames: readonly [DrillName, ...DrillName[]] = [
  'a hanging call',
  'a limit',
  'an outage',
  'equal reads',
  'permits of reads',
  'permits of changes',
  'who leaves',
  'no answers',
  'too many calls',
  'a flood',
  'revoked tokens',
  'lost answers',
  'lost answers',
];

/** What is told while an API, a token or a permit is not to be had. */
const outageCodes: ReadonlySet<string> = new Set([
  'UPSTREAM_TIMEOUT',
  'UPSTREAM_UNAVAILABLE',
  'UPSTREAM_BAD_RESPONSE',
  'RATE_LIMITED',
]);
