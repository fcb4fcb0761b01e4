import type { SalesUnit } from '../../schema/management/SalesUnit.js';
import type { SalesUnitConfigurationFilter } from '../../schema/management/SalesUnitConfigurationFilter.js';
import type { SalesUnitConnection } from '../../schema/management/SalesUnitConnection.js';
import type { PageArgs } from '../../schema/shared/connection.js';
import type { WireMsnInfo, WireSalesUnit } from '../../src/clients/management.js';
import { compareDigits } from '../shared/array-connection.js';
import { ConnectionView, type ConnectionParts } from '../shared/connection-view.js';
import { checkFirst, type CursorCodec } from '../shared/cursor.js';
import { asError } from '../../src/errors/as-error.js';
import { UpstreamError } from '../../src/errors/UpstreamError.js';
import { toListedSalesUnit, toSalesUnit } from './mappers.js';

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
  /** Whether units whose details can't be read are left out and told: else they fail the page. */
  readonly leavesOut: boolean;
}

/**
 * A page of sales units that are set up as the filter says, ordered by MSN. Their details are read unit by unit until the
 * page is full or 200 were looked at; the cursor behind the page marks how far that went.
 * @throws UpstreamError when the details of none can be read
 */
export async function configuredUnitPage(
  { first, after }: PageArgs,
  cursors: CursorCodec,
  filter: SalesUnitConfigurationFilter,
  { list, details, leavesOut }: Units,
): Promise<SalesUnitConnection> {
  checkFirst(first);
  const start = after == null ? undefined : cursors.decode(after);
  const all = [...(await list())].sort((one, other) => compareDigits(one.msn, other.msn));
  const units = start === undefined ? all : all.filter(({ msn }) => compareDigits(msn, start) > 0);
  const nodes: SalesUnit[] = [];
  const undecided: SalesUnit[] = [];
  let looked = 0;
  while (nodes.length < first && looked < Math.min(units.length, MAX_UNITS)) {
    const wanted = Math.min(AT_ONCE.max, Math.max(AT_ONCE.min, first - nodes.length), MAX_UNITS - looked);
    const next = units.slice(looked, looked + wanted);
    const read = await Promise.all(next.map(({ msn }) => (leavesOut ? attempt(details(msn)) : details(msn))));
    // All that was asked for failed: so would the rest.
    const [failure] = read;
    if (looked === undecided.length && failure instanceof UpstreamError && read.every(isFailure))
      throw failure;
    for (const [index, wire] of read.entries()) {
      looked += 1;
      const listed = next[index];
      if (wire instanceof UpstreamError) {
        if (listed !== undefined) undecided.push(toListedSalesUnit(listed, undefined));
        continue;
      }
      if (wire === null) continue;
      const unit = toSalesUnit(wire);
      if (fits(unit, filter) && nodes.push(unit) === first) break;
    }
  }
  const end = units[looked - 1]?.msn ?? start;
  const parts = {
    nodes,
    hasNextPage: looked < units.length,
    hasPreviousPage: units.length < all.length,
    // Nothing is wanted between the last one and the end, so both are the same place.
    cursorAt: (index: number) => cursors.encode((index === nodes.length - 1 ? end : nodes[index]?.msn) ?? ''),
    endCursor: () => (end === undefined ? null : cursors.encode(end)),
  };
  return new UncountedView(parts, undecided);
}

function isFailure(wire: WireSalesUnit | UpstreamError | null): boolean {
  return wire instanceof UpstreamError;
}

/** The details of a unit, or why the API does not give them. */
async function attempt(
  details: Promise<WireSalesUnit | null>,
): Promise<WireSalesUnit | UpstreamError | null> {
  try {
    return await details;
  } catch (error) {
    if (error instanceof UpstreamError) return error;
    throw asError(error);
  }
}

function fits({ configuration }: SalesUnit, filter: SalesUnitConfigurationFilter): boolean {
  return conditions.every((name) => filter[name] == null || configuration?.[name] === filter[name]);
}

/** A page of a list whose length nobody knows. */
class UncountedView extends ConnectionView<SalesUnit> implements SalesUnitConnection {
  readonly totalCount = null;

  constructor(
    parts: ConnectionParts<SalesUnit>,
    readonly undecided: readonly SalesUnit[],
  ) {
    super(parts);
  }
}
