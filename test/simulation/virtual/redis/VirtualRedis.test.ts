import { createClient, RESP_TYPES } from '@redis/client';
import { expect, it } from 'vitest';
import { BEGIN, LEAVE, LOOK, WAKE, WRITE } from '../../../../src/shared-tier/log-scripts.js';
import { FIND, KEEP, SPEND, type Script } from '../../../../src/shared-tier/scripts.js';
import { hasRedis, NEEDS_REDIS, RedisServer } from '../../../support/redis.ts';
import { VirtualRedis } from './VirtualRedis.ts';

type Args = readonly (string | Buffer)[];

/** As the shared tier sends a script: whole only where the hash is not known. */
const run = ({ text, sha }: Script, keys: readonly string[], ...args: Args): readonly Args[] => [
  ['EVALSHA', sha, String(keys.length), ...keys, ...args],
  ['EVAL', text, String(keys.length), ...keys, ...args],
  ['EVALSHA', sha, String(keys.length), ...keys, ...args],
];

const place = ['value', 'lease', 'of all', 'of some'];
const log = ['log lease', 'log state', 'log stream'];
const bytes = Buffer.from([0, 13, 10, 255, 128, 36]);

/** Whatever the shared tier sends, in an order in which each answer depends on those before. */
const commands: readonly Args[] = [
  ['PING'],
  ['SET', 'text', bytes, 'EX', '60'],
  ['GET', 'text'],
  ['GET', 'nothing'],
  ...run(FIND, place, 'token', '3600', '2000'),
  ...run(KEEP, place, 'token.token', bytes, '60000', 'token'),
  ...run(FIND, place, 'another', '3600', '2000'),
  ['DEL', 'of some'],
  ...run(KEEP, place, 'token.token', bytes, '60000', 'token'),
  ...run(FIND, place, 'a third', '3600', '0'),
  ['SET', 'of all', '!', 'EX', '120'],
  ...run(FIND, place, 'a fourth', '3600', '2000'),
  ['DEL', 'of all', 'of some', 'nothing'],
  ['XREVRANGE', 'stream', '+', '-', 'COUNT', '1'],
  ['XADD', 'stream', '1-1', 'c', bytes],
  ['XADD', 'stream', 'MAXLEN', '~', '1000', '2-0', 'c', ''],
  ['XADD', 'stream', '1-5', 'c', 'too late'],
  ['XRANGE', 'stream', '1-1', '+', 'COUNT', '500'],
  ['XREVRANGE', 'stream', '+', '(1-1', 'COUNT', '5'],
  ['PUBLISH', 'channel', ''],
  // Once: later it depends on how much later.
  ['EVAL', SPEND.text, '1', 'rate', '2', '500', '5000'],
  ...run(LOOK, log, 'me', '5000', '3600000', '0', '100'),
  ...run(BEGIN, log, 'epoch', bytes, '12', '3600000'),
  ...run(LOOK, log, 'me', '5000', '3600000', '0', '100'),
  ...run(WRITE, log, '1', '0', 'head', '13', bytes, '100', '3600000'),
  ...run(WAKE, log),
  ...run(LOOK, log, 'other', '5000', '3600000', '0', '100'),
  ...run(LEAVE, log, 'me'),
  ...run(LOOK, log, 'other', '5000', '3600000', '0', '100'),
  ['NONSENSE'],
];

async function answersAt(port: number): Promise<readonly unknown[]> {
  const client = createClient({ url: `redis://127.0.0.1:${String(port)}`, maintNotifications: 'disabled' });
  const subscriber = client.duplicate();
  await Promise.all([client.connect(), subscriber.connect()]);
  const heard: string[] = [];
  const word = new Promise<void>((resolve) => {
    void subscriber.subscribe('channel', (message) => {
      heard.push(message);
      resolve();
    });
  });
  await subscriber.ping();
  const answers: unknown[] = [];
  for (const command of commands) {
    const reply = client.sendCommand<unknown>(command, {
      typeMapping: { [RESP_TYPES.BLOB_STRING]: Buffer },
    });
    // Of an error, its first word is what is acted upon.
    answers.push(await reply.catch((error: unknown) => String(error).split(' ', 2)));
  }
  await word;
  for (const each of [client, subscriber]) each.destroy();
  return [...answers, heard];
}

/** How each of them comes to take less. */
const lesser = [
  ['full', ['CONFIG', 'SET', 'maxmemory', '1'], 'nothing more', 'OOM'],
  ['a replica', ['REPLICAOF', '127.0.0.1', '1'], 'no writes', 'READONLY'],
] as const;

it.skipIf(!hasRedis)(`answers as a real one does${NEEDS_REDIS}`, async () => {
  const [real, virtual] = await Promise.all([RedisServer.start(), VirtualRedis.start()]);
  const [meant, answers] = await Promise.all([answersAt(real.port), answersAt(virtual.port)]);
  await Promise.all([real.kill(), virtual.stop()]);
  expect(answers).toEqual(meant);
  expect(meant).toContainEqual([bytes, Buffer.from('token.token'), 0]);
});

it.skipIf(!hasRedis).each(lesser)(
  `refuses as a real one that is %s${NEEDS_REDIS}`,
  async (_, command, takes, word) => {
    const [real, virtual] = await Promise.all([
      RedisServer.start('--maxmemory-policy', 'noeviction'),
      VirtualRedis.start(),
    ]);
    // With something in it.
    for (const port of [real.port, virtual.port]) await answersAt(port);
    await real.command(...command);
    virtual.take(takes);
    const [meant, answers] = await Promise.all([answersAt(real.port), answersAt(virtual.port)]);
    await Promise.all([real.kill(), virtual.stop()]);
    expect(answers).toEqual(meant);
    expect(meant).toContainEqual(['Error:', word]);
  },
);
