import type { SalesUnit } from '../../schema/management/SalesUnit.js';
import type { SalesUnitConfigurationFilter } from '../../schema/management/SalesUnitConfigurationFilter.js';
import type { SalesUnitConnection } from '../../schema/management/SalesUnitConnection.js';
import type { PageArgs } from '../../schema/shared/connection.js';
import type { WireMsnInfo, WireSalesUnit } from '../../src/clients/management.js';
import { compareDigits } from '../shared/array-connection.js';
import { ConnectionView } from '../shared/connection-view.js';
import { checkFirst, type CursorCodec } from '../shared/cursor.js';
import { toSalesUnit } from './mappers.js';

/** Units whose details are read at once. */
const AT_ONCE = { min: 10, max: 50 };
/** Most units whose details one answer reads. */
const MAX_UNITS = 200;

/** What may be asked of a configuration, as the filter has it. */
const conditions = [
  'captureType',
  'paymentAllowed',
  'skipLandingPageAllowed',
  'recurringAllowed',
  'partialCaptureAllowed',
  'lateCaptureAllowed',
  'landingPagePhoneNumberLocked',
  'longLivingPaymentAllowed',
  'creditCardPaymentAllowed',
] as const satisfies readonly (keyof SalesUnitConfigurationFilter)[];

/** The conditions that a filter holds; undefined for none. */
export function conditionsOf(
  filter: SalesUnitConfigurationFilter | null | undefined,
): readonly string[] | undefined {
  const given = conditions.filter((name) => filter?.[name] != null);
  return given.length === 0 ? undefined : given.map((name) => `${name}=${String(filter?.[name])}`);
}

/** Where to read from. */
interface Units {
  readonly list: () => Promise<readonly WireMsnInfo[]>;
  readonly details: (msn: string) => Promise<WireSalesUnit | null>;
}

/**
 * A page of sales units that are set up as the filter says, ordered by MSN. Their details are read unit by unit until the
 * page is full or 200 were looked at; the cursor behind the page marks how far that went.
 */
export async function configuredUnitPage(
  { first, after }: PageArgs,
  cursors: CursorCodec,
  filter: SalesUnitConfigurationFilter,
  { list, details }: Units,
): Promise<SalesUnitConnection> {
  checkFirst(first);
  const start = after == null ? undefined : cursors.decode(after);
  const all = (await list()).map(({ msn }) => msn).sort(compareDigits);
  const msns = start === undefined ? all : all.filter((msn) => compareDigits(msn, start) > 0);
  const nodes: SalesUnit[] = [];
  let looked = 0;
  while (nodes.length < first && looked < Math.min(msns.length, MAX_UNITS)) {
    const wanted = Math.min(AT_ONCE.max, Math.max(AT_ONCE.min, first - nodes.length), MAX_UNITS - looked);
    const read = await Promise.all(msns.slice(looked, looked + wanted).map((msn) => details(msn)));
    for (const wire of read) {
      looked += 1;
      if (wire === null) continue;
      const unit = toSalesUnit(wire);
      if (fits(unit, filter) && nodes.push(unit) === first) break;
    }
  }
  const end = msns[looked - 1] ?? start;
  return new UncountedView({
    nodes,
    hasNextPage: looked < msns.length,
    hasPreviousPage: msns.length < all.length,
    // Nothing is wanted between the last one and the end, so both are the same place.
    cursorAt: (index) => cursors.encode((index === nodes.length - 1 ? end : nodes[index]?.msn) ?? ''),
    endCursor: () => (end === undefined ? null : cursors.encode(end)),
  });
}

function fits({ configuration }: SalesUnit, filter: SalesUnitConfigurationFilter): boolean {
  return conditions.every((name) => filter[name] == null || configuration?.[name] === filter[name]);
}

/** A page of a list whose length nobody knows. */
class UncountedView extends ConnectionView<SalesUnit> implements SalesUnitConnection {
  readonly totalCount = null;
}
