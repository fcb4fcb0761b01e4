import type { NamedKeys } from '../auth/keys-of.js';
import type { TokenSource } from '../auth/TokenSource.js';
import type { Tenant } from '../config.js';
import type { CallScope } from '../http/call-scope.js';
import { startDeadline } from '../http/deadline.js';
import type { ApiPlace } from './addresses.js';
import { judgeFailure, subjectOf } from './failed-read.js';
import type { Finding, Findings, Visit } from './findings.js';

/** What was found, or that something about it is to be mended. */
export type KeySeen = string | Pick<Finding, 'state' | 'found' | 'mend'>;

/** One read that shows whether keys open an API. */
export interface KeyRead {
  /** As `ApiPlace` has it. */
  readonly api: string;
  /** What is asked for. */
  readonly what: string;
  /** @throws like clients */
  readonly read: (scope: CallScope) => Promise<KeySeen>;
}

/** Keys of a tenant, and what is tried with them: each read is asked for once those before it are done. */
export interface KeyCase extends NamedKeys {
  readonly tenant: Tenant;
  /** The name of the API that gives the tokens. */
  readonly tokenApi: string;
  readonly reads: readonly KeyRead[];
}

/** The longest that one token or read may take, with its repeats. */
const CALL_MS = 10_000;

/** Asks for a token with each set of keys, then for something small from each API that it should open. */
export async function* examineKeys(
  { begin }: Visit,
  cases: Iterable<KeyCase>,
  tokens: TokenSource,
  places: readonly ApiPlace[],
  unreachable: ReadonlySet<string>,
): Findings {
  const isAway = (api: string): boolean =>
    places.some((place) => place.api === api && unreachable.has(new URL(place.url).origin));
  for (const { tenant, name, credentials, tokenApi, reads } of cases) {
    const about = { area: 'keys', subject: name } as const;
    if (isAway(tokenApi)) {
      yield { ...about, state: 'skipped', found: 'not tried, as nothing answers where tokens are given' };
      continue;
    }
    begin(`a token for ${name}`);
    const token = await within(async (scope) => {
      await tokens.get(credentials, scope.deadline);
      return 'a token is given';
    }, places);
    if ('state' in token) {
      yield { ...about, ...token };
      continue;
    }
    yield { ...about, state: 'ok', found: `${KINDS[credentials.kind]}: ${token.found}` };
    for (const { api, what, read } of reads) {
      const subject = subjectOf(tenant.id, api, tenant.fromFile);
      if (isAway(api)) {
        yield {
          area: 'api',
          subject,
          state: 'skipped',
          found: 'not tried, as nothing answers at its address',
        };
        continue;
      }
      begin(`${api} with ${name}`);
      const seen = await within(read, places);
      if ('state' in seen)
        yield { area: 'api', subject, ...seen, found: `${what} with ${name}: ${seen.found}` };
      else yield { area: 'api', subject, state: 'ok', found: `${what} with ${name}: ${seen.found}` };
    }
  }
}

const KINDS = {
  classic: 'sales-unit or partner keys',
  accounting: 'accounting keys',
  entur: 'keys of Entur',
};

type Seen = Pick<Finding, 'state' | 'found' | 'mend'> | { readonly found: string };

async function within(
  work: (scope: CallScope) => Promise<KeySeen>,
  places: readonly ApiPlace[],
): Promise<Seen> {
  const deadline = startDeadline(CALL_MS);
  try {
    const seen = await work({ deadline, budget: undefined, reads: undefined });
    return typeof seen === 'object' ? seen : { found: seen };
  } catch (error) {
    return judgeFailure(error, places);
  } finally {
    deadline.end();
  }
}
