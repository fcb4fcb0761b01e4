import { createServer } from 'node:http';
import { once } from 'node:events';
import { expect, it, onTestFinished } from 'vitest';
import { quiet, setUp, visit } from './visit.js';

/** One of those that `fetch` refuses. */
const PORT = 10_080;

/** Plays the vendor, a collector and a router at once. */
async function serveThere(): Promise<string> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  }).listen(PORT, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  return `http://127.0.0.1:${PORT}`;
}

it('a port that the server reaches and fetch does not is reached', async () => {
  const url = await serveThere();
  const { findings } = await visit({
    ...quiet,
    ...(await setUp()).env,
    VIPPS_REPORT_URL: url,
    OTEL_EXPORTER_OTLP_ENDPOINT: url,
    ROUTER_CACHE: 'private',
    ROUTER_INVALIDATION_URL: `${url}/invalidation`,
    ROUTER_INVALIDATION_KEY: 'the-key-that-only-the-router-knows',
  });
  const lines = findings
    .filter(({ area, found, subject }) => [found, subject].join().includes(url) && area !== 'clock')
    .map(({ area, state, found }) => [area, state, found.replace(/in \d+ ms/, 'in N ms')].join(' | '));
  expect(lines).toEqual([
    `traces | ok | ${url}/v1/traces takes traces: it answers in N ms`,
    `router | ok | ${url}/invalidation takes word of changes in vipps`,
    'address | ok | answers in N ms: report',
  ]);
});
