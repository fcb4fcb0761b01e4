import { describe, expect } from 'vitest';
import { it } from '../support/fixture.js';
import { connectTo, untilClosed } from '../support/raw-http.js';

const late = 'The request did not come in within its time.';

describe('the answer to what Node can not read as a request', () => {
  it.for([
    ['no HTTP', 400, 'The request is not well-formed HTTP.', 'hello\r\n\r\n'],
    [
      'long headers',
      431,
      'The headers of the request are too long.',
      `GET /graphql HTTP/1.1\r\nhost: localhost\r\nx-request-id: mine\r\na: ${'x'.repeat(20_000)}\r\n\r\n`,
    ],
    ['headers that do not come', 408, late, 'POST /graphql HTTP/1.1\r\nhost: localhost\r\n'],
    [
      'a body that does not come',
      408,
      late,
      'POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n{',
    ],
  ] as const)('has an id that the log names: %s', async ([, status, message, bytes], { start }) => {
    const stack = await start({ env: { BODY_TIMEOUT_MS: '200' } });
    const socket = connectTo(stack.url);
    const response = untilClosed(socket);
    socket.write(bytes);
    const { headers, ...rest } = await response;
    const body = JSON.stringify({ errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] });
    expect(rest).toStrictEqual({ status, body });
    expect(headers).toStrictEqual({
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-request-id': expect.stringMatching(/^[\da-f-]{36}$/) as string,
      connection: 'close',
      'content-length': String(body.length),
    });
    expect(stack.logs.filter(({ requestId }) => requestId === headers['x-request-id'])).toMatchObject([
      { level: 30, status, reason: message, msg: 'request refused' },
    ]);
  });

  it('is told of a request without a host in the same words', async ({ start }) => {
    const stack = await start();
    const socket = connectTo(stack.url);
    const response = untilClosed(socket);
    socket.write('POST /graphql HTTP/1.1\r\nx-request-id: mine\r\ncontent-length: 0\r\n\r\n');
    const { status, headers, body } = await response;
    const message = 'The request has no host header.';
    expect({ status, body: JSON.parse(body) as unknown }).toStrictEqual({
      status: 400,
      body: { errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] },
    });
    expect(headers).toMatchObject({
      'x-request-id': 'mine',
      connection: 'close',
      'cache-control': 'no-store',
    });
    expect(stack.logs.filter(({ requestId }) => requestId === 'mine')).toMatchObject([
      { level: 30, status, reason: message, msg: 'request refused' },
    ]);
  });
});
