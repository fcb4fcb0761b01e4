import { describe, expect, it, onTestFinished } from 'vitest';
import { parseConfig } from '../../src/config.js';
import { createServer } from '../../src/server/create-server.js';
import { json, raw, scriptedServer } from '../support/scripted-server.js';
import { memoryLog } from '../support/stack.js';

const CHANGE = `mutation {
  createCategory(input: { msn: "204117", orderId: "o-1", paymentType: ECOM, type: TICKET, url: "https://shop.example/1" }) {
    userErrors { field code message }
  }
}`;
const keys = { secret: 'k3y/Of+the=Unit', subscription: 'subscr1pti0n-key', accounting: 'acc0unting/key==' };
const [token, renewed] = ['0paque-t0ken.1', '0paque-t0ken.2'];

/** The secrets as an API may repeat them. */
function formsOf(secret: string): string[] {
  const base64 = Buffer.from(secret).toString('base64');
  return [
    secret,
    JSON.stringify({ secret }).replaceAll('/', '\\/'),
    encodeURIComponent(secret),
    base64,
    Buffer.from(secret).toString('hex'),
    secret.replace(/=+$/, ''),
    base64.replace(/=+$/, ''),
  ];
}

describe('an API that repeats our secrets', () => {
  it.each([
    ['the token in use', renewed],
    ['the token before it', token],
    ['the client secret', keys.secret],
    ['the subscription key', keys.subscription],
    ['the accounting secret', keys.accounting],
  ])('gets none of them out, neither to the caller nor to the log: %s', async (_what, secret) => {
    const problem = {
      title: `Refused ${secret}`,
      detail: formsOf(secret).join(' '),
      // The tokens look like ids.
      traceId: secret,
      extraDetails: formsOf(secret).map((form) => ({ name: form, reason: `${form} is wrong` })),
    };
    const tokens = [token, renewed];
    const api = await scriptedServer((response, request) => {
      if (request.url === '/accesstoken/get')
        json(200, { access_token: tokens.shift(), expires_in: 900 })(response, request);
      // The first token is refused, so that there are two.
      else if (request.headers.authorization === `Bearer ${token}`) json(401, {})(response, request);
      else if (request.method === 'GET') raw(200, `${secret} is no JSON`)(response, request);
      else json(400, problem)(response, request);
    });
    const logs: Readonly<Record<string, unknown>>[] = [];
    const server = await createServer(
      parseConfig({
        PORT: '0',
        PROBES_PORT: '0',
        HOST: '127.0.0.1',
        NODE_ENV: 'test',
        CALLER_AUTH: 'network',
        VIPPS_API_URL: api.url,
        VIPPS_CLIENT_ID: 'client',
        VIPPS_CLIENT_SECRET: keys.secret,
        VIPPS_SUBSCRIPTION_KEY: keys.subscription,
        VIPPS_ACCOUNTING_CLIENT_ID: 'accounting',
        VIPPS_ACCOUNTING_CLIENT_SECRET: keys.accounting,
      }),
      { log: memoryLog(logs) },
    );
    onTestFinished(() => server.stop());
    const ask = async (query: string): Promise<string> => {
      const response = await fetch(`${server.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query }),
      });
      return response.text();
    };
    const answers = [await ask(CHANGE), await ask('{ salesUnit(msn: "204117") { name } }')];
    const refused = { code: 'BAD_USER_INPUT' };
    expect(JSON.parse(answers[0] ?? '')).toMatchObject({
      data: { createCategory: { userErrors: formsOf(secret).map(() => refused) } },
    });
    expect(answers[1]).toContain('UPSTREAM_BAD_RESPONSE');
    const told = [...answers, ...logs.map((line) => JSON.stringify(line))].join('\n');
    expect(told).toContain('[redacted]');
    expect(logs.map(({ msg }) => msg)).toContain('upstream call failed');
    for (const form of formsOf(secret)) {
      for (const hidden of [form, JSON.stringify(form).slice(1, -1)]) expect(told).not.toContain(hidden);
    }
  });
});
