import { z } from 'zod';
import { sandboxKeys } from '../../src/sandbox/keys.js';
import { runningSandbox, tokenOf, type Reply } from './running-sandbox.js';

/** What a client asks the token service for. */
export const tokenRequest = {
  grant_type: 'client_credentials',
  client_id: sandboxKeys.entur.clientId,
  client_secret: sandboxKeys.entur.clientSecret,
  audience: 'https://api.entur.sandbox',
};

/** The headers that sales calls carry besides the token. */
export const salesHeaders: Readonly<Record<string, string>> = {
  'entur-pos': 'Sandbox-POS',
  'entur-distribution-channel': 'ENT:DistributionChannel:App',
  'et-client-name': 'sandbox-subgraph',
};

/** Offers of the sandbox: for a bus, and for trains; the child's ticket costs less than the adult's on the same train. */
export const offers = {
  bus: '0a6d4b7e-7f1c-4a43-9a55-3f6c2f0d1a01',
  train: '0a6d4b7e-7f1c-4a43-9a55-3f6c2f0d1a02',
  group: '99000000-7f1c-4a43-9a55-3f6c2f0d1a02',
};

/** When the tests' purchases begin. */
export const start = '2026-09-15T10:00:00.000Z';

const order = z.looseObject({
  id: z.string(),
  version: z.number(),
  status: z.string(),
  totalAmount: z.string(),
  balance: z.string(),
  failed: z.boolean(),
  expireAt: z.string().optional(),
  orderLines: z.array(
    z.looseObject({ id: z.string(), status: z.string(), price: z.looseObject({ amount: z.string() }) }),
  ),
  fees: z.array(
    z.looseObject({ id: z.string(), type: z.string(), price: z.looseObject({ amount: z.string() }) }),
  ),
  travellers: z.array(z.looseObject({ id: z.string() })),
  reservations: z.array(z.looseObject({ id: z.string(), status: z.string() })),
  paymentRefs: z.array(z.looseObject({ paymentId: z.number(), amount: z.string() })),
});
const orders = z.object({ items: z.array(order) });
/** What reserving answers. */
export const reservedSchema = z.object({
  orderId: z.string(),
  orderLineIds: z.array(z.string()),
  reservationIds: z.array(z.string()),
  replacedByOrderLineIds: z.array(z.unknown()),
});
/** A payment as tests read it. */
export const paymentSchema = z.looseObject({
  paymentId: z.number(),
  transactionHistory: z.array(z.looseObject({ transactionId: z.number() })),
});

/** An order as tests read it. */
export type Order = z.infer<typeof order>;

/** A sandbox for the tests of one file, with ways to call Entur's services in it. */
export async function runningEntur() {
  const sandbox = await runningSandbox();

  const askToken = (body: Record<string, string>, type = 'application/json'): Promise<Reply> =>
    sandbox.call('/entur/oauth/token', {
      method: 'POST',
      headers: { 'content-type': type },
      body: type === 'application/json' ? JSON.stringify(body) : new URLSearchParams(body).toString(),
    });

  /** Calls a path below `/entur/sales` as the subgraph would. */
  const ask = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = salesHeaders,
  ): Promise<Reply> => {
    const token = tokenOf(await askToken(tokenRequest));
    return sandbox.call(`/entur/sales${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  };

  /** Reads up to a hundred orders. */
  const readAll = async (ids: readonly string[]): Promise<Order[]> =>
    orders.parse((await ask('GET', `/v1/orders?id=in:${ids.join(',')}&perPage=100`)).body).items;

  const read = async (orderId: string): Promise<Order> => {
    const [found] = await readAll([orderId]);
    if (!found) throw new Error(`No order ${orderId}`);
    return found;
  };

  /** Reserves an offer, in a new order unless one is named. */
  const reserve = async (offerId: string, orderId?: string) =>
    reservedSchema.parse(
      (
        await ask('POST', '/v1/reserve-offers', {
          ...(orderId !== undefined && { orderId }),
          offerConfigurations: [{ offerId }],
        })
      ).body,
    );

  /** Makes a Vipps payment of the balance; gives its id and the path of its transaction. */
  const startPayment = async (orderId: string) => {
    const { version, balance } = await read(orderId);
    const reply = await ask('POST', '/v1/payments', {
      orderId,
      orderVersion: version,
      totalAmount: balance,
      transaction: { amount: balance, currency: 'NOK', paymentType: 'VIPPS', paymentTypeGroup: 'MOBILE' },
    });
    const { paymentId, transactionHistory } = paymentSchema.parse(reply.body);
    const transactionId = transactionHistory[0]?.transactionId ?? 0;
    return { paymentId, transactionId, path: `/v1/payments/${paymentId}/transactions/${transactionId}` };
  };

  /** Reserves and pays, at a time that stands still. */
  const buy = async (offerId: string = offers.train): Promise<Order> => {
    await sandbox.control.clock.freeze(start);
    const { orderId } = await reserve(offerId);
    const { path } = await startPayment(orderId);
    await ask('POST', `${path}/app-claim`, { redirectUrl: 'https://shop.example/' });
    await sandbox.control.clock.advance(5);
    return read(orderId);
  };

  return { ...sandbox, askToken, ask, read, readAll, reserve, startPayment, buy };
}
