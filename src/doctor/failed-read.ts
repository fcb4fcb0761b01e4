import { GraphError } from '../errors/GraphError.js';
import { UpstreamError } from '../errors/UpstreamError.js';
import type { ApiPlace } from './addresses.js';
import { partAdvice, type Finding } from './findings.js';
import { noAnswer } from './reach.js';

type Judgement = Required<Pick<Finding, 'state' | 'found' | 'mend'>>;

/** What whoever set this up can do about a call that failed, in the words of the error where those say it. */
export function judgeFailure(error: unknown, places: readonly ApiPlace[]): Judgement {
  // Keys of a kind are missing, or the API must not be called.
  if (error instanceof GraphError && !(error instanceof UpstreamError))
    return {
      state: 'warning',
      ...partAdvice(error.message, 'Give the tenant such keys, if it is to see that.'),
    };
  if (!(error instanceof UpstreamError)) throw error;
  const { code, facts, message } = error;
  const place = places.find(({ api }) => api === facts.api);
  const where = place === undefined ? 'its address' : `${place.url} (${place.setting})`;
  const said = saidBy(error);
  switch (code) {
    case 'UNAUTHENTICATED': {
      const { found, mend } = partAdvice(message, SUBSCRIPTION);
      return { state: 'fault', found: `${found}${said}`, mend };
    }
    case 'FORBIDDEN': {
      const { found, mend } = partAdvice(message, RIGHTS);
      return { state: 'fault', found: `${found}${said}`, mend };
    }
    case 'UPSTREAM_BAD_RESPONSE':
      return {
        state: 'fault',
        found: message,
        mend: `Something else than this API seems to answer at ${where}: correct the address.`,
      };
    case 'RATE_LIMITED':
      return {
        state: 'warning',
        found: message,
        mend: 'Ask again later: the keys are at their limit just now.',
      };
    case 'UPSTREAM_UNAVAILABLE':
    case 'UPSTREAM_TIMEOUT': {
      if (facts.status !== undefined)
        return {
          state: 'fault',
          found: `${message} (${facts.status})${said}`,
          mend: 'Ask again later; if it lasts, look at the status page of the vendor.',
        };
      const { why, mend } = noAnswer(error.cause);
      return { state: 'fault', found: `${message} ${why}.`, mend: `${mend} It is called at ${where}.` };
    }
    default:
      return {
        state: 'fault',
        found: `${message}${said}`,
        mend: `Look whether the settings are those of your sales unit, and ${where} its API.`,
      };
  }
}

const SUBSCRIPTION =
  'A token is given, but not taken here: look whether VIPPS_SUBSCRIPTION_KEY is for this API too, and whether it is the one of these keys.';
const RIGHTS =
  'The keys are right, but lack this right: have the API opened for them at its vendor, or set keys that have it.';

/** What the API said, redacted as the log has it. */
function saidBy({ facts: { title, detail } }: UpstreamError): string {
  const text = [title, detail].filter((part) => part !== undefined && part !== '').join(': ');
  return text === '' ? '' : ` It said: ${text.length > 300 ? `${text.slice(0, 300)}…` : text}`;
}

/** The word behind a tenant's name; nothing where there is one tenant. */
export function subjectOf(tenantId: string, what: string, isFromFile: boolean | undefined): string {
  return isFromFile === true && !what.startsWith(`${tenantId}: `) ? `${tenantId}: ${what}` : what;
}
