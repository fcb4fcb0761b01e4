import { CLOCK_TOLERANCE_S } from '../callers/JwtVerifier.js';
import type { Finding } from './findings.js';

/** From here on it is worth a word, although nothing fails yet. */
const ODD_MS = 5_000;

/** What an answer tells of the clock over there, and between which of our times it was made. */
export interface DatedAnswer {
  readonly from: string;
  readonly headers: Pick<Headers, 'get'>;
  readonly sentAt: number;
  readonly arrivedAt: number;
}

/** How far this machine's clock is from the one that dated an answer. */
export function clockFinding({ from, headers, sentAt, arrivedAt }: DatedAnswer): Finding {
  const date = Date.parse(headers.get('date') ?? '');
  const about = { area: 'clock', subject: from } as const;
  if (Number.isNaN(date))
    return { ...about, state: 'skipped', found: 'not compared, as its answer has no date' };
  // Of a copy: it was dated so long ago.
  const age = Number(headers.get('age') ?? 0);
  const dated = date + (Number.isFinite(age) ? age * 1_000 : 0);
  // A date has whole seconds, and was made somewhere on the way.
  const [least, most] = [dated - arrivedAt, dated + 1_000 - sentAt];
  const off = least > 0 ? least : Math.min(0, most);
  const distance = Math.abs(off);
  if (distance <= ODD_MS)
    return { ...about, state: 'ok', found: `within ${inWords(distance)} of this machine's` };
  return {
    ...about,
    state: distance > CLOCK_TOLERANCE_S * 1_000 ? 'fault' : 'warning',
    found: `this machine's clock is ${inWords(distance)} ${off > 0 ? 'behind' : 'ahead'}`,
    mend: `Set this machine's clock by NTP; a container has that of its host. Tokens of callers are refused from ${CLOCK_TOLERANCE_S} s on, and what a date has ended is told by it.`,
  };
}

function inWords(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  if (seconds < 1) return 'a second';
  const minutes = Math.floor(seconds / 60);
  return minutes === 0 ? `${seconds} s` : `${minutes} min ${seconds % 60} s`;
}
