import { describe, expect, it } from 'vitest';
import { parseConfig, type Environment } from '../../src/config.js';
import { faultsOf } from '../support/faults-of.js';

const keys = {
  VIPPS_ENVIRONMENT: 'production',
  VIPPS_CLIENT_ID: 'id',
  VIPPS_CLIENT_SECRET: 'secret',
  VIPPS_SUBSCRIPTION_KEY: 'subscription',
};
const jwt = {
  AUTH_JWKS_URL: 'https://login.example/jwks',
  AUTH_ISSUER: 'https://login.example/',
  AUTH_AUDIENCE: 'vipps-subgraph',
};
const [current, previous] = ['c'.repeat(32), 'p'.repeat(32)];

const faults = (env: Environment): readonly string[] => faultsOf({ ...keys, ...env });

describe('who admits callers', () => {
  it.each([
    ['network', {}, { open: 'network' }],
    [
      'jwt',
      jwt,
      {
        jwt: {
          jwksUrl: jwt.AUTH_JWKS_URL,
          issuer: jwt.AUTH_ISSUER,
          audience: jwt.AUTH_AUDIENCE,
          scopeClaim: 'scope',
          tenantClaim: 'tenant',
        },
      },
    ],
    ['router-secret', { AUTH_ROUTER_SECRET: current }, { router: { secrets: [current], claims: false } }],
    [
      ' jwt , router-secret,network',
      {
        ...jwt,
        AUTH_SCOPE_CLAIM: 'scp',
        AUTH_TENANT_CLAIM: 'org',
        AUTH_ROUTER_SECRET: current,
        AUTH_ROUTER_SECRET_PREVIOUS: previous,
        AUTH_ROUTER_CLAIMS: 'on',
      },
      {
        jwt: {
          jwksUrl: jwt.AUTH_JWKS_URL,
          issuer: jwt.AUTH_ISSUER,
          audience: jwt.AUTH_AUDIENCE,
          scopeClaim: 'scp',
          tenantClaim: 'org',
        },
        router: { secrets: [current, previous], claims: true },
        open: 'network',
      },
    ],
  ])('%s', (ways, env, rules) => {
    expect(parseConfig({ ...keys, ...env, CALLER_AUTH: ways }).callers).toEqual(rules);
  });

  it('is anybody in sandbox mode, unless told otherwise', () => {
    expect(parseConfig({}).callers).toEqual({ open: 'sandbox' });
    expect(parseConfig({ CALLER_AUTH: 'router-secret', AUTH_ROUTER_SECRET: current }).callers).toEqual({
      router: { secrets: [current], claims: false },
    });
  });

  it('names all that a way lacks', () => {
    expect(faults({ CALLER_AUTH: 'jwt,router-secret' })).toEqual([
      'AUTH_JWKS_URL: is not set, but CALLER_AUTH says jwt. Example: AUTH_JWKS_URL=https://login.example.com/.well-known/jwks.json',
      'AUTH_ISSUER: is not set, but CALLER_AUTH says jwt. Example: AUTH_ISSUER=https://login.example.com/',
      'AUTH_AUDIENCE: is not set, but CALLER_AUTH says jwt. Example: AUTH_AUDIENCE=vipps-subgraph',
      'AUTH_ROUTER_SECRET: is not set, but CALLER_AUTH says router-secret. Example: AUTH_ROUTER_SECRET=b3Blbi1zZXNhbWUtYnV0LWxvbmctYW5kLXJhbmRvbQ==',
    ]);
  });

  it('refuses what is set for a way that is off: somebody takes that door for closed', () => {
    expect(faults({ CALLER_AUTH: 'network', AUTH_ROUTER_SECRET: current, AUTH_ISSUER: 'x' })).toEqual([
      'AUTH_ISSUER: is set, but CALLER_AUTH does not say jwt. Set both or neither',
      'AUTH_ROUTER_SECRET: is set, but CALLER_AUTH does not say router-secret. Set both or neither',
    ]);
  });

  it('refuses keys that come in clear, and secrets that can be guessed, without showing them', () => {
    expect(
      faults({
        CALLER_AUTH: 'jwt,router-secret',
        ...jwt,
        AUTH_JWKS_URL: 'http://login.example/jwks',
        AUTH_ROUTER_SECRET: 'short-one',
      }),
    ).toEqual([
      'AUTH_JWKS_URL: "http://login.example/jwks" is not an https address. Example: AUTH_JWKS_URL=https://login.example.com/.well-known/jwks.json',
      'AUTH_ROUTER_SECRET: the value is shorter than 32 characters: it could be guessed. Example: AUTH_ROUTER_SECRET=b3Blbi1zZXNhbWUtYnV0LWxvbmctYW5kLXJhbmRvbQ==',
    ]);
  });
});
