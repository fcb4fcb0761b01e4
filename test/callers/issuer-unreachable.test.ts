import { describe, expect } from 'vitest';
import { it } from '../support/fixture.js';
import { makeKey, signToken } from './issuer.js';
import { scriptedServer } from '../support/scripted-server.js';

const key = await makeKey('one');

describe("an issuer whose keys can't be read", () => {
  it.for([
    ['it is not there', undefined, 'ECONNREFUSED'],
    ['it fails', { status: 500, body: '{}' }, '500'],
    ['it says something else', { status: 200, body: 'not <json>' }, 'JSON'],
  ] as const)(
    'is told with when to try again, and why in one line of the log: %s',
    async ([, answer, cause], { start }) => {
      const issuer = await scriptedServer((response) => {
        response.writeHead(answer?.status ?? 200, { 'content-type': 'application/json' }).end(answer?.body);
      });
      const stack = await start({
        env: {
          CALLER_AUTH: 'jwt',
          AUTH_JWKS_URL: answer === undefined ? 'http://127.0.0.1:3/keys' : `${issuer.url}/keys`,
          AUTH_ISSUER: 'https://issuer.example',
          AUTH_AUDIENCE: 'vipps-subgraph',
        },
      });
      const exp = Math.floor(Date.now() / 1_000) + 300;
      const token = await signToken(key, { iss: 'https://issuer.example', aud: 'vipps-subgraph', exp });
      for (let time = 0; time < 3; time += 1) {
        const response = await fetch(`${stack.url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
          body: '{"query":"{ __typename }"}',
        });
        expect([response.status, response.headers.get('retry-after')]).toEqual([503, '2']);
        expect(await response.json()).toEqual({
          errors: [
            {
              message:
                "The issuer's keys can't be read, so no new token can be checked. Try again in some seconds.",
              extensions: { code: 'UPSTREAM_UNAVAILABLE', retryAfter: 2 },
            },
          ],
        });
      }
      const lines = stack.logs.filter(({ msg }) => msg === "the issuer's keys (AUTH_JWKS_URL) can't be read");
      expect(lines).toEqual([expect.objectContaining({ level: 40 })]);
      expect(JSON.stringify(lines[0]?.['err'])).toContain(cause);
      expect(JSON.stringify(lines)).not.toContain(token);
    },
  );
});
