import { createHmac } from 'node:crypto';
import { base64url, exportSPKI, type JWTPayload } from 'jose';
import { beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { RefusedCaller, type Caller } from '../../src/callers/Caller.js';
import {
  FAILURE_PAUSE_MS,
  JWKS_COOLDOWN_MS,
  JWKS_REFRESH_MS,
  JwtVerifier,
} from '../../src/callers/JwtVerifier.js';
import { fakeClock, type FakeClock } from '../support/stack.js';
import { makeKey, signToken, startIssuer, type Issuer, type IssuerKey } from './issuer.js';

const NOW = Date.parse('2026-11-25T12:00:00Z');
const AUDIENCE = 'vipps-subgraph';

let key: IssuerKey;
let other: IssuerKey;
let issuer: Issuer;
let clock: FakeClock;
let verifier: JwtVerifier;

beforeAll(async () => {
  [key, other] = await Promise.all([makeKey('one'), makeKey('two')]);
});
beforeEach(async () => {
  issuer = await startIssuer(key);
  clock = fakeClock(NOW);
  verifier = new JwtVerifier(
    {
      jwksUrl: issuer.jwksUrl,
      issuer: 'https://issuer.example',
      audience: AUDIENCE,
      scopeClaim: 'scope',
      tenantClaim: 'tenant',
    },
    clock,
  );
  return () => issuer.close();
});

const seconds = (): number => Math.floor(clock.now() / 1_000);
const claims = (more: JWTPayload = {}): JWTPayload => ({
  iss: 'https://issuer.example',
  aud: AUDIENCE,
  sub: 'shop',
  exp: seconds() + 300,
  scope: 'orders:read report:read',
  ...more,
});
const ask = async (token: string): Promise<Caller | string> => {
  try {
    return await verifier.verify(`Bearer ${token}`);
  } catch (error) {
    if (error instanceof RefusedCaller) return `${error.status} ${error.code}: ${error.message}`;
    throw error;
  }
};

const NOT_SIGNED =
  '401 UNAUTHENTICATED: The bearer token is not signed by the issuer that this server trusts.';

test('a token tells the caller, its scopes and its tenant', async () => {
  expect(await ask(await signToken(key, claims({ tenant: 'acme' })))).toEqual({
    admittedBy: 'jwt',
    subject: 'shop',
    rights: { all: false, scopes: new Set(['orders:read', 'report:read']), key: 'orders:read report:read' },
    tenant: 'acme',
    endsAt: expect.any(Number),
  });
});

describe('scopes', () => {
  test.each([
    ['a list of words', ['report:read', 'orders:read'], 'orders:read report:read'],
    ['one text in a list is one word', ['report:read orders:read'], ''],
    ['a prefix of a scope', 'orders orders: orders:rea orders:reader', ''],
    ['other capitals', 'Orders:Read ORDERS:READ', ''],
    ['words that mean nothing here', 'openid profile orders:read', 'orders:read'],
    ['an object', { 'orders:read': true }, ''],
    ['no claim', undefined, ''],
    ['a star', '*', ''],
  ])('%s', async (_name, scope, key_) => {
    const caller = await ask(await signToken(key, claims({ scope })));
    expect(caller).toMatchObject({ rights: { all: false, key: key_ } });
  });
});

describe('forged and stale tokens', () => {
  const unsigned = (header: object, payload: object, signature = ''): string =>
    [base64url.encode(JSON.stringify(header)), base64url.encode(JSON.stringify(payload)), signature].join(
      '.',
    );

  test('alg none', async () => {
    expect(await ask(unsigned({ alg: 'none', kid: 'one' }, claims()))).toBe(NOT_SIGNED);
    expect(await ask(unsigned({ alg: 'None', kid: 'one' }, claims(), 'AAAA'))).toBe(NOT_SIGNED);
  });

  test('HS256 with the public key as its secret', async () => {
    const head = unsigned({ alg: 'HS256', kid: 'one' }, claims()).slice(0, -1);
    const secret = await exportSPKI(key.publicKey);
    const signature = createHmac('sha256', secret).update(head).digest('base64url');
    expect(await ask(`${head}.${signature}`)).toBe(NOT_SIGNED);
  });

  test('the key of another under a known id', async () => {
    expect(await ask(await signToken({ ...other, kid: 'one' }, claims()))).toBe(NOT_SIGNED);
  });

  test('a key or an address of keys within the token', async () => {
    const evil = await startIssuer(other);
    const header = { jku: evil.jwksUrl, x5u: evil.jwksUrl, jwk: other.jwk };
    expect(await ask(await signToken({ ...other, kid: 'one' }, claims(), header))).toBe(NOT_SIGNED);
    expect(evil.reads).toBe(0);
    await evil.close();
  });

  test('an extension that must be understood', async () => {
    const token = await signToken(key, claims());
    const [, payload] = token.split('.');
    const head = base64url.encode(JSON.stringify({ alg: 'RS256', kid: 'one', crit: ['exp2'], exp2: 1 }));
    expect(await ask(`${head}.${payload ?? ''}.AAAA`)).toBe(NOT_SIGNED);
  });

  test.each([
    ['expired', { exp: seconds0() - 31 }, 'has expired'],
    ['not yet valid', { nbf: seconds0() + 60 }, 'is not valid yet'],
    ['for another audience', { aud: 'others' }, 'is for another audience'],
    ['from another issuer', { iss: 'https://evil.example' }, 'is from another issuer'],
    ['without an end', { exp: undefined }, 'has no time at which it ends'],
  ])('%s', async (_name, more: Readonly<Record<string, unknown>>, fault) => {
    expect(await ask(await signToken(key, claims(more)))).toBe(
      `401 UNAUTHENTICATED: The bearer token ${fault}.`,
    );
  });

  test.each(['x', 'a.b.c', 'a.b.c.d.e', `${'a'.repeat(9_000)}.b.c`])('no token: %#', async (token) => {
    expect(await ask(token)).toMatch(/^401 UNAUTHENTICATED: The bearer token is (not signed|too long)/);
  });
});

function seconds0(): number {
  return Math.floor(NOW / 1_000);
}

describe('the keys of the issuer', () => {
  test('are read once for all callers, and a flood of unknown key ids does not read them again', async () => {
    const tokens = await Promise.all([
      signToken(key, claims()),
      ...Array.from({ length: 50 }, (_, index) => signToken({ ...other, kid: `flood-${index}` }, claims())),
    ]);
    const outcomes = await Promise.all(tokens.map(ask));
    expect(outcomes.filter((outcome) => outcome === NOT_SIGNED)).toHaveLength(50);
    expect(issuer.reads).toBe(1);
  });

  test('are read once per cooldown, however many unknown key ids come meanwhile', async () => {
    // The clock of the library that reads them can't be given.
    vi.useFakeTimers({ toFake: ['Date'] });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const flood = async (turn: string): Promise<void> => {
      const tokens = await Promise.all(
        Array.from({ length: 20 }, (_, index) => signToken({ ...other, kid: `${turn}-${index}` }, claims())),
      );
      for (const outcome of await Promise.all(tokens.map(ask))) expect(outcome).toBe(NOT_SIGNED);
    };
    await flood('first');
    expect(issuer.reads).toBe(1);
    for (const reads of [2, 3, 4]) {
      vi.setSystemTime(Date.now() + JWKS_COOLDOWN_MS - 1_000);
      await flood(`before ${reads}`);
      expect(issuer.reads).toBe(reads - 1);
      vi.setSystemTime(Date.now() + 1_001);
      await flood(`after ${reads}`);
      expect(issuer.reads).toBe(reads);
    }
  });

  test('that can not be read are no fault of the token, and are not asked for by every request', async () => {
    issuer.publish({ status: 500 });
    const token = await signToken(key, claims());
    const unavailable =
      "503 UPSTREAM_UNAVAILABLE: The issuer's keys can't be read, so no new token can be checked. Try again in some seconds.";
    for (let time = 0; time < 5; time += 1) expect(await ask(token)).toBe(unavailable);
    expect(issuer.reads).toBe(1);
    issuer.publish({ keys: [key.jwk] });
    clock.advance(FAILURE_PAUSE_MS / 1_000);
    expect(await ask(token)).toMatchObject({ subject: 'shop' });
  });

  test('are read again in the background, and a token of a key taken back is refused from then on', async () => {
    const token = await signToken(key, claims({ exp: seconds() + 3_600 }));
    expect(await ask(token)).toMatchObject({ subject: 'shop' });
    issuer.publish({ keys: [other.jwk] });
    clock.advance(JWKS_REFRESH_MS / 1_000);
    // Remembered: it does not wait for the keys.
    expect(verifier.verify(`Bearer ${token}`)).toMatchObject({ subject: 'shop' });
    await expect.poll(() => ask(token)).toBe(NOT_SIGNED);
    expect(issuer.reads).toBe(2);
  });
});

describe('a verified token', () => {
  test('is remembered, and answered at once', async () => {
    const token = await signToken(key, claims());
    const first = await ask(token);
    expect(verifier.verify(`Bearer ${token}`)).toBe(first);
  });

  test('is the same in another form of the header', async () => {
    const token = await signToken(key, claims());
    const first = await ask(token);
    for (const form of [`bearer ${token}`, `BEARER   ${token}`, `Bearer ${token}  `])
      expect(verifier.verify(form)).toBe(first);
  });

  test('lends its signature to no other', async () => {
    const token = await signToken(key, claims());
    const [head = '', , signature = ''] = token.split('.');
    const first = await ask(token);
    const forged = base64url.encode(JSON.stringify(claims({ sub: 'shoe', scope: 'orders:write' })));
    expect(await ask(`${head}.${forged}.${signature}`)).toBe(NOT_SIGNED);
    expect(await ask(`${token.slice(0, 40)}x${token.slice(41)}`)).toBe(NOT_SIGNED);
    expect(await ask(token)).toBe(first);
  });

  test('is forgotten when it ends', async () => {
    const token = await signToken(key, claims());
    await ask(token);
    clock.advance(329);
    expect(await ask(token)).toMatchObject({ subject: 'shop' });
    clock.advance(1);
    expect(await ask(token)).toBe('401 UNAUTHENTICATED: The bearer token has expired.');
  });
});
