import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { accountingCredentials, classicCredentials } from '../../src/config.js';

const classic = {
  clientId: 'client-of-a-merchant',
  clientSecret: 'secret-of-a-merchant',
  subscriptionKey: 'subscription-of-a-merchant',
  msn: '123456',
};
const accounting = { clientId: classic.clientId, clientSecret: classic.clientSecret };

describe('the fingerprint of keys', () => {
  it('is the same for the same keys', () => {
    expect(classicCredentials({ ...classic }).id).toBe(classicCredentials(classic).id);
    expect(accountingCredentials({ ...accounting }).id).toBe(accountingCredentials(accounting).id);
  });

  it('is another one when any part differs, or moves to another place', () => {
    const ids = [
      classicCredentials(classic),
      classicCredentials({ ...classic, clientId: 'other' }),
      classicCredentials({ ...classic, clientSecret: 'other' }),
      classicCredentials({ ...classic, subscriptionKey: 'other' }),
      classicCredentials({ ...classic, msn: '654321' }),
      classicCredentials({ ...classic, msn: undefined }),
      classicCredentials({ ...classic, clientId: classic.clientSecret, clientSecret: classic.clientId }),
      classicCredentials({ ...classic, clientId: `${classic.clientId}","x`, clientSecret: 'y' }),
      classicCredentials({ ...classic, clientSecret: 'x","y' }),
      // The same characters in all, with another border between the parts.
      classicCredentials({
        ...classic,
        clientId: `${classic.clientId}${classic.clientSecret.charAt(0)}`,
        clientSecret: classic.clientSecret.slice(1),
      }),
      accountingCredentials(accounting),
      accountingCredentials({ ...accounting, clientId: 'other' }),
      accountingCredentials({ ...accounting, clientSecret: 'other' }),
    ].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('holds no part in clear, nor what could be told from a part alone', () => {
    const ids = [classicCredentials(classic).id, accountingCredentials(accounting).id];
    for (const id of ids) {
      expect(id).toMatch(/^[\w-]{22}$/);
      for (const part of Object.values(classic)) {
        for (const shown of [
          part,
          Buffer.from(part).toString('base64url'),
          Buffer.from(part).toString('hex'),
        ])
          expect(id).not.toContain(shown.slice(0, 6));
      }
    }
  });

  it('can not be found without the key of the process: parts can not be tried against it', async () => {
    const script = `
      const { accountingCredentials } = await import(process.argv[1]);
      process.stdout.write(accountingCredentials({ clientId: 'a', clientSecret: 'b' }).id);`;
    const module = new URL('../../src/config/credentials.ts', import.meta.url).href;
    const { stdout } = await promisify(execFile)(process.execPath, [
      '--input-type=module',
      '--eval',
      script,
      module,
    ]);
    expect(stdout).toMatch(/^[\w-]{22}$/);
    expect(stdout).not.toBe(accountingCredentials({ clientId: 'a', clientSecret: 'b' }).id);
  });
});
