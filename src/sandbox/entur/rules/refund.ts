import { uuidOf } from '../../seed/uuid.js';
import type { Fee, OrderLine, StoredOrder } from '../model/order.js';
import { priced } from '../seed/lines.js';
import { legsOf } from '../seed/tickets.js';
import type { EnturData } from '../state/EnturData.js';
import { balanceOf, opened, settled } from './life.js';
import { giveBack, sharesOf, type Share } from './give-back.js';
import { amountOf, exactly } from './money.js';
import { changeTickets, groupsOf } from './tickets.js';

/** One part of a refund. */
export interface RefundOperation {
  readonly orderLineId: string;
  readonly amount: string;
}

/** What a refund would do, worked out before anything is done. */
export interface RefundPlan {
  readonly order: StoredOrder;
  readonly lines: readonly { readonly line: OrderLine; readonly units: bigint }[];
  readonly fees: readonly Fee[];
  /** What is given back: the amounts less the fees. */
  readonly units: bigint;
  readonly shares: readonly Share[];
}

const freeUntilMs = 24 * 3_600_000;

/** The fee for giving a line back: a tenth of the amount, nothing up to a day before departure. */
export function refundFee(line: OrderLine, units: bigint, nowMs: number): bigint {
  const [first] = legsOf(line);
  const departsAt = first ? Date.parse(first.startTime) : 0;
  if (departsAt - nowMs > freeUntilMs) return 0n;
  const perHundredth = 1_000n;
  return (units / 10n / perHundredth) * perHundredth;
}

/** What can still be given back of a line: its price, less what was taken off it. */
export function refundable(order: StoredOrder, line: OrderLine): bigint {
  const reductions = order.fees.filter(
    ({ type, orderLineIds }) => type === 'REDUCTION' && orderLineIds.includes(line.id),
  );
  return reductions.reduce((rest, { price }) => rest + exactly(price.amount), exactly(line.price.amount));
}

/** Works out a refund; a text says why it is not possible. */
export function planRefund(
  data: EnturData,
  order: StoredOrder,
  operations: readonly RefundOperation[],
  includesCancelled: boolean,
  nowMs: number,
): RefundPlan | string {
  if (order.status === 'DRAFT' || balanceOf(order) !== 0n)
    return `Order ${order.id} has unconfirmed changes.`;
  const lines: { line: OrderLine; units: bigint }[] = [];
  const fees: Fee[] = [];
  let units = 0n;
  for (const { orderLineId, amount } of operations) {
    const line = order.orderLines.find(({ id }) => id === orderLineId);
    if (!line) return `No order line ${orderLineId}.`;
    if (line.status === 'CANCELLED') {
      if (includesCancelled) continue;
      return `Order line ${orderLineId} is cancelled.`;
    }
    if (lines.some((other) => other.line === line)) return `Order line ${orderLineId} is named twice.`;
    const wanted = exactly(amount);
    if (wanted === 0n || wanted > refundable(order, line))
      return `So much can't be refunded of ${orderLineId}.`;
    const fee = refundFee(line, wanted, nowMs);
    lines.push({ line, units: wanted });
    units += wanted - fee;
    if (fee > 0n) fees.push(feeFor(order, line, fee));
  }
  const shares = sharesOf(data, order.id, units);
  return shares ? { order, lines, fees, units, shares } : `Order ${order.id} was not paid here.`;
}

function feeFor({ id, version, currency }: StoredOrder, line: OrderLine, units: bigint): Fee {
  return {
    id: uuidOf(`entur refund fee ${id} ${String(version)} ${line.id}`),
    type: 'REFUNDING',
    price: priced(amountOf(units), currency),
    reason: 'Refund',
    orderLineIds: [line.id],
  };
}

/** Refunds: whole lines are cancelled with their seats and tickets, of others the price is reduced. */
export function carryOut(data: EnturData, plan: RefundPlan, nowMs: number, settlementId?: string) {
  const { order, lines, fees, shares } = plan;
  const whole = new Set(
    lines.filter(({ line, units }) => units === refundable(order, line)).map(({ line }) => line.id),
  );
  const reductions = lines
    .filter(({ line }) => !whole.has(line.id))
    .map(({ line, units }) => reductionOf(order, line.id, units));
  const cancel = <Item>(item: Item): Item & { status: 'CANCELLED' } => ({ ...item, status: 'CANCELLED' });
  // A line that goes takes its own reductions along, so that it costs nothing any more.
  const isOfGone = ({ type, orderLineIds }: Fee) =>
    type === 'REDUCTION' && orderLineIds.some((id) => whole.has(id));
  const opens = opened(order, nowMs);
  const changed: StoredOrder = {
    ...opens,
    orderLines: opens.orderLines.map((line) => (whole.has(line.id) ? cancel(line) : line)),
    reservations: opens.reservations.map((seat) => (whole.has(seat.orderLineId) ? cancel(seat) : seat)),
    fees: [...opens.fees.filter((fee) => !isOfGone(fee)), ...reductions, ...fees],
  };
  const credit = giveBack(data, changed, shares, nowMs, settlementId);
  const credited = data.orders.get(order.id) ?? changed;
  data.putOrder(settled(credited, nowMs));
  const disabled = groupsOf(data, order.id).filter((group) => whole.has(group.orderLineId));
  changeTickets(data, disabled, nowMs, { distributionStatus: 'DISABLED' });
  return {
    credit,
    affectedOrderLineIds: lines.map(({ line }) => line.id),
    disabledTicketIds: disabled.flatMap((group) => group.ticketDistributions.map(({ id }) => id)),
  };
}

/** A price reduction of one line. */
function reductionOf({ id, version, currency }: StoredOrder, lineId: string, units: bigint): Fee {
  return {
    id: uuidOf(`entur reduction ${id} ${String(version)} ${lineId}`),
    type: 'REDUCTION',
    price: priced(amountOf(-units), currency),
    reason: 'Refund',
    orderLineIds: [lineId],
  };
}
