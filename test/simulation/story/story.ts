import { setTimeout as wait } from 'node:timers/promises';
import { addFaults, insist } from '../fault-plan.ts';
import { at, type Ask } from '../graph.ts';
import { changeKinds, type Span } from '../history.ts';
import type { StaticRead } from '../static-reads.ts';
import { Traffic } from '../traffic.ts';
import { network, time } from '../virtual/process.ts';
import { Asker } from './Asker.ts';
import {
  chancesOf,
  clockJumps,
  failures,
  latencies,
  outageCodes,
  outages,
  pauses,
  places,
  type Step,
  type WeatherKind,
} from './chances.ts';
import { Dice } from './dice.ts';
import { playEnding, type Ending } from './ending.ts';
import type { StoryOracle } from './oracle.ts';
import { OutsideOrders, outsideQuery } from './outside.ts';
import { recover } from './recovery.ts';
import type { Stage } from './stage.ts';
import { SAME_KEYS, tenantIds, WRITER, type TenantId } from './tenants.ts';
import type { Trace } from './trace.ts';
import { NOTICED_MS } from './worker-acts.ts';

/** Few, so that reads and changes meet. */
const CHANGED_ORDERS = 3;
/** Longer pauses are much work where there is Redis. */
const LONG_MS = 10_000;
/** How much a story reads that does not change. */
const STATIC_READS = 8;

/** One story: what happens to servers and their sandbox, all of it decided by the seed. */
export class Story {
  readonly traffic: Traffic;
  readonly asker: Asker;
  /** When processes could not tell each other of changes. */
  readonly apart: Span[] = [];
  readonly #oracle: StoryOracle;
  readonly #stage: Stage;
  readonly #ending: Ending;
  readonly #trace: Trace;
  readonly #dice: Dice;
  readonly #others = new Set<Promise<void>>();
  readonly #weather: Dice;
  readonly #pages: Dice;
  /** Nothing goes wrong any more, nor does anybody leave. */
  #isWell = false;
  readonly #outside: OutsideOrders;

  constructor(seed: number, oracle: StoryOracle, stage: Stage, ending: Ending, trace: Trace) {
    this.#ending = ending;
    this.#oracle = oracle;
    this.#stage = stage;
    this.#trace = trace;
    this.#dice = new Dice(`story ${String(seed)}`);
    this.#weather = new Dice(`weather ${String(seed)}`);
    this.#pages = new Dice(`pages ${String(seed)}`);
    this.#outside = new OutsideOrders(this.#dice);
    this.asker = new Asker(stage, trace, this.#dice);
    const reads = this.#dice.some(oracle.reads[WRITER], STATIC_READS);
    const ask: Ask = (_url, query, variables) =>
      this.asker.ask(query, variables, {
        tenant: isOfOrders.test(query) && this.#dice.isTrue(0.2) ? SAME_KEYS : WRITER,
        leavesAfterMs: this.#dice.isTrue(0.03) && !this.#isWell ? this.#dice.between(1, 400) : undefined,
        asksForCost: this.#dice.isTrue(0.1),
      });
    this.traffic = new Traffic({ reads, productOrders: oracle.productOrders }, seed, {
      ask,
      orders: CHANGED_ORDERS,
      staticReads: 12,
    });
  }

  /** What was wrong in itself. */
  get wrong(): readonly string[] {
    return [...this.asker.wrong, ...this.#outside.wrong];
  }

  /** Plays it to the end: faults over, everything answered. */
  async play(): Promise<void> {
    const { redis, workers } = this.#stage;
    const steps = this.#dice.between(6, 20);
    const chances = chancesOf(!workers.isSingle, redis !== undefined);
    await this.#makePagesSmall();
    this.#changeWeather('usual');
    for (let step = 0; step < steps; step += 1) await this.#step(this.#dice.weighted(chances));
    await this.#calm();
    await this.traffic.settle();
    await Promise.all(this.#others);
    await recover();
    // The first call after an outage is the probe of a breaker, beside which others are refused.
    const reads = tenantIds.flatMap((tenant) =>
      this.#dice.some(this.#oracle.reads[tenant], 1).map((read) => [tenant, read] as const),
    );
    for (const worker of workers.urls.keys()) {
      await this.#readAll(reads, worker, false);
      await this.#readAll(reads, worker, true);
    }
    await this.#changeAll();
    await playEnding(this.#ending, this.#stage, this.asker, this.#trace);
  }

  /** Of some stories: so that one feed takes several pages. */
  async #makePagesSmall(): Promise<void> {
    if (!this.#pages.isTrue(0.3)) return;
    const { control } = this.#stage;
    const pageSize = this.#pages.pick([30, 45, 70]);
    this.#trace.note(`pages of ${String(pageSize)} entries`);
    for (const { ledgerId } of await control.ledgers.list())
      await control.ledgers.put(ledgerId, { pageSize });
  }

  /** Once nothing is wrong any more, everybody is told everything. */
  async #readAll(
    reads: readonly (readonly [TenantId, StaticRead])[],
    worker: number,
    isRecovered: boolean,
  ): Promise<void> {
    this.#trace.note(isRecovered ? 'has recovered' : 'recovers');
    await Promise.all(
      reads.map(async ([tenant, read]) => {
        const answer = await this.asker.ask(read.query, read.variables, { tenant, worker });
        this.asker.compare(tenant, read, answer);
        const missing = answer.faults.filter(({ code }) => outageCodes.has(code));
        if (isRecovered && (missing.length > 0 || at(answer.extensions, 'stale') !== undefined))
          this.asker.wrong.push(`${tenant}: ${read.name} is not whole though all is well: ${answer.text}`);
      }),
    );
  }

  /** Nothing is in the way of a change any more: each is made, and its caller is told so. */
  async #changeAll(): Promise<void> {
    this.#isWell = true;
    // One after the other: the first call may be the probe of a breaker.
    for (const kind of changeKinds) {
      const change = await this.traffic.change('', kind);
      if (change !== undefined && change.outcome !== 'success')
        this.asker.wrong.push(
          `${change.kind} ${change.mark}: ${change.outcome} (${change.code ?? ''}) though all is well`,
        );
    }
  }

  async #step(kind: Step): Promise<void> {
    const dice = this.#dice;
    const { control, redis, workers } = this.#stage;
    switch (kind) {
      case 'operations':
        for (let left = dice.between(1, 5); left > 0; left -= 1) this.#start();
        return;
      case 'pause': {
        const ms = dice.pick(pauses);
        this.#trace.note(`pause of ${String(ms)} ms`);
        // All along, each process looks for changes: what grows old does so by the clock too.
        if (redis === undefined || ms < LONG_MS) await wait(ms);
        else {
          this.#jump(ms);
          await wait(LONG_MS / 10);
        }
        return;
      }
      case 'faults': {
        const scale = dice.pick([0, 0, 0.3, 0.6, 1, 1.5]);
        this.#trace.note(`faults times ${String(scale)}`);
        await insist(() => control.faults.clear());
        await insist(() => addFaults(control, dice.between(1, 1_000_000), scale));
        return;
      }
      case 'outage':
        await this.#everythingFor(dice.between(100, 4_000), 'outage', dice.pick(outages));
        return;
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
        const ms = dice.pick(clockJumps);
        this.#trace.note(`clock jumps by ${String(ms)} ms`);
        this.#jump(ms);
        return;
      }
      case 'outside':
        this.#trace.note(await this.#outside.change(control));
        return;
      case 'weather':
        this.#changeWeather(dice.pick(['usual', 'quick', 'slow', 'dripping']));
        return;
      case 'kill':
        // Of what a second one has in hand nobody could tell it from that of the first.
        if (this.asker.killedAt !== undefined) return;
        this.#trace.note('a process is killed');
        this.asker.killedAt = performance.now();
        await workers.kill(dice.between(0, workers.urls.length - 1));
        return;
      case 'redisHangs': {
        const ms = dice.pick([5, 100, 1_000, 7_000]);
        this.#trace.note(`Redis hangs for ${String(ms)} ms`);
        redis?.pause();
        await this.#apart(ms);
        redis?.resume();
        return;
      }
      case 'redisRestarts': {
        const ms = dice.pick([1, 300, 3_000]);
        this.#trace.note(`Redis restarts, down for ${String(ms)} ms`);
        redis?.restart(ms);
        await this.#apart(ms);
        return;
      }
      case 'redisIsFull': {
        const ms = dice.pick([50, 1_000, 5_000]);
        this.#trace.note(`Redis is full for ${String(ms)} ms`);
        redis?.take('nothing more');
        await this.#apart(ms);
        redis?.take('everything');
        return;
      }
      case 'redisFailsOver': {
        const [ms, connections] = [dice.pick([5, 300, 3_000]), dice.pick(['stay', 'are cut'])];
        this.#trace.note(
          `the replica of Redis hears nothing for ${String(ms)} ms and takes over: connections ${connections}`,
        );
        redis?.fallBehind();
        await this.#apart(ms);
        redis?.failOver(connections);
        return;
      }
      case 'roll':
        this.#trace.note('all processes are replaced');
        await workers.roll();
    }
  }

  #jump(ms: number): void {
    time.setTimeOfDay(Date.now() + ms);
    this.#outside.clockJumped(ms);
  }

  /** Operations while processes can't tell each other of changes. */
  async #apart(ms: number): Promise<void> {
    const startedAt = performance.now();
    this.apart.push({ startedAt, endedAt: startedAt + ms + NOTICED_MS });
    for (let left = this.#dice.between(0, 6); left > 0; left -= 1) this.#start();
    await wait(ms);
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

  #changeWeather(kind: WeatherKind): void {
    this.#trace.note(`network ${kind}`);
    const [least, most] = latencies[kind];
    const sandboxPort = Number(new URL(this.#stage.sandboxUrl).port);
    network.weather = {
      latency: (port) => (port === sandboxPort ? this.#weather.between(least, most) : 0),
      pieceBytes: (port) =>
        kind === 'dripping' && port === sandboxPort
          ? this.#weather.between(200, 2_000)
          : Number.POSITIVE_INFINITY,
    };
  }

  #start(): void {
    const tenant = this.#dice.isTrue(0.7) ? WRITER : this.#dice.pick(tenantIds);
    if (tenant !== WRITER) this.#follow(this.#readAs(tenant));
    else if (this.#dice.isTrue(0.15)) this.#follow(this.#readOutside());
    else this.traffic.next('');
  }

  #follow(work: Promise<void>): void {
    this.#others.add(work);
    void work.finally(() => this.#others.delete(work));
  }

  async #readAs(tenant: TenantId): Promise<void> {
    const read = this.#dice.pickFrom(this.#oracle.reads[tenant]);
    if (read === undefined) return;
    const answer = await this.asker.ask(read.query, read.variables, { tenant });
    this.asker.compare(tenant, read, answer);
  }

  async #readOutside(): Promise<void> {
    const orderId = this.#outside.pick();
    const startedAt = performance.now();
    const answer = await this.asker.ask(outsideQuery, { orderId }, { tenant: WRITER });
    this.#outside.judge(orderId, startedAt, answer);
  }
}

/** Reads of orders that changes are about: whoever has the same keys sees a change at once. */
const isOfOrders = /^query\(\$msn: String!, \$orderId: String!\) \{ order\(/;
