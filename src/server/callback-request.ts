import { fields } from '../json.js';
import type { Callback } from './callback-messages.js';
import { RefusedRequest } from './http-errors.js';

const USUAL_HEARTBEAT_MS = 5_000;
/** A router may ask for more, but each is a request to it for each subscription. */
const LEAST_HEARTBEAT_MS = 1_000;
const LONGEST_WORD = 500;

/**
 * Where the body of a request wants its events.
 * @param origins where they may be sent to
 * @throws RefusedRequest for what is none, or leads where nothing may go
 */
export function callbackIn(body: unknown, origins: ReadonlySet<string>): Callback {
  if (origins.size === 0)
    throw new RefusedRequest(
      400,
      'Callbacks are off here: SUBSCRIPTION_CALLBACK_ORIGINS lists where events may be sent to.',
    );
  const { callbackUrl, subscriptionId, verifier, heartbeatIntervalMs } = fields(
    fields(fields(body)['extensions'])['subscription'],
  );
  if (!isWord(callbackUrl) || !isWord(subscriptionId) || !isWord(verifier))
    throw new RefusedRequest(
      400,
      'extensions.subscription needs callbackUrl, subscriptionId and verifier, each a text.',
    );
  const url = URL.canParse(callbackUrl) ? new URL(callbackUrl) : undefined;
  if (url === undefined || !origins.has(url.origin) || url.username !== '' || url.password !== '')
    throw new RefusedRequest(403, 'Events may not be sent to this callbackUrl: its origin is not listed.');
  const beat = typeof heartbeatIntervalMs === 'number' ? heartbeatIntervalMs : USUAL_HEARTBEAT_MS;
  const heartbeatMs = beat <= 0 ? 0 : Math.max(LEAST_HEARTBEAT_MS, beat);
  return { url: url.href, id: subscriptionId, verifier, heartbeatMs };
}

function isWord(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= LONGEST_WORD;
}
