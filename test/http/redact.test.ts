import { describe, expect, it } from 'vitest';
import { Redactor } from '../../src/http/redact.js';

/** As keys look that are made of random bytes, with every character that encodings change. */
const secret = 'pZ/8~Q+k"n\\é&u==';
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const percent = (text: string): string =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');

const bare = secret.slice(0, -2);
const hex = (text: string): string => Buffer.from(text).toString('hex');

describe('a secret in a text', () => {
  const forms: readonly [string, string][] = [
    ['as it is', secret],
    ['in capitals', secret.toUpperCase()],
    ['in JSON', JSON.stringify(secret).slice(1, -1)],
    ['in JSON with escaped slashes', JSON.stringify(secret).slice(1, -1).replaceAll('/', '\\/')],
    ['in JSON within JSON', JSON.stringify(JSON.stringify(secret)).slice(3, -3)],
    [
      'in JSON as code units',
      [...secret].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
    ],
    ['in a URL', encodeURIComponent(secret)],
    ['in a URL, in small letters', encodeURIComponent(secret).toLowerCase()],
    ['in a URL, every byte', percent(secret)],
    ['in a URL, twice', encodeURIComponent(encodeURIComponent(secret))],
    ['in HTML', [...secret].map((c) => `&#x${c.charCodeAt(0).toString(16)};`).join('')],
    ['in HTML, by numbers', [...secret].map((c) => `&#${String(c.charCodeAt(0))};`).join('')],
    ['wrapped', `${secret.slice(0, 9)}\n  ${secret.slice(9)}`],
    ['in base64', base64(secret)],
    ['in base64, in a URL', encodeURIComponent(base64(secret))],
    ['in base64url', Buffer.from(secret).toString('base64url')],
    ['without its padding', bare],
    ['without its padding, in a URL', encodeURIComponent(bare)],
    ['without its padding, in base64', base64(bare)],
    ['without its padding, in hex', hex(bare)],
    ['in base64 without padding', base64(secret).replace(/=+$/, '')],
    ['in hex', hex(secret)],
    ['in hex, in capitals', hex(secret).toUpperCase()],
    ['in hex within more', hex(`client:${secret}`)],
    ['in a Basic header', base64(`client:${secret}`)],
    ['behind one byte in base64', base64(`a${secret}tail`)],
    ['behind two bytes in base64', base64(`ab${secret}tail`)],
    ['behind two bytes in base64url', Buffer.from(`ab${secret}tail`).toString('base64url')],
  ];

  it.each(forms)('is taken out: %s', (_how, form) => {
    const redactor = new Redactor(['another-secret', secret]);
    const redacted = redactor.redact(`The key ${form} is wrong`);
    expect(redacted).toContain('[redacted]');
    // What base64 makes of its neighbours may stay: nothing of eight characters of the form itself.
    for (let at = 8; at + 16 <= form.length; at += 1) expect(redacted).not.toContain(form.slice(at, at + 8));
  });

  it.each([bare, hex(secret), hex(bare), base64(secret).replace(/=+$/, '')])(
    'leaves nothing of itself: %s',
    (form) => {
      expect(new Redactor([secret]).redact(`a ${form} b`)).toBe('a [redacted] b');
    },
  );

  it('that is hardly more than padding is not looked for without it', () => {
    expect(new Redactor(['ab======']).redact('about ab====== and ab')).toBe('about [redacted] and ab');
  });

  it('leaves the rest of the text, where its form is a usual one', () => {
    const redactor = new Redactor([secret]);
    expect(redactor.redact(`a ${secret} b ${encodeURIComponent(secret)} c ${base64(secret)}`)).toMatch(
      /^a \[redacted\] b \[redacted\] c \[redacted\]\S{0,3}$/,
    );
  });

  it.each(['Bearer abc.def', 'basic YTpi', 'eyJhbGciOi.eyJzdWIi.sig'])('is known by its form: %s', (form) => {
    expect(new Redactor([]).redact(`no ${form}`)).toMatch(/^no ((Bearer|basic) )?\[redacted\]$/);
  });

  it('may be short: then only its own form is taken out', () => {
    expect(new Redactor(['a+b', '']).redact(`a+b a%2Bb ${base64('a+b')}`)).toBe(
      // Decoded, the second would show it.
      '[redacted]',
    );
    expect(new Redactor(['a+b']).redact(`x a+b ${base64('a+b')}`)).toBe(`x [redacted] ${base64('a+b')}`);
  });

  it.each(['The field is missing.', '100 % of a\\b\\n, %zz, \\u12, 50%25', 'Ærlig talt: 😀', ''])(
    'leaves %j as it is',
    (text) => {
      expect(new Redactor([secret]).redact(text)).toBe(text);
    },
  );

  it('is not looked for in what is no sentence: nothing of that is told', () => {
    expect(new Redactor([]).redact('x'.repeat(16_385))).toBe('[redacted]');
  });
});

describe('tokens', () => {
  it('are taken out while they are valid, the last five of each owner', () => {
    const redactor = new Redactor([]);
    const names = ['one', 'two', 'three', 'four', 'five', 'six'].map((name) => `opaque-${name}`);
    names.forEach((name, index) => {
      redactor.remember('a', name, { now: index, expiresAt: 100 });
    });
    redactor.remember('b', 'opaque-other', { now: 0, expiresAt: 100 });
    const text = [...names, 'opaque-other'].join(' ');
    const five = '[redacted] '.repeat(5);
    expect(redactor.redact(text)).toBe(`opaque-one ${five}[redacted]`);
    redactor.remember('a', 'opaque-new', { now: 100, expiresAt: 200 });
    expect(redactor.redact(`${text} opaque-new`)).toBe(`${names.join(' ')} [redacted] [redacted]`);
  });
});
