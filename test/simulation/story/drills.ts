import { setTimeout as wait } from 'node:timers/promises';
import type { ToldAnswer } from '../virtual/caller.ts';
import {
  callsSince,
  change,
  done,
  expectCalls,
  full,
  lastSeq,
  msn,
  ORDERS,
  paymentType,
  readOrder,
  setUrl,
  timed,
  type DrillParts,
} from './acts.ts';
import { lostAnswers } from './lost-answers.ts';
import { WRITER, WRONG_KEYS } from './tenants.ts';

const ATTEMPT_MS = 2_000;
const REQUEST_MS = 10_000;
/** What the network takes there and back a few times. */
const NETWORK_MS = 500;
/** Repeats that an API has saved up at most. */
const SAVED_REPEATS = 50;
/** Second attempts beside slow ones that it has saved up. */
const SAVED_HEDGES = 50;

const REFUSED_READS = 12;
/** What is refused is not asked for again for five seconds. */
const TOKENS_IN_VAIN = 3;

/** The most upstream calls that a request of a story may start. */
export const MOST_CALLS = 80;

/** Each checks a promise that can be counted or measured, at the end of a story. */
export const drills = {
  'a hanging call': hangingCall,
  'a limit': limit,
  'an outage': outage,
  'equal reads': equalReads,
  'permits of reads': permitsOfReads,
  'permits of changes': permitsOfChanges,
  'who leaves': leaving,
  'no answers': noAnswers,
  'too many calls': tooManyCalls,
  'a flood': flood,
  'revoked tokens': revokedTokens,
  'lost answers': lostAnswers,
} as const satisfies Record<string, (parts: DrillParts) => Promise<void>>;

export type DrillName = keyof typeof drills;

/** Each answer earns the greater part of a repeat. */
export async function saveUp(parts: DrillParts): Promise<void> {
  for (let each = 0; each < 4; each += 1) await readOrder(parts, `drill-before-${String(each)}`);
}

async function hangingCall(parts: DrillParts): Promise<void> {
  const { control } = parts;
  const after = await lastSeq(control);
  await control.faults.add({ path: '**/drill-hang', hang: true, times: 1 });
  const { ms, value } = await timed(readOrder(parts, 'drill-hang'));
  full(parts, 'a read that hung', value);
  if (ms > ATTEMPT_MS + NETWORK_MS) parts.wrong(`a call that hung held up a read for ${ms.toFixed(0)} ms`);
  await wait(NETWORK_MS);
  const { inFlight } = await control.requests({ path: '**/drill-hang' });
  if (inFlight > 0) parts.wrong('a call goes on beside which another was answered');
  expectCalls(
    parts,
    'a read of which one call hung',
    await callsSince(control, after, '**/drill-hang'),
    2,
    2,
  );
}

async function limit(parts: DrillParts): Promise<void> {
  const { control } = parts;
  const after = await lastSeq(control);
  await control.faults.add({ path: '**/drill-limit', rateLimit: { retryAfterSeconds: 1 }, times: 1 });
  full(parts, 'a read that was limited', await readOrder(parts, 'drill-limit'));
  const calls = await callsSince(control, after, '**/drill-limit');
  expectCalls(parts, 'a read that was limited', calls, 2, 2);
  const [first, second] = calls.map(({ startedAt }) => Date.parse(startedAt));
  if (first !== undefined && second !== undefined && second - first < 1_000)
    parts.wrong(`the API asked for a second, and was asked again after ${String(second - first)} ms`);
}

async function outage(parts: DrillParts): Promise<void> {
  const { control, settings } = parts;
  const after = await lastSeq(control);
  const { id } = await control.faults.add({ path: '**', times: null, status: 500 });
  const reads = 40;
  for (let batch = 0; batch < reads / 10; batch += 1)
    await Promise.all(
      Array.from({ length: 10 }, (_, each) =>
        readOrder(parts, `drill-outage-${String(batch)}-${String(each)}`),
      ),
    );
  const calls = await callsSince(control, after, ORDERS);
  expectCalls(parts, `${String(reads)} reads in an outage`, calls, 0, 1.1 * reads + SAVED_REPEATS);
  if (settings['BREAKER_THRESHOLD'] !== '0') {
    await wait(3_000);
    const later = await lastSeq(control);
    await Promise.all(
      Array.from({ length: reads }, (_, each) => readOrder(parts, `drill-later-${String(each)}`)),
    );
    expectCalls(
      parts,
      'reads when all before have failed',
      await callsSince(control, later, ORDERS),
      0,
      reads / 2,
    );
  }
  await control.faults.remove(id);
  await wait(1_000);
  full(parts, 'a read after an outage', await readOrder(parts, 'drill-after-outage'));
}

async function equalReads(parts: DrillParts): Promise<void> {
  const { control, settings } = parts;
  await equalChanges(parts);
  if (settings['COALESCE_REQUESTS'] === 'false' && settings['CACHE_MAX_BYTES'] === '0') return;
  const after = await lastSeq(control);
  await control.faults.add({ path: '**/drill-equal', delayMs: 150, times: null });
  const [, ...others] = await Promise.all([
    readOrder(parts, 'drill-equal', { leavesAfterMs: 60 }),
    ...Array.from({ length: 5 }, () => readOrder(parts, 'drill-equal')),
  ]);
  for (const answer of others) full(parts, 'a read that others made too', answer);
  expectCalls(parts, 'six equal reads', await callsSince(control, after, '**/drill-equal'), 1, 1);
}

/** Each of them is made: what is meant to be done twice is not shared, nor answered from memory. */
async function equalChanges(parts: DrillParts): Promise<void> {
  const url = 'https://shop.example/drill-equal-change';
  const input = { msn, paymentType, orderId: 'drill-equal-change', type: 'RECEIPT', url };
  const create = () => change(parts, 'createCategory', 'category { categoryId }', input);
  for (const answer of [...(await Promise.all([create(), create()])), await create()])
    done(parts, 'createCategory', answer);
  const { categories } = await parts.control.orders.stored();
  const made = categories.filter((each) => each.url === url).length;
  if (made !== 3) parts.wrong(`three equal changes have made ${String(made)} categories`);
}

async function permitsOfReads(parts: DrillParts): Promise<void> {
  const size = Number(parts.settings['UPSTREAM_CONCURRENCY']);
  if (size > 10) return;
  await expectPeak(parts, size, (tenant, each) =>
    readOrder(parts, `drill-permit-${tenant}-${String(each)}`, { tenant }),
  );
}

async function permitsOfChanges(parts: DrillParts): Promise<void> {
  const size = Number(parts.settings['UPSTREAM_WRITE_CONCURRENCY']);
  await expectPeak(parts, size, (tenant, each) => {
    const orderId = `drill-change-${tenant}-${String(each)}`;
    return setUrl(parts, orderId, `https://shop.example/${orderId}`, { tenant });
  });
}

/** As many calls as there are permits go on at a time, neither more nor less. */
async function expectPeak(
  parts: DrillParts,
  size: number,
  act: (tenant: string, each: number) => Promise<ToldAnswer>,
): Promise<void> {
  const { control } = parts;
  const after = await lastSeq(control);
  const { id } = await control.faults.add({ path: ORDERS, delayMs: 100, times: null });
  const answers = await Promise.all(
    ['kaffe', 'kiosk'].flatMap((tenant) => Array.from({ length: 2 * size }, (_, each) => act(tenant, each))),
  );
  await control.faults.remove(id);
  for (const answer of answers) full(parts, 'one of many at once', answer);
  const { peakInFlight } = await control.requests({ after, path: ORDERS });
  if (peakInFlight !== size)
    parts.wrong(`${String(peakInFlight)} calls at a time, with ${String(size)} permits`);
}

async function leaving(parts: DrillParts): Promise<void> {
  const { control } = parts;
  await control.faults.add({ path: '**/drill-leave', hang: true, times: null });
  await readOrder(parts, 'drill-leave', { leavesAfterMs: 100 });
  await wait(NETWORK_MS);
  const { inFlight } = await control.requests({ path: '**/drill-leave' });
  if (inFlight > 0) parts.wrong(`${String(inFlight)} calls go on for a caller who has left`);
}

async function noAnswers(parts: DrillParts): Promise<void> {
  const { control } = parts;
  const { id } = await control.faults.add({ path: ORDERS, hang: true, times: null });
  const { ms } = await timed(
    Promise.all([1, 2, 3].map((each) => readOrder(parts, `drill-none-${String(each)}`))),
  );
  if (ms > REQUEST_MS + NETWORK_MS) parts.wrong(`without answers, a read took ${ms.toFixed(0)} ms`);
  await wait(NETWORK_MS);
  const { inFlight } = await control.requests({ path: ORDERS });
  if (inFlight > 0) parts.wrong(`${String(inFlight)} calls go on after their time`);
  await control.faults.remove(id);
  await wait(NETWORK_MS);
  full(parts, 'a read after none was answered', await readOrder(parts, 'drill-none-any-more'));
}

async function tooManyCalls(parts: DrillParts): Promise<void> {
  const { control } = parts;
  const after = await lastSeq(control);
  const keys = Array.from({ length: MOST_CALLS + 20 }, (_, each) => ({
    msn: '204117',
    paymentType: 'ECOM',
    orderId: `drill-many-${String(each)}`,
  }));
  const query = 'query($keys: [OrderKey!]!) { orders(keys: $keys) { category { url } } }';
  const answer = await parts.ask(query, { keys }, { tenant: WRITER });
  if (!answer.faults.some(({ code }) => code === 'COST_LIMIT_EXCEEDED'))
    parts.wrong(`a request for ${String(keys.length)} calls was not refused`);
  const calls = await callsSince(control, after, '**/drill-many-*');
  expectCalls(parts, 'a request for too many', calls, 0, MOST_CALLS + SAVED_HEDGES / 10);
}

/** Calls of one tenant that all hang leave permits to the others. */
async function flood(parts: DrillParts): Promise<void> {
  const { control, settings } = parts;
  const size = Number(settings['UPSTREAM_CONCURRENCY']);
  if (size > 10) return;
  const { id } = await control.faults.add({ path: '**/drill-flood-*', hang: true, times: null });
  const flooding = Array.from({ length: 2 * size }, (_, each) =>
    readOrder(parts, `drill-flood-${String(each)}`, { leavesAfterMs: each < size ? 3_000 : 1_000 }),
  );
  await wait(100);
  const { ms, value } = await timed(readOrder(parts, 'drill-beside', { tenant: 'kiosk' }));
  full(parts, 'a read beside a flood', value);
  if (ms > NETWORK_MS) parts.wrong(`the calls of another tenant held up a read for ${ms.toFixed(0)} ms`);
  await Promise.all(flooding);
  await control.faults.remove(id);
  full(parts, 'a read after a flood', await readOrder(parts, 'drill-after-flood'));
}

async function revokedTokens(parts: DrillParts): Promise<void> {
  await parts.control.revokeTokens();
  const answers = await Promise.all([1, 2, 3].map((each) => readOrder(parts, `drill-token-${String(each)}`)));
  for (const answer of answers) full(parts, 'a read with a revoked token', answer);
  await refusedKeys(parts);
}

/** The reads of a few seconds with keys that the API has refused do not ask for a token each. */
async function refusedKeys(parts: DrillParts): Promise<void> {
  const { control } = parts;
  const after = await lastSeq(control);
  for (let each = 0; each < REFUSED_READS; each += 1) {
    const answer = await readOrder(parts, `drill-refused-${String(each)}`, { tenant: WRONG_KEYS });
    if (answer.faults.length === 0) parts.wrong(`a read with wrong keys has no error: ${answer.text}`);
  }
  const calls = await callsSince(control, after, '/accesstoken/**');
  expectCalls(parts, `${String(REFUSED_READS)} reads with wrong keys`, calls, 0, TOKENS_IN_VAIN);
}
