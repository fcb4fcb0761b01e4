import { SEAL_HASH_LENGTH, type SealedDate } from './seal.js';

const VERSION = 1;
/** No more dates than a close may have. */
const MAX_DATES = 400;

/** Writes the seals of dates as one opaque text. */
export function writeSeal(seals: readonly (readonly [date: string, seal: SealedDate])[]): string {
  const dates = seals.map(([date, { funds, fees, sales, hash }]) =>
    [date, funds, fees, sales, hash.slice(0, SEAL_HASH_LENGTH)].join(),
  );
  return Buffer.from(`${VERSION};${dates.join(';')}`).toString('base64url');
}

/** Reads what `writeSeal` wrote; undefined for anything else. */
export function readSeal(text: string): readonly (readonly [date: string, seal: SealedDate])[] | undefined {
  const [version, ...dates] = Buffer.from(text, 'base64url').toString().split(';');
  if (version !== String(VERSION) || dates.length === 0 || dates.length > MAX_DATES) return undefined;
  const seals = dates.map((date) => readDate(date));
  return seals.every((seal) => seal !== undefined) ? seals : undefined;
}

function readDate(text: string): readonly [date: string, seal: SealedDate] | undefined {
  const parts = /^(\d{4}-\d{2}-\d{2}),(\d{1,7}),(\d{1,7}),(\d{1,7}),([\da-f]{8})$/.exec(text);
  if (parts === null) return undefined;
  const [, date = '', funds, fees, sales, hash = ''] = parts;
  return [date, { funds: Number(funds), fees: Number(fees), sales: Number(sales), hash }];
}
