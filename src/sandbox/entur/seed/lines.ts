import { uuidOf } from '../../seed/uuid.js';
import type { Leg, OrderLine, PriceWithTax, Reservation, Traveller, WorkflowStatus } from '../model/order.js';
import { amountOf, exactly, ofHundredths, taxIn } from '../rules/money.js';
import { instant } from '../rules/times.js';
import { products, routes } from './routes.js';

/** The reduced rate of Norwegian value added tax, for passenger transport. */
const taxPercent = 12n;

/** A price with the tax of passenger transport in it. The amount is kept letter by letter. */
export function priced(amount: string, currency = 'NOK'): PriceWithTax {
  const taxAmount = amountOf(taxIn(exactly(amount), taxPercent));
  return { amount, currency, taxAmount, taxCode: 'LOW', taxRate: '12.00' };
}

/** What makes up a line. Everything about it follows from `key`, the route and the product. */
export interface LineSpec {
  readonly key: string;
  readonly route: number;
  readonly product: number;
  readonly departsAt: number;
  readonly status: WorkflowStatus;
  readonly amount?: string;
  readonly traveller?: Traveller;
}

/** A line with its seat, if its vehicle has seats that are reserved. */
export interface SeatedLine {
  readonly line: OrderLine;
  readonly reservation?: Reservation;
}

/** Makes a believable line. */
export function lineOf({
  key,
  route: at,
  product: no,
  departsAt,
  status,
  amount,
  traveller,
}: LineSpec): SeatedLine {
  const route = routes[at % routes.length];
  const product = products[no % products.length];
  if (!route || !product) throw new RangeError(`No route ${String(at)} or product ${String(no)}`);
  const price = priced(amount ?? ofHundredths(Math.round((route.price * product.percent) / 100)));
  const id = uuidOf(`entur line ${key}`);
  const leg = legOf(at, departsAt);
  const way = `${route.from.name} – ${route.to.name}`;
  const line: OrderLine = {
    id,
    status,
    description: product.name.map(({ lang, value }) => ({ lang, value: `${value}, ${way}` })),
    price,
    priceContribution: price,
    salesPackageRef: {
      id: `${route.operator}:SalesOfferPackage:${product.local}`,
      version: `${route.operator}:Version:V1`,
    },
    fareProducts: [
      {
        id: `${route.operator}:PreassignedFareProduct:${product.local}`,
        version: `${route.operator}:Version:V1`,
        name: product.name,
      },
    ],
    travellers: traveller ? [traveller] : [],
    travelSpecification: { legs: [leg] },
  };
  if (route.mode !== 'rail') return { line };
  const seat = Number.parseInt(id.slice(0, 6), 16);
  return {
    line,
    reservation: {
      id: uuidOf(`entur reservation ${key}`),
      orderLineId: id,
      status,
      datedServiceJourneyId: leg.datedServiceJourneyId,
      fromStopPlaceId: leg.fromStopPlaceId,
      toStopPlaceId: leg.toStopPlaceId,
      railcarNumber: String(1 + (seat % 6)),
      seatNumber: String(1 + (seat % 68)),
    },
  };
}

function legOf(at: number, departsAt: number): Leg {
  const route = routes[at % routes.length];
  if (!route) throw new RangeError(`No route ${String(at)}`);
  const { operator, mode, from, to, minutes } = route;
  const date = new Date(departsAt).toISOString().slice(0, 10);
  const journey = `${String(600 + (at % routes.length))}_${String(new Date(departsAt).getUTCHours())}`;
  return {
    id: uuidOf(`entur leg ${String(at)} ${String(departsAt)}`),
    mode,
    operatorId: `${operator}:Operator:${operator}`,
    fromStopPlaceId: from.id,
    toStopPlaceId: to.id,
    serviceJourneyId: `${operator}:ServiceJourney:${journey}`,
    datedServiceJourneyId: `${operator}:DatedServiceJourney:${journey}-${date}`,
    startTime: instant(departsAt),
    endTime: instant(departsAt + minutes * 60_000),
  };
}
