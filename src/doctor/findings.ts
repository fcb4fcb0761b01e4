import type { Redactor } from '../http/redact.js';
import type { Clock } from '../clock.js';
import type { Config, Environment } from '../config.js';

/** What a check came to: a fault is to be mended; a warning may be meant so; skipped could not, or need not, be looked at. */
export type FindingState = 'ok' | 'warning' | 'fault' | 'skipped';

/** What is looked at, in this order. */
export type Area =
  | 'configuration'
  | 'tenants'
  | 'ports'
  | 'traces'
  | 'address'
  | 'clock'
  | 'jwks'
  | 'redis'
  | 'router'
  | 'keys'
  | 'api';

/** One thing that was looked at. */
export interface Finding {
  readonly area: Area;
  /** Which one of its kind: a port, an address, a set of keys. */
  readonly subject: string;
  readonly state: FindingState;
  readonly found: string;
  /** What to do about it. */
  readonly mend?: string;
}

/** Findings as they come. */
export type Findings = AsyncGenerator<Finding, void, undefined>;

/** What checks go by. */
export interface Visit {
  readonly env: Environment;
  readonly config: Config;
  readonly clock: Clock;
  readonly redactor: Redactor;
  /** Told what is looked at now. */
  readonly begin: (what: string) => void;
}

/** Parts what our messages say first from what they say to do, which stands behind. */
export function partAdvice(message: string, otherwise: string): Required<Pick<Finding, 'found' | 'mend'>> {
  const end = message.indexOf('. ');
  if (end === -1) return { found: message, mend: otherwise };
  return { found: message.slice(0, end + 1), mend: message.slice(end + 2) };
}
