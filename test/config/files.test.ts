import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { faultsOf } from '../support/faults-of.js';

const folder = mkdtempSync(join(tmpdir(), 'files-'));
const at = (name: string): string => join(folder, name);
afterAll(() => {
  rmSync(folder, { recursive: true });
});

execFileSync('mkfifo', [at('pipe')]);
symlinkSync(at('pipe'), at('link-to-pipe'));
symlinkSync('/dev/zero', at('link-to-device'));
writeFileSync(at('large'), '');
truncateSync(at('large'), 17 * 1_048_576);

const odd: readonly (readonly [string, string])[] = [
  [at('pipe'), 'is no regular file'],
  [at('link-to-pipe'), 'is no regular file'],
  [at('link-to-device'), 'is no regular file'],
  ['/dev/zero', 'is no regular file'],
  [folder, 'is no regular file'],
  [at('large'), 'is larger than'],
  [at('nothing'), "can't be read"],
];

const common = { VIPPS_ENVIRONMENT: 'production', CALLER_AUTH: 'router-secret' };
const router = { AUTH_ROUTER_SECRET: 'a-secret-that-the-router-shares-with-us', AUTH_ROUTER_CLAIMS: 'on' };
const keys = { VIPPS_CLIENT_ID: 'id', VIPPS_SUBSCRIPTION_KEY: 'key' };

function tenantsWith(clientSecret: unknown): string {
  const path = at('tenants.json');
  const partnerKeys = { clientId: 'id', clientSecret, subscriptionKey: 'key' };
  writeFileSync(path, JSON.stringify({ tenants: [{ id: 'a', partnerKeys }] }));
  return path;
}

/** Every way in which a setting names a file, by what is asked of the file. */
const ways = {
  'a secret of the environment': (path: string) =>
    faultsOf({ ...common, ...router, ...keys, VIPPS_CLIENT_SECRET_FILE: path }),
  'a secret that opens the door': (path: string) =>
    faultsOf({ ...common, ...keys, VIPPS_CLIENT_SECRET: 'secret', AUTH_ROUTER_SECRET_FILE: path }),
  'the tenants file': (path: string) => faultsOf({ ...common, ...router, TENANTS_FILE: path }),
  "a tenant's secret": (path: string) =>
    faultsOf({ ...common, ...router, TENANTS_FILE: tenantsWith({ file: path }) }),
  'trusted documents': (path: string) => faultsOf({ TRUSTED_DOCUMENTS: path }),
};

describe.each(Object.entries(ways))('what is no file to read %s from', (_what, faultsWith) => {
  it.each(odd)('is told at once, and not waited for: %s', (path, fault) => {
    expect(faultsWith(path)).toEqual([expect.stringContaining(fault)]);
  });
});
