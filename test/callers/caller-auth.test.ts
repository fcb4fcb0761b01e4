import type { IncomingHttpHeaders } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { RefusedCaller } from '../../src/callers/Caller.js';
import { CallerAuth } from '../../src/callers/CallerAuth.js';
import { JwtVerifier } from '../../src/callers/JwtVerifier.js';
import { ALL_RIGHTS, rightsOf } from '../../src/callers/scopes.js';
import { systemClock } from '../../src/clock.js';
import type { CallerRules } from '../../src/config.js';
import { makeKey, signToken, startIssuer } from './issuer.js';

const [current, previous] = ['current-secret-of-32-characters!!', 'previous-secret-of-32-characters!'];
const router = { secrets: [current, previous], claims: false };
const jwt = {
  jwksUrl: 'http://127.0.0.1:9/jwks',
  issuer: 'i',
  audience: 'a',
  scopeClaim: 'scope',
  tenantClaim: 'tenant',
};

function authOf(rules: CallerRules): CallerAuth {
  return new CallerAuth(rules, rules.jwt && new JwtVerifier(rules.jwt, systemClock));
}

/** How rules take a request with these headers, when they tell at once. */
function admit(rules: CallerRules, headers: IncomingHttpHeaders): unknown {
  try {
    return authOf(rules).admit(headers);
  } catch (error) {
    if (error instanceof RefusedCaller) return `${error.status}: ${error.message}`;
    throw error;
  }
}

const NOT_KNOWN = '401: The secret in x-router-secret is not the one set here.';

describe('a router that shares a secret', () => {
  it('is known by any of two, so that they can be rotated', () => {
    const router_ = { admittedBy: 'router-secret', subject: '', rights: ALL_RIGHTS, tenant: undefined };
    expect(admit({ router }, { 'x-router-secret': current })).toEqual(router_);
    expect(admit({ router }, { 'x-router-secret': previous })).toEqual(router_);
  });

  it.each(['', 'x', current.slice(1), `${current} `, current.toUpperCase()])(
    'is not known by %j',
    (secret) => {
      expect(admit({ router }, { 'x-router-secret': secret })).toBe(NOT_KNOWN);
    },
  );

  it('is not asked for its claims unless it passes them on', () => {
    const headers = { 'x-router-secret': current, 'x-caller-scopes': '', 'x-caller-tenant': 'acme' };
    expect(admit({ router }, headers)).toMatchObject({ rights: ALL_RIGHTS, tenant: undefined });
  });

  it('gives its callers what they may do, and nothing where it says nothing', () => {
    const rules = { router: { ...router, claims: true } };
    const secret = { 'x-router-secret': current };
    const claims = {
      'x-caller-subject': 'shop',
      'x-caller-scopes': 'orders:read report:read',
      'x-caller-tenant': 'acme',
    };
    expect(admit(rules, { ...secret, ...claims })).toEqual({
      admittedBy: 'router-secret',
      subject: 'shop',
      rights: rightsOf(['orders:read', 'report:read']),
      tenant: 'acme',
    });
    expect(admit(rules, secret)).toEqual({
      admittedBy: 'router-secret',
      subject: '',
      rights: rightsOf([]),
      tenant: undefined,
    });
    expect(admit(rules, claims)).toBe(
      "401: This graph is for known callers: send the router's secret in x-router-secret.",
    );
  });
});

it('is refused with scopes that came in two headers, of which one may be its own caller’s', () => {
  const rules = { router: { ...router, claims: true } };
  for (const scopes of ['orders:read, orders:write', 'orders:read,orders:write', ', orders:write'])
    expect(admit(rules, { 'x-router-secret': current, 'x-caller-scopes': scopes })).toBe(
      '401: x-caller-scopes came twice, or holds a comma.',
    );
});

it('is one caller for equal claims, and another one for each that differs', () => {
  const auth = authOf({ router: { ...router, claims: true } });
  const claims = { 'x-caller-subject': 'shop', 'x-caller-scopes': 'orders:read', 'x-caller-tenant': 'acme' };
  const secret = { 'x-router-secret': current };
  const caller = auth.admit({ ...secret, ...claims });
  expect(auth.admit({ ...secret, ...claims })).toBe(caller);
  for (const name of Object.keys(claims))
    expect(auth.admit({ ...secret, ...claims, [name]: 'other' })).not.toEqual(caller);
});

describe('the ways together', () => {
  it('ask for one of them', () => {
    expect(admit({ jwt, router }, {})).toBe(
      `401: This graph is for known callers: send a token in "authorization: Bearer …", or the router's secret in x-router-secret.`,
    );
  });

  it.each(['', 'Basic dXNlcjpwYXNz', 'Bearer', 'Bearer a b', 'Bearer\u00a0x'])(
    'find no token in %j',
    (authorization) => {
      expect(admit({ jwt }, { authorization })).toBe('401: The authorization header holds no bearer token.');
    },
  );

  it('let the network admit only who offers no proof: a wrong one is refused', () => {
    const rules: CallerRules = { jwt, router, open: 'network' };
    expect(admit(rules, {})).toMatchObject({ admittedBy: 'network', rights: ALL_RIGHTS });
    expect(admit(rules, { 'x-router-secret': 'wrong' })).toBe(NOT_KNOWN);
    expect(admit(rules, { authorization: 'wrong' })).toBe(
      '401: The authorization header holds no bearer token.',
    );
  });

  it('let the secret of a router stand in for no token: one that it hands on must hold too', async () => {
    const key = await makeKey('one');
    const issuer = await startIssuer(key);
    onTestFinished(() => issuer.close());
    const rules = { jwt: { ...jwt, jwksUrl: issuer.jwksUrl }, router: { ...router, claims: true } };
    const auth = authOf(rules);
    const secret = { 'x-router-secret': current, 'x-caller-scopes': 'orders:write' };
    expect(admit(rules, { ...secret, authorization: 'wrong' })).toBe(
      '401: The authorization header holds no bearer token.',
    );
    const exp = Math.floor(Date.now() / 1_000) + 60;
    const token = await signToken(key, { iss: 'i', aud: 'a', sub: 'shop', scope: 'orders:read', exp });
    const both = { ...secret, authorization: `Bearer ${token}` };
    const caller = await auth.admit(both);
    expect(caller).toEqual({
      admittedBy: 'router-secret',
      subject: 'shop',
      rights: rightsOf(['orders:read']),
      tenant: undefined,
      // The clocks of others may be so far off.
      endsAt: (exp + 30) * 1_000,
    });
    // Known by now, and so is what it may do: at once.
    expect(auth.admit(both)).toBe(caller);
    expect(admit(rules, { ...both, 'x-router-secret': 'wrong' })).toBe(NOT_KNOWN);
  });

  it('do not look at what they were not told to look at', () => {
    expect(admit({ open: 'network' }, { authorization: 'Bearer x', 'x-router-secret': 'x' })).toMatchObject({
      admittedBy: 'network',
    });
  });
});
