import type { EnturChangeOption, EnturRefundOptions } from '../../schema/entur/EnturOrderOptions.js';
import type {
  WireEnturChangeOptions,
  WireEnturRefundOptions,
} from '../../src/clients/entur/option-answers.js';
import { toEnturMoney } from './money.js';
import { toInt, toTime } from './told.js';

/** @param currency of the order: the options need not say it */
export function toEnturRefundOptions(
  { orderVersion, options, combinations }: WireEnturRefundOptions,
  currency: string | null,
): EnturRefundOptions {
  const toMoney = (wire: (typeof options)[number]['fee']) =>
    toEnturMoney(wire.amount, wire.currency ?? currency);
  return {
    orderVersion: toInt(orderVersion),
    options: options.map(({ transientId, orderLineId, refundAmount, fee, expiresAt }) => ({
      transientId,
      orderLineId,
      refundAmount: toMoney(refundAmount),
      fee: toMoney(fee),
      expiresAt: toTime(expiresAt),
    })),
    combinations,
  };
}

/** The options of all lines, one by one. */
export function toEnturChangeOptions(
  orders: readonly WireEnturChangeOptions[],
): readonly EnturChangeOption[] {
  return orders.flatMap(({ lines }) =>
    lines.flatMap(({ orderLineId, options }) =>
      options.map(({ id, version, types }) => ({ orderLineId, optionId: id, version, types })),
    ),
  );
}
