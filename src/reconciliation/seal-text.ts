import { SEAL_HASH_LENGTH, type SealedDate } from './seal.js';

const VERSION = 2;
/** No more dates than a close may have. */
const MAX_DATES = 400;

/** The seals of dates, and whose they are. */
export interface SealedDates {
  readonly ledgerId: string;
  readonly dates: readonly (readonly [date: string, seal: SealedDate])[];
}

/** Writes the seals of dates as one opaque text. */
export function writeSeal({ ledgerId, dates: seals }: SealedDates): string {
  const dates = seals.map(([date, { funds, fees, sales, hash }]) =>
    [date, funds, fees, sales, hash.slice(0, SEAL_HASH_LENGTH)].join(),
  );
  return Buffer.from([VERSION, ledgerId, ...dates].join(';')).toString('base64url');
}

/** Reads what `writeSeal` wrote; undefined for anything else. */
export function readSeal(text: string): SealedDates | undefined {
  const [version, ledgerId = '', ...texts] = Buffer.from(text, 'base64url').toString().split(';');
  if (version !== String(VERSION) || texts.length === 0 || texts.length > MAX_DATES) return undefined;
  const dates = texts.map((each) => readDate(each));
  if (!dates.every((date) => date !== undefined)) return undefined;
  return { ledgerId, dates };
}

function readDate(text: string): readonly [date: string, seal: SealedDate] | undefined {
  const parts = /^(\d{4}-\d{2}-\d{2}),(\d{1,7}),(\d{1,7}),(\d{1,7}),([\da-f]{8})$/.exec(text);
  if (parts === null) return undefined;
  const [, date = '', funds, fees, sales, hash = ''] = parts;
  return [date, { funds: Number(funds), fees: Number(fees), sales: Number(sales), hash }];
}
