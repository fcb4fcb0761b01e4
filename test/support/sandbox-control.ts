import { z } from 'zod';
import type { ClockChange } from '../../src/sandbox/control/clock.js';
import type {
  EnturLock,
  EnturNewOrder,
  EnturRefusal,
  EnturSettingsChange,
} from '../../src/sandbox/control/entur.js';
import type { FaultInput } from '../../src/sandbox/control/fault-input.js';
import type { LedgerChange, RawFields } from '../../src/sandbox/control/ledgers.js';
import type { MerchantChange, SalesUnitChange } from '../../src/sandbox/control/management-input.js';
import type { QuirkChange } from '../../src/sandbox/control/quirks.js';

const clockSchema = z.object({ now: z.iso.datetime(), frozen: z.boolean() });

const ledgerSchema = z.object({
  ledgerId: z.string(),
  granted: z.boolean(),
  pageSize: z.number(),
  salesEvents: z.number(),
  today: z.string(),
});

const quirksSchema = z.record(z.string(), z.boolean());

const faultSchema = z.looseObject({
  id: z.number(),
  path: z.string(),
  times: z.number().nullable(),
  skip: z.number(),
  hits: z.number(),
});

const journalSchema = z.object({
  requests: z.array(
    z.object({
      seq: z.number(),
      method: z.string(),
      url: z.string(),
      path: z.string(),
      headers: z.record(z.string(), z.string()),
      body: z.unknown(),
      status: z.number().nullable(),
      outcome: z.number().nullable(),
      startedAt: z.iso.datetime(),
      finishedAt: z.iso.datetime().nullable(),
      closedByClient: z.boolean(),
    }),
  ),
  peakInFlight: z.number(),
  inFlight: z.number(),
});

export type SandboxJournal = z.infer<typeof journalSchema>;

const storedOrdersSchema = z.object({
  categories: z.array(
    z.object({
      categoryId: z.string(),
      msn: z.string(),
      paymentType: z.string(),
      orderId: z.string(),
      type: z.string(),
      url: z.string(),
    }),
  ),
  receipts: z.array(z.object({ msn: z.string(), paymentType: z.string(), orderId: z.string() })),
  images: z.array(z.object({ msn: z.string(), imageId: z.string() })),
});

const storedProductOrdersSchema = z.object({
  productOrders: z.array(
    z.looseObject({
      productOrderId: z.string(),
      status: z.string(),
      form: z.record(z.string(), z.unknown()).nullable(),
    }),
  ),
});

/** Which recorded requests are meant: a path glob, a method, those behind a `seq`. */
export interface RequestFilter {
  readonly path?: string;
  readonly method?: string;
  readonly after?: number;
}

export type SandboxControl = ReturnType<typeof sandboxControl>;

/** Sends a request with a body of JSON, if it has one, and gives the whole answer. */
export type SendJson = (
  method: string,
  url: string,
  body: string | undefined,
) => Promise<{ readonly status: number; readonly text: string }>;

/**
 * Steers a running sandbox over its control API. A refused call throws with the sandbox's reasons.
 * @param send how it is reached; by fetch unless told
 */
export function sandboxControl(url: string, send: SendJson = sendByFetch) {
  const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const { status, text } = await send(
      method,
      `${url}/__sandbox${path}`,
      body === undefined ? undefined : JSON.stringify(body),
    );
    if (status >= 300) throw new Error(`${method} /__sandbox${path}: ${status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  };
  const order = async (method: string, path: string, body?: unknown): Promise<void> => {
    await call(method, path, body);
  };
  const changeClock = async (change: ClockChange) => clockSchema.parse(await call('PUT', '/clock', change));

  return {
    /** Data, faults, requests, clock and quirks back to the start; tokens become invalid. */
    reset: () => order('POST', '/reset'),

    /** Cuts all connections and refuses new ones for a while; data stays. */
    restart: (downMs: number) => order('POST', '/restart', { downMs }),

    /** Makes all tokens issued so far invalid. */
    revokeTokens: () => order('DELETE', '/tokens'),

    clock: {
      read: async () => clockSchema.parse(await call('GET', '/clock')),
      /** Jumps to an ISO time and stands still there. */
      freeze: (now: string) => changeClock({ now, frozen: true }),
      /** Jumps to an ISO time and goes on from there. */
      set: (now: string) => changeClock({ now }),
      advance: (seconds: number) => changeClock({ advanceSeconds: seconds }),
      useReal: () => changeClock({ real: true }),
    },

    faults: {
      add: async (fault: FaultInput) => faultSchema.parse(await call('POST', '/faults', fault)),
      list: async () => z.object({ faults: z.array(faultSchema) }).parse(await call('GET', '/faults')).faults,
      remove: (id: number) => order('DELETE', `/faults/${id}`),
      /** Begins anew with the chances by which shares are decided. */
      seed: (seed: number) => order('PUT', '/faults/seed', { seed }),
      clear: () => order('DELETE', '/faults'),
    },

    /** The requests seen by the APIs, oldest first, with how many were open at one time. */
    requests: async ({ path, method, after }: RequestFilter = {}): Promise<SandboxJournal> => {
      const query = new URLSearchParams({
        ...(path !== undefined && { path }),
        ...(method !== undefined && { method }),
        ...(after !== undefined && { after: String(after) }),
      });
      return journalSchema.parse(await call('GET', `/requests?${query.toString()}`));
    },

    /** Forgets the requests and the peak. */
    clearRequests: () => order('DELETE', '/requests'),

    quirks: {
      read: async () => quirksSchema.parse(await call('GET', '/quirks')),
      set: async (change: QuirkChange) => quirksSchema.parse(await call('PUT', '/quirks', change)),
    },

    salesUnits: {
      /** Adds or changes a sales unit; members left out stay as they are. */
      put: (msn: string, change: SalesUnitChange) => order('PUT', `/management/sales-units/${msn}`, change),
      remove: (msn: string) => order('DELETE', `/management/sales-units/${msn}`),
    },

    ledgers: {
      list: async () =>
        z.object({ ledgers: z.array(ledgerSchema) }).parse(await call('GET', '/ledgers')).ledgers,
      /** Grants or withdraws access, or sets the page size of the Report API. */
      put: async (ledgerId: string, change: LedgerChange) =>
        ledgerSchema.parse(await call('PUT', `/ledgers/${ledgerId}`, change)),
      /** Adds sales events at the end of the feed, with their money unless `settle` is false. */
      addEvents: async (ledgerId: string, events: readonly RawFields[], settle = true) =>
        ledgerSchema.parse(await call('POST', `/ledgers/${ledgerId}/events`, { events, settle })),
      /** Adds entries at the end of a feed. */
      addEntries: async (ledgerId: string, topic: 'funds' | 'fees', entries: readonly RawFields[]) =>
        ledgerSchema.parse(await call('POST', `/ledgers/${ledgerId}/${topic}`, { entries })),
    },

    orders: {
      /** All categories, keys of receipts, and images. */
      stored: async () => storedOrdersSchema.parse(await call('GET', '/orders')),
      /** Makes the v2 read of an order answer this body as it stands. */
      show: async (msn: string, paymentType: string, orderId: string, body: unknown): Promise<void> => {
        await call('PUT', `/orders/${msn}/${paymentType}/${orderId}`, body);
      },
    },

    productOrders: {
      /** All of them, in the order they came in. */
      stored: async () =>
        storedProductOrdersSchema.parse(await call('GET', '/management/product-orders')).productOrders,
      /** Everything the sandbox holds of an order, its form included. */
      read: async (productOrderId: string) =>
        z
          .looseObject({ status: z.string(), form: z.record(z.string(), z.unknown()).nullable() })
          .parse(await call('GET', `/management/product-orders/${productOrderId}`)),
      /** Moves an order to the next status of its life. */
      move: async (productOrderId: string, status: string): Promise<void> => {
        await call('POST', `/management/product-orders/${productOrderId}/status`, { status });
      },
    },

    entur: {
      /** How its services behave, and how many requests came with each client name. */
      read: async () =>
        z
          .object({
            settings: z.record(z.string(), z.unknown()),
            clientNames: z.record(z.string(), z.number()),
            holds: z.record(z.string(), z.number()),
          })
          .parse(await call('GET', '/entur')),
      settings: (change: EnturSettingsChange) => order('PUT', '/entur/settings', change),
      /** Adds orders, and gives their ids. */
      addOrders: async (orders: readonly EnturNewOrder[]): Promise<string[]> =>
        z
          .object({ orders: z.array(z.looseObject({ id: z.string() })) })
          .parse(await call('POST', '/entur/orders', { orders }))
          .orders.map(({ id }) => id),
      lock: (orderId: string, lock: EnturLock = {}) => order('PUT', `/entur/orders/${orderId}/lock`, lock),
      unlock: (orderId: string) => order('DELETE', `/entur/orders/${orderId}/lock`),
      /** Refuses requests in the error shape of their service. */
      refuse: (refusal: EnturRefusal) => order('POST', '/entur/refusals', refusal),
      clearRefusals: () => order('DELETE', '/entur/refusals'),
    },

    merchants: {
      /** Adds or changes a merchant; members left out stay as they are. */
      put: (scheme: string, id: string, change: MerchantChange) =>
        order('PUT', `/management/merchants/${encodeURIComponent(scheme)}/${encodeURIComponent(id)}`, change),
    },
  };
}

async function sendByFetch(
  method: string,
  url: string,
  body: string | undefined,
): Promise<{ readonly status: number; readonly text: string }> {
  const response = await fetch(url, {
    method,
    ...(body !== undefined && { body, headers: { 'content-type': 'application/json' } }),
  });
  return { status: response.status, text: await response.text() };
}
