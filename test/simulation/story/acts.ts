import { mutationOf } from '../changes.ts';
import { at } from '../graph.ts';
import type { SandboxControl, SandboxJournal } from '../../support/sandbox-control.ts';
import type { Manner, ToldAnswer } from '../virtual/caller.ts';
import { outsideQuery } from './outside.ts';
import { WRITER } from './tenants.ts';

/** What a drill or a scene works with: a server and a sandbox that nothing has been wrong with for some seconds. */
export interface DrillParts {
  readonly control: SandboxControl;
  readonly settings: Readonly<Record<string, string>>;
  /** Asks the first process, unless told which. */
  ask(query: string, variables: Readonly<Record<string, unknown>>, manner: Manner): Promise<ToldAnswer>;
  /** Lets the clock of all jump forward. */
  readonly later: (seconds: number) => void;
  /** Tells what must not be. */
  readonly wrong: (line: string) => void;
}

export type Calls = SandboxJournal['requests'];
type Kind = Parameters<typeof mutationOf>[0];

/** The sales unit whose orders they are about, and what all of them are paid by. */
export const msn = '204117';
export const paymentType = 'ECOM';
export const ORDERS = '/order-management/**';

/** Reads what an order shows. Costs one call. */
export function readOrder(
  parts: DrillParts,
  orderId: string,
  manner: Partial<Manner> = {},
): Promise<ToldAnswer> {
  return parts.ask(outsideQuery, { orderId }, { tenant: WRITER, ...manner });
}

/** The link that an answer of `readOrder` shows; null for none, undefined where that is not told. */
export function urlIn({ data, faults }: ToldAnswer): unknown {
  return data === undefined || faults.length > 0 ? undefined : (at(data, 'order', 'category', 'url') ?? null);
}

/** Makes a change. @param fields of its payload */
export function change(
  parts: DrillParts,
  kind: Kind,
  fields: string,
  input: object,
  manner: Partial<Manner> = {},
): Promise<ToldAnswer> {
  return parts.ask(mutationOf(kind, fields), { input }, { tenant: WRITER, ...manner });
}

/** Sets the link of an order. */
export function setUrl(
  parts: DrillParts,
  orderId: string,
  url: string,
  manner: Partial<Manner> = {},
): Promise<ToldAnswer> {
  const input = { msn, paymentType, orderId, type: 'DELIVERY', url };
  return change(parts, 'setOrderCategory', 'categoryId', input, manner);
}

/** Sets it where nothing goes wrong. */
export async function haveUrl(
  parts: DrillParts,
  orderId: string,
  url: string,
  manner: Partial<Manner> = {},
): Promise<void> {
  done(parts, 'setOrderCategory', await setUrl(parts, orderId, url, manner));
}

/** Somebody else sets it, past the server. */
export function setElsewhere({ control }: DrillParts, orderId: string, url: string): Promise<void> {
  const category = { category: 'DELIVERY', orderDetailsUrl: url };
  return control.orders.show(msn, paymentType, orderId, { category, receipt: null });
}

/** Whether the API is known to have made a change. */
export function isDone(kind: Kind, { data, faults }: ToldAnswer): boolean {
  const told = at(data, kind, 'userErrors');
  return faults.length === 0 && Array.isArray(told) && told.length === 0;
}

/** Whether nobody knows what became of a change. */
export function isUnknown(kind: Kind, { data, faults }: ToldAnswer): boolean {
  const told = [at(data, kind, 'userErrors', 0, 'code'), ...faults.map(({ code }) => code)];
  return told.includes('OUTCOME_UNKNOWN');
}

/** It must have been made. */
export function done(parts: DrillParts, kind: Kind, answer: ToldAnswer): void {
  if (!isDone(kind, answer)) parts.wrong(`${kind}: ${answer.text}`);
}

/** Everything that was asked for came, and is as fresh as ever. */
export function full(parts: DrillParts, what: string, { data, faults, extensions }: ToldAnswer): void {
  if (data === undefined || faults.length > 0)
    parts.wrong(`${what}: ${faults.map(({ code }) => code).join() || 'no data'}`);
  if (at(extensions, 'stale') !== undefined) parts.wrong(`${what}: stale`);
}

/** Everything came, and the order shows that. */
export function shows(parts: DrillParts, what: string, answer: ToldAnswer, url: string | null): void {
  full(parts, what, answer);
  const seen = urlIn(answer);
  if (seen !== undefined && seen !== url)
    parts.wrong(`${what}: ${JSON.stringify(seen)}, not ${JSON.stringify(url)}`);
}

/** So many calls, neither more nor less. */
export function expectCalls(
  { wrong }: DrillParts,
  what: string,
  calls: Calls,
  least: number,
  most: number,
): void {
  if (calls.length < least || calls.length > most)
    wrong(`${what}: ${String(calls.length)} calls, not ${String(least)} to ${String(most)}`);
}

/** What was the latest call when it was asked for last: what was before is not read again. */
const latest = new WeakMap<SandboxControl, number>();

/** The number of the latest call so far. */
export async function lastSeq(control: SandboxControl): Promise<number> {
  const known = latest.get(control) ?? 0;
  const { requests } = await control.requests({ after: known });
  const seq = requests.at(-1)?.seq ?? known;
  latest.set(control, seq);
  return seq;
}

/** The calls behind that number. */
export async function callsSince(control: SandboxControl, after: number, path: string): Promise<Calls> {
  return (await control.requests({ after, path })).requests;
}

/** What work gives, and how long it took. */
export async function timed<T>(work: Promise<T>): Promise<{ readonly ms: number; readonly value: T }> {
  const startedAt = performance.now();
  const value = await work;
  return { ms: performance.now() - startedAt, value };
}
