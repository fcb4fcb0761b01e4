import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { z } from 'zod';

/** The Order Management API as far as categories go: each set of keys has orders of its own, under the same ids. */
export interface OrdersUpstream {
  readonly url: string;
  /** `METHOD /path` of the calls so far. */
  readonly calls: readonly string[];
  /** The answer to the next read waits, with what it has read, until what comes back is called. */
  hold(): () => void;
}

/** Starts it; it stops when the test has ended. */
export async function startOrders(): Promise<OrdersUpstream> {
  const stored = new Map<string, unknown>();
  const calls: string[] = [];
  let gate: Promise<void> | undefined;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = request;
    const body = await text(request);
    const send = (status: number, json: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
    };
    if (url === '/accesstoken/get') {
      send(200, { token_type: 'Bearer', expires_in: 900, access_token: String(headers['client_secret']) });
      return;
    }
    calls.push(`${method} ${url}`);
    const id = url.split('/').at(-1) ?? '';
    const place = [headers.authorization, headers['merchant-serial-number'], id].join(' ');
    if (method === 'PUT') {
      stored.set(place, { ...z.looseObject({}).parse(JSON.parse(body)), category: 'GENERAL' });
      send(200, '8f1c1a1e-0000-4000-8000-000000000001');
      return;
    }
    const category = stored.get(place);
    const held = gate;
    gate = undefined;
    await held;
    if (category === undefined) send(404, { title: 'nothing' });
    else send(200, { category, receipt: null });
  }

  const server = createServer((request, response) => {
    void answer(request, response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = z.custom<AddressInfo>().parse(server.address());
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });
  return {
    url: `http://127.0.0.1:${String(port)}`,
    calls,
    hold() {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      gate = promise;
      return () => {
        resolve(undefined);
      };
    },
  };
}
