import { setTimeout as wait } from 'node:timers/promises';
import { at } from '../graph.ts';
import type { ToldAnswer } from '../virtual/caller.ts';
import {
  change,
  done,
  full,
  haveUrl,
  isDone,
  isUnknown,
  msn,
  ORDERS,
  paymentType,
  readOrder,
  setElsewhere,
  setUrl,
  shows,
  urlIn,
  type DrillParts,
} from './acts.ts';
import { ABSENT_SECONDS, SERVED_SECONDS, SHOWN_SECONDS } from './outside.ts';
import { recover } from './recovery.ts';
import { sightings } from './sightings.ts';
import { WRITER } from './tenants.ts';

/**
 * Meetings that chance hardly ever arranges, of reads with changes, and of ages with outages: each within milliseconds or
 * hours of the other. A story has one of them.
 */
export const scenes = {
  'a late fill': lateFill,
  'an overtaken response': overtakenResponse,
  'a read joined over a change': joinedOverChange,
  'what was not there': absence,
  'a long outage': longOutage,
  'changed elsewhere': changedElsewhere,
  'a change that may yet come': doubt,
  'a refusal': refusal,
  ...sightings,
} as const satisfies Record<string, (parts: DrillParts) => Promise<void>>;

export type SceneName = keyof typeof scenes;

const SLOW_MS = 700;
const MEANWHILE_MS = 100;
/** A part of the two minutes for which a lost change is in doubt. */
const LATE_SECONDS = 60;
/** By which a clock that was wrong is set back. */
const BACK_SECONDS = 90;
const [OLD, NEW] = ['https://shop.example/scene-old', 'https://shop.example/scene-new'];
/** What reads of a scene may take together. */
const SCENE_SECONDS = 5;

/** Answers about an order are late by the network, but as they were. Gives what ends that. */
async function slowDown({ control }: DrillParts, orderId: string): Promise<() => Promise<void>> {
  const path = `**/${paymentType}/${orderId}`;
  const { id } = await control.faults.add({ path, method: 'GET', delayMs: SLOW_MS, times: null });
  return () => control.faults.remove(id);
}

async function lateFill(parts: DrillParts): Promise<void> {
  const orderId = 'scene-late';
  await haveUrl(parts, orderId, OLD);
  const end = await slowDown(parts, orderId);
  const late = readOrder(parts, orderId);
  await wait(MEANWHILE_MS);
  await haveUrl(parts, orderId, NEW);
  full(parts, 'a read during a change', await late);
  await end();
  shows(parts, 'a read after a change', await readOrder(parts, orderId), NEW);
}

const twoOrders = `query($fast: String!, $slow: String!) {
  fast: order(msn: "${msn}", paymentType: ${paymentType}, orderId: $fast) { category { url } }
  slow: order(msn: "${msn}", paymentType: ${paymentType}, orderId: $slow) { category { url } } }`;

/** Reads two orders, of which one is slow while the other, which was read already, is changed. */
async function readOverChange(parts: DrillParts, name: string, readsMeanwhile: boolean): Promise<void> {
  const [fast, slow] = [`scene-${name}-fast`, `scene-${name}-slow`];
  await haveUrl(parts, fast, OLD);
  const end = await slowDown(parts, slow);
  const ask = () => parts.ask(twoOrders, { fast, slow }, { tenant: WRITER });
  const first = ask();
  await wait(MEANWHILE_MS);
  await haveUrl(parts, fast, NEW);
  const expectNew = async (): Promise<void> => {
    const answer = await ask();
    full(parts, 'a read of two orders', answer);
    const seen = at(answer.data, 'fast', 'category', 'url');
    if (answer.faults.length === 0 && seen !== NEW)
      parts.wrong(`a read of two orders, of which one has changed before: ${String(seen)}`);
  };
  if (readsMeanwhile) await expectNew();
  full(parts, 'a read during a change', await first);
  await end();
  await expectNew();
}

async function overtakenResponse(parts: DrillParts): Promise<void> {
  await readOverChange(parts, 'overtaken', false);
}

async function joinedOverChange(parts: DrillParts): Promise<void> {
  await readOverChange(parts, 'joined', true);
}

async function absence(parts: DrillParts): Promise<void> {
  const orderId = 'scene-absent';
  shows(parts, 'a read of what is not there', await readOrder(parts, orderId), null);
  await setElsewhere(parts, orderId, NEW);
  parts.later(ABSENT_SECONDS + 1);
  shows(parts, 'a read of what was not there', await readOrder(parts, orderId), NEW);
}

async function longOutage(parts: DrillParts): Promise<void> {
  const { control, settings } = parts;
  const orderId = 'scene-outage';
  await setElsewhere(parts, orderId, OLD);
  shows(parts, 'a read before an outage', await readOrder(parts, orderId), OLD);
  parts.later(SERVED_SECONDS + 10);
  const { id } = await control.faults.add({ path: ORDERS, times: null, status: 500 });
  const shown = await readOrder(parts, orderId);
  const age = at(shown.extensions, 'stale', 0, 'age');
  if (settings['CACHE_MAX_BYTES'] === '0') {
    if (urlIn(shown) !== undefined) parts.wrong(`nothing is kept, and this is shown: ${shown.text}`);
  } else if (urlIn(shown) !== OLD) parts.wrong(`not shown in an outage: ${shown.text}`);
  else if (typeof age !== 'number' || age < SERVED_SECONDS + 10 || age > SERVED_SECONDS + 10 + SCENE_SECONDS)
    parts.wrong(`shown in an outage as ${String(age)} s old, and is ${String(SERVED_SECONDS + 10)} s`);
  parts.later(SHOWN_SECONDS - SERVED_SECONDS);
  const late = await readOrder(parts, orderId);
  if (urlIn(late) !== undefined) parts.wrong(`shown in an outage beyond its limit: ${late.text}`);
  await control.faults.remove(id);
  await recover();
  await changeInOutage(parts);
}

/** What a change rests on is asked for: it is not made on what was kept long ago. */
async function changeInOutage(parts: DrillParts): Promise<void> {
  const { control } = parts;
  const orderId = 'scene-rests';
  const input = { msn, paymentType, orderId, type: 'RECEIPT', url: OLD };
  const made = await change(parts, 'createCategory', 'category { categoryId }', input);
  done(parts, 'createCategory', made);
  const categoryId = String(at(made.data, 'createCategory', 'category', 'categoryId'));
  full(parts, 'a read of a category', await readCategory(parts, categoryId));
  parts.later(SERVED_SECONDS + 10);
  const { id } = await control.faults.add({ path: ORDERS, method: 'GET', times: null, status: 500 });
  const answer = await change(parts, 'deleteCategory', 'category { url }', { msn, categoryId });
  if (isDone('deleteCategory', answer)) parts.wrong(`a change that rests on what is old: ${answer.text}`);
  await control.faults.remove(id);
}

function readCategory(parts: DrillParts, categoryId: string): Promise<ToldAnswer> {
  const query =
    'query($msn: String!, $categoryId: String!) { category(msn: $msn, categoryId: $categoryId) { url } }';
  return parts.ask(query, { msn, categoryId }, { tenant: WRITER });
}

async function changedElsewhere(parts: DrillParts): Promise<void> {
  const orderId = 'scene-elsewhere';
  await setElsewhere(parts, orderId, OLD);
  shows(parts, 'a read', await readOrder(parts, orderId), OLD);
  await setElsewhere(parts, orderId, NEW);
  parts.later(SERVED_SECONDS + 1);
  shows(parts, 'a read of what has changed elsewhere', await readOrder(parts, orderId), NEW);
  // What was kept is from the future then: nobody knows how old it is.
  parts.later(-BACK_SECONDS);
  await setElsewhere(parts, orderId, OLD);
  shows(parts, 'a read after the clock was set back', await readOrder(parts, orderId), OLD);
}

/** The change arrives after its caller was told that nobody knows what became of it. */
async function doubt(parts: DrillParts): Promise<void> {
  const orderId = 'scene-doubt';
  await setElsewhere(parts, orderId, OLD);
  shows(parts, 'a read before a change', await readOrder(parts, orderId), OLD);
  if (!(await loseChange(parts, orderId))) return;
  // It may take so long.
  parts.later(LATE_SECONDS);
  shows(parts, 'a read before a change has come', await readOrder(parts, orderId), OLD);
  await setElsewhere(parts, orderId, NEW);
  shows(parts, 'a read after it has come', await readOrder(parts, orderId), NEW);
  await doubtOfCategory(parts);
}

/** A lost change of an order is one of its category, too, which is known by an id of its own. */
async function doubtOfCategory(parts: DrillParts): Promise<void> {
  const { control } = parts;
  const orderId = 'scene-doubt-category';
  const set = await setUrl(parts, orderId, OLD);
  done(parts, 'setOrderCategory', set);
  const categoryId = String(at(set.data, 'setOrderCategory', 'categoryId'));
  full(parts, 'a read of a category', await readCategory(parts, categoryId));
  const path = `**/categories/${orderId}`;
  const { id } = await control.faults.add({ path, method: 'PUT', reset: 'after', times: null });
  const lost = await setUrl(parts, orderId, NEW);
  await control.faults.remove(id);
  if (!isUnknown('setOrderCategory', lost)) return;
  const answer = await readCategory(parts, categoryId);
  full(parts, 'a read of a category in doubt', answer);
  if (answer.faults.length === 0 && at(answer.data, 'category', 'url') !== NEW)
    parts.wrong(`after a lost change of its order, a category is ${answer.text}`);
}

/** Whether its caller does not know: it may also be told as not made, where nothing was sent. */
export async function loseChange(parts: DrillParts, orderId: string): Promise<boolean> {
  const { control } = parts;
  const path = `**/categories/${orderId}`;
  const { id } = await control.faults.add({ path, method: 'PUT', reset: 'before', times: null });
  const answer = await setUrl(parts, orderId, NEW);
  await control.faults.remove(id);
  return isUnknown('setOrderCategory', answer);
}

/** What the API will not give is told as that, and asked for again. */
async function refusal(parts: DrillParts): Promise<void> {
  const orderId = 'scene-refused';
  await setElsewhere(parts, orderId, OLD);
  await parts.control.faults.add({ path: `**/${orderId}`, status: 400, times: 1 });
  const refused = await readOrder(parts, orderId);
  if (refused.faults.length === 0) parts.wrong(`a refused read has no error: ${refused.text}`);
  shows(parts, 'a read after a refusal', await readOrder(parts, orderId), OLD);
}
