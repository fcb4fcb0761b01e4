import type { WireOrderLine, WireReceipt } from '../clients/order-management/answers.js';
import type { ReceiptBody } from '../clients/order-management/bodies.js';

type Line = ReceiptBody['orderLines'][number] | WireOrderLine;

/**
 * Whether a stored receipt is the one that was sent. The API may leave out what is null, false or nothing, give a rate
 * as percent, write a quantity another way and fill in deprecated sums: none of that makes it another receipt.
 */
export function isSameReceipt(stored: WireReceipt, sent: ReceiptBody): boolean {
  return JSON.stringify(plain(stored)) === JSON.stringify(plain(sent));
}

function plain({ orderLines, bottomLine }: WireReceipt | ReceiptBody): unknown {
  const { giftCard, card, voucher, cash } = bottomLine?.paymentSources ?? {};
  const { format, data } = bottomLine?.barcode ?? {};
  return [
    orderLines.map(plainLine),
    bottomLine?.currency,
    [bottomLine?.tipAmount, giftCard, card, voucher, cash].map((amount) => amount ?? 0),
    [bottomLine?.posId, bottomLine?.receiptNumber, format, data].map((text) => text ?? ''),
  ];
}

function plainLine(line: Line): unknown {
  const { unitInfo } = line;
  const percent = 'taxPercentage' in line ? (line.taxPercentage ?? 0) : 0;
  return [
    line.name,
    line.id,
    line.totalAmount,
    line.totalAmountExcludingTax,
    line.totalTaxAmount,
    line.taxRate ?? percent * 100,
    // Without it a line counts as one piece.
    unitInfo == null
      ? null
      : [unitInfo.unitPrice, plainQuantity(unitInfo.quantity), unitInfo.quantityUnit ?? 'PCS'],
    line.discount ?? 0,
    line.productUrl ?? '',
    line.isReturn ?? false,
    line.isShipping ?? false,
  ];
}

/** `02.50` and `2.5` are the same. */
function plainQuantity(quantity: string | null): string | null {
  const [, whole, decimals = ''] = /^0*(\d+)(?:\.(\d*?)0*)?$/.exec(quantity ?? '') ?? [];
  return whole === undefined ? quantity : `${whole}.${decimals}`;
}
