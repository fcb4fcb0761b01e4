import { describe, expect } from 'vitest';
import { accountingCredentials, classicCredentials, type Config } from '../../src/config.js';
import { it } from '../support/fixture.js';
import { fakeClock, type Stack } from '../support/stack.js';

const UNIT = '{ salesUnit(msn: "204117") { name } }';
const TOKENS = '/accesstoken/get';

async function readiness({ server }: Stack): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${server.probesUrl}/readyz`);
  return { status: response.status, body: await response.json() };
}

/** Keys that the sandbox does not know. */
function withWrongKeys(which: { readonly accounting: boolean }) {
  return (config: Config): Config => ({
    ...config,
    tenant: {
      ...config.tenant,
      classic: classicCredentials({
        clientId: 'wrong',
        clientSecret: 'wrong',
        subscriptionKey: 'wrong',
        msn: undefined,
      }),
      accounting: which.accounting
        ? accountingCredentials({ clientId: 'wrong', clientSecret: 'wrong' })
        : config.tenant.accounting,
    },
  });
}

describe('/readyz', () => {
  it('says when all keys are refused, before anybody asks with them, and takes no traffic', async ({
    start,
  }) => {
    const clock = fakeClock();
    const stack = await start({ adjust: withWrongKeys({ accounting: true }), clock });
    const refused = {
      status: 503,
      body: { status: 'keys refused', refused: ['VIPPS_CLIENT_ID', 'VIPPS_ACCOUNTING_CLIENT_ID'] },
    };
    for (let look = 0; look < 3; look += 1) expect(await readiness(stack)).toStrictEqual(refused);
    // Looking often must not become a storm of token calls.
    const tokenCalls = async (): Promise<number> =>
      (await stack.sandbox.requests()).requests.filter(({ path }) => /token/.test(path)).length;
    expect(await tokenCalls()).toBe(2);
    clock.advance(6);
    expect(await readiness(stack)).toStrictEqual(refused);
    expect(await tokenCalls()).toBe(4);
  });

  it('says when some are, and takes traffic for the others', async ({ start }) => {
    const stack = await start({ adjust: withWrongKeys({ accounting: false }) });
    expect(await readiness(stack)).toStrictEqual({
      status: 200,
      body: { status: 'ok', refused: ['VIPPS_CLIENT_ID'] },
    });
  });

  it('says when keys that have worked are refused, and goes on: what is cached can be answered', async ({
    start,
  }) => {
    const clock = fakeClock();
    const stack = await start({ clock });
    expect(await readiness(stack)).toStrictEqual({ status: 200, body: { status: 'ok' } });
    await stack.sandbox.faults.add({ path: TOKENS, status: 401, body: {}, times: null });
    clock.advance(2 * 86_400);
    expect(await stack.askText(UNIT)).toMatchObject({
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
    });
    expect(await readiness(stack)).toStrictEqual({
      status: 200,
      body: { status: 'ok', refused: ['VIPPS_CLIENT_ID'] },
    });
  });

  it.for([{ status: 500, body: {} }, { hang: true }, { reset: 'before' }] as const)(
    'does not mind an outage: %o',
    async (fault, { start }) => {
      const stack = await start();
      for (const path of [TOKENS, '/miami/v1/token'])
        await stack.sandbox.faults.add({ ...fault, path, times: null });
      expect(await readiness(stack)).toStrictEqual({ status: 200, body: { status: 'ok' } });
    },
  );
});
