import { crc32, deflateSync } from 'node:zlib';
import type { PrefillProductOrderInput } from '../generated/graphql.js';
import type { Stack } from '../support/stack.js';

export const kaffebar = { scheme: 'business:NO:ORG', id: '311100459' };
export const webPackage = 'a74f2726-df5f-4a43-8094-feb77f24c8bf';

/** The least that an order needs. */
export const least: PrefillProductOrderInput = {
  businessIdentifier: kaffebar,
  productType: 'LOGIN',
};

/** Every field there is. */
export const full: PrefillProductOrderInput = {
  idempotencyKey: 'nordlys-2026-1',
  businessIdentifier: kaffebar,
  productType: 'PAYMENT_INTEGRATION',
  salesUnitName: 'Nordlys Kaffebar Nett',
  salesUnitLogo: png(200, 100),
  settlementBankAccount: { scheme: 'BBAN:NO', id: '15039000129' },
  pricePackageId: webPackage,
  productUseCase: 'WEBSITE_WITH_TEST',
  annualTurnover: 2_400_000,
  annualTurnoverPercentage: 40,
  intendedPurpose: 'Web shop for coffee beans.',
  app: { appName: 'Nordlys' },
  website: {
    url: 'https://nordlys.example.com',
    termsUrl: 'https://nordlys.example.com/terms',
    testWebsiteUrl: 'https://test.nordlys.example.com',
    testWebsiteUsername: 'reviewer',
    testWebsitePassword: 'not-a-real-password',
  },
  hasRecurring: true,
  merchantCategoryCode: '5499',
};

export const PREFILL = `mutation ($input: PrefillProductOrderInput!) {
  prefillProductOrder(input: $input) {
    productOrder { productOrderId }
    prefillUrl
    idempotencyKey
    userErrors { field code message }
    warnings { field code message }
  }
}`;

export const WITHDRAW = `mutation ($id: String!) {
  withdrawProductOrder(input: { productOrderId: $id }) {
    withdrawnProductOrderId
    userErrors { field code message }
    warnings { field code message }
  }
}`;

export interface Fault {
  readonly field: readonly string[] | null;
  readonly code: string;
  readonly message: string;
}

export interface PrefillPayload {
  readonly productOrder: { readonly productOrderId: string } | null;
  readonly prefillUrl: string | null;
  readonly idempotencyKey: string;
  readonly userErrors: readonly Fault[];
  readonly warnings: readonly Fault[];
}

/** Sends a prefill and gives its payload with the errors beside it. */
export async function prefill(stack: Stack, input: PrefillProductOrderInput) {
  const answer = await stack.askText(PREFILL, { input });
  const data = answer.data as { prefillProductOrder: PrefillPayload | null } | null | undefined;
  return { payload: data?.prefillProductOrder ?? null, errors: answer.errors ?? [] };
}

/** Prefills what must succeed, and gives the id. */
export async function made(stack: Stack, input: PrefillProductOrderInput = least): Promise<string> {
  const { payload } = await prefill(stack, input);
  const id = payload?.productOrder?.productOrderId;
  if (id === undefined) throw new Error(`not made: ${JSON.stringify(payload)}`);
  return id;
}

/** A real PNG of one grey, as base64. */
export function png(width: number, height: number): string {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const rows = deflateSync(Buffer.alloc((width + 1) * height));
  const parts = [chunk('IHDR', header), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...parts]).toString('base64');
}

function chunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}
