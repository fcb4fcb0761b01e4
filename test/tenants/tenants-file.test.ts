import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseConfig, type Config, type Environment } from '../../src/config.js';
import { faultsOf } from '../support/faults-of.js';

const classic = { clientId: 'id', clientSecret: 'hush-hush', subscriptionKey: 'hush-sub' };
const accounting = { clientId: 'id', clientSecret: 'hush-accounts' };

function written(content: unknown): string {
  const path = join(mkdtempSync(join(tmpdir(), 'tenants-')), 'tenants.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const jwt = {
  CALLER_AUTH: 'jwt',
  AUTH_JWKS_URL: 'https://login.example/jwks',
  AUTH_ISSUER: 'https://login.example/',
  AUTH_AUDIENCE: 'vipps-subgraph',
};

const noJwt = { AUTH_JWKS_URL: '', AUTH_ISSUER: '', AUTH_AUDIENCE: '' };

function environment(content: unknown, env: Environment = {}): Environment {
  return { VIPPS_ENVIRONMENT: 'production', ...jwt, TENANTS_FILE: written(content), ...env };
}

function read(content: unknown, env: Environment = {}): Config {
  return parseConfig(environment(content, env));
}

function faults(content: unknown, env: Environment = {}): readonly string[] {
  return faultsOf(environment(content, env));
}

/** The faults of one tenant. */
function ofTenant(tenant: object, env: Environment = {}): readonly string[] {
  return faults({ tenants: [{ id: 'acme', ...tenant }] }, env).map((fault) =>
    fault.replace(/^TENANTS_FILE: tenants\[0\](\.|: )/, ''),
  );
}

describe('a tenants file', () => {
  it('tells the keys, the limits and what may be seen of each tenant', () => {
    const secrets = written('from-a-file\n');
    const { tenantsFile, tenant, sandboxPort } = read(
      {
        $comment: 'who may ask',
        tenants: [
          {
            id: 'acme',
            salesUnitKeys: [
              { ...classic, clientSecret: { file: secrets }, msns: ['123456'] },
              {
                ...classic,
                clientSecret: { env: 'ACME_SECRET' },
                msns: ['1000', '1001'],
                ledgers: ['302321'],
              },
            ],
            msns: ['123456'],
            limits: { requestsPerSecond: 0.5, burst: 20, concurrentRequests: 5 },
          },
          { id: 'birk', partnerKeys: classic, accountingKeys: accounting, ledgers: ['302321'] },
        ],
      },
      { ACME_SECRET: 'from-a-variable' },
    );
    expect(sandboxPort).toBeUndefined();
    expect(tenant).toEqual({ id: 'default', classic: undefined, accounting: undefined });
    expect(tenantsFile?.tenants).toEqual([
      {
        id: 'acme',
        fromFile: true,
        classic: undefined,
        accounting: undefined,
        salesUnits: [
          {
            credentials: expect.objectContaining({
              clientSecret: 'from-a-file',
              msn: '123456',
              fromFile: true,
            }),
            msns: new Set(['123456']),
            ledgers: new Set(),
          },
          {
            credentials: expect.objectContaining({ clientSecret: 'from-a-variable', msn: undefined }),
            msns: new Set(['1000', '1001']),
            ledgers: new Set(['302321']),
          },
        ],
        msns: new Set(['123456']),
        ledgers: undefined,
        limits: { requestsPerSecond: 0.5, burst: 20, concurrentRequests: 5 },
        fingerprint: expect.any(String),
      },
      {
        id: 'birk',
        fromFile: true,
        classic: expect.objectContaining({ ...classic, kind: 'classic', isPartner: true }),
        accounting: expect.objectContaining({ ...accounting, kind: 'accounting' }),
        salesUnits: [],
        msns: undefined,
        ledgers: new Set(['302321']),
        limits: {},
        fingerprint: expect.any(String),
      },
    ]);
  });

  it.each<readonly [string, object, readonly string[]]>([
    ['no keys', {}, ['has no keys: give it salesUnitKeys, partnerKeys, accountingKeys or enturKeys']],
    [
      'half of its keys',
      { partnerKeys: { clientId: 'id' }, accountingKeys: {} },
      [
        'partnerKeys.clientSecret: is not set',
        'partnerKeys.subscriptionKey: is not set',
        'accountingKeys.clientId: is not set',
        'accountingKeys.clientSecret: is not set',
      ],
    ],
    [
      'secrets of another kind',
      {
        partnerKeys: { clientId: 'id', clientSecret: 7, subscriptionKey: { path: 'hush' } },
        accountingKeys: { clientId: { file: '/nowhere' }, clientSecret: { env: 'NOT_THERE' } },
      },
      [
        'partnerKeys.clientSecret: is neither a text nor { "file": … } nor { "env": … }',
        'partnerKeys.subscriptionKey: is neither a text nor { "file": … } nor { "env": … }',
        `accountingKeys.clientId: the file "/nowhere" can't be read`,
        'accountingKeys.clientSecret: the variable NOT_THERE is not set',
      ],
    ],
    [
      'a secret that no header takes',
      { accountingKeys: { clientId: 'hush hush', clientSecret: 'hushø' } },
      [
        'accountingKeys.clientId: the value has blanks in it',
        'accountingKeys.clientSecret: the value has characters that no HTTP header takes: only visible ASCII does',
      ],
    ],
    [
      'sales-unit keys for nobody',
      { salesUnitKeys: [classic, { ...classic, msns: [] }, { ...classic, msns: ['abc', 123456] }] },
      [
        'salesUnitKeys[0].msns: is not set',
        'salesUnitKeys[1].msns: is empty',
        'salesUnitKeys[2].msns[0]: is not 4 to 10 digits',
        'salesUnitKeys[2].msns[1]: is not a text',
      ],
    ],
    [
      'a sales unit with two sets of keys',
      {
        salesUnitKeys: [
          { ...classic, msns: ['1000', '1001'] },
          { ...classic, msns: ['1002', '1001'] },
        ],
      },
      ['salesUnitKeys[1].msns[1]: is listed twice: one set of keys must be meant'],
    ],
    [
      'unknown fields and odd limits',
      {
        partnerKeys: { ...classic, msn: '1' },
        limits: { burst: 0.5, requestsPerSecond: 0, concurrent: 1 },
        msns: 'all',
        ledgers: [],
      },
      [
        'partnerKeys: has fields that are not known: msn',
        'msns: is not a list',
        'ledgers: is empty',
        'limits.requestsPerSecond: is not above 0',
        'limits.burst: is not a whole number',
        'limits: has fields that are not known: concurrent',
      ],
    ],
    [
      'a sales unit that no keys are for',
      { salesUnitKeys: [{ ...classic, msns: ['1000', ' 1001'] }], msns: ['1001', '1002', '1000'] },
      ['msns[1]: is a sales unit that no keys are for: list it in salesUnitKeys too, or leave it out'],
    ],
    [
      'a burst of no rate',
      { partnerKeys: classic, limits: { burst: 5 }, msns: ['1000'] },
      ['limits.burst: is set, but requestsPerSecond is not: set both or neither'],
    ],
    ['an odd id', { id: 'a b', partnerKeys: classic }, ['id: is not 1 to 100 letters, digits and . : @ _ -']],
  ])('with %s is refused, every fault at its place and no secret', (_what, tenant, expected) => {
    const lines = ofTenant(tenant);
    expect([...lines].sort()).toEqual([...expected].sort());
    expect(lines.join()).not.toContain('hush');
  });

  it.each<readonly [string, unknown, readonly string[]]>([
    ['no JSON', '{"tenants": [{"id": hush}]}', ['TENANTS_FILE: is not JSON']],
    ['another form', [], ['TENANTS_FILE: is not an object']],
    ['no list', {}, ['TENANTS_FILE: tenants: is not set']],
    ['nobody in it', { tenants: [] }, ['TENANTS_FILE: tenants: is empty']],
    [
      'the same id twice',
      { tenants: ['a', 'b', 'a'].map((id) => ({ id, partnerKeys: classic })) },
      ['TENANTS_FILE: tenants[2].id: is the id of another tenant too'],
    ],
    [
      'the same id twice, among what is no tenant, and whatever else is wrong with it',
      {
        tenants: [
          'a',
          null,
          { id: 'a', partnerKeys: classic },
          { id: 'a', partnerKeys: 7, salesUnitKeys: 7, msns: 7, limits: 7 },
        ],
      },
      [
        'TENANTS_FILE: tenants[0]: is not an object',
        'TENANTS_FILE: tenants[1]: is not an object',
        'TENANTS_FILE: tenants[3].salesUnitKeys: is not a list',
        'TENANTS_FILE: tenants[3].partnerKeys: is not an object',
        'TENANTS_FILE: tenants[3].msns: is not a list',
        'TENANTS_FILE: tenants[3].limits: is not an object',
        'TENANTS_FILE: tenants[3].id: is the id of another tenant too',
      ],
    ],
    [
      'fields that stand twice, of which JSON keeps the last',
      `{"tenants":[{"id":"b","accountingKeys":{"clientId":"id","clientSecret":"},\\"tenants\\":,hush"},
        "id":"a","accountingKeys":{"clientId":"id","client\\u0049d":"id","clientSecret":"x"}}], "tenants":[
        {"id":"a","$comment":"id","accountingKeys":{"clientId":"id","clientSecret":"x"}}]}`,
      [
        'TENANTS_FILE: tenants[0]: has the field "id" twice',
        'TENANTS_FILE: tenants[0]: has the field "accountingKeys" twice',
        'TENANTS_FILE: tenants[0].accountingKeys: has the field "clientId" twice',
        'TENANTS_FILE: has the field "tenants" twice',
      ],
    ],
    [
      'faults of all kinds',
      { tenants: [{ id: 'a' }, { id: 'a', partnerKeys: { ...classic, clientId: 1 } }] },
      [
        'TENANTS_FILE: tenants[1].partnerKeys.clientId: is neither',
        'TENANTS_FILE: tenants[0]: has no keys',
        'TENANTS_FILE: tenants[1].id: is the id of another tenant too',
      ],
    ],
  ])('with %s is refused', (_what, content, expected) => {
    expect(faults(content)).toEqual(
      expected.map((fault) => expect.stringMatching(`^${fault.replaceAll(/[[\]().]/g, '\\$&')}`) as unknown),
    );
    expect(faults(content).join()).not.toContain('hush');
  });

  it('like the example in docs/ is good', () => {
    const path = written(readFileSync('docs/tenants.example.json', 'utf8'));
    writeFileSync(join(dirname(path), 'acme-123456-secret'), 'from-a-file');
    const names = ['ACME_SUBSCRIPTION_KEY', 'ACME_OTHER_SECRET', 'ACME_OTHER_SUBSCRIPTION_KEY'].concat([
      'PARTNER_SECRET',
      'PARTNER_SUBSCRIPTION_KEY',
      'ACCOUNTING_SECRET',
      'BIRK_ENTUR_SECRET',
    ]);
    const { tenantsFile } = read('', {
      TENANTS_FILE: path,
      ...Object.fromEntries(names.map((name) => [name, 'from-a-variable'])),
    });
    expect(tenantsFile?.tenants.map(({ id }) => id)).toEqual(['acme', 'birk']);
    expect(tenantsFile?.tenants.map(({ entur }) => entur?.pos)).toEqual([undefined, 'Birk-POS']);
    expect(tenantsFile?.tenants[0]?.salesUnits?.[0]?.credentials.clientSecret).toBe('from-a-file');
  });

  it('that is not there is refused', () => {
    expect(faults('', { TENANTS_FILE: '/nowhere/tenants.json' })).toEqual([
      `TENANTS_FILE: the file "/nowhere/tenants.json" can't be read`,
    ]);
  });
});

const good = { tenants: [{ id: 'acme', partnerKeys: classic }] };
const nobodyNames =
  'TENANTS_FILE: is set, but nobody would name a tenant. Say CALLER_AUTH=jwt, or router-secret with AUTH_ROUTER_CLAIMS=on';

describe('a tenants file beside other settings', () => {
  const off = { AUTH_JWKS_URL: '', AUTH_ISSUER: '', AUTH_AUDIENCE: '' };
  const router = { ...off, CALLER_AUTH: 'router-secret', AUTH_ROUTER_SECRET: 's'.repeat(32) };

  it.each<readonly [string, Environment, readonly string[]]>([
    ['jwt', {}, []],
    ['jwt and network', { CALLER_AUTH: 'jwt,network' }, []],
    ['network alone', { ...off, CALLER_AUTH: 'network' }, [nobodyNames]],
    ['a router without claims', router, [nobodyNames]],
    ['a router with claims', { ...router, AUTH_ROUTER_CLAIMS: 'on' }, []],
    ['a router without claims beside jwt', { ...router, ...jwt, CALLER_AUTH: 'jwt,router-secret' }, []],
  ])('needs callers who name a tenant: %s', (_what, env, expected) => {
    expect(faults(good, env)).toEqual(expected);
  });

  it.each<readonly [string, Environment]>([
    ['an address', { AUTH_JWKS_URL: 'ftp://x' }],
    ['nothing', { AUTH_ISSUER: '' }],
    ['another way', { CALLER_AUTH: 'jtw', AUTH_JWKS_URL: '', AUTH_ISSUER: '', AUTH_AUDIENCE: '' }],
    [
      'a word',
      {
        ...noJwt,
        CALLER_AUTH: 'router-secret',
        AUTH_ROUTER_SECRET: 'x'.repeat(32),
        AUTH_ROUTER_CLAIMS: 'yes',
      },
    ],
    [
      'a secret',
      { ...noJwt, CALLER_AUTH: 'router-secret', AUTH_ROUTER_SECRET: 'short', AUTH_ROUTER_CLAIMS: 'on' },
    ],
    ['a rate', { RATE_LIMIT_PER_SECOND: 'many', RATE_LIMIT_BURST: '5' }],
  ])('says nothing of what follows from a wrong setting: %s', (_what, env) => {
    expect(faults({ tenants: [{ id: 'a', partnerKeys: classic }] }, env)).toHaveLength(1);
  });

  it('goes with no keys of one tenant', () => {
    const names = [
      'VIPPS_CLIENT_ID',
      'VIPPS_CLIENT_SECRET',
      'VIPPS_SUBSCRIPTION_KEY',
      'VIPPS_ACCOUNTING_CLIENT_ID',
    ];
    const lines = faults(good, {
      ...Object.fromEntries(names.map((name) => [name, 'hush'])),
      VIPPS_MSN: '1000',
    });
    expect(lines).toEqual(
      [
        'VIPPS_CLIENT_ID',
        'VIPPS_CLIENT_SECRET',
        'VIPPS_SUBSCRIPTION_KEY',
        'VIPPS_ACCOUNTING_CLIENT_ID',
        'VIPPS_MSN',
      ].map((name) => `${name}: is set, and so is TENANTS_FILE. Put these keys into the file, or unset it`),
    );
  });

  it('needs to know where the keys belong, and who admits callers', () => {
    expect(faults(good, { ...off, CALLER_AUTH: '', VIPPS_ENVIRONMENT: '' })).toEqual([
      expect.stringMatching(/^CALLER_AUTH: is not set/),
      expect.stringMatching(/^VIPPS_ENVIRONMENT: is not set/),
    ]);
  });
});
