import { describe, expect } from 'vitest';
import { z } from 'zod';
import { it } from '../support/fixture.js';
import { jsonType, post } from '../support/wrong-requests.js';
import type { Stack } from '../support/stack.js';

const asked = { ...jsonType, 'apollo-federation-include-trace': 'ftv1' };
const UNIT = '{ salesUnit(msn: "204117") { msn name } }';
const traced = z.object({ extensions: z.object({ ftv1: z.string() }).optional() }).loose();

/** A feed of a thousand events, each field by so many names. */
function events(names: number): string {
  const fields = Array.from({ length: names }, (_, index) => `a${String(index)}: id`).join(' ');
  return `{ ledger(ledgerId: "418806") { salesEvents(first: 1000) { nodes { ${fields} } } } }`;
}

async function send(stack: Stack, query: string, headers: Record<string, string>, id = 'traced') {
  const response = await fetch(
    `${stack.url}/graphql`,
    post(JSON.stringify({ query }), { ...headers, 'x-request-id': id }),
  );
  return { status: response.status, body: await response.text() };
}

async function traceOf(stack: Stack, query: string): Promise<string | undefined> {
  const { body } = await send(stack, query, asked);
  return traced.parse(JSON.parse(body)).extensions?.ftv1;
}

describe('a trace of every field', () => {
  it('is for nobody unless the operator says so: the request stays compiled', async ({ start }) => {
    const stack = await start();
    const plain = await send(stack, UNIT, jsonType);
    expect(await send(stack, UNIT, asked)).toStrictEqual(plain);
    expect(plain.body).toBe('{"data":{"salesUnit":{"msn":"204117","name":"Måkeskrik Nettbutikk"}}}\n');
    expect(stack.server.fallBacks).toStrictEqual(new Map());
  });

  it('is for nobody on the Apollo path either', async ({ start }) => {
    const stack = await start({ env: { COMPILE_QUERIES: 'false' } });
    expect(await send(stack, UNIT, asked)).toStrictEqual(await send(stack, UNIT, jsonType));
  });

  it('costs nothing there: 24,000 values within the time that they take without it', async ({ start }) => {
    const stack = await start({ env: { RESPONSE_CACHE_MAX_BYTES: '0' } });
    const query = events(24);
    const time = async (headers: Record<string, string>): Promise<number> => {
      const before = process.cpuUsage();
      await send(stack, query, headers);
      const { user, system } = process.cpuUsage(before);
      return user + system;
    };
    for (let turn = 0; turn < 3; turn += 1) await time(jsonType);
    const rounds: (readonly [number, number])[] = [];
    for (let turn = 0; turn < 5; turn += 1) rounds.push([await time(jsonType), await time(asked)]);
    const least = (index: 0 | 1): number => Math.min(...rounds.map((round) => round[index]));
    expect(least(1)).toBeLessThan(2 * least(0));
  });

  it('comes where a trusted router is the only caller', async ({ start }) => {
    const stack = await start({ env: { FEDERATED_TRACES: 'on' } });
    expect(await traceOf(stack, UNIT)).toMatch(/^[A-Za-z\d+/]+=*$/);
    expect(stack.server.fallBacks).toStrictEqual(new Map([['federated trace', 1]]));
    // The compiled path has a schema without what tracing puts around resolvers.
    const again = await send(stack, UNIT, jsonType);
    expect(again.body).toBe('{"data":{"salesUnit":{"msn":"204117","name":"Måkeskrik Nettbutikk"}}}\n');
    expect(stack.server.fallBacks).toStrictEqual(new Map([['federated trace', 1]]));
  });

  it('holds no texts of errors', async ({ start }) => {
    const stack = await start({ env: { FEDERATED_TRACES: 'on' } });
    const trace = await traceOf(stack, '{ salesUnit(msn: "x") { msn } }');
    const text = Buffer.from(trace ?? '', 'base64').toString('latin1');
    expect(text).toContain('<masked>');
    expect(text).not.toContain('msn must');
  });

  it('is left out of an answer of more than 10,000 fields, and the log says so once', async ({ start }) => {
    const stack = await start({ env: { FEDERATED_TRACES: 'on' } });
    expect(await traceOf(stack, events(9))).toEqual(expect.any(String));
    const { status, body } = await send(stack, events(10), asked, 'too-many');
    expect({ status, keys: Object.keys(z.looseObject({}).parse(JSON.parse(body))) }).toStrictEqual({
      status: 200,
      keys: ['data'],
    });
    const lines = stack.logs.filter(({ msg }) => String(msg).includes('federated trace goes out'));
    expect(lines).toMatchObject([{ level: 40, requestId: 'too-many', most: 10_000 }]);
  });

  it.for(['true', 'false'])(
    'is for whom the secret of a router admits, and for no other caller (compiled: %s)',
    async (compile, { start }) => {
      const secret = 'a-secret-that-the-router-shares-with-us';
      const env = {
        CALLER_AUTH: 'router-secret,network',
        AUTH_ROUTER_SECRET: secret,
        COMPILE_QUERIES: compile,
      };
      const router = { ...asked, 'x-router-secret': secret };
      const stack = await start({ env });
      const plain = await send(stack, UNIT, jsonType);
      expect(await send(stack, UNIT, asked)).toStrictEqual(plain);
      const trace = traced.parse(JSON.parse((await send(stack, UNIT, router)).body)).extensions?.ftv1;
      expect(trace).toMatch(/^[A-Za-z\d+/]+=*$/);
      const off = await start({ env: { ...env, FEDERATED_TRACES: 'off' } });
      expect(await send(off, UNIT, router)).toStrictEqual(plain);
    },
  );
});
