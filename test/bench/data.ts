/** The deterministic data that the stub serves and the answers are checked against. */

const UNITS = 100;
const FIRST_MSN = 700_000;
const UNITS_PER_MERCHANT = 5;

export const msns: readonly string[] = Array.from({ length: UNITS }, (_, index) => String(FIRST_MSN + index));

/** Units next to each other have the same merchant, so that any number of units has its share of merchants. */
export function ownerOf(msn: string): { scheme: string; id: string } {
  const merchant = Math.floor((Number(msn) - FIRST_MSN) / UNITS_PER_MERCHANT);
  return { scheme: 'business:NO:ORG', id: String(311_000_000 + merchant) };
}

export function unitName(msn: string): string {
  return `Kaffebar nummer ${msn} på torget`;
}

export function unitDetails(msn: string) {
  return {
    msn,
    name: unitName(msn),
    businessIdentifier: ownerOf(msn),
    configuration: {
      paymentAllowed: true,
      captureType: 'ReserveCapture',
      skipLandingPageAllowed: false,
      recurringAllowed: Number(msn) % 2 === 0,
      partialCaptureAllowed: true,
      lateCaptureAllowed: false,
      landingPagePhoneNumberLocked: false,
      longLivingPaymentAllowed: false,
      creditCardPaymentAllowed: true,
    },
  };
}

export function merchantDetails(scheme: string, id: string) {
  return {
    businessIdentifier: { scheme, id },
    name: `Kjøpmann ${id} AS`,
    status: 'ACTIVE',
    createdAt: '2024-05-14T08:12:09.318224Z',
    updatedAt: '2025-11-03T13:40:51.004117Z',
    countryCode: 'NO',
    businessAddress: { lines: ['Sjøgata 14'], postCode: '8006', city: 'Bodø', countryCode: 'NO' },
    businessPostAddress: null,
  };
}

export const LEDGER = '418806';

/** One sales event with three lines. */
export function salesEvent(index: number) {
  const quantity = 1 + (index % 3);
  const line = (lineId: string, net: number) => ({
    lineId,
    name: `Vare ${lineId} til kunde ${String(index)}`,
    quantity,
    unitPriceGross: (net * 5) / 4,
    unitPriceNet: net,
    discountTotal: 0,
    lineTotalGross: ((net * 5) / 4) * quantity,
    lineTotalNet: net * quantity,
    vatRate: 2500,
    vatAmount: (net / 4) * quantity,
    category: 'GOODS',
  });
  const lines = [line('1', 8_000), line('2', 4_000), line('3', 400)];
  const net = lines.reduce((sum, { lineTotalNet }) => sum + lineTotalNet, 0);
  return {
    entryType: index % 10 === 9 ? 'refund' : 'capture',
    time: '2026-09-14T10:22:31Z',
    orderDate: '2026-09-14T10:21:58Z',
    pspReference: String(48_200_000_000 + index),
    reference: String(90_017_000_000 + index),
    currency: 'NOK',
    paymentType: 'WALLET',
    classification: { solution: 'SHOPPING_BASKET', salesCategory: null },
    amounts: { gross: (net * 5) / 4, net, vat: net / 4 },
    lines,
    customer: null,
    completeness: { hasLineItems: true, hasVatBreakdown: true, hasCustomerIdentity: false },
  };
}
