import { once } from 'node:events';
import { IncomingMessage, request } from 'node:http';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { z } from 'zod';
import { sharedStack } from '../support/fixture.js';
import { makeKey, signToken, startIssuer, type Issuer, type IssuerKey } from './issuer.js';

const key: IssuerKey = await makeKey('one');
const issuer: Issuer = await startIssuer(key);
const it = sharedStack({
  env: {
    CALLER_AUTH: 'jwt',
    AUTH_JWKS_URL: issuer.jwksUrl,
    AUTH_ISSUER: 'https://issuer.example',
    AUTH_AUDIENCE: 'vipps-subgraph',
  },
});
const QUERY = '{ salesUnit(msn: "204117") { name ledger { ledgerId } } }';

afterAll(() => issuer.close());

function token(scope: string, more: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const exp = Math.floor(Date.now() / 1_000) + 300;
  return signToken(key, { iss: 'https://issuer.example', aud: 'vipps-subgraph', exp, scope, ...more });
}

describe('callers who bear a token', () => {
  let good: string;
  beforeAll(async () => {
    good = await token('management:read');
  });

  it('see what their scopes open, and are verified once', async ({ stack }) => {
    for (let time = 0; time < 3; time += 1) {
      const answer = await stack.askText(QUERY, undefined, { headers: { authorization: `Bearer ${good}` } });
      expect(answer.data).toEqual({ salesUnit: { name: 'Måkeskrik Nettbutikk', ledger: null } });
      expect(answer.errors).toMatchObject([
        { path: ['salesUnit', 'ledger'], extensions: { code: 'FORBIDDEN' } },
      ]);
    }
    expect(issuer.reads).toBe(1);
  });

  it.for([
    [
      'a POST',
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: QUERY }),
      },
    ],
    ['a POST of no JSON', { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'x' }],
    ['a GET', { method: 'GET', headers: { 'apollo-require-preflight': '1' } }],
    [
      'the SDL',
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"query":"{ _service { sdl } }"}',
      },
    ],
    [
      'introspection',
      { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"query":"{ __typename }"}' },
    ],
  ] as const)(
    'without one get 401 for %s, before anything else is looked at',
    async ([, init], { stack }) => {
      await stack.clearCalls();
      for (const [headers, challenge, message] of [
        [{}, 'Bearer', 'This graph is for known callers: send a token in "authorization: Bearer …".'],
        [
          { authorization: `Bearer ${good.slice(0, -4)}AAAA` },
          'Bearer error="invalid_token"',
          'The bearer token is not signed by the issuer that this server trusts.',
        ],
      ] as const) {
        const response = await fetch(`${stack.url}/graphql`, {
          ...init,
          headers: { ...init.headers, ...headers },
        });
        expect(response.status).toBe(401);
        expect(response.headers.get('www-authenticate')).toBe(challenge);
        expect(response.headers.get('x-request-id')).toBeTruthy();
        expect(await response.json()).toEqual({
          errors: [{ message, extensions: { code: 'UNAUTHENTICATED' } }],
        });
      }
      expect(await stack.calls()).toEqual([]);
    },
  );

  it('are not held up by a body that never comes, when they are unknown', async ({ stack }) => {
    const headers = { 'content-type': 'application/json', 'content-length': '1000' };
    const asked = request(`${stack.url}/graphql`, { method: 'POST', headers });
    asked.write('{');
    const [response] = z.tuple([z.instanceof(IncomingMessage)]).parse(await once(asked, 'response'));
    expect(response.statusCode).toBe(401);
    asked.destroy();
  });

  it('leave no token in the log', ({ stack }) => {
    const told = JSON.stringify(stack.logs);
    expect(told).toContain('"status":401');
    expect(told).not.toContain(good.slice(-40));
    expect(told).not.toContain(good.split('.')[1]);
  });
});
