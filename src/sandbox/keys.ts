/**
 * The keys the sandbox knows, one set of each kind the real platform hands out. They are well-formed and
 * worthless: anyone may print, log or commit them. Any other key is refused as the real APIs refuse it.
 */
export const sandboxKeys = {
  /** Sales-unit keys of one merchant, which sees its own sales units only. */
  merchant: {
    clientId: '5a4db0c0-0000-4000-8000-00000000a001',
    clientSecret: 'c2FuZGJveCBtZXJjaGFudCBzZWNyZXQsIG5vdCBhIHJlYWwgb25l',
    subscriptionKey: '5a4db0c000000000000000000000a001',
    msn: '251308',
  },
  /** Partner keys: every sales unit tied to the partner, over many merchants. */
  partner: {
    clientId: '5a4db0c0-0000-4000-8000-00000000b002',
    clientSecret: 'c2FuZGJveCBwYXJ0bmVyIHNlY3JldCwgbm90IGEgcmVhbCBvbmUh',
    subscriptionKey: '5a4db0c000000000000000000000b002',
    msn: '204117',
  },
  /** Accounting keys: no subscription key, no MSN, and no right to the Management API. */
  accounting: {
    clientId: '5a4db0c0-0000-4000-8000-00000000c003',
    clientSecret: 'c2FuZGJveCBhY2NvdW50aW5nIHNlY3JldCwgbm90IGEgcmVhbCBvbmU=',
  },
  /** A partner's client of Entur's Sales APIs, which the sandbox serves under `/entur`. */
  entur: {
    clientId: 'sandbox-entur-client-id',
    clientSecret: 'sandbox-entur-client-secret',
  },
} as const;

/** What that client says of itself in headers. */
export const sandboxEnturClient = {
  clientName: 'sandbox-subgraph',
  pos: 'Sandbox-POS',
  distributionChannel: 'ENT:DistributionChannel:App',
} as const;
