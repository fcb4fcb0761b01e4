import { expect, onTestFinished, test } from 'vitest';
import { scrape } from '../support/scrape.js';
import { refuseSecrets } from '../support/secrets.js';
import { startKeyedUpstream } from '../tenants/keyed-upstream.js';
import { ALL_SCOPES, startTenants } from '../tenants/start.js';
import { threeTenants } from '../tenants/three-tenants.js';

const PERSON = 'kari.nordmann@example.com';
const PHONE = '4791234567';

/** Asks for what is there, is not, and is refused, under names and ids that say who asks. */
const queries = [
  `query Of${PHONE} { salesUnit(msn: "100001") { name } }`,
  '{ salesUnits { nodes { msn name } } }',
  `query Wrong { salesUnit(msn: "${PERSON}") { name } }`,
  `{ order(msn: "100001", paymentType: ECOM, orderId: "of-${PHONE}") { receipt { __typename } } }`,
  `query Unknown { ${PHONE} }`,
];

test('labels of metrics and lines of the log tell of no tenant’s secret, no person and nothing that was asked for', async () => {
  const upstream = await startKeyedUpstream();
  onTestFinished(() => upstream.close());
  const running = await startTenants(upstream.url, threeTenants(1));
  const { server, logs } = running;
  onTestFinished(() => server.stop());
  for (const tenant of ['acme', 'birk', 'nobody'])
    for (const query of queries) {
      const headers = { 'x-caller-subject': PERSON, 'x-request-id': `from-${tenant}` };
      await (await running.fetch(tenant, JSON.stringify({ query }), ALL_SCOPES, headers)).text();
    }
  const { text } = await scrape(server);
  expect(text).toContain('subgraph_upstream_call_duration_seconds');
  const secrets = ['acme-a1', 'acme-b1', 'acme-p1', 'acme-c1', 'birk-p1', 'birk-c1'];
  const persons = ['kari', PHONE];
  refuseSecrets('The log', JSON.stringify(logs), [...secrets, ...persons]);
  refuseSecrets('A scrape', text, [...secrets, ...persons, 'acme', 'birk', 'nobody', '100001', '100002']);
});
