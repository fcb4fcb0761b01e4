import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LEDGER, merchantDetails, msns, unitDetails, unitName } from './data.ts';
import { enturOrder, enturPage, enturPaths, enturPayment, orderIds } from './entur-data.ts';
import { SalesFeed } from './sales-feed.ts';

/**
 * A bare upstream: replays answers that were made beforehand, counts requests, and waits `LATENCY_MS` before each
 * answer. Its list of sales units has `UNITS` of them. Run as a process of its own, so that its work does not count for
 * the servers under test.
 */
const latency = Number(process.env['LATENCY_MS'] ?? '0');
const answers = new Map<string, Buffer>();
const keep = (path: string, body: unknown): void => void answers.set(path, Buffer.from(JSON.stringify(body)));
let count = 0;
/** The units that the list names; the others are known nevertheless. */
const listed = msns.slice(0, Number(process.env['UNITS'] ?? msns.length));

keep('/accesstoken/get', { token_type: 'Bearer', access_token: 'bench-token', expires_in: '86399' });
keep('/miami/v1/token', { token_type: 'Bearer', access_token: 'bench-token', expires_in: 900 });
keep(
  '/management/v1/sales-units',
  listed.map((msn) => ({ msn: Number(msn), name: unitName(msn) })),
);
for (const msn of msns) {
  const unit = unitDetails(msn);
  const { scheme, id } = unit.businessIdentifier;
  keep(`/management/v1/sales-units/${msn}`, unit);
  keep(`/management/v1/merchants/${scheme}/${id}`, merchantDetails(scheme, id));
}
const ledger = {
  ledgerId: LEDGER,
  currency: 'NOK',
  payoutBankAccount: { scheme: 'BBAN:NO', id: '15039000129' },
  owner: { scheme: 'business:NO:ORG', id: '311000000' },
  settlesForRecipientHandles: ['NO:771204'],
  salesUnits: [{ name: 'Benk', recipientHandle: 'NO:771204' }],
};
keep('/settlement/v1/ledgers', { items: [ledger], cursor: '' });
keep('/oauth/token', { token_type: 'Bearer', access_token: 'bench-token', expires_in: 86_400 });
keep(enturPaths.orders, enturPage(...orderIds.map(enturOrder)));
for (const orderId of orderIds) {
  keep(enturPaths.order(orderId), enturPage(enturOrder(orderId)));
  keep(enturPaths.payments(orderId), enturPage(enturPayment(orderId)));
}
const feed = new SalesFeed();
feed.prepare();

const server = createServer((request, response) => {
  const url = request.url ?? '';
  if (url === '/__count') {
    response.end(String(count));
    count = 0;
    return;
  }
  count += 1;
  const body = answers.get(url) ?? feed.page(url);
  const send = (): void => {
    if (body === undefined) {
      response
        .writeHead(404, { 'content-type': 'application/problem+json' })
        .end(JSON.stringify({ status: 404, title: url }));
      return;
    }
    response
      .writeHead(200, { 'content-type': 'application/json;charset=UTF-8', 'content-length': body.length })
      .end(body);
  };
  if (latency === 0) send();
  else setTimeout(send, latency);
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`LISTENING http://127.0.0.1:${String((server.address() as AddressInfo).port)}\n`);
});
