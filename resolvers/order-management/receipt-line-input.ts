import type { ReceiptLineInput } from '../../schema/order-management/ReceiptLineInput.js';
import type { OrderLineBody } from '../../src/clients/order-management/bodies.js';
import type { InputIssues, InputPath } from '../shared/input-issues.js';
import { netOf, priceOf } from './tax-arithmetic.js';
import { checkAmount, checkText, warnAboutTax, warnAboutUrl } from './input-rules.js';
import { quantityUnits, toApiValue } from './enum-mappings.js';

/** The line as the API takes it, with missing amounts worked out. Meaningless once `issues` holds errors. */
export function toOrderLine(line: ReceiptLineInput, path: InputPath, issues: InputIssues): OrderLineBody {
  const at = (field: string): InputPath => [...path, field];
  checkText(line.name, at('name'), issues);
  checkText(line.id, at('id'), issues);
  for (const field of ['totalAmount', 'totalAmountExcludingTax', 'totalTaxAmount', 'discount'] as const) {
    checkAmount(line[field], at(field), issues);
  }
  warnAboutUrl(line.productUrl, at('productUrl'), issues);
  const rate = rateOf(line, path, issues);
  const { net, tax } = amountsOf(line, rate);
  const tooLarge =
    line.totalAmount < 0 ? null : net < 0 ? 'totalTaxAmount' : tax < 0 ? 'totalAmountExcludingTax' : null;
  if (tooLarge !== null && (line[tooLarge] ?? -1) > line.totalAmount) {
    issues.add(
      at(tooLarge),
      'SUM_MISMATCH',
      `${tooLarge} must not be more than totalAmount, ${line.totalAmount}.`,
    );
  } else if (line.totalAmount - net !== tax) {
    const given = line.totalTaxAmount == null ? 'totalAmountExcludingTax' : 'totalTaxAmount';
    issues.add(
      at(given),
      'SUM_MISMATCH',
      `totalAmount must be totalAmountExcludingTax plus totalTaxAmount: ${line.totalAmount} is not ${net} + ${tax}.`,
    );
  } else if (rate !== null) {
    warnAboutTax({ net, rate, tax }, at('totalTaxAmount'), issues);
  }
  const unitInfo = unitOf(line, path, issues);
  return {
    name: line.name,
    id: line.id,
    totalAmount: line.totalAmount,
    totalAmountExcludingTax: net,
    totalTaxAmount: tax,
    ...(rate === null ? {} : { taxRate: rate }),
    ...(unitInfo === null ? {} : { unitInfo }),
    ...(line.discount == null ? {} : { discount: line.discount }),
    ...(line.productUrl == null ? {} : { productUrl: line.productUrl }),
    isReturn: line.isReturn ?? false,
    isShipping: line.isShipping ?? false,
  };
}

/** The rate in basis points, whichever way it was given; null when it is missing or wrong. */
function rateOf(line: ReceiptLineInput, path: InputPath, issues: InputIssues): number | null {
  const { taxRate, taxPercentage } = line;
  const rateIsGood = inRange(taxRate, 10_000, [...path, 'taxRate'], issues);
  const percentIsGood = inRange(taxPercentage, 100, [...path, 'taxPercentage'], issues);
  if (!rateIsGood || !percentIsGood) return null;
  if (taxRate != null && taxPercentage != null && taxRate !== taxPercentage * 100) {
    const message = `taxPercentage ${taxPercentage} is a taxRate of ${taxPercentage * 100}, not ${taxRate}. Give one of the two.`;
    issues.add([...path, 'taxPercentage'], 'CONTRADICTION', message);
    return null;
  }
  const rate = taxRate ?? (taxPercentage == null ? null : taxPercentage * 100);
  if (rate === null && line.isShipping === true && line.totalAmount === 0) {
    issues.warn(
      [...path, 'taxRate'],
      'RATE_MISSING',
      'A line should have a taxRate, even if it is free shipping.',
    );
  } else if (rate === null) {
    issues.add(
      [...path, 'taxRate'],
      'REQUIRED',
      'taxRate is needed, in hundredths of a percent: 2500 is 25 %.',
    );
  } else if (rate > 0 && rate < 100) {
    // Only `taxRate` comes here: whole percent are 100 at least. None of the countries has such a rate.
    const message = `taxRate is in hundredths of a percent: ${rate} is ${rate / 100} %. For ${rate} % it should be ${rate * 100}.`;
    issues.warn([...path, 'taxRate'], 'RATE_TOO_SMALL', message);
  }
  return rate;
}

function inRange(
  value: number | null | undefined,
  max: number,
  path: InputPath,
  issues: InputIssues,
): boolean {
  if (value == null || (value >= 0 && value <= max)) return true;
  issues.add(path, 'OUT_OF_RANGE', `${String(path.at(-1))} must be from 0 to ${max}, not ${value}.`);
  return false;
}

/** The net amount and the tax: each as given, else worked out from the other, else from the rate. */
function amountsOf(
  line: ReceiptLineInput,
  rate: number | null,
): { readonly net: number; readonly tax: number } {
  const { totalAmount, totalAmountExcludingTax, totalTaxAmount } = line;
  const net =
    totalAmountExcludingTax ??
    (totalTaxAmount == null ? netOf(Math.max(0, totalAmount), rate ?? 0) : totalAmount - totalTaxAmount);
  return { net, tax: totalTaxAmount ?? totalAmount - net };
}

function unitOf(
  line: ReceiptLineInput,
  path: InputPath,
  issues: InputIssues,
): NonNullable<OrderLineBody['unitInfo']> | null {
  const { unitInfo: unit, totalAmount, discount } = line;
  if (unit == null) return null;
  const at = (field: string): InputPath => [...path, 'unitInfo', field];
  checkAmount(unit.unitPrice, at('unitPrice'), issues);
  if (!/^\d+(\.\d{1,8})?$/.test(unit.quantity) || unit.quantity.length > 10) {
    const message =
      'quantity must be a decimal number of up to 10 characters and 8 decimals, such as "0.822".';
    issues.add(at('quantity'), 'INVALID', message);
  } else {
    const before = priceOf(Math.max(0, unit.unitPrice), unit.quantity);
    const difference = before - BigInt(discount ?? 0) - BigInt(totalAmount);
    // Rounding may be off by one minor unit.
    if (difference < -1n || difference > 1n) {
      const message = `unitPrice × quantity less discount is ${String(before - BigInt(discount ?? 0))}, not ${totalAmount}.`;
      issues.warn([...path, 'totalAmount'], 'PRICE_MISMATCH', message);
    }
  }
  const word = unit.quantityUnit == null ? null : toApiValue(quantityUnits, unit.quantityUnit);
  if (unit.quantityUnit != null && word === null) {
    issues.add(at('quantityUnit'), 'INVALID', 'quantityUnit must not be UNKNOWN.');
  }
  return {
    unitPrice: unit.unitPrice,
    quantity: unit.quantity,
    ...(word === null ? {} : { quantityUnit: word }),
  };
}
