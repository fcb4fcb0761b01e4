import { describe, expect } from 'vitest';
import { sharedStack } from '../support/fixture.js';
import { connectTo, sendRaw, untilAnswered } from '../support/raw-http.js';

const it = sharedStack({ subgraphs: ['vipps', 'entur'] });
const BODY = '{"query":"{ __typename }"}';
const H2C = ['connection: Upgrade, HTTP2-Settings', 'upgrade: h2c', 'http2-settings: AAMAAABkAAQAAP__'];

function bytes(headers: readonly string[], line = 'POST /graphql', body = BODY): string {
  const all = ['host: localhost', 'content-type: application/json', ...headers];
  return `${line} HTTP/1.1\r\n${all.join('\r\n')}\r\ncontent-length: ${String(body.length)}\r\n\r\n${body}`;
}

describe('an upgrade to another protocol than WebSockets', () => {
  it.for([
    ['HTTP/2', H2C],
    ['TLS', ['connection: upgrade', 'upgrade: TLS/1.0']],
    ['several', ['connection: upgrade', 'upgrade: h2c, IRC/6.9']],
  ] as const)('is ignored, and the request answered: %s', async ([, headers], { stack }) => {
    for (const { url } of [stack.graph('vipps'), stack.graph('entur')]) {
      const socket = connectTo(url);
      const first = untilAnswered(socket);
      socket.write(bytes(headers));
      expect(await first).toMatchObject({ status: 200, body: '{"data":{"__typename":"Query"}}\n' });
      // The connection is as good as any.
      const second = untilAnswered(socket);
      socket.write(bytes([]));
      expect(await second).toMatchObject({ status: 200, body: '{"data":{"__typename":"Query"}}\n' });
      socket.destroy();
    }
  });

  it('is ignored without a body too, and where the body comes later', async ({ stack }) => {
    const query = `GET /graphql?query=${encodeURIComponent('{__typename}')}`;
    const get = bytes([...H2C, 'apollo-require-preflight: true'], query, '');
    const socket = connectTo(stack.url);
    const got = untilAnswered(socket);
    socket.write(get);
    expect(await got).toMatchObject({ status: 200, body: '{"data":{"__typename":"Query"}}\n' });
    socket.destroy();

    const late = connectTo(stack.url);
    const answered = untilAnswered(late);
    const [head = '', body = ''] = bytes([...H2C, 'expect: 100-continue']).split('\r\n\r\n');
    late.once('data', () => late.write(body));
    late.write(`${head}\r\n\r\n`);
    await expect.poll(() => late.bytesRead).toBeGreaterThan(25);
    late.destroy();
    expect(await answered).toMatchObject({ body: expect.stringContaining('200 OK') });
  });

  it('is none where the protocol is WebSockets, which needs a handshake', async ({ stack }) => {
    const asked = bytes(['connection: upgrade', 'upgrade: WebSocket'], 'GET /graphql', '');
    expect(await sendRaw(stack.url, asked)).toMatchObject({ status: 400 });
  });
});
