import { describe, expect, it } from 'vitest';
import { personalValuesIn, withoutPersonalForms } from '../../src/http/personal-data.js';
import { readProblem } from '../../src/http/problem.js';
import { Redactor } from '../../src/http/redact.js';
import { textOf } from '../../src/log.js';
import { boundedLog } from '../../src/server/bounded-log.js';
import { memoryLog } from '../support/stack.js';

describe('what looks personal', () => {
  it.each([
    ['+47 912 34 567', '[phone number]'],
    ['+4791234567', '[phone number]'],
    ['4791234567', '[phone number]'],
    ['004791234567', '[phone number]'],
    ['47 91 23 45 67', '[phone number]'],
    ['+45 12 34 56 78', '[phone number]'],
    ['358401234567', '[phone number]'],
    ['+47 412 34 567', '[phone number]'],
    ['0047 41234567', '[phone number]'],
    ['00358 40 1234567', '[phone number]'],
    ['0046701234567', '[phone number]'],
    ['41234567', '[phone number]'],
    ['41 23 45 67', '[phone number]'],
    ['412 34 567', '[phone number]'],
    ['412\u00a034\u00a0567', '[phone number]'],
    ['4123 4567', '[phone number]'],
    ['040 123 4567', '[phone number]'],
    ['0401234567', '[phone number]'],
    ['4925000000000004', '[card number]'],
    ['4925 0000 0000 0004', '[card number]'],
    ['4925-0000-0000-0004', '[card number]'],
    ['6304 0000 0000 0000 000', '[card number]'],
    ['3782 822463 10005', '[card number]'],
    ['0040 0440116243', '[number]'],
    ['010190-1234', '[number]'],
    ['010190-123A', '[number]'],
    ['1234.56.78901', '[number]'],
    ['12345678901', '[number]'],
    ['010190 12345', '[number]'],
    ['NO9386011117947', '[account number]'],
    ['NO93 8601 1117 947', '[account number]'],
    ['DK5000400440116243', '[account number]'],
    ['FI21 1234 5600 0007 85', '[account number]'],
    ['kari.nordmann@example.no', '[e-mail]'],
    ['Bearer abc.def', 'Bearer [redacted]'],
    ['eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.', '[redacted]'],
  ])('is taken out of a text: %s', (value, word) => {
    expect(withoutPersonalForms(`The value ${value} is wrong`)).toBe(`The value ${word} is wrong`);
  });

  it('is taken out as often as it is there', () => {
    expect(withoutPersonalForms('+47 412 34 567 0047 41234567, 4925 0000 0000 0004 41234567, 40000000')).toBe(
      '[phone number] [phone number], [card number] [phone number], [phone number]',
    );
    for (const json of ['{"phone":"41234567"}', 'phone:41234567', 'tel=41234567.'])
      expect(withoutPersonalForms(json)).toBe(json.replace('41234567', '[phone number]'));
  });

  it.each([
    'msn 204117, ledger 418806, order kaffe-2026-00417',
    '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    '04401380-f716-470e-80b8-9da89fb3b79c',
    '2026-09-14T10:00:00Z',
    'at Object.run (file:///app/dist/src/main.js:4791:12)',
    'send a token in "authorization: Bearer …"',
    'business:NO:ORG 311204173',
    'business:DK:CVR:28271026 and business:DK:CVR 28271026',
    '12345678-f716-4123-4567-9da89fb3b79c, 7686202311, 2026-09-14 and 10.20.30.40',
  ])('leaves ids, times and places alone: %s', (text) => {
    expect(withoutPersonalForms(text)).toBe(text);
  });

  it('takes no time over texts that are made to be looked through for long', () => {
    const startedAt = process.cpuUsage().user;
    for (const text of [
      'a'.repeat(16_000) + '@',
      '+1 '.repeat(5_000),
      'NO12 '.repeat(3_000),
      '1'.repeat(16_000),
    ])
      withoutPersonalForms(text);
    expect((process.cpuUsage().user - startedAt) / 1_000).toBeLessThan(500);
  });
});

describe('what was sent of persons', () => {
  const body = JSON.stringify({
    salesUnit: { name: 'Kari Nordmanns Kiosk' },
    contact: { firstName: 'Kari', lastName: 'Nordmann', phoneNumber: '91234567', mail: 'k@n.no' },
    settlementAccount: { number: '12345678' },
    website: { testWebsiteUsername: 'tester', testWebsitePassword: 'p"12345' },
    pin: { password: '7' },
    productType: 'CASHIER',
  });

  it('is known by the names of its fields', () => {
    expect(personalValuesIn(body)).toEqual([
      ...[
        'Kari Nordmanns Kiosk',
        'Nordmann',
        '91234567',
        '12345678',
        'p"12345',
        'k@n.no',
        'tester',
        'Kari',
        '7',
      ],
    ]);
    expect([personalValuesIn(undefined), personalValuesIn('grant_type=x')]).toEqual([[], []]);
  });

  it('is not repeated by what an API says of it', () => {
    const problem = {
      title: 'Kari Nordmann is not known',
      detail: 'CASHIER for 91234567 and account 12345678',
      extraDetails: [
        { name: 'testWebsitePassword', reason: 'p"12345, p%2212345 and P"12345 are too short for tester' },
        { name: 'pin', reason: '7 is too short' },
      ],
      invalidParams: [{ name: 'contact.mail', reason: 'k@n.no is no address' }],
    };
    expect(readProblem(JSON.stringify(problem), new Redactor([]), personalValuesIn(body))).toMatchObject({
      title: '[redacted] [redacted] is not known',
      detail: 'CASHIER for [redacted] and account [redacted]',
      faults: [
        {
          name: 'testWebsitePassword',
          reason: '[redacted], [redacted] and [redacted] are too short for [redacted]',
        },
        { name: 'pin', reason: '[redacted] is too short' },
        { name: 'contact.mail', reason: '[redacted] is no address' },
      ],
    });
  });
});

describe('a log line', () => {
  it('tells nothing of persons, wherever it stands, and keeps the id of its request', () => {
    const lines: Readonly<Record<string, unknown>>[] = [];
    const log = boundedLog(memoryLog(lines));
    log.info(
      { requestId: '4791234567', detail: ['call +4791234567'], deep: { a: 'NO9386011117947' } },
      'of k@n.no',
    );
    log.error({ err: new Error('of 4791234567') }, 'failed');
    expect(lines).toMatchObject([
      {
        requestId: '4791234567',
        detail: ['call [phone number]'],
        deep: { a: '[account number]' },
        msg: 'of [e-mail]',
      },
      { msg: 'failed', err: { message: 'of [phone number]' } },
    ]);
    expect(JSON.stringify(lines[1])).not.toContain('4791234567');
  });

  it('can not be forged where lines are texts', () => {
    const forged = 'x\r\n12:00:00 INFO  admin logged in\u001b[31m\u2028\u0085';
    const text = textOf({
      level: 30,
      time: 0,
      msg: forged,
      operation: forged,
      err: { stack: `Error: ${forged}\n    at here` },
    });
    const shown = 'x\\r\\n12:00:00 INFO  admin logged in\\u001b[31m\\u2028\\u0085';
    const lines = text.split('\n');
    expect(lines[0]).toContain(` ${shown} operation=${shown}`);
    expect(lines.slice(1)).toEqual([
      '    Error: x\\r',
      '    12:00:00 INFO  admin logged in\\u001b[31m\\u2028\\u0085',
      '        at here',
    ]);
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
  });
});
