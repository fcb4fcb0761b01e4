import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { envExample, helpText } from '../../src/config/help.js';
import { allSettings } from '../../src/config/settings.js';
import { oldNode } from '../../src/node-version.js';
import { parseConfig } from '../../src/config.js';
import { faultsOf } from '../support/faults-of.js';

const keys = {
  VIPPS_CLIENT_ID: 'id',
  VIPPS_CLIENT_SECRET: 'top-secret',
  VIPPS_SUBSCRIPTION_KEY: 'sub',
  CALLER_AUTH: 'network',
  VIPPS_ENVIRONMENT: 'production',
};

describe('configuration', () => {
  it.each(allSettings.filter(({ name }) => /^VIPPS_.*_URL$/.test(name)).map(({ name }) => name))(
    'sends keys in clear to no other machine by %s',
    (name) => {
      expect(faultsOf({ ...keys, [name]: 'http://example.com' })).toEqual([
        expect.stringMatching(new RegExp(`^${name}: "http://example.com" would send your keys in clear`)),
      ]);
    },
  );

  it('runs the sandbox on loopback when nothing is set', () => {
    expect(parseConfig({})).toMatchObject({
      production: false,
      host: '127.0.0.1',
      subgraphs: [{ name: 'vipps', port: 4001 }],
      probesPort: 9464,
      sandboxPort: 4010,
      tenant: { id: 'default', classic: undefined, accounting: undefined },
    });
  });

  it('calls the production APIs with keys, and listens on all addresses', () => {
    const config = parseConfig(keys);
    expect(config).toMatchObject({
      host: '0.0.0.0',
      sandboxPort: undefined,
      urls: {
        accessToken: 'https://api.vipps.no',
        management: 'https://api.vipps.no',
        orderManagement: 'https://api.vipps.no/order-management',
        sales: 'https://api.vipps.no',
        report: 'https://api.vipps.no',
      },
      tenant: {
        classic: { kind: 'classic', clientId: 'id', clientSecret: 'top-secret', subscriptionKey: 'sub' },
      },
    });
  });

  it.each(['127.0.0.1', '127.1.2.3', 'localhost', 'LOCALHOST', '::1', '0:0:0:0:0:0:0:1', '::ffff:127.0.0.1'])(
    'answers on loopback to its own names only, with keys or without: %s',
    (HOST) => {
      const own = HOST.includes(':') ? `[${HOST}]` : HOST.toLowerCase();
      const names = new Set(['localhost', '127.0.0.1', '[::1]', own]);
      for (const env of [{}, keys]) expect(parseConfig({ ...env, HOST }).allowedHosts).toEqual(names);
      expect(parseConfig({ ...keys, HOST, HOSTS_ALLOWED: 'a.example, B.example' }).allowedHosts).toEqual(
        new Set([...names, 'a.example', 'b.example']),
      );
    },
  );

  it.each([undefined, '0.0.0.0', '::', '10.0.0.1', 'graph.internal', '127.example'])(
    'answers elsewhere to any name, unless there is a list: %s',
    (HOST) => {
      expect(parseConfig({ ...keys, HOST }).allowedHosts).toBeUndefined();
      expect(parseConfig({ ...keys, HOST, HOSTS_ALLOWED: 'a.example' }).allowedHosts).toContain('a.example');
    },
  );

  it.each(['https://a.example', 'a.example:443', 'a.example/', '', '*', 'a.example,,b.example'])(
    'takes no name of a host that is none: %j',
    (name) => {
      const faults = name === '' ? [] : [expect.stringContaining('is no list of host names')];
      expect(faultsOf({ ...keys, HOSTS_ALLOWED: name })).toEqual(faults);
    },
  );

  it('takes one address for all APIs, and others for single ones', () => {
    const { urls } = parseConfig({
      ...keys,
      VIPPS_API_URL: 'http://127.0.0.1:5000/',
      VIPPS_MANAGEMENT_URL: 'https://proxy.example/vipps/',
    });
    expect(urls.accessToken).toBe('http://127.0.0.1:5000');
    expect(urls.orderManagement).toBe('http://127.0.0.1:5000/order-management');
    expect(urls.management).toBe('https://proxy.example/vipps');
  });

  it('takes an empty variable for an unset one', () => {
    expect(parseConfig({ PORT: '', VIPPS_CLIENT_ID: '', VIPPS_CLIENT_SECRET_FILE: '' }).subgraphs).toEqual([
      { name: 'vipps', port: 4001 },
    ]);
  });

  it('reads secrets from files', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'config-')), 'secret');
    writeFileSync(file, 'from-file\n');
    const rest = { ...keys, VIPPS_CLIENT_SECRET: undefined };
    expect(parseConfig({ ...rest, VIPPS_CLIENT_SECRET_FILE: file }).tenant.classic?.clientSecret).toBe(
      'from-file',
    );
    expect(faultsOf({ ...keys, VIPPS_CLIENT_SECRET_FILE: file })).toEqual([
      'VIPPS_CLIENT_SECRET: is given twice, by value and by VIPPS_CLIENT_SECRET_FILE. Keep one of them.',
    ]);
    expect(faultsOf({ ...rest, VIPPS_CLIENT_SECRET_FILE: '/nowhere/at-all' })).toEqual([
      `VIPPS_CLIENT_SECRET_FILE: the file "/nowhere/at-all" can't be read. Example: VIPPS_CLIENT_SECRET_FILE=/run/secrets/vipps_client_secret`,
    ]);
  });

  const keyNames = [
    'VIPPS_CLIENT_ID',
    'VIPPS_CLIENT_SECRET',
    'VIPPS_SUBSCRIPTION_KEY',
    'VIPPS_ACCOUNTING_CLIENT_ID',
    'VIPPS_ACCOUNTING_CLIENT_SECRET',
  ];
  const allKeys = { ...keys, VIPPS_ACCOUNTING_CLIENT_ID: 'id', VIPPS_ACCOUNTING_CLIENT_SECRET: 'secret' };
  const impossible = [
    ['a line break', 'hush\nhush', 'has a line break in it'],
    ['a carriage return', 'hush\rhush', 'has a line break in it'],
    ['two lines', 'hush\r\nX-Header: hush', 'has a line break in it'],
    ['a blank', 'hush hush', 'has blanks in it'],
    ['a tab', 'hush\thush', 'has blanks in it'],
    ['a blank that does not look like one', 'hush\u00a0hush', 'has blanks in it'],
    ['a letter beyond ASCII', 'hushø', 'has characters that no HTTP header takes: only visible ASCII does'],
    [
      'a control character',
      'hush\u0000',
      'has characters that no HTTP header takes: only visible ASCII does',
    ],
    [
      'a zero-width blank',
      'hush\u200bhush',
      'has characters that no HTTP header takes: only visible ASCII does',
    ],
  ] as const;

  it.each(impossible)('refuses keys with %s, and does not print them', (_what, value, rule) => {
    for (const name of keyNames) {
      const lines = faultsOf({ ...allKeys, [name]: value });
      expect(lines).toEqual([
        expect.stringMatching(new RegExp(`^${name}: the value ${rule}\\. Example: ${name}=\\S+$`)),
      ]);
      expect(lines.join()).not.toContain('hush');
    }
  });

  it.each(['1234 56', '123456\n7', 'abc', '12345678901'])(
    'refuses %j as an MSN, and does not print it',
    (msn) => {
      expect(faultsOf({ ...keys, VIPPS_MSN: msn })).toEqual([
        'VIPPS_MSN: the value is not 4 to 10 digits. Example: VIPPS_MSN=123456',
      ]);
    },
  );

  it('refuses a file with two lines as a secret, and takes white space around one off', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'config-')), 'secret');
    const rest = { ...keys, VIPPS_CLIENT_SECRET: undefined, VIPPS_CLIENT_SECRET_FILE: file };
    writeFileSync(file, ' \n\ufeffhush\r\n\n');
    expect(parseConfig(rest).tenant.classic?.clientSecret).toBe('hush');
    writeFileSync(file, 'hush\nhush\n');
    expect(faultsOf(rest)).toEqual([
      'VIPPS_CLIENT_SECRET: the value has a line break in it. Example: VIPPS_CLIENT_SECRET=c2VjcmV0LW9mLXlvdXItc2FsZXMtdW5pdA==',
    ]);
    expect(parseConfig({ ...keys, VIPPS_CLIENT_ID: ' id\n' }).tenant.classic?.clientId).toBe('id');
  });

  it('reports all faults at once, one line each, and prints no secret', () => {
    const lines = faultsOf({
      PORT: 'x',
      LOG_LEVEL: 'loud',
      REQUEST_TIMEOUT_MS: '1',
      VIPPS_API_URL: 'ftp://somewhere',
      VIPPS_CLIENT_SECRET: 'top-secret',
      VIPPS_SYSTEM_NAME: 'a name that is far too long for the header',
      VIPPS_CLIENT_SECRT: 'typo',
      VIPPS_MSN: 'abc',
      CALLER_AUTH: 'nobody',
    });
    expect(lines).toEqual([
      'VIPPS_CLIENT_SECRT: is no setting of this server. --help lists them all.',
      'PORT: "x" is not a whole number. Example: PORT=4001',
      'VIPPS_MSN: the value is not 4 to 10 digits. Example: VIPPS_MSN=123456',
      'VIPPS_CLIENT_ID: is not set, but VIPPS_CLIENT_SECRET is. Example: VIPPS_CLIENT_ID=11111111-2222-4333-8444-555555555555',
      'VIPPS_SUBSCRIPTION_KEY: is not set, but VIPPS_CLIENT_SECRET is. Example: VIPPS_SUBSCRIPTION_KEY=0123456789abcdef0123456789abcdef',
      'VIPPS_API_URL: "ftp://somewhere" is not an http(s) address. Example: VIPPS_API_URL=https://api.vipps.no',
      'VIPPS_SYSTEM_NAME: "a name that is far too long for the header" is longer than 30 characters. Example: VIPPS_SYSTEM_NAME=acme-shop',
      'CALLER_AUTH: "nobody" is none of jwt, router-secret, network, nor some of them parted by commas. Example: CALLER_AUTH=jwt,router-secret',
      'LOG_LEVEL: "loud" is none of fatal, error, warn, info, debug, trace, silent. Example: LOG_LEVEL=debug',
      'REQUEST_TIMEOUT_MS: "1" is below 50. Example: REQUEST_TIMEOUT_MS=10000',
    ]);
    expect(lines.join()).not.toContain('top-secret');
  });

  it('refuses keys without a word on who admits callers', () => {
    const rest = { ...keys, CALLER_AUTH: undefined };
    expect(faultsOf(rest)).toEqual([
      'CALLER_AUTH: is not set, and with keys everyone who reaches this server reads your data. Say jwt or router-secret; or network, if only your own network reaches it',
    ]);
  });

  it('refuses to send keys in clear to another machine', () => {
    expect(faultsOf({ ...keys, VIPPS_API_URL: 'http://api.example' })).toEqual([
      'VIPPS_API_URL: "http://api.example" would send your keys in clear. Example: https://api.vipps.no',
    ]);
    expect(faultsOf({ ...keys, VIPPS_API_URL: 'http://[::1]:80' })).toEqual([]);
    expect(
      faultsOf({ ...keys, VIPPS_API_URL: 'https://api.vipps.no/\nx', VIPPS_SYSTEM_NAME: 'a\r\nb' }),
    ).toEqual([
      expect.stringContaining('VIPPS_API_URL: "https://api.vipps.no/\\nx" is not an http(s) address.'),
      expect.stringContaining('VIPPS_SYSTEM_NAME: "a\\r\\nb" has control characters, such as line breaks.'),
    ]);
  });

  it('takes keys for production unless told otherwise, and nothing for development', () => {
    expect(parseConfig(keys).production).toBe(true);
    expect(parseConfig({ ...keys, NODE_ENV: 'development' }).production).toBe(false);
    expect(parseConfig({}).production).toBe(false);
  });

  it('does not answer with invented data in production unless that is meant', () => {
    expect(faultsOf({ NODE_ENV: 'production' })).toEqual([
      'VIPPS_CLIENT_ID: no keys are set, and production must not answer with invented data. Set your keys, or say SANDBOX=true',
    ]);
    expect(parseConfig({ NODE_ENV: 'production', SANDBOX: 'true' })).toMatchObject({
      production: true,
      sandboxPort: 4010,
    });
  });

  it('does not overlook a setting that would close a door', () => {
    expect(faultsOf({ ROUTER_SECRET: 'x', QUERY_MAX_DEPHT: '3' })).toEqual([
      'ROUTER_SECRET: is no setting of this server. --help lists them all.',
      'QUERY_MAX_DEPHT: is no setting of this server. --help lists them all.',
    ]);
  });

  it('does not take the address of one API for a wish to use the sandbox', () => {
    expect(faultsOf({ VIPPS_MANAGEMENT_URL: 'https://proxy.example', CALLER_AUTH: 'network' })).toEqual([
      'VIPPS_CLIENT_ID: is not set, but VIPPS_MANAGEMENT_URL is. Set your keys too, or unset VIPPS_MANAGEMENT_URL to run against the sandbox',
    ]);
    expect(parseConfig({ VIPPS_PARTNER_URL: 'http://127.0.0.1:4010' }).sandboxPort).toBe(4010);
  });

  it('asks for keys when only an address is set', () => {
    expect(faultsOf({ VIPPS_API_URL: 'https://api.vipps.no', CALLER_AUTH: 'network' })).toEqual([
      'VIPPS_CLIENT_ID: is not set, but VIPPS_API_URL is. Set your keys too, or unset VIPPS_API_URL to run against the sandbox',
    ]);
  });

  it.each([
    ['FAST_PATH', 'COMPILE_QUERIES', 'false'],
    ['JOIN_REQUESTS', 'COALESCE_REQUESTS', 'false'],
    ['KEEP_ANSWERS_BYTES', 'RESPONSE_CACHE_MAX_BYTES', '0'],
  ])('refuses %s, and names %s in its place', (oldName, newName, value) => {
    expect(faultsOf({ [oldName]: value })).toEqual([
      `${oldName}: is called ${newName} now. Set that instead.`,
    ]);
    expect(faultsOf({ [newName]: value })).toEqual([]);
  });

  it('reads what is compiled, joined and kept', () => {
    expect(parseConfig({})).toMatchObject({
      compileQueries: true,
      coalesceRequests: true,
      responseCacheMaxBytes: 67_108_864,
    });
    expect(
      parseConfig({ COMPILE_QUERIES: 'false', COALESCE_REQUESTS: 'false', RESPONSE_CACHE_MAX_BYTES: '0' }),
    ).toMatchObject({ compileQueries: false, coalesceRequests: false, responseCacheMaxBytes: 0 });
  });

  it('has an example and a default for every setting that it would accept itself', () => {
    for (const { name, read, example, default: fallback } of allSettings) {
      expect(read.safeParse(example).success, `${name} example`).toBe(true);
      if (fallback !== undefined) expect(read.safeParse(fallback).success, `${name} default`).toBe(true);
    }
  });

  it('lists every setting with unit and default in --help', () => {
    const help = helpText();
    for (const { name, about, unit, default: fallback } of allSettings) {
      expect(help).toContain(`  ${name}`);
      expect(help).toContain(about);
      if (unit !== undefined) expect(help).toMatch(new RegExp(`${name}  \\(unit: ${unit}`));
      if (fallback !== undefined)
        expect(help).toMatch(new RegExp(`${name}  \\(.*default: ${fallback.replaceAll('.', '\\.')}`));
    }
  });

  it('counts workers by a number, or by the cores that there are', () => {
    expect(parseConfig({}).workers).toBe(1);
    expect(parseConfig({ WORKERS: '3' }).workers).toBe(3);
    expect(parseConfig({ WORKERS: 'auto' }).workers).toBe(availableParallelism());
    expect(faultsOf({ WORKERS: '0' })).toEqual([
      'WORKERS: "0" is neither auto nor a whole number from 1 on. Example: WORKERS=auto',
    ]);
    expect(faultsOf({ WORKERS: '257' })).toEqual(['WORKERS: "257" is above 256. Example: WORKERS=auto']);
  });

  it('matches .env.example', () => {
    expect(readFileSync('.env.example', 'utf8')).toBe(envExample());
  });
});

describe('the version of Node', () => {
  it.each([
    ['24.21.0', undefined],
    ['22.19.0', undefined],
    [
      '22.18.9',
      'This needs Node 22.19 or newer, and runs on 22.18.9. Install a newer one, or run npm ci here: it brings one for npm start.',
    ],
    [
      '20.20.2',
      'This needs Node 22.19 or newer, and runs on 20.20.2. Install a newer one, or run npm ci here: it brings one for npm start.',
    ],
  ])('%s', (version, message) => {
    expect(oldNode(version)).toBe(message);
  });
});
