import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { createClient, ErrorReply, RESP_TYPES } from '@redis/client';
import type { SharedCacheSettings } from '../config.js';
import { Sealer } from '../shared-tier/Sealer.js';
import type { Finding, Findings, Visit } from './findings.js';
import { noAnswer } from './reach.js';

const CONNECT_MS = 3_000;
/** Enough for a middle and a worst one. */
const PINGS = 20;
const BYTES = { typeMapping: { [RESP_TYPES.BLOB_STRING]: Buffer } };
const OLDEST = 7;

type Client = Pick<ReturnType<typeof createClient>, 'sendCommand'>;

/** Whether the shared cache can be used as it is set. Nothing is written there. */
export async function* checkRedis({ config, begin }: Visit): Findings {
  const { sharedCache } = config;
  if (sharedCache === undefined) return;
  const { host } = new URL(sharedCache.url);
  begin(`Redis at ${host}`);
  const client = createClient({
    url: sharedCache.url,
    maintNotifications: 'disabled',
    socket: { connectTimeout: CONNECT_MS, socketTimeout: CONNECT_MS, reconnectStrategy: false },
  });
  let first: unknown;
  client.on('error', (error) => {
    // What follows from it says less.
    first ??= error;
  });
  try {
    yield* await inTime(client.connect().then(() => examine(client, sharedCache, host)));
  } catch (error) {
    yield {
      area: 'redis',
      subject: 'REDIS_URL',
      state: 'fault',
      ...failure(error instanceof ErrorReply ? error : (first ?? error), host),
    };
  } finally {
    client.destroy();
  }
}

/** A server that takes connections and answers none must not hold this up. */
async function inTime(looking: Promise<readonly Finding[]>): Promise<readonly Finding[]> {
  const ended = new AbortController();
  const late = pause(2 * CONNECT_MS, undefined, { signal: ended.signal, ref: true }).then(() => {
    throw new DOMException(`no answer within ${2 * CONNECT_MS} ms`, 'TimeoutError');
  });
  try {
    return await Promise.race([looking, late]);
  } finally {
    ended.abort();
    late.catch(() => undefined);
    looking.catch(() => undefined);
  }
}

async function examine(
  client: Client,
  settings: SharedCacheSettings,
  host: string,
): Promise<readonly Finding[]> {
  const latency = await latencyOf(client, settings, host);
  const sealed = await sealedFinding(client, settings);
  return [latency, sealed, ...(await usesOf(client))];
}

async function latencyOf(client: Client, { timeoutMs }: SharedCacheSettings, host: string): Promise<Finding> {
  const times: number[] = [];
  // The first one warms up.
  for (let count = 0; count <= PINGS; count += 1) {
    const startedAt = performance.now();
    await client.sendCommand(['PING']);
    if (count > 0) times.push(performance.now() - startedAt);
  }
  times.sort((one, other) => one - other);
  const [middle = 0, worst = 0] = [times[PINGS / 2], times.at(-1)];
  const found = `${host} answers in ${middle.toFixed(1)} ms, ${worst.toFixed(1)} at worst; REDIS_TIMEOUT_MS is ${timeoutMs}`;
  const about = { area: 'redis', subject: 'REDIS_URL', found } as const;
  if (worst <= timeoutMs) return { ...about, state: 'ok' };
  const needed = Math.min(1_000, Math.ceil(2 * worst));
  return {
    ...about,
    state: middle > timeoutMs ? 'fault' : 'warning',
    mend: `Reads will go on without it: bring it nearer, or set REDIS_TIMEOUT_MS to ${needed}.`,
  };
}

/** There and back, past every store. */
async function sealedFinding(client: Client, { keys }: SharedCacheSettings): Promise<Finding> {
  const sealer = new Sealer(keys);
  const plain = randomBytes(1_024);
  const back = await client.sendCommand<unknown>(['ECHO', sealer.seal(plain, 'doctor')], BYTES);
  const opened = Buffer.isBuffer(back) ? sealer.open(back, 'doctor') : undefined;
  const about = { area: 'redis', subject: 'SHARED_CACHE_KEYS' } as const;
  if (opened?.plain.equals(plain) !== true)
    return {
      ...about,
      state: 'fault',
      found: 'what is encrypted here comes back changed',
      mend: 'Something between this machine and Redis changes bytes: leave it out.',
    };
  if (new Set(keys.map((key) => key.toString('hex'))).size < keys.length)
    return {
      ...about,
      state: 'warning',
      found: 'the same key stands there twice',
      mend: 'Take the second one out.',
    };
  return {
    ...about,
    state: 'ok',
    found: `${keys.length} keys; what the first one encrypts, comes back and opens`,
  };
}

/** Whether it is of the kind that is used, and lets the scripts be run. */
async function usesOf(client: Client): Promise<readonly Finding[]> {
  const about = { area: 'redis', subject: 'REDIS_URL', state: 'fault' } as const;
  const found: Finding[] = [];
  await client.sendCommand(['EVAL', 'return 1', '0']);
  // A user that may not ask for it can still use the rest.
  const info = await client.sendCommand<unknown>(['INFO']).then(String, () => '');
  const version = /^redis_version:(\d+)/m.exec(info)?.[1];
  if (version !== undefined && Number(version) < OLDEST)
    found.push({
      ...about,
      found: `it is Redis ${version}`,
      mend: `Take Redis ${OLDEST} or newer, or Valkey.`,
    });
  if (/^redis_mode:cluster/m.test(info))
    found.push({
      ...about,
      found: 'it is a node of a cluster, whose protocol is not spoken here',
      mend: 'Take a single server, or a primary with replicas behind one address.',
    });
  if (/^role:slave/m.test(info))
    found.push({
      ...about,
      found: 'it is a replica, which takes no changes',
      mend: 'Let REDIS_URL lead to the primary.',
    });
  return found;
}

function failure(error: unknown, host: string): Required<Pick<Finding, 'found' | 'mend'>> {
  if (!(error instanceof ErrorReply)) {
    const said = error instanceof Error ? error.message : '';
    if (/^Unknown RESP type/.test(said))
      return {
        found: `something else than Redis answers at ${host}`,
        mend: 'Let REDIS_URL lead to the port of Redis: this one speaks another protocol.',
      };
    if (/^Socket closed/.test(said))
      return {
        found: `${host} closes the connection`,
        mend: 'Look whether REDIS_URL has the port of Redis, and whether that takes connections with TLS only (rediss://).',
      };
    const { why, mend } = noAnswer(/timeout/i.test(said) ? new DOMException(said, 'TimeoutError') : error);
    return { found: `${host} can't be reached: ${why}`, mend: `${mend} The address comes from REDIS_URL.` };
  }
  const [word = 'ERR'] = error.message.split(' ');
  if (['WRONGPASS', 'NOAUTH'].includes(word))
    return {
      found: `${host} refuses the user or the password (${word})`,
      mend: 'Put them into REDIS_URL: redis://user:password@host:port, both percent-encoded; without a user, redis://:password@host:port.',
    };
  if (word === 'NOPERM')
    return {
      found: `${host} does not let this user do what is needed (NOPERM)`,
      mend: 'Give the user of REDIS_URL the commands for strings, streams, scripts and publishing, on keys and channels vmp:*.',
    };
  return { found: `${host} refuses: ${error.message.slice(0, 200)}`, mend: 'Look into the log of Redis.' };
}
